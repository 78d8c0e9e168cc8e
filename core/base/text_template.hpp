// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace qrgen {

/// A text with places for values: "{title} ({short_id})". Two braces in a row, {{ or }}, stand for one.
class TextTemplate {
  public:
    /// Throws Error(usage) for a brace without its partner and a place without a name.
    explicit TextTemplate(std::string_view text);

    /// Of all places, in their order.
    std::vector<std::string> names() const;

    std::string filled(const std::function<std::string(const std::string& name)>& value_of) const;

  private:
    struct Piece {
        std::string text;
        bool is_name;
    };

    void add_text(std::string_view text);

    std::vector<Piece> pieces_;
};

}  // namespace qrgen
