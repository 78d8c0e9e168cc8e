// SPDX-License-Identifier: MIT
#include "core/qr/picture/font_library.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <utility>
#include <vector>

#include "core/base/error.hpp"
#include "core/base/text.hpp"

namespace qrgen::qr {
namespace {

constexpr std::uintmax_t most_mebibytes = 64;  // of a font's file
constexpr std::size_t most_faces = 16;         // in memory

[[noreturn]] void refuse_file(const std::string& file, const std::string& why) {
    throw Error({Fault{"font", "the font file \"" + printable(file) + "\" " + why}});
}

std::string read_file(const std::string& file) {
    std::error_code error;
    const std::filesystem::file_status status = std::filesystem::status(file, error);
    if (!std::filesystem::exists(status)) refuse_file(file, "is not there");
    if (!std::filesystem::is_regular_file(status)) refuse_file(file, "is no regular file");
    const std::uintmax_t size = std::filesystem::file_size(file, error);
    if (!error && size > most_mebibytes << 20) {
        refuse_file(file, "has more than " + std::to_string(most_mebibytes) + " MiB");
    }
    std::ifstream stream(file, std::ios::binary);
    std::string bytes(error ? 0 : static_cast<std::size_t>(size), '\0');
    if (error || !stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()))) {
        refuse_file(file, "cannot be read");
    }
    return bytes;
}

std::string code_point_name(char32_t character) {
    char name[16];
    std::snprintf(name, sizeof name, "U+%04X", static_cast<unsigned>(character));
    return name;
}

[[noreturn]] void refuse_text(std::u32string_view text, char32_t missing,
                              const std::vector<InstalledFont>& fonts) {
    const auto nowhere = std::find_if(text.begin(), text.end(), [&fonts](const char32_t& character) {
        return std::none_of(fonts.begin(), fonts.end(), [&character](const InstalledFont& font) {
            return font.covers({&character, 1});
        });
    });
    if (nowhere != text.end()) {
        throw Error(
            {Fault{"caption", "no font installed here has the character " + code_point_name(*nowhere)}},
            "install a font that has it, for example from the packages fonts-noto-core or fonts-noto-cjk");
    }
    throw Error({Fault{"caption", "no font installed here has all characters of the text; " +
                                      fonts.front().name + " lacks " + code_point_name(missing)}},
                "install or name a font that has them all");
}

}  // namespace

TextOutline FontLibrary::outline(std::u32string_view text, const std::string& font) {
    TextOutline outline{};
    std::optional<char32_t> missing;
    const bool is_file = font.find('/') != std::string::npos;
    if (is_file) {
        missing = draw_with_file(text, font, outline);
        if (!missing) return outline;
    }
    const std::vector<InstalledFont>& fonts = finder().find(is_file ? std::string() : font);
    for (const InstalledFont& candidate : fonts) {
        // The one asked for may do without what is on record, having the parts of a character.
        if (&candidate != &fonts.front() && !candidate.covers(text)) continue;
        const FontFace* const face = face_of(candidate);
        if (face == nullptr) continue;
        const std::optional<char32_t> lacks = face->draw(text, outline);
        if (!lacks) return outline;
        if (!missing) missing = lacks;
    }
    if (!missing) {
        throw Error(ErrorKind::failure, "text needs a font, and those installed are broken",
                    "install the package fonts-dejavu-core anew");
    }
    refuse_text(text, *missing, fonts);
}

std::optional<char32_t> FontLibrary::draw_with_file(std::u32string_view text, const std::string& file,
                                                    TextOutline& outline) {
    const Place place(file, 0);
    const auto known = faces_.find(place);
    const FontFace* const face =
        known != faces_.end() ? known->second.get() : keep(place, FontFace::load(read_file(file), 0));
    if (face == nullptr) refuse_file(file, "is no TrueType or OpenType font with outlines");
    return face->draw(text, outline);
}

const FontFace* FontLibrary::face_of(const InstalledFont& font) {
    const Place place(font.file, font.index);
    if (const auto known = faces_.find(place); known != faces_.end()) return known->second.get();
    try {
        return keep(place, FontFace::load(read_file(font.file), font.index));
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::invalid) throw;
        return keep(place, nullptr);
    }
}

const FontFace* FontLibrary::keep(const Place& place, std::unique_ptr<const FontFace> face) {
    if (faces_.size() >= most_faces) faces_.clear();
    return (faces_[place] = std::move(face)).get();
}

FontFinder& FontLibrary::finder() {
    if (!finder_) finder_.emplace();
    return *finder_;
}

}  // namespace qrgen::qr
