// SPDX-License-Identifier: MIT
#include <optional>

#include "core/base/error.hpp"
#include "core/base/text.hpp"
#include "core/qr/encode.hpp"
#include "tests/fuzz/expect.hpp"

namespace {

using namespace qrgen;
using fuzz::expect;

std::optional<qr::Symbol> try_encode(std::string_view content, const qr::EncodeOptions& options) {
    try {
        return qr::encode(content, options);
    } catch (const Error& error) {
        expect(error.kind() == ErrorKind::invalid, "content that cannot be encoded is invalid");
        expect(printable(error.message()) == error.message(), "the message is printable");
        return std::nullopt;
    }
}

}  // namespace

// Two bytes of options, then the content.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2) return 0;
    qr::EncodeOptions options;
    options.level = static_cast<qr::ErrorLevel>(data[0] & 3);
    options.boost = (data[0] & 4) != 0;
    options.kind = (data[0] & 8) != 0 ? qr::ContentKind::bytes : qr::ContentKind::text;
    options.min_version = 1 + data[1] % 40;
    const std::string_view content = fuzz::as_text(data + 2, size - 2);

    const auto symbol = try_encode(content, options);
    if (!symbol) return 0;
    expect(symbol->version() >= options.min_version && symbol->version() <= 40, "the version is in range");
    expect(symbol->level() == options.level || (options.boost && symbol->level() > options.level),
           "the level is kept");
    expect(symbol->is_dark(0, 0) && !symbol->is_dark(7, 0) && !symbol->is_dark(-1, 0), "a finder pattern");
    expect(!content.empty(), "nothing is not encoded");
    expect(options.kind == qr::ContentKind::bytes ||
               (!find_invalid_utf8(content) && content.find('\0') == std::string_view::npos),
           "text is UTF-8 without NUL");
    return 0;
}
