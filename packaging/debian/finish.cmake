# SPDX-License-Identifier: MIT
# Run by cpack between installing and packing: what only the Debian package has.
cmake_minimum_required(VERSION 3.25)
set(root ${CPACK_TEMPORARY_DIRECTORY})
set(source ${CPACK_QRGEN_SOURCE_DIR})
set(documents ${root}/usr/share/doc/qrgen)
set(units ${root}/lib/systemd/system)

function(copy file target mode)
  cmake_path(GET target PARENT_PATH directory)
  cmake_path(GET target FILENAME name)
  cmake_path(GET file FILENAME old_name)
  file(COPY ${file} DESTINATION ${directory}
    FILE_PERMISSIONS ${mode}
    DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
  if(NOT name STREQUAL old_name)
    file(RENAME ${directory}/${old_name} ${target})
  endif()
endfunction()

set(readable OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ)
copy(${source}/packaging/debian/copyright ${documents}/copyright "${readable}")
copy(${source}/packaging/debian/lintian-overrides ${root}/usr/share/lintian/overrides/qrgen "${readable}")
copy(${source}/CHANGELOG.md ${documents}/changelog "${readable}")
copy(${source}/packaging/systemd/qrgen.service ${units}/qrgen.service "${readable}")
copy(${source}/packaging/systemd/qrgen-batch@.service ${units}/qrgen-batch@.service "${readable}")
copy(${source}/packaging/systemd/qrgen-batch@.timer ${units}/qrgen-batch@.timer "${readable}")
foreach(service qrgen.service qrgen-batch@.service)
  copy(${source}/packaging/systemd/hardening.conf ${units}/${service}.d/hardening.conf "${readable}")
endforeach()

set(executable OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
copy(${source}/scripts/backup ${root}/usr/lib/qrgen/backup "${executable}")
copy(${source}/scripts/restore ${root}/usr/lib/qrgen/restore "${executable}")
copy(${source}/scripts/parts/database.bash ${root}/usr/lib/qrgen/parts/database.bash "${readable}")

string(TIMESTAMP date "%a, %d %b %Y %H:%M:%S +0000" UTC)
set(version ${CPACK_PACKAGE_VERSION}-${CPACK_DEBIAN_PACKAGE_RELEASE})
file(WRITE ${documents}/changelog.Debian
"qrgen (${version}) unstable; urgency=medium

  * See changelog.gz.

 -- ${CPACK_PACKAGE_CONTACT}  ${date}
")

# The settings of the service with their defaults, as the program itself has them.
execute_process(
  COMMAND env -i HOME=/nowhere ${CPACK_QRGEN_BINARY_DIR}/qrgen config show --json
  OUTPUT_VARIABLE shown COMMAND_ERROR_IS_FATAL ANY)
set(text
"# Configuration of qrgen: of the service and, unless a user has one of his own, of the command line.
# qrgen.toml(5) explains each setting. These are the defaults; those without # are what you want otherwise.
# `qrgen config check` looks for mistakes. Then: systemctl reload qrgen, or restart.
#
# Where the service stores codes is not here but in /etc/qrgen/database-url, which others cannot read.

")
string(JSON count LENGTH "${shown}" items)
math(EXPR last "${count} - 1")
foreach(i RANGE ${last})
  string(JSON key GET "${shown}" items ${i} key)
  string(JSON value GET "${shown}" items ${i} value)
  if(key STREQUAL database_url)
    continue()
  endif()
  if(NOT value MATCHES "^[0-9]+$")
    set(value "\"${value}\"")
  endif()
  string(APPEND text "#${key} = ${value}\n")
endforeach()
file(WRITE ${root}/etc/qrgen/qrgen.toml "${text}")

file(GLOB_RECURSE for_gzip ${root}/usr/share/man/* ${documents}/changelog*)
execute_process(COMMAND gzip -n9 ${for_gzip} COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND find ${root} -type d -exec chmod 755 {} + COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND chmod 644 ${root}/etc/qrgen/qrgen.toml COMMAND_ERROR_IS_FATAL ANY)
