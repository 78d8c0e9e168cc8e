// SPDX-License-Identifier: MIT
#include "core/qr/format.hpp"

#include <algorithm>
#include <array>

#include "core/qr/png.hpp"
#include "core/qr/svg.hpp"
#include "core/qr/txt.hpp"

namespace qrgen::qr {
namespace {

constexpr std::array<std::string_view, 1> png_endings{"png"};
constexpr std::array<std::string_view, 1> svg_endings{"svg"};
constexpr std::array<std::string_view, 1> txt_endings{"txt"};

constexpr std::array table{
    Format{.name = "png",
           .endings = png_endings,
           .media_type = "image/png",
           .is_text = false,
           .summary = "pixels, two colours",
           .render = render_png},
    Format{.name = "svg",
           .endings = svg_endings,
           .media_type = "image/svg+xml",
           .is_text = true,
           .summary = "vectors, sharp at any size",
           .render = render_svg},
    Format{.name = "txt",
           .endings = txt_endings,
           .media_type = "text/plain; charset=utf-8",
           .is_text = true,
           .summary = "characters, for terminals",
           .render = render_txt},
};

// `lower` is in lower case already.
bool equals_any_case(std::string_view lower, std::string_view text) noexcept {
    return std::equal(lower.begin(), lower.end(), text.begin(), text.end(), [](char a, char b) {
        return a == (b >= 'A' && b <= 'Z' ? static_cast<char>(b + ('a' - 'A')) : b);
    });
}

bool has_ending(const Format& format, std::string_view ending) noexcept {
    return std::any_of(format.endings.begin(), format.endings.end(),
                       [&](std::string_view known) { return equals_any_case(known, ending); });
}

template <typename Predicate>
const Format* find_row(Predicate matches) noexcept {
    const auto found = std::find_if(table.begin(), table.end(), matches);
    return found == table.end() ? nullptr : &*found;
}

}  // namespace

std::span<const Format> formats() noexcept {
    return table;
}

std::string format_names(std::string_view separator) {
    std::string names;
    for (const Format& format : formats()) {
        if (!names.empty()) names += separator;
        names += format.name;
    }
    return names;
}

const Format* find_format(std::string_view name) noexcept {
    return find_row([&](const Format& format) { return equals_any_case(format.name, name); });
}

const Format* format_of_file(std::string_view file_name) noexcept {
    file_name.remove_prefix(file_name.rfind('/') + 1);  // npos + 1 is 0
    const std::size_t dot = file_name.rfind('.');
    if (dot == std::string_view::npos || dot == 0)
        return nullptr;  // ".png" is a hidden file without an ending
    return find_row([&](const Format& format) { return has_ending(format, file_name.substr(dot + 1)); });
}

}  // namespace qrgen::qr
