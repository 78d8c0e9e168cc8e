// SPDX-License-Identifier: MIT
#include "cmd/error_report.hpp"

#include <iostream>

#include "cmd/records.hpp"
#include "core/base/text.hpp"

namespace qrgen::cmd {
namespace {

std::string json_error(const char* code, const std::string& message, const std::string& hint) {
    return to_json_line({{"error", {{"code", code}, {"message", message}, {"hint", hint}}}}) + '\n';
}

}  // namespace

void report_error(const Error& error, ErrorStyle style) {
    std::string text = "qrgen: error: " + printable(error.message()) + '\n';
    if (!error.hint().empty()) text += "hint: " + printable(error.hint()) + '\n';
    if (style == ErrorStyle::text_and_json)
        text += json_error(to_string(error.kind()), error.message(), error.hint());
    std::cerr << text << std::flush;
}

void report_json_error(const Error& error) {
    std::cerr << json_error(to_string(error.kind()), error.message(), error.hint()) << std::flush;
}

void report_some_failed(std::size_t failures, std::size_t items) {
    const std::string message = std::to_string(failures) + " of " + std::to_string(items) + " failed";
    std::cerr << json_error("some_failed", message, "each is told on a line before this one") << std::flush;
}

}  // namespace qrgen::cmd
