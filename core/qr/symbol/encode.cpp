// SPDX-License-Identifier: MIT
#include "core/qr/symbol/encode.hpp"

#include <array>
#include <cerrno>
#include <string>
#include <utility>

#include "core/qr/symbol/content.hpp"
#include "core/qr/symbol/encode_micro.hpp"
#include "core/qr/symbol/libqrencode.hpp"
#include "core/qr/symbol/mask_choice.hpp"

namespace qrgen::qr {
namespace {

constexpr int max_version = 40;
constexpr std::array all_levels{ErrorLevel::low, ErrorLevel::medium, ErrorLevel::quartile, ErrorLevel::high};

Capacity capacity(ErrorLevel level) {
    return capacity_of(data_bits(SymbolKind::qr, max_version, level), SymbolKind::qr, max_version);
}

class Encoder {
  public:
    Encoder(std::string_view content, ContentKind kind) : content_(content), kind_(kind) {
        require_encodable(content, kind);
    }

    /// With data mask 0; null if the content does not fit.
    Owned<QRcode> encode(ErrorLevel level, int min_version) const {
        // More than this fits into no symbol, whatever it is; trying would take as long as the content is.
        if (content_.size() > capacity(level).digits) return nullptr;
        if (kind_ == ContentKind::text) {
            Owned<QRinput> input(QRinput_new2(min_version, library_level(level)));
            if (!input || Split_splitStringToQRinput(content_.c_str(), input.get(), QR_MODE_8, 1) != 0) {
                throw_library_error();
            }
            if (Owned<QRcode> code = take(QRcode_encodeMask(input.get(), 0))) return code;
            // The library's way of cutting text into segments is not always the best: near the limit it may
            // miss what would fit.
        }
        const std::vector<Segment> segments = longest_fitting(
            content_, kind_, data_bits(SymbolKind::qr, max_version, level), SymbolKind::qr, max_version);
        if (length_of(segments) < content_.size()) return nullptr;
        return take(QRcode_encodeMask(make_input(segments, SymbolKind::qr, min_version, level).get(), 0));
    }

    [[noreturn]] void refuse_too_long(ErrorLevel level) const {
        refuse_content(std::to_string(content_.size()) + " bytes do not fit: " + level_name(level) +
                           " holds at most " + limit(level),
                       advice(level));
    }

  private:
    static Owned<QRcode> take(QRcode* code) {
        if (code == nullptr && errno != ERANGE) throw_library_error();
        return Owned<QRcode>(code);
    }

    std::string limit(ErrorLevel level) const { return limit_for(content_, kind_, capacity(level)); }

    std::string advice(ErrorLevel refused) const {
        for (auto level = all_levels.rbegin(); level != all_levels.rend(); ++level) {
            if (*level < refused && encode(*level, 1)) return level_name(*level) + " would hold it";
        }
        return "shorten it to at most " + limit(refused);
    }

    std::string content_;
    ContentKind kind_;
};

}  // namespace

Symbol encode(std::string_view content, const EncodeOptions& options) {
    if (options.symbol == SymbolKind::micro) return encode_micro(content, options);
    const Encoder encoder(content, options.kind);
    Owned<QRcode> code = encoder.encode(options.level, options.min_version);
    if (!code) encoder.refuse_too_long(options.level);

    ErrorLevel level = options.level;
    if (options.boost) {
        for (const ErrorLevel candidate : all_levels) {
            if (candidate <= options.level) continue;
            Owned<QRcode> better = encoder.encode(candidate, options.min_version);
            if (!better || better->version > code->version) break;
            code = std::move(better);
            level = candidate;
        }
    }
    const auto size = static_cast<std::size_t>(code->width);
    choose_mask({code->data, size * size}, code->version, level);
    return to_symbol(*code, level, SymbolKind::qr);
}

}  // namespace qrgen::qr
