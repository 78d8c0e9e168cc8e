// SPDX-License-Identifier: MIT
//
// What users give as arguments or on standard input.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace qrgen::cmd {

enum class LineEnd {
    strip,  // the line end that echo and editors put behind the last line is not meant
    keep,
};

/// The argument itself, or all of standard input if it is "-" or missing. Throws Error(usage) if it is
/// missing and standard input is a terminal, Error(invalid) if there is more than 1 MiB.
std::string read_content(const std::optional<std::string>& argument, LineEnd line_end);

/// The value that a file holds ("-": standard input), without the line end that editors put behind the last
/// line. Throws Error(failure) if it cannot be read or there are more than 64 KiB.
std::string read_value(const std::string& file);

/// The bytes of a picture's file ("-": standard input). Throws Error(failure) if it cannot be read or there
/// are more than 256 MiB, from standard input Error(invalid).
std::string read_picture_file(const std::string& file);

/// IDs given as arguments, where "-" stands for all lines of standard input (trimmed, empty ones left out).
struct References {
    std::vector<std::string> items;
    bool is_list = false;  // more than one argument, or "-": the answer is a list, however many there are
};
References read_references(const std::vector<std::string>& arguments);

/// Who makes a change, for the history: `option` if given, otherwise the name of the user who runs the
/// program.
std::string actor_name(const std::optional<std::string>& option);

}  // namespace qrgen::cmd
