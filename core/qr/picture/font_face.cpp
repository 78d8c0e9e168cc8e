// SPDX-License-Identifier: MIT
#include "core/qr/picture/font_face.hpp"

#include <algorithm>
#include <utility>

#include "core/qr/picture/harfbuzz.hpp"
#include "core/qr/picture/text_runs.hpp"

namespace qrgen::qr {
namespace {

using Blob = std::unique_ptr<hb_blob_t, void (*)(hb_blob_t*)>;
using Face = std::unique_ptr<hb_face_t, void (*)(hb_face_t*)>;
using Buffer = std::unique_ptr<hb_buffer_t, void (*)(hb_buffer_t*)>;
using DrawFunctions = std::unique_ptr<hb_draw_funcs_t, void (*)(hb_draw_funcs_t*)>;

/// Where the outline of the next glyph goes: fonts have y pointing up.
struct Pen {
    Path& path;
    double scale;  // from the font's units
    double x = 0;  // in them
    double y = 0;

    Spot at(float to_x, float to_y) const {
        return {scale * (x + static_cast<double>(to_x)), -scale * (y + static_cast<double>(to_y))};
    }
};

const Pen& pen(const void* data) {
    return *static_cast<const Pen*>(data);
}

/// HarfBuzz itself turns quadratic curves into cubic ones for those who do not take them.
DrawFunctions make_draw_functions() {
    DrawFunctions functions(harfbuzz().draw_funcs_create(), harfbuzz().draw_funcs_destroy);
    harfbuzz().draw_funcs_set_move_to_func(
        functions.get(),
        [](hb_draw_funcs_t*, void* data, hb_draw_state_t*, float x, float y, void*) {
            pen(data).path.move_to(pen(data).at(x, y));
        },
        nullptr, nullptr);
    harfbuzz().draw_funcs_set_line_to_func(
        functions.get(),
        [](hb_draw_funcs_t*, void* data, hb_draw_state_t*, float x, float y, void*) {
            pen(data).path.line_to(pen(data).at(x, y));
        },
        nullptr, nullptr);
    harfbuzz().draw_funcs_set_cubic_to_func(
        functions.get(),
        [](hb_draw_funcs_t*, void* data, hb_draw_state_t*, float x1, float y1, float x2, float y2, float x,
           float y, void*) {
            pen(data).path.cubic_to(pen(data).at(x1, y1), pen(data).at(x2, y2), pen(data).at(x, y));
        },
        nullptr, nullptr);
    harfbuzz().draw_funcs_set_close_path_func(
        functions.get(),
        [](hb_draw_funcs_t*, void* data, hb_draw_state_t*, void*) { pen(data).path.close(); }, nullptr,
        nullptr);
    return functions;
}

hb_draw_funcs_t* draw_functions() {
    static const DrawFunctions functions = make_draw_functions();
    return functions.get();
}

Face make_face(const std::string& bytes, unsigned index) {
    const Blob blob(harfbuzz().blob_create(bytes.data(), static_cast<unsigned>(bytes.size()),
                                           HB_MEMORY_MODE_READONLY, nullptr, nullptr),
                    harfbuzz().blob_destroy);
    return {harfbuzz().face_create(blob.get(), index), harfbuzz().face_destroy};
}

bool has_table(hb_face_t* face, hb_tag_t tag) {
    const Blob table(harfbuzz().face_reference_table(face, tag), harfbuzz().blob_destroy);
    return harfbuzz().blob_get_length(table.get()) > 0;
}

bool has_outlines(hb_face_t* face) {
    return harfbuzz().face_get_glyph_count(face) > 0 &&
           (has_table(face, HB_TAG('g', 'l', 'y', 'f')) || has_table(face, HB_TAG('C', 'F', 'F', ' ')) ||
            has_table(face, HB_TAG('C', 'F', 'F', '2')));
}

/// The text is given whole: letters join over the ends of a run.
Buffer shape(hb_font_t* font, std::u32string_view text, const TextRun& run) {
    Buffer buffer(harfbuzz().buffer_create(), harfbuzz().buffer_destroy);
    const std::vector<std::uint32_t> characters(text.begin(), text.end());
    harfbuzz().buffer_add_utf32(buffer.get(), characters.data(), static_cast<int>(characters.size()),
                                static_cast<unsigned>(run.begin), static_cast<int>(run.size));
    // All of it is set: what is left open, HarfBuzz takes from the environment.
    harfbuzz().buffer_set_direction(buffer.get(), run.right_to_left ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
    harfbuzz().buffer_set_script(buffer.get(), run.script);
    harfbuzz().shape(font, buffer.get(), nullptr, 0);
    return buffer;
}

}  // namespace

std::unique_ptr<const FontFace> FontFace::load(std::string bytes, int index) {
    const auto number = static_cast<unsigned>(index);
    if (!has_outlines(make_face(bytes, number & 0xFFFF).get())) return nullptr;
    return std::unique_ptr<const FontFace>(new FontFace(std::move(bytes), number));
}

FontFace::FontFace(std::string bytes, unsigned index)
    : bytes_(std::move(bytes)),
      font_(harfbuzz().font_create(make_face(bytes_, index & 0xFFFF).get()), harfbuzz().font_destroy) {
    const unsigned instance = index >> 16;
    constexpr unsigned all_variations = 0x8000;  // fontconfig's mark for the variable font itself
    if (instance > 0 && instance < all_variations) {
        harfbuzz().font_set_var_named_instance(font_.get(), instance - 1);
    }
    hb_font_extents_t extents{};
    harfbuzz().font_get_h_extents(font_.get(), &extents);
    ascent_ = extents.ascender;
    descent_ = -extents.descender;
    if (ascent_ + descent_ <= 0) {
        const double em = harfbuzz().face_get_upem(harfbuzz().font_get_face(font_.get()));
        ascent_ = 0.8 * em;
        descent_ = 0.2 * em;
    }
}

std::optional<char32_t> FontFace::draw(std::u32string_view text, TextOutline& outline) const {
    const double height = ascent_ + descent_;
    outline = {.path = {}, .width = 0, .ascent = ascent_ / height, .descent = descent_ / height};
    Pen pen{outline.path, 1 / height};
    for (const TextRun& run : split_into_runs(text)) {
        const Buffer buffer = shape(font_.get(), text, run);
        unsigned count = 0;
        const hb_glyph_info_t* const glyphs = harfbuzz().buffer_get_glyph_infos(buffer.get(), &count);
        const hb_glyph_position_t* const places = harfbuzz().buffer_get_glyph_positions(buffer.get(), &count);
        for (unsigned i = 0; i < count; ++i) {
            if (glyphs[i].codepoint == 0) return missing_at(text, glyphs[i].cluster, run);
            Pen glyph_pen{pen.path, pen.scale, pen.x + places[i].x_offset, pen.y + places[i].y_offset};
            harfbuzz().font_get_glyph_shape(font_.get(), glyphs[i].codepoint, draw_functions(), &glyph_pen);
            pen.x += places[i].x_advance;
            pen.y += places[i].y_advance;
        }
    }
    outline.width = pen.x / height;
    return std::nullopt;
}

/// The glyph that stands for what is missing may be one of several that a group of characters became.
char32_t FontFace::missing_at(std::u32string_view text, std::size_t cluster, const TextRun& run) const {
    const std::u32string_view rest = text.substr(cluster, run.begin + run.size - cluster);
    const auto found = std::find_if(rest.begin(), rest.end(), [this](char32_t c) {
        hb_codepoint_t glyph = 0;
        return !harfbuzz().font_get_nominal_glyph(font_.get(), c, &glyph);
    });
    return found == rest.end() ? rest.front() : *found;
}

}  // namespace qrgen::qr
