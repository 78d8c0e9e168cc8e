// SPDX-License-Identifier: MIT
#include "core/qr/encode.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

#include <qrencode.h>

#include "core/base/error.hpp"
#include "core/base/text.hpp"

namespace qrgen::qr {
namespace {

constexpr std::string_view binary_hint = "`--binary` encodes bytes as they are";
constexpr std::array all_levels{ErrorLevel::low, ErrorLevel::medium, ErrorLevel::quartile, ErrorLevel::high};

struct QrcodeDeleter {
    void operator()(QRcode* code) const noexcept { QRcode_free(code); }
};
using QrcodePtr = std::unique_ptr<QRcode, QrcodeDeleter>;

// What a symbol of version 40 holds (ISO/IEC 18004, table 7).
struct Capacity {
    std::size_t digits;
    std::size_t alphanumerics;
    std::size_t bytes;
};

Capacity capacity(ErrorLevel level) noexcept {
    switch (level) {
        case ErrorLevel::low: return {7089, 4296, 2953};
        case ErrorLevel::medium: return {5596, 3391, 2331};
        case ErrorLevel::quartile: return {3993, 2420, 1663};
        case ErrorLevel::high: return {3057, 1852, 1273};
    }
    return {};
}

QRecLevel library_level(ErrorLevel level) noexcept {
    switch (level) {
        case ErrorLevel::low: return QR_ECLEVEL_L;
        case ErrorLevel::medium: return QR_ECLEVEL_M;
        case ErrorLevel::quartile: return QR_ECLEVEL_Q;
        case ErrorLevel::high: return QR_ECLEVEL_H;
    }
    return QR_ECLEVEL_M;
}

std::string level_name(ErrorLevel level) {
    return std::string("error level ") + static_cast<char>(to_char(level) - 'a' + 'A');
}

[[noreturn]] void refuse(std::string message, std::string hint = {}) {
    throw Error({Fault{"content", std::move(message)}}, std::move(hint));
}

void check(std::string_view content, ContentKind kind) {
    if (content.empty()) refuse("must not be empty");
    if (kind == ContentKind::bytes) return;
    if (const auto offset = find_invalid_utf8(content)) {
        refuse("must be UTF-8 text, which it is not at byte offset " + std::to_string(*offset),
               std::string(binary_hint));
    }
    if (const auto offset = content.find('\0'); offset != std::string_view::npos) {
        refuse("must not hold NUL as text, as it does at byte offset " + std::to_string(offset),
               std::string(binary_hint));
    }
}

bool is_digit(char c) noexcept {
    return c >= '0' && c <= '9';
}

// ISO/IEC 18004, table 5.
bool is_alphanumeric(char c) noexcept {
    return is_digit(c) || (c >= 'A' && c <= 'Z') ||
           std::string_view(" $%*+-./:").find(c) != std::string_view::npos;
}

class Encoder {
  public:
    Encoder(std::string_view content, ContentKind kind) : content_(content), kind_(kind) {
        check(content, kind);
    }

    /// Null if the content does not fit.
    QrcodePtr encode(ErrorLevel level, int min_version) const {
        // More than this fits into no symbol, whatever it is; trying would take as long as the content is.
        if (content_.size() > capacity(level).digits) return nullptr;
        if (kind_ == ContentKind::bytes) return as_bytes(level, min_version);
        QrcodePtr code =
            take(QRcode_encodeString(content_.c_str(), min_version, library_level(level), QR_MODE_8, 1));
        // The library's way of cutting text into segments is not always the best: near the limit it may miss
        // what one byte segment holds.
        return code ? std::move(code) : as_bytes(level, min_version);
    }

    [[noreturn]] void refuse_too_long(ErrorLevel level) const {
        refuse(std::to_string(content_.size()) + " bytes do not fit: " + level_name(level) +
                   " holds at most " + limit(level),
               advice(level));
    }

  private:
    static QrcodePtr take(QRcode* code) {
        if (code == nullptr && errno != ERANGE) {
            throw Error(ErrorKind::failure, "cannot encode: " + std::generic_category().message(errno));
        }
        return QrcodePtr(code);
    }

    QrcodePtr as_bytes(ErrorLevel level, int min_version) const {
        std::array<unsigned char, 4096> buffer{};
        if (content_.size() > capacity(level).bytes) return nullptr;
        std::copy(content_.begin(), content_.end(), buffer.begin());
        return take(QRcode_encodeData(static_cast<int>(content_.size()), buffer.data(), min_version,
                                      library_level(level)));
    }

    std::string limit(ErrorLevel level) const {
        if (kind_ == ContentKind::text && std::all_of(content_.begin(), content_.end(), is_digit)) {
            return std::to_string(capacity(level).digits) + " digits";
        }
        if (kind_ == ContentKind::text && std::all_of(content_.begin(), content_.end(), is_alphanumeric)) {
            return std::to_string(capacity(level).alphanumerics) + " alphanumeric characters";
        }
        return std::to_string(capacity(level).bytes) + " bytes";
    }

    std::string advice(ErrorLevel refused) const {
        for (auto level = all_levels.rbegin(); level != all_levels.rend(); ++level) {
            if (*level < refused && encode(*level, 1)) return level_name(*level) + " would hold it";
        }
        return "shorten it to at most " + limit(refused);
    }

    std::string content_;
    ContentKind kind_;
};

Symbol to_symbol(const QRcode& code, ErrorLevel level) {
    const auto count = static_cast<std::size_t>(code.width) * static_cast<std::size_t>(code.width);
    std::vector<std::uint8_t> modules(count);
    // Bit 0 is the module; the others tell what it is for.
    std::transform(code.data, code.data + count, modules.begin(),
                   [](unsigned char module) { return static_cast<std::uint8_t>(module & 1U); });
    return Symbol(code.version, level, std::move(modules));
}

}  // namespace

Symbol encode(std::string_view content, const EncodeOptions& options) {
    const Encoder encoder(content, options.kind);
    QrcodePtr code = encoder.encode(options.level, options.min_version);
    if (!code) encoder.refuse_too_long(options.level);

    ErrorLevel level = options.level;
    if (options.boost) {
        for (const ErrorLevel candidate : all_levels) {
            if (candidate <= options.level) continue;
            QrcodePtr better = encoder.encode(candidate, options.min_version);
            if (!better || better->version > code->version) break;
            code = std::move(better);
            level = candidate;
        }
    }
    return to_symbol(*code, level);
}

}  // namespace qrgen::qr
