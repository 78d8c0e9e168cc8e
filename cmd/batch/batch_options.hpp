// SPDX-License-Identifier: MIT
//
// The options of `batch`, besides those of its pictures.
#pragma once

#include <optional>
#include <string>

#include <CLI/CLI.hpp>

#include "cmd/batch/batch_report.hpp"
#include "cmd/picture/picture_options.hpp"
#include "cmd/picture/sheet_options.hpp"
#include "core/batch/row.hpp"
#include "core/records/record_reader.hpp"

namespace qrgen::cmd {

struct BatchOptions {
    std::string input;
    std::optional<records::RecordSyntax> syntax;
    // Where pictures go: one of these, or none are made.
    std::optional<std::string> out_dir;
    std::optional<std::string> tar;
    std::optional<std::string> zip;
    std::optional<std::string> sheet_file;
    bool force = false;
    std::optional<std::string> format;
    std::optional<std::string> name_template;
    SheetOptions sheet;
    // What is stored.
    bool no_store = false;
    std::string set;
    bool prune = false;
    bool yes = false;
    std::optional<std::string> actor;
    // How it is done.
    int jobs = 0;  // 0: one for each core
    bool dry_run = false;
    bool atomic = false;
    std::optional<std::string> lock_file;
    BatchReportOptions report;
    PictureOptions picture;

    void setup(CLI::App& app);

    /// Throws Error(usage) for options that make no sense together.
    void check() const;

    /// The name of the one file all pictures go into, if they do: archive or sheet.
    const std::optional<std::string>& single_file() const;
    bool makes_pictures() const { return out_dir || single_file(); }
    bool writes_to_stdout() const { return single_file() == "-"; }

    /// nullptr: png.
    const qr::Format* picture_format() const;

    /// What the options say for rows that do not.
    batch::RowDefaults row_defaults() const;
};

}  // namespace qrgen::cmd
