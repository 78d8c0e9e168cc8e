// SPDX-License-Identifier: MIT
#include "core/qr/symbol/encode_micro.hpp"

#include <array>
#include <optional>
#include <string>

#include "core/base/error.hpp"
#include "core/qr/symbol/content.hpp"
#include "core/qr/symbol/libqrencode.hpp"

namespace qrgen::qr {
namespace {

constexpr int max_version = 4;
constexpr std::array levels_from_highest{ErrorLevel::quartile, ErrorLevel::medium, ErrorLevel::low};
constexpr const char* larger_hint = "a QR code, without `--micro`, holds more";

struct Fitting {
    int version;
    std::vector<Segment> segments;
};

// In the smallest of the versions.
std::optional<Fitting> fit(std::string_view content, ContentKind kind, ErrorLevel level, int min_version,
                           int largest_version) {
    for (int version = min_version; version <= largest_version; ++version) {
        std::vector<Segment> segments = longest_fitting(
            content, kind, data_bits(SymbolKind::micro, version, level), SymbolKind::micro, version);
        if (length_of(segments) == content.size()) return Fitting{version, std::move(segments)};
    }
    return std::nullopt;
}

std::string limits_of(ContentKind kind, ErrorLevel level) {
    const Capacity most =
        capacity_of(data_bits(SymbolKind::micro, max_version, level), SymbolKind::micro, max_version);
    const std::string bytes = std::to_string(most.bytes) + " bytes";
    if (kind == ContentKind::bytes) return bytes;
    return std::to_string(most.digits) + " digits, " + std::to_string(most.alphanumerics) +
           " alphanumeric characters or " + bytes;
}

[[noreturn]] void refuse_too_long(std::string_view content, ContentKind kind, ErrorLevel refused) {
    std::string hint = larger_hint;
    for (const ErrorLevel level : levels_from_highest) {
        if (!fit(content, kind, level, 1, max_version)) continue;
        hint = level_name(level) + " would hold it";
        break;
    }
    refuse_content(std::to_string(content.size()) + " bytes do not fit: M4 at " + level_name(refused) +
                       " holds at most " + limits_of(kind, refused),
                   std::move(hint));
}

void require_existing(const EncodeOptions& options) {
    if (options.level > levels_from_highest.front()) {
        throw Error({Fault{"error_level", level_name(options.level) + " does not exist in Micro QR"}},
                    level_name(levels_from_highest.front()) + " is the highest");
    }
    if (options.min_version > max_version) {
        throw Error({Fault{"min_version", "must be 1 to 4 for Micro QR, where M4 is the largest"}},
                    larger_hint);
    }
}

}  // namespace

Symbol encode_micro(std::string_view content, const EncodeOptions& options) {
    require_encodable(content, options.kind);
    require_existing(options);
    std::optional<Fitting> fitting =
        fit(content, options.kind, options.level, options.min_version, max_version);
    if (!fitting) refuse_too_long(content, options.kind, options.level);

    ErrorLevel level = options.level;
    if (options.boost) {
        for (const ErrorLevel candidate : levels_from_highest) {  // options.level at the latest
            auto boosted = fit(content, options.kind, candidate, fitting->version, fitting->version);
            if (!boosted) continue;
            fitting = std::move(boosted);
            level = candidate;
            break;
        }
    }
    const Owned<QRinput> input = make_input(fitting->segments, SymbolKind::micro, fitting->version, level);
    const Owned<QRcode> code(QRcode_encodeInput(input.get()));
    if (!code) throw_library_error();
    return to_symbol(*code, level, SymbolKind::micro);
}

}  // namespace qrgen::qr
