// SPDX-License-Identifier: MIT
#include <optional>

#include "core/base/error.hpp"
#include "core/base/text.hpp"
#include "core/qr/symbol/codewords.hpp"
#include "core/qr/symbol/encode.hpp"
#include "core/qr/symbol/reed_solomon.hpp"
#include "core/qr/symbol/split.hpp"
#include "tests/fuzz/expect.hpp"

namespace {

using namespace qrgen;
using fuzz::expect;

using Symbols = std::vector<qr::Symbol>;

std::optional<Symbols> try_encode(std::string_view content, const qr::EncodeOptions& options, int count) {
    try {
        if (count > 1) return qr::encode_split(content, options, count);
        return Symbols{qr::encode(content, options)};
    } catch (const Error& error) {
        expect(error.kind() == ErrorKind::invalid, "content that cannot be encoded is invalid");
        expect(printable(error.message()) == error.message(), "the message is printable");
        return std::nullopt;
    }
}

void expect_no_errors(const qr::Symbol& symbol) {
    const auto format = qr::read_format(symbol);
    expect(format && format->level == symbol.level() && format->distance == 0, "format information");
    const qr::CodewordMap map(symbol.version(), symbol.level());
    auto blocks = qr::read_blocks(symbol, map, format->mask);
    for (auto& block : blocks) expect(qr::correct_block(block, map.blocks()[0].correction) == 0, "no errors");
}

void expect_well_made(const qr::Symbol& symbol, const qr::EncodeOptions& options) {
    const bool is_micro = options.symbol == qr::SymbolKind::micro;
    expect(symbol.kind() == options.symbol, "the kind is kept");
    expect(symbol.version() >= options.min_version && symbol.version() <= (is_micro ? 4 : 40),
           "the version is in range");
    expect(symbol.level() == options.level || (options.boost && symbol.level() > options.level),
           "the level is kept");
    expect(symbol.is_dark(0, 0) && !symbol.is_dark(7, 0) && !symbol.is_dark(-1, 0), "a finder pattern");
    if (!is_micro) expect_no_errors(symbol);
}

}  // namespace

// Two bytes of options, then the content.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2) return 0;
    qr::EncodeOptions options;
    options.level = static_cast<qr::ErrorLevel>(data[0] & 3);
    options.boost = (data[0] & 4) != 0;
    options.kind = (data[0] & 8) != 0 ? qr::ContentKind::bytes : qr::ContentKind::text;
    options.symbol = (data[0] & 16) != 0 ? qr::SymbolKind::micro : qr::SymbolKind::qr;
    options.min_version = 1 + data[1] % (options.symbol == qr::SymbolKind::micro ? 5 : 40);
    const int count = (data[0] & 32) != 0 ? 2 + data[1] / 16 : 1;
    const std::string_view content = fuzz::as_text(data + 2, size - 2);

    const auto symbols = try_encode(content, options, count);
    if (!symbols) return 0;
    expect(!symbols->empty() && symbols->size() <= static_cast<std::size_t>(count), "as many as asked for");
    for (const qr::Symbol& symbol : *symbols) {
        expect_well_made(symbol, options);
        expect(symbol.version() == symbols->front().version(), "symbols of one sequence are of one version");
    }
    expect(!content.empty(), "nothing is not encoded");
    expect(options.kind == qr::ContentKind::bytes ||
               (!find_invalid_utf8(content) && content.find('\0') == std::string_view::npos),
           "text is UTF-8 without NUL");
    return 0;
}
