# SPDX-License-Identifier: MIT
# Read by cpack: dependencies of the Debian package, from what is linked and from packaging/run-time-packages.
set(work ${CPACK_QRGEN_BINARY_DIR}/dependencies)
file(MAKE_DIRECTORY ${work}/debian)
file(WRITE ${work}/debian/control "Source: qrgen\n\nPackage: qrgen\nArchitecture: any\n")
# The program and the library that is embedded in it.
execute_process(
  COMMAND dpkg-shlibdeps -O -e${CPACK_QRGEN_BINARY_DIR}/qrgen -e${CPACK_QRGEN_BINARY_DIR}/daemon/qrgen-daemon.so
  WORKING_DIRECTORY ${work} OUTPUT_VARIABLE linked ERROR_QUIET COMMAND_ERROR_IS_FATAL ANY OUTPUT_STRIP_TRAILING_WHITESPACE)
string(REPLACE "shlibs:Depends=" "" depends "${linked}")

file(STRINGS ${CPACK_QRGEN_SOURCE_DIR}/packaging/run-time-packages rows REGEX "^(loaded|optional) ")
list(TRANSFORM rows REPLACE "^loaded " "" OUTPUT_VARIABLE loaded)
list(FILTER loaded EXCLUDE REGEX " ")
list(TRANSFORM rows REPLACE "^optional " "" OUTPUT_VARIABLE optional)
list(FILTER optional EXCLUDE REGEX " ")
list(JOIN loaded ", " loaded)
list(JOIN optional ", " CPACK_DEBIAN_PACKAGE_RECOMMENDS)
# adduser for postinst, procps for kill in the unit.
set(CPACK_DEBIAN_PACKAGE_DEPENDS "${depends}, ${loaded}, adduser, procps")
