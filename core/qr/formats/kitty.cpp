// SPDX-License-Identifier: MIT
#include "core/qr/formats/kitty.hpp"

#include <string_view>

#include "core/base/base64.hpp"
#include "core/qr/formats/png.hpp"

namespace qrgen::qr {
namespace {

// https://sw.kovidgoyal.net/kitty/graphics-protocol/, "Remote client": base64 is sent in chunks of at most
// 4096 bytes, all but the last a multiple of 4.
constexpr std::size_t chunk_size = 4096;

// Of the first chunk; those after it have no keys but m.
// a=T: transmit and show; f=100: PNG; q=2: the terminal sends no answer, which a shell would take for input.
constexpr std::string_view keys = "a=T,f=100,q=2,";

}  // namespace

std::string render_kitty(const Symbol& symbol, const Picture& picture) {
    const std::string data = to_base64(render_png(symbol, picture));
    std::string text;
    text.reserve(data.size() + data.size() / 256 + 64);
    for (std::size_t at = 0; at < data.size(); at += chunk_size) {
        text += "\x1B_G";
        if (at == 0) text += keys;
        text += at + chunk_size < data.size() ? "m=1;" : "m=0;";
        text += std::string_view(data).substr(at, chunk_size);
        text += "\x1B\\";
    }
    text += '\n';
    return text;
}

}  // namespace qrgen::qr
