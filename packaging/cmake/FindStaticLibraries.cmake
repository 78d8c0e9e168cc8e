# SPDX-License-Identifier: MIT
# Defines Static::NAME for libraries that are linked statically: as shared libraries, the dynamic linker would
# spend more time on them at every start than most commands need, though few commands draw or read a picture with them.
# Each row: name, archive, a header, the others it needs, the folder that its headers are included without.
foreach(row
    "png|libpng16.a|png.h|z|"
    "z|libz.a|zlib.h||"
    "turbojpeg|libturbojpeg.a|turbojpeg.h||"
    "webp|libwebp.a|webp/encode.h||"
    "sixel|libsixel.a|sixel/sixel.h||sixel"
    "sodium|libsodium.a|sodium.h||"
    "agg|libagg_pic.a|agg2/agg_basics.h||agg2"
    "re2|libre2.a|re2/re2.h||"
    "yaml|libyaml-cpp.a|yaml-cpp/yaml.h||"
    "maxminddb|libmaxminddb.a|maxminddb.h||"
    "absl_time|libabsl_time.a|absl/time/time.h|absl_time_zone,absl_int128|"
    "absl_time_zone|libabsl_time_zone.a|absl/time/internal/cctz/include/cctz/time_zone.h||"
    "absl_int128|libabsl_int128.a|absl/numeric/int128.h||")
  string(REPLACE "|" ";" row "${row}")
  list(GET row 0 name)
  list(GET row 1 archive)
  list(GET row 2 header)
  list(GET row 3 needs)
  list(GET row 4 folder)
  find_library(Static_${name}_LIBRARY ${archive})
  find_path(Static_${name}_INCLUDE_DIR ${header})
  mark_as_advanced(Static_${name}_LIBRARY Static_${name}_INCLUDE_DIR)
  list(APPEND required Static_${name}_LIBRARY Static_${name}_INCLUDE_DIR)
  if(Static_${name}_LIBRARY AND NOT TARGET Static::${name})
    add_library(Static::${name} STATIC IMPORTED)
    set_target_properties(Static::${name} PROPERTIES
      IMPORTED_LOCATION ${Static_${name}_LIBRARY}
      INTERFACE_INCLUDE_DIRECTORIES "${Static_${name}_INCLUDE_DIR};${Static_${name}_INCLUDE_DIR}/${folder}")
    if(needs)
      string(REPLACE "," ";Static::" needs "Static::${needs}")
      set_target_properties(Static::${name} PROPERTIES INTERFACE_LINK_LIBRARIES "${needs}")
    endif()
  endif()
endforeach()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(StaticLibraries REQUIRED_VARS ${required})
