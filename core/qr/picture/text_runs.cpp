// SPDX-License-Identifier: MIT
#include "core/qr/picture/text_runs.hpp"

#include <algorithm>
#include <new>
#include <numeric>

#include <fribidi.h>

#include "core/base/shared_library.hpp"
#include "core/qr/picture/harfbuzz.hpp"

namespace qrgen::qr {
namespace {

struct Fribidi {
    SharedLibrary library{"libfribidi.so.0", "libfribidi0", "drawing text that runs from right to left"};
    decltype(fribidi_get_bidi_types)* types =
        library.function<decltype(fribidi_get_bidi_types)>("fribidi_get_bidi_types");
    decltype(fribidi_get_bracket_types)* brackets =
        library.function<decltype(fribidi_get_bracket_types)>("fribidi_get_bracket_types");
    decltype(fribidi_get_par_embedding_levels_ex)* levels =
        library.function<decltype(fribidi_get_par_embedding_levels_ex)>(
            "fribidi_get_par_embedding_levels_ex");
    decltype(fribidi_reorder_line)* reorder =
        library.function<decltype(fribidi_reorder_line)>("fribidi_reorder_line");
};

const Fribidi& fribidi() {
    static const Fribidi loaded;
    return loaded;
}

/// Where each code point stands: `order[0]` is the index of the leftmost. Odd levels run from right to left.
struct Line {
    std::vector<FriBidiLevel> levels;
    std::vector<FriBidiStrIndex> order;
};

Line arrange(std::u32string_view text) {
    constexpr char32_t first_right_to_left = 0x0590;  // the Hebrew block; none has a lower number
    Line line{std::vector<FriBidiLevel>(text.size()), std::vector<FriBidiStrIndex>(text.size())};
    std::iota(line.order.begin(), line.order.end(), 0);
    if (std::all_of(text.begin(), text.end(), [](char32_t c) { return c < first_right_to_left; }))
        return line;

    const std::vector<FriBidiChar> characters(text.begin(), text.end());
    const auto size = static_cast<FriBidiStrIndex>(text.size());
    std::vector<FriBidiCharType> types(text.size());
    std::vector<FriBidiBracketType> brackets(text.size());
    fribidi().types(characters.data(), size, types.data());
    fribidi().brackets(characters.data(), size, types.data(), brackets.data());
    FriBidiParType base = FRIBIDI_PAR_ON;
    // Both return 0 if memory is short.
    if (fribidi().levels(types.data(), brackets.data(), size, &base, line.levels.data()) == 0 ||
        fribidi().reorder(FRIBIDI_FLAGS_DEFAULT, types.data(), size, 0, base, line.levels.data(), nullptr,
                          line.order.data()) == 0) {
        throw std::bad_alloc();
    }
    return line;
}

bool is_no_script(hb_script_t script) {
    return script == HB_SCRIPT_COMMON || script == HB_SCRIPT_INHERITED || script == HB_SCRIPT_UNKNOWN;
}

std::vector<hb_script_t> scripts_of(std::u32string_view text) {
    hb_unicode_funcs_t* const unicode = harfbuzz().unicode_funcs_get_default();
    std::vector<hb_script_t> scripts(text.size());
    std::transform(text.begin(), text.end(), scripts.begin(),
                   [unicode](char32_t c) { return harfbuzz().unicode_script(unicode, c); });
    const auto first = std::find_if_not(scripts.begin(), scripts.end(), is_no_script);
    hb_script_t current = first == scripts.end() ? HB_SCRIPT_COMMON : *first;
    for (hb_script_t& script : scripts) {
        if (is_no_script(script)) script = current;
        current = script;
    }
    return scripts;
}

}  // namespace

std::vector<TextRun> split_into_runs(std::u32string_view text) {
    const Line line = arrange(text);
    const std::vector<hb_script_t> scripts = scripts_of(text);
    std::vector<TextRun> runs;
    std::vector<std::size_t> run_of(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (i == 0 || line.levels[i] != line.levels[i - 1] || scripts[i] != scripts[i - 1]) {
            runs.push_back({i, 0, scripts[i], (line.levels[i] & 1) != 0});
        }
        ++runs.back().size;
        run_of[i] = runs.size() - 1;
    }
    std::vector<TextRun> arranged;
    for (const FriBidiStrIndex place : line.order) {
        const TextRun& run = runs[run_of[static_cast<std::size_t>(place)]];
        if (arranged.empty() || arranged.back().begin != run.begin) arranged.push_back(run);
    }
    return arranged;
}

}  // namespace qrgen::qr
