// SPDX-License-Identifier: MIT
//
// Names of pictures below the directory, or in the archive, that a batch writes into.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/text_template.hpp"

namespace qrgen::batch {

/// What is wrong with a name that a row gives, for people; nullopt if nothing is. Folders are separated by /;
/// a name must not lead out of the directory or be one that it cannot have.
std::optional<std::string> file_name_fault(std::string_view name);

struct NameParts {
    std::string key{};
    std::string id{};
    std::string short_id{};
    std::string format{};  // ending without the dot
    std::int64_t line = 0;
};

/// "{key}-{short_id}.{format}", with {id} and {line} as well.
class NameTemplate {
  public:
    /// Throws what TextTemplate throws, and Error(usage) for a placeholder that there is not, with a
    /// suggestion.
    explicit NameTemplate(std::string_view text);

    /// What stands in for a placeholder never makes a folder: / becomes _. nullopt, and the placeholder's
    /// name in `missing`, if one has no value.
    std::optional<std::string> name(const NameParts& parts, std::string& missing) const;

  private:
    TextTemplate template_;
};

}  // namespace qrgen::batch
