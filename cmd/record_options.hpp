// SPDX-License-Identifier: MIT
//
// The options --table, --json, --ndjson and --csv of every command that prints records, and printing by them.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>

#include "cmd/records.hpp"

namespace qrgen::cmd {

class RecordOptions {
  public:
    void setup(CLI::App& app);

    /// None if the user left the choice to the command.
    std::optional<RecordFormat> chosen() const noexcept { return format_; }
    RecordFormat format() const noexcept { return format_.value_or(RecordFormat::table); }

    void print(const Record& record) const;

    /// `columns` are those of the table.
    void print(const RecordList& list, const std::vector<std::string_view>& columns) const;

  private:
    std::optional<RecordFormat> format_;
};

}  // namespace qrgen::cmd
