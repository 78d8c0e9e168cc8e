// SPDX-License-Identifier: MIT
//
// Doing one thing to each of the codes, or API keys, that a user named.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "cmd/exit_code.hpp"
#include "cmd/input.hpp"
#include "cmd/record_options.hpp"

namespace qrgen::cmd {

/// Calls `work` for each reference and prints the records it returns: one object for a single ID, a list
/// otherwise, each record as soon as it is there (JSON: at the end). In a list, a code that fails with
/// not_found, conflict or invalid is reported on standard error, the others go on, and the result is
/// some_failed; anything else ends the command, after the records so far were printed. A reader that goes
/// away does not stop the work. `fields` are those of every record.
ExitCode for_each_code(const References& references, const RecordOptions& options,
                       const std::vector<std::string_view>& fields,
                       const std::function<Record(const std::string& reference)>& work);

}  // namespace qrgen::cmd
