// SPDX-License-Identifier: MIT
//
// Telling errors on standard error.
#pragma once

#include <cstddef>

#include "core/base/error.hpp"

namespace qrgen::cmd {

enum class ErrorStyle {
    text,
    text_and_json,  // the last line is {"error": {"code", "message", "hint"}}
};

void report_error(const Error& error, ErrorStyle style);

/// The JSON line alone, for an error that sums up what was reported before.
void report_json_error(const Error& error);

/// The JSON line alone, for a list of which some items have failed and were reported one by one.
void report_some_failed(std::size_t failures, std::size_t items);

}  // namespace qrgen::cmd
