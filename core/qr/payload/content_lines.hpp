// SPDX-License-Identifier: MIT
//
// The lines that vCards (RFC 2426, RFC 6350) and calendars (RFC 5545) consist of.
#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace qrgen::qr {

/// "NAME:VALUE" lines that end in CR LF. Long ones are not folded: folding is for mail, the standards leave
/// it to the writer, each fold costs three bytes, and not every reader of codes takes folds out.
class ContentLines {
  public:
    void add(std::string_view name, std::string_view value);
    /// Nothing if `value` is empty.
    void add_text(std::string_view name, std::string_view value);
    std::string text() && { return std::move(text_); }

  private:
    std::string text_;
};

/// A value of type TEXT, or a part of one that has several: backslashes before "\", "," and ";", and "\n" for
/// a line feed (RFC 2426, section 4; RFC 6350, section 3.4; RFC 5545, section 3.3.11).
std::string escape_text(std::string_view text);

}  // namespace qrgen::qr
