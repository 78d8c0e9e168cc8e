// SPDX-License-Identifier: MIT
//
// The limits of a code's fields (the HTTP contract's), in one place for command line, API and batch.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.hpp"
#include "core/codes/code.hpp"

namespace qrgen::codes {

inline constexpr std::size_t max_content_length = 2048;  // code points, as all lengths here
inline constexpr std::size_t max_title_length = 100;
inline constexpr std::size_t max_description_length = 500;
inline constexpr std::size_t max_tag_length = 32;
inline constexpr std::size_t max_tags = 20;
inline constexpr std::size_t max_actor_length = 100;
inline constexpr int min_size = 1;
inline constexpr int max_size = 50;
inline constexpr int min_border = 0;
inline constexpr int max_border = 20;

/// Each of these adds what is wrong to `faults`; field names are the API's.
void check_content(const std::string& content, qr::ErrorLevel level, std::vector<Fault>& faults);
void check_text(std::string_view field, const std::optional<std::string>& text, std::size_t max_length,
                std::vector<Fault>& faults);
void check_tags(const std::vector<std::string>& tags, std::vector<Fault>& faults);
void check_dimensions(const Code& code, std::vector<Fault>& faults);  // size and border
void check_appearance(const Code& code, std::vector<Fault>& faults);  // those and the two colours

/// Throws Error(invalid), field "actor".
void check_actor(const std::string& actor);

/// Sorted, each once.
std::vector<std::string> normalised_tags(std::vector<std::string> tags);

}  // namespace qrgen::codes
