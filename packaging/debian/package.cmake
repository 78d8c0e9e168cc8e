# SPDX-License-Identifier: MIT
# The Debian package: `cpack -G DEB` in a build directory. What every installation has comes from the install() rules; what
# only the package has is added by finish.cmake.
set(CPACK_PACKAGE_NAME qrgen)
set(CPACK_PACKAGE_CONTACT "qrgen authors <maintainers@qrgen.example>" CACHE STRING "Maintainer of the package: NAME <ADDRESS>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "QR codes from the command line and as a service")
set(CPACK_PACKAGE_DESCRIPTION
"Makes QR codes of any content as PNG, SVG, PDF and other formats, stores
them in SQLite or PostgreSQL, and changes where dynamic ones lead after
they were printed.
.
Its service answers an HTTP API and the redirects of dynamic codes, and
keeps statistics of their scans.")
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_PRE_BUILD_SCRIPTS ${CMAKE_CURRENT_LIST_DIR}/finish.cmake)
set(CPACK_PROJECT_CONFIG_FILE ${CMAKE_CURRENT_LIST_DIR}/dependencies.cmake)
set(CPACK_QRGEN_BINARY_DIR ${PROJECT_BINARY_DIR})
set(CPACK_QRGEN_SOURCE_DIR ${PROJECT_SOURCE_DIR})

set(CPACK_DEB_COMPONENT_INSTALL OFF)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_SECTION web)
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "postgresql-client, sqlite3")    # /usr/lib/qrgen/backup
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA
  ${CMAKE_CURRENT_LIST_DIR}/conffiles
  ${CMAKE_CURRENT_LIST_DIR}/postinst
  ${CMAKE_CURRENT_LIST_DIR}/postrm
  ${CMAKE_CURRENT_LIST_DIR}/prerm)
include(CPack)
