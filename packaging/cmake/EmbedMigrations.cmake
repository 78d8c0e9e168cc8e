# SPDX-License-Identifier: MIT
# qrgen_embed_migrations(TARGET DIRECTORY NAME...) compiles DIRECTORY/NAME.sqlite.sql and .postgresql.sql, with their
# SHA-256, into TARGET as qrgen::store::embedded_migrations() of core/store/schema.hpp. A NAME is "0001_codes".
function(qrgen_embed_migrations target directory)
  foreach(backend sqlite postgresql)
    set(rows "")
    foreach(migration ${ARGN})
      set(file ${CMAKE_CURRENT_SOURCE_DIR}/${directory}/${migration}.${backend}.sql)
      set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
      file(READ ${file} sql)
      file(SHA256 ${file} checksum)
      string(REGEX MATCH "^0*([0-9]+)_(.+)$" matched ${migration})
      string(APPEND rows
        "    Migration{${CMAKE_MATCH_1}, \"${CMAKE_MATCH_2}\", \"${checksum}\", R\"sql(${sql})sql\"},\n")
    endforeach()
    set(${backend}_rows "${rows}")
  endforeach()
  set(source ${CMAKE_CURRENT_BINARY_DIR}/embedded_migrations.cpp)
  file(CONFIGURE OUTPUT ${source} @ONLY CONTENT
"// Made by packaging/cmake/EmbedMigrations.cmake from @directory@.
#include <array>

#include \"core/store/schema.hpp\"

namespace qrgen::store {
namespace {

constexpr std::array sqlite_migrations{
@sqlite_rows@};

constexpr std::array postgresql_migrations{
@postgresql_rows@};

}  // namespace

std::span<const Migration> embedded_migrations(Backend backend) noexcept {
    if (backend == Backend::sqlite) return sqlite_migrations;
    return postgresql_migrations;
}

}  // namespace qrgen::store
")
  target_sources(${target} PRIVATE ${source})
endfunction()
