// SPDX-License-Identifier: MIT
#include "core/config/toml_scanner.hpp"

#include <algorithm>

namespace qrgen::config {
namespace {

constexpr std::string_view delimiters[] = {"\"\"\"", "'''", "\"", "'"};

class TomlScanner {
  public:
    explicit TomlScanner(std::string_view toml) : rest_(toml) {}

    std::optional<std::size_t> find_foreign_character() {
        while (!rest_.empty()) {
            const bool is_ascii = (static_cast<unsigned char>(rest_.front()) & 0x80U) == 0;
            if (!is_ascii && delimiter_.empty() && !in_comment_) return line_;
            step();
        }
        return std::nullopt;
    }

  private:
    void step() {
        if (rest_.front() == '\n') {
            in_comment_ = false;
            if (delimiter_.size() == 1) delimiter_ = {};
            skip(1);
        } else if (in_comment_) {
            skip(1);
        } else if (delimiter_.empty()) {
            step_outside();
        } else {
            step_inside();
        }
    }

    void step_outside() {
        in_comment_ = rest_.front() == '#';
        const auto* const found = std::find_if(std::begin(delimiters), std::end(delimiters),
                                               [this](std::string_view d) { return rest_.starts_with(d); });
        if (found != std::end(delimiters)) delimiter_ = *found;
        skip(std::max<std::size_t>(delimiter_.size(), 1));
    }

    void step_inside() {
        if (rest_.starts_with(delimiter_)) {
            // Up to two quotes that belong to the text may stand right before the three that end it.
            const std::size_t quotes = std::min(rest_.find_first_not_of(delimiter_.front()), rest_.size());
            skip(delimiter_.size() == 1 ? 1 : std::min<std::size_t>(quotes, 5));
            delimiter_ = {};
        } else {
            const bool is_escape = delimiter_.front() == '"' && rest_.front() == '\\' && rest_.size() > 1;
            skip(is_escape ? 2 : 1);
        }
    }

    void skip(std::size_t bytes) {
        line_ += static_cast<std::size_t>(
            std::count(rest_.begin(), rest_.begin() + static_cast<std::ptrdiff_t>(bytes), '\n'));
        rest_.remove_prefix(bytes);
    }

    std::string_view rest_;
    std::string_view delimiter_{};  // of the string that we are in; empty outside
    bool in_comment_ = false;
    std::size_t line_ = 1;
};

}  // namespace

std::optional<std::size_t> find_foreign_character(std::string_view toml) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (toml.starts_with(byte_order_mark)) toml.remove_prefix(byte_order_mark.size());
    return TomlScanner(toml).find_foreign_character();
}

}  // namespace qrgen::config
