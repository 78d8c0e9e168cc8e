// SPDX-License-Identifier: MIT
#include "core/qr/symbol/split.hpp"

#include <optional>
#include <string>
#include <utility>

#include "core/base/error.hpp"
#include "core/qr/symbol/content.hpp"
#include "core/qr/symbol/libqrencode.hpp"

namespace qrgen::qr {
namespace {

constexpr int max_version = 40;
constexpr int structured_append_bits = 20;  // mode indicator, place, count and parity

using Parts = std::vector<std::vector<Segment>>;

// What the symbols of a version hold; nullopt if more than `count` would be needed. Each takes as much as it
// can, which no other way of cutting needs fewer symbols than.
std::optional<Parts> cut(std::string_view content, ContentKind kind, ErrorLevel level, int version,
                         std::size_t count) {
    const int bits = data_bits(SymbolKind::qr, version, level);
    Parts parts{longest_fitting(content, kind, bits, SymbolKind::qr, version)};
    if (length_of(parts.front()) == content.size()) return parts;
    parts.clear();
    while (!content.empty()) {
        if (parts.size() == count) return std::nullopt;
        parts.push_back(
            longest_fitting(content, kind, bits - structured_append_bits, SymbolKind::qr, version));
        content.remove_prefix(length_of(parts.back()));
    }
    return parts;
}

std::string advice(std::string_view content, const EncodeOptions& options, const std::string& limit) {
    if (const auto parts = cut(content, options.kind, options.level, max_version, max_split)) {
        return "`--split " + std::to_string(parts->size()) + "` would hold it";
    }
    for (const ErrorLevel level : {ErrorLevel::quartile, ErrorLevel::medium, ErrorLevel::low}) {
        if (cut(content, options.kind, level, max_version, max_split)) {
            return level_name(level) + " with `--split " + std::to_string(max_split) + "` would hold it";
        }
    }
    return "shorten it to at most " + limit;
}

[[noreturn]] void refuse_too_long(std::string_view content, const EncodeOptions& options, int count) {
    const int bits = data_bits(SymbolKind::qr, max_version, options.level) - structured_append_bits;
    const Capacity one = capacity_of(bits, SymbolKind::qr, max_version);
    const auto symbols = static_cast<std::size_t>(count);
    const std::string limit = limit_for(
        content, options.kind, {symbols * one.digits, symbols * one.alphanumerics, symbols * one.bytes});
    refuse_content(std::to_string(content.size()) + " bytes do not fit: " + std::to_string(count) +
                       " symbols at " + level_name(options.level) + " hold at most " + limit,
                   advice(content, options, limit));
}

Owned<QRinput_Struct> make_inputs(const Parts& parts, int version, ErrorLevel level) {
    Owned<QRinput_Struct> inputs(QRinput_Struct_new());
    if (!inputs) throw_library_error();
    for (const auto& segments : parts) {
        Owned<QRinput> input = make_input(segments, SymbolKind::qr, version, level);
        if (QRinput_Struct_appendInput(inputs.get(), input.get()) < 0) throw_library_error();
        static_cast<void>(input.release());  // the list owns it now
    }
    // Calculates the parity, too; leaves a single input as it is.
    if (QRinput_Struct_insertStructuredAppendHeaders(inputs.get()) != 0) throw_library_error();
    return inputs;
}

}  // namespace

std::vector<Symbol> encode_split(std::string_view content, const EncodeOptions& options, int count) {
    require_encodable(content, options.kind);
    if (count < 2 || count > max_split) throw Error({Fault{"split", "must be 2 to 16"}});
    if (options.symbol == SymbolKind::micro) {
        refuse_content("cannot be split over Micro QR codes", "leave out `--micro` or `--split`");
    }
    std::optional<Parts> parts;
    int version = options.min_version;
    for (; version <= max_version; ++version) {
        parts = cut(content, options.kind, options.level, version, static_cast<std::size_t>(count));
        if (parts) break;
    }
    if (!parts) refuse_too_long(content, options, count);

    const Owned<QRinput_Struct> inputs = make_inputs(*parts, version, options.level);
    const Owned<QRcode_List> codes(QRcode_encodeInputStructured(inputs.get()));
    if (!codes) throw_library_error();
    std::vector<Symbol> symbols;
    for (const QRcode_List* item = codes.get(); item != nullptr; item = item->next) {
        symbols.push_back(to_symbol(*item->code, options.level, SymbolKind::qr));
    }
    return symbols;
}

}  // namespace qrgen::qr
