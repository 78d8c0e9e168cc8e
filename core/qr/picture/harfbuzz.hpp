// SPDX-License-Identifier: MIT
//
// The functions of HarfBuzz that text is drawn with, loaded at run time, under their own names.
#pragma once

#include <hb.h>

#include "core/base/shared_library.hpp"

namespace qrgen::qr {

struct Harfbuzz {
    SharedLibrary library{"libharfbuzz.so.0", "libharfbuzz0b", "drawing text"};

    decltype(::hb_blob_create)* blob_create = library.function<decltype(::hb_blob_create)>("hb_blob_create");
    decltype(::hb_blob_destroy)* blob_destroy =
        library.function<decltype(::hb_blob_destroy)>("hb_blob_destroy");
    decltype(::hb_face_create)* face_create = library.function<decltype(::hb_face_create)>("hb_face_create");
    decltype(::hb_face_destroy)* face_destroy =
        library.function<decltype(::hb_face_destroy)>("hb_face_destroy");
    decltype(::hb_face_get_glyph_count)* face_get_glyph_count =
        library.function<decltype(::hb_face_get_glyph_count)>("hb_face_get_glyph_count");
    decltype(::hb_face_get_upem)* face_get_upem =
        library.function<decltype(::hb_face_get_upem)>("hb_face_get_upem");

    decltype(::hb_face_reference_table)* face_reference_table =
        library.function<decltype(::hb_face_reference_table)>("hb_face_reference_table");
    decltype(::hb_blob_get_length)* blob_get_length =
        library.function<decltype(::hb_blob_get_length)>("hb_blob_get_length");

    decltype(::hb_font_create)* font_create = library.function<decltype(::hb_font_create)>("hb_font_create");
    decltype(::hb_font_destroy)* font_destroy =
        library.function<decltype(::hb_font_destroy)>("hb_font_destroy");
    decltype(::hb_font_get_face)* font_get_face =
        library.function<decltype(::hb_font_get_face)>("hb_font_get_face");
    decltype(::hb_font_set_var_named_instance)* font_set_var_named_instance =
        library.function<decltype(::hb_font_set_var_named_instance)>("hb_font_set_var_named_instance");
    decltype(::hb_font_get_h_extents)* font_get_h_extents =
        library.function<decltype(::hb_font_get_h_extents)>("hb_font_get_h_extents");
    decltype(::hb_font_get_nominal_glyph)* font_get_nominal_glyph =
        library.function<decltype(::hb_font_get_nominal_glyph)>("hb_font_get_nominal_glyph");
    decltype(::hb_font_get_glyph_shape)* font_get_glyph_shape =
        library.function<decltype(::hb_font_get_glyph_shape)>("hb_font_get_glyph_shape");

    decltype(::hb_buffer_create)* buffer_create =
        library.function<decltype(::hb_buffer_create)>("hb_buffer_create");
    decltype(::hb_buffer_destroy)* buffer_destroy =
        library.function<decltype(::hb_buffer_destroy)>("hb_buffer_destroy");
    decltype(::hb_buffer_add_utf32)* buffer_add_utf32 =
        library.function<decltype(::hb_buffer_add_utf32)>("hb_buffer_add_utf32");
    decltype(::hb_buffer_set_direction)* buffer_set_direction =
        library.function<decltype(::hb_buffer_set_direction)>("hb_buffer_set_direction");
    decltype(::hb_buffer_set_script)* buffer_set_script =
        library.function<decltype(::hb_buffer_set_script)>("hb_buffer_set_script");
    decltype(::hb_buffer_get_glyph_infos)* buffer_get_glyph_infos =
        library.function<decltype(::hb_buffer_get_glyph_infos)>("hb_buffer_get_glyph_infos");
    decltype(::hb_buffer_get_glyph_positions)* buffer_get_glyph_positions =
        library.function<decltype(::hb_buffer_get_glyph_positions)>("hb_buffer_get_glyph_positions");
    decltype(::hb_shape)* shape = library.function<decltype(::hb_shape)>("hb_shape");

    decltype(::hb_unicode_funcs_get_default)* unicode_funcs_get_default =
        library.function<decltype(::hb_unicode_funcs_get_default)>("hb_unicode_funcs_get_default");
    decltype(::hb_unicode_script)* unicode_script =
        library.function<decltype(::hb_unicode_script)>("hb_unicode_script");

    decltype(::hb_draw_funcs_create)* draw_funcs_create =
        library.function<decltype(::hb_draw_funcs_create)>("hb_draw_funcs_create");
    decltype(::hb_draw_funcs_destroy)* draw_funcs_destroy =
        library.function<decltype(::hb_draw_funcs_destroy)>("hb_draw_funcs_destroy");
    decltype(::hb_draw_funcs_set_move_to_func)* draw_funcs_set_move_to_func =
        library.function<decltype(::hb_draw_funcs_set_move_to_func)>("hb_draw_funcs_set_move_to_func");
    decltype(::hb_draw_funcs_set_line_to_func)* draw_funcs_set_line_to_func =
        library.function<decltype(::hb_draw_funcs_set_line_to_func)>("hb_draw_funcs_set_line_to_func");
    decltype(::hb_draw_funcs_set_cubic_to_func)* draw_funcs_set_cubic_to_func =
        library.function<decltype(::hb_draw_funcs_set_cubic_to_func)>("hb_draw_funcs_set_cubic_to_func");
    decltype(::hb_draw_funcs_set_close_path_func)* draw_funcs_set_close_path_func =
        library.function<decltype(::hb_draw_funcs_set_close_path_func)>("hb_draw_funcs_set_close_path_func");
};

/// Throws Error(failure) if it cannot be loaded, naming its package. Thread-safe.
const Harfbuzz& harfbuzz();

}  // namespace qrgen::qr
