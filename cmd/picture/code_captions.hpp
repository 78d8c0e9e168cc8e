// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/text_template.hpp"
#include "core/codes/code.hpp"

namespace qrgen::cmd {

/// Captions of labels from a template with fields of codes: --caption-template.
class CodeCaptions {
  public:
    /// `others` are names of values that are no fields. Throws Error(usage) for a name that is neither, with
    /// a suggestion.
    explicit CodeCaptions(TextTemplate text, std::vector<std::string_view> others = {});

    /// Without white space around it; empty: none. `others` has a value for each of the other names.
    std::string caption(const codes::Code& code, const std::map<std::string, std::string>& others = {}) const;

  private:
    TextTemplate template_;
};

}  // namespace qrgen::cmd
