// SPDX-License-Identifier: MIT
//
// Words for what is wrong with a file of records, the same for all syntaxes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace qrgen::records {

/// Throws Error(invalid) with field "line N".
[[noreturn]] void refuse(std::int64_t line, std::string message, std::string hint = {});

/// Throws it for a record that is longer than max_record_bytes.
[[noreturn]] void refuse_long_record(std::int64_t line, std::string hint = {});

/// A name between apostrophes, printable, its beginning if it is long.
std::string quoted_name(std::string_view name);

/// Why the text is none of ours: not UTF-8, with the byte and what to do about it, or a NUL; empty if all is
/// well.
std::string byte_complaint(std::string_view text);

}  // namespace qrgen::records
