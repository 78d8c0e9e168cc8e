// SPDX-License-Identifier: MIT
#include <algorithm>
#include <string>

#include "core/base/error.hpp"
#include "core/base/text.hpp"
#include "core/qr/payload/payload.hpp"
#include "tests/fuzz/expect.hpp"

namespace {

using namespace qrgen;
using fuzz::expect;

std::string_view next_piece(std::string_view& text) {
    const std::string_view piece = text.substr(0, text.find('\0'));
    text.remove_prefix(std::min(piece.size() + 1, text.size()));
    return piece;
}

bool is_plain_text(std::string_view text) {
    for (std::size_t offset = 0; offset < text.size();) {
        const auto c = next_code_point(text, offset);
        if (!c || (*c < 0x20 && *c != '\n' && *c != '\r') || (*c >= 0x7F && *c < 0xA0)) return false;
    }
    return true;
}

}  // namespace

// The kind, and words KEY=VALUE, with NUL between them.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view text = fuzz::as_text(data, size);
    const qr::PayloadKind* kind = qr::find_payload_kind(next_piece(text));
    if (kind == nullptr) return 0;
    qr::PayloadValues values;
    while (!text.empty()) {
        const std::string_view word = next_piece(text);
        const std::size_t equals = word.find('=');
        if (equals == std::string_view::npos) return 0;
        values.add(std::string(word.substr(0, equals)), std::string(word.substr(equals + 1)));
    }
    try {
        const std::string content = qr::build_payload(*kind, values);
        expect(!content.empty() && is_plain_text(content), "a payload is text");
        expect(content == qr::build_payload(*kind, values), "the same values make the same payload");
    } catch (const Error& error) {
        expect(error.kind() == ErrorKind::invalid && !error.faults().empty(), "an error names its faults");
        expect(printable(error.message()) == error.message(), "an error can be shown");
    }
    return 0;
}
