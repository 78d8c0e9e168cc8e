// SPDX-License-Identifier: MIT
#include "core/qr/picture/font_finder.hpp"

#include <algorithm>
#include <array>
#include <new>
#include <optional>
#include <string_view>
#include <utility>

#include "core/base/error.hpp"
#include "core/base/shared_library.hpp"
#include "core/base/text.hpp"

namespace qrgen::qr {
namespace {

struct Fontconfig {
    SharedLibrary library{"libfontconfig.so.1", "libfontconfig1", "finding a font"};
    decltype(FcInitLoadConfigAndFonts)* load =
        library.function<decltype(FcInitLoadConfigAndFonts)>("FcInitLoadConfigAndFonts");
    decltype(FcConfigDestroy)* destroy_config =
        library.function<decltype(FcConfigDestroy)>("FcConfigDestroy");
    decltype(FcConfigSubstitute)* substitute =
        library.function<decltype(FcConfigSubstitute)>("FcConfigSubstitute");
    decltype(FcDefaultSubstitute)* substitute_defaults =
        library.function<decltype(FcDefaultSubstitute)>("FcDefaultSubstitute");
    decltype(FcPatternCreate)* create_pattern =
        library.function<decltype(FcPatternCreate)>("FcPatternCreate");
    decltype(FcPatternDestroy)* destroy_pattern =
        library.function<decltype(FcPatternDestroy)>("FcPatternDestroy");
    decltype(FcPatternAddString)* add_string =
        library.function<decltype(FcPatternAddString)>("FcPatternAddString");
    decltype(FcPatternGetString)* get_string =
        library.function<decltype(FcPatternGetString)>("FcPatternGetString");
    decltype(FcPatternGetInteger)* get_integer =
        library.function<decltype(FcPatternGetInteger)>("FcPatternGetInteger");
    decltype(FcPatternGetBool)* get_bool = library.function<decltype(FcPatternGetBool)>("FcPatternGetBool");
    decltype(FcPatternGetCharSet)* get_characters =
        library.function<decltype(FcPatternGetCharSet)>("FcPatternGetCharSet");
    decltype(FcFontSort)* sort = library.function<decltype(FcFontSort)>("FcFontSort");
    decltype(FcFontSetDestroy)* destroy_set =
        library.function<decltype(FcFontSetDestroy)>("FcFontSetDestroy");
    decltype(FcCharSetHasChar)* has_character =
        library.function<decltype(FcCharSetHasChar)>("FcCharSetHasChar");
};

const Fontconfig& fontconfig() {
    static const Fontconfig loaded;
    return loaded;
}

using Pattern = std::unique_ptr<FcPattern, void (*)(FcPattern*)>;
using FontSet = std::unique_ptr<FcFontSet, void (*)(FcFontSet*)>;

/// Families that the configuration gives a meaning, whatever is installed.
constexpr std::array<std::string_view, 6> generic_families = {"sans-serif", "serif",   "monospace",
                                                              "cursive",    "fantasy", "system-ui"};

/// A font's `number`-th value of that property; empty if there is none.
std::string text_of(const FcPattern* font, const char* property, int number = 0) {
    FcChar8* text = nullptr;
    if (fontconfig().get_string(font, property, number, &text) != FcResultMatch) return {};
    return reinterpret_cast<const char*>(text);
}

bool flag_of(const FcPattern* font, const char* property) {
    FcBool flag = FcFalse;
    return fontconfig().get_bool(font, property, 0, &flag) == FcResultMatch && flag != FcFalse;
}

bool is_called(const FcPattern* font, const std::string& folded_name) {
    for (const char* const property : {FC_FAMILY, FC_FULLNAME}) {
        for (int i = 0;; ++i) {
            const std::string name = text_of(font, property, i);
            if (name.empty()) break;
            if (fold_case(name) == folded_name) return true;
        }
    }
    return false;
}

/// Has outlines in one colour, in a format that HarfBuzz reads.
bool is_usable(const FcPattern* font) {
    const std::string format = text_of(font, FC_FONTFORMAT);
    return (format == "TrueType" || format == "CFF") && flag_of(font, FC_OUTLINE) && !flag_of(font, FC_COLOR);
}

FontSet sort_by_likeness(FcConfig* config, const std::string& name) {
    const Pattern wanted(fontconfig().create_pattern(), fontconfig().destroy_pattern);
    if (!wanted) throw std::bad_alloc();
    const std::string family = name.empty() ? "sans-serif" : name;
    fontconfig().add_string(wanted.get(), FC_FAMILY, reinterpret_cast<const FcChar8*>(family.c_str()));
    fontconfig().substitute(config, wanted.get(), FcMatchPattern);
    fontconfig().substitute_defaults(wanted.get());
    FcResult result = FcResultMatch;
    // Not trimmed: that leaves out fonts whose characters several before them have between them.
    return {fontconfig().sort(config, wanted.get(), FcFalse, nullptr, &result), fontconfig().destroy_set};
}

/// Unicode's Default_Ignorable_Code_Point: they leave no mark where a font lacks them.
bool is_ignorable(char32_t character) {
    struct Range {
        char32_t first;
        char32_t last;
    };
    constexpr std::array<Range, 17> ranges{{{0x00AD, 0x00AD},
                                            {0x034F, 0x034F},
                                            {0x061C, 0x061C},
                                            {0x115F, 0x1160},
                                            {0x17B4, 0x17B5},
                                            {0x180B, 0x180F},
                                            {0x200B, 0x200F},
                                            {0x202A, 0x202E},
                                            {0x2060, 0x206F},
                                            {0x3164, 0x3164},
                                            {0xFE00, 0xFE0F},
                                            {0xFEFF, 0xFEFF},
                                            {0xFFA0, 0xFFA0},
                                            {0xFFF0, 0xFFF8},
                                            {0x1BCA0, 0x1BCA3},
                                            {0x1D173, 0x1D17A},
                                            {0xE0000, 0xE0FFF}}};
    return std::any_of(ranges.begin(), ranges.end(), [character](const Range& range) {
        return range.first <= character && character <= range.last;
    });
}

InstalledFont describe(const FcPattern* font) {
    InstalledFont described{.file = text_of(font, FC_FILE),
                            .index = 0,
                            .name = text_of(font, FC_FULLNAME),
                            .characters = nullptr};
    fontconfig().get_integer(font, FC_INDEX, 0, &described.index);
    FcCharSet* characters = nullptr;
    if (fontconfig().get_characters(font, FC_CHARSET, 0, &characters) == FcResultMatch) {
        described.characters = characters;
    }
    return described;
}

}  // namespace

bool InstalledFont::covers(std::u32string_view text) const {
    return characters != nullptr && std::all_of(text.begin(), text.end(), [this](char32_t character) {
               return is_ignorable(character) || fontconfig().has_character(characters, character) != FcFalse;
           });
}

FontFinder::FontFinder() : config_(fontconfig().load(), fontconfig().destroy_config) {}

const std::vector<InstalledFont>& FontFinder::find(const std::string& name) {
    if (const auto known = found_.find(name); known != found_.end()) return known->second.fonts;
    Found found{sort_by_likeness(config_.get(), name), {}};
    const std::string folded = fold_case(name);
    const bool is_generic = name.empty() || std::find(generic_families.begin(), generic_families.end(),
                                                      folded) != generic_families.end();
    std::optional<std::size_t> named;
    for (int i = 0; found.set && i < found.set->nfont; ++i) {
        const FcPattern* const font = found.set->fonts[i];
        if (!is_usable(font)) continue;
        if (!named && (is_generic || is_called(font, folded))) named = found.fonts.size();
        found.fonts.push_back(describe(font));
    }
    if (found.fonts.empty()) {
        throw Error(ErrorKind::failure, "text needs a font, and none is installed",
                    "install the package fonts-dejavu-core");
    }
    if (!named) {
        throw Error({Fault{"font", "no font called \"" + printable(name) + "\" is installed"}},
                    "`fc-list : family` shows those that are; or give a font file, with a slash in its name");
    }
    const auto first = found.fonts.begin();
    std::rotate(first, first + static_cast<std::ptrdiff_t>(*named),
                first + static_cast<std::ptrdiff_t>(*named) + 1);
    return found_.emplace(name, std::move(found)).first->second.fonts;
}

}  // namespace qrgen::qr
