// SPDX-License-Identifier: MIT
//
// The pictures of a batch's rows: the options of the command hold for all, a row's columns go before them.
#pragma once

#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "cmd/command.hpp"
#include "cmd/picture/picture_options.hpp"
#include "core/batch/picture_maker.hpp"
#include "core/qr/symbol/symbol.hpp"

namespace qrgen::cmd {

/// Names of the columns that a row may have for its picture, beyond those that are fields of codes: the long
/// names of the picture's options, with underscores.
std::vector<std::string> drawing_columns();

/// All that was given to `app` of the options that drawing_columns() names, and which bytes a logo file had:
/// two runs with equal descriptions make the same pictures of the same rows.
std::string drawing_description(const CLI::App& app, const PictureOptions& options);

/// `options` and `context` must outlive it.
class RowPictures final : public batch::PictureMaker {
  public:
    RowPictures(const PictureOptions& options, const Context& context);

    struct Drawing {
        qr::Symbol symbol;
        qr::Picture picture;
    };

    /// Throws Error for what cannot be drawn, or is too risky.
    Drawing compose(const batch::Item& item);

    std::string draw(const batch::Item& item) override;

  private:
    const PictureOptions& options_of(const batch::Row& row);

    const PictureOptions& options_;
    const Context& context_;
    CLI::App parser_;
    PictureOptions row_options_;
};

}  // namespace qrgen::cmd
