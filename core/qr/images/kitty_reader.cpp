// SPDX-License-Identifier: MIT
#include "core/qr/images/kitty_reader.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include "core/base/base64.hpp"
#include "core/base/text.hpp"
#include "core/qr/images/image_error.hpp"
#include "core/qr/images/png_reader.hpp"

namespace qrgen::qr {
namespace {

constexpr std::string_view sequence_start = "\x1B_G";
constexpr std::string_view sequence_end = "\x1B\\";
constexpr std::string_view png_signature = "\x89PNG\r\n\x1A\n";

[[noreturn]] void refuse_broken() {
    refuse_picture("the kitty graphics are broken or truncated");
}

struct Piece {
    std::string_view keys;  // "a=T,f=100,m=1"
    std::string_view payload;
};

Piece take_piece(std::string_view& rest) {
    if (!rest.starts_with(sequence_start)) refuse_broken();
    const std::size_t end = rest.find(sequence_end);
    if (end == std::string_view::npos) refuse_broken();
    const std::string_view inside = rest.substr(sequence_start.size(), end - sequence_start.size());
    rest.remove_prefix(end + sequence_end.size());
    const std::size_t split = inside.find(';');
    if (split == std::string_view::npos) refuse_broken();
    return {.keys = inside.substr(0, split), .payload = inside.substr(split + 1)};
}

// nullopt if the key is not among them.
std::optional<std::string_view> value_of(std::string_view keys, char key) {
    while (!keys.empty()) {
        const std::string_view pair = keys.substr(0, keys.find(','));
        if (pair.size() >= 2 && pair[0] == key && pair[1] == '=') return pair.substr(2);
        keys.remove_prefix(std::min(pair.size() + 1, keys.size()));
    }
    return std::nullopt;
}

}  // namespace

Image read_kitty(std::string_view bytes, const ImageLimits& limits) {
    std::string_view rest = trim(bytes);
    Piece piece = take_piece(rest);
    // 100 is PNG; t is where the data is (a file is not for us to open), o its compression.
    if (value_of(piece.keys, 'f') != "100" || value_of(piece.keys, 't').value_or("d") != "d" ||
        value_of(piece.keys, 'o')) {
        refuse_picture("the kitty graphics are not of the kind that is read: PNG, sent directly");
    }
    std::string base64(piece.payload);
    while (value_of(piece.keys, 'm') == "1") {
        piece = take_piece(rest);
        base64 += piece.payload;
    }
    if (!rest.empty()) refuse_picture("there is more than one picture in the kitty graphics");
    const auto png = from_base64(base64);
    if (!png || !png->starts_with(png_signature)) refuse_broken();
    return read_png(*png, limits);
}

}  // namespace qrgen::qr
