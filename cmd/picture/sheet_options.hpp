// SPDX-License-Identifier: MIT
//
// The options for sheets of labels: which labels, and what is drawn besides the pictures.
#pragma once

#include <optional>
#include <string>

#include <CLI/CLI.hpp>

#include "cmd/command.hpp"
#include "core/base/text_template.hpp"
#include "core/qr/sheet/label_layout.hpp"
#include "core/qr/sheet/sheet_writer.hpp"

namespace qrgen::cmd {

struct SheetOptions {
    /// Columns and rows.
    struct Grid {
        int columns;
        int rows;
    };

    std::optional<std::string> layout_name;
    std::optional<Grid> grid;  // instead of a named layout
    qr::SheetSize page = qr::a4;
    qr::Spacing margin{10, 10};  // mm, as the next
    qr::Spacing gap{0, 0};
    qr::SheetStyle style;
    std::optional<std::string> caption_template;

    /// `layout_option` is the one that names a layout. The template excludes --caption, if there is one.
    void setup(CLI::App& app, const char* layout_option = "--layout");

    /// Throws Error(usage) for a name that nobody knows, Error(invalid) for a grid that cannot be.
    qr::LabelLayout layout() const;

    /// Throws Error(usage) for an ill-formed one.
    std::optional<TextTemplate> captions() const;
};

/// Tells, once, of labels that ordinary phones will hardly read, and how much was made.
void report_sheet(const qr::SheetWriter::Figures& figures, const Context& context);

}  // namespace qrgen::cmd
