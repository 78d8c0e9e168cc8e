// SPDX-License-Identifier: MIT
#include "cmd/picture/sheet_options.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

#include "cmd/number_option.hpp"
#include "core/base/error.hpp"
#include "core/base/text.hpp"
#include "core/qr/formats/decimal.hpp"
#include "core/qr/picture/scan_risks.hpp"

namespace qrgen::cmd {
namespace {

constexpr NumberRange<int> grid_lines{1, qr::max_grid_lines};
constexpr NumberRange<double> sides{qr::min_label_side, qr::max_sheet_side};
constexpr NumberRange<double> spaces{0, 1000};

std::string counted(std::int64_t count, const char* what) {
    return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

// Two numbers with a character between them.
template <typename Number>
bool read_pair(std::string_view word, char between, NumberRange<Number> range, Number& first,
               Number& second) {
    const auto at = word.find(between);
    return at != std::string_view::npos && read_number(word.substr(0, at), range, first) &&
           read_number(word.substr(at + 1), range, second);
}

bool read_spacing(std::string_view word, qr::Spacing& spacing) {
    if (read_pair(word, ',', spaces, spacing.across, spacing.down)) return true;
    if (!read_number(word, spaces, spacing.across)) return false;
    spacing.down = spacing.across;
    return true;
}

bool read_page(const std::string& word, qr::SheetSize& page) {
    const std::string name = to_lower_ascii(word);
    if (name == "a4" || name == "letter") {
        page = name == "a4" ? qr::a4 : qr::letter;
        return true;
    }
    return read_pair(name, 'x', sides, page.width, page.height);
}

// An option whose word is read by `read`, and `wanted` says what it must be.
template <typename Read>
CLI::Option* add_word(CLI::App& app, const std::string& name, const char* type, const std::string& wanted,
                      const std::string& description, const Read& read) {
    const auto take = [name, wanted, read](const std::string& word) {
        if (!read(word)) throw CLI::ValidationError(name, "must be " + wanted + ", not '" + word + "'");
    };
    return app.add_option_function<std::string>(name, take, description)->type_name(type);
}

void add_grid_options(CLI::App& app, SheetOptions& options, CLI::Option* layout) {
    CLI::Option* grid = add_word(app, "--grid", "CxR", "columns and rows, 1x1 to 100x100",
                                 "labels in columns x rows of one's own, instead of a layout",
                                 [&options](const std::string& word) {
                                     SheetOptions::Grid read{};
                                     if (!read_pair(word, 'x', grid_lines, read.columns, read.rows))
                                         return false;
                                     options.grid = read;
                                     return true;
                                 });
    grid->excludes(layout);
    add_word(app, "--page", "SIZE", "a4, letter or WIDTHxHEIGHT in mm, 5 to 5080 each",
             "page of the grid: a4 (default), letter or WxH in mm",
             [&options](const std::string& word) { return read_page(word, options.page); })
        ->needs(grid);
    add_word(app, "--margin", "MM", "0 to 1000 mm, or two of them with a comma",
             "around the grid, or beside,above it; default 10",
             [&options](const std::string& word) { return read_spacing(word, options.margin); })
        ->needs(grid);
    add_word(app, "--gap", "MM", "0 to 1000 mm, or two of them with a comma",
             "between the grid's columns and rows, or columns,rows; default 0",
             [&options](const std::string& word) { return read_spacing(word, options.gap); })
        ->needs(grid);
}

}  // namespace

void SheetOptions::setup(CLI::App& app, const char* layout_option) {
    CLI::Option* layout = app.add_option(layout_option, layout_name,
                                         "labels as they are sold, see qrgen sheet --list-layouts; default " +
                                             std::string(qr::label_layouts().front().name))
                              ->type_name("NAME");
    add_grid_options(app, *this, layout);
    add_number<int>(app, "--first-label", style.first_label, {1, qr::max_grid_lines * qr::max_grid_lines},
                    "begin at label N of the first page; default 1");
    app.add_flag("--crop-marks", style.crop_marks, "draw hairlines outside of the labels' corners");
    app.add_flag("--outline", style.outlines, "draw the labels' edges, for a test print");
    CLI::Option* captions = app.add_option("--caption-template", caption_template,
                                           "caption of each label, with {name} for values of its own")
                                ->type_name("TEXT");
    if (CLI::Option* caption = app.get_option_no_throw("--caption")) captions->excludes(caption);
}

qr::LabelLayout SheetOptions::layout() const {
    if (grid) return qr::grid_layout(grid->columns, grid->rows, page, margin, gap);
    if (!layout_name) return qr::label_layouts().front().layout;
    if (const qr::NamedLayout* found = qr::find_layout(*layout_name)) return found->layout;
    std::vector<std::string_view> names;
    for (const qr::NamedLayout& each : qr::label_layouts()) names.push_back(each.name);
    const std::string_view meant = nearest(to_lower_ascii(*layout_name), names);
    throw Error(ErrorKind::usage, "there are no labels called '" + printable(*layout_name) + "'",
                meant.empty() ? "qrgen sheet --list-layouts tells those that there are"
                              : "did you mean " + std::string(meant) + "?");
}

std::optional<TextTemplate> SheetOptions::captions() const {
    if (!caption_template) return std::nullopt;
    return TextTemplate(*caption_template);
}

void report_sheet(const qr::SheetWriter::Figures& figures, const Context& context) {
    if (figures.small > 0) {
        context.log.warning(
            std::to_string(figures.small) + " of " + std::to_string(figures.labels) +
            " labels have modules smaller than the " + qr::decimal(qr::min_module_millimetres, 2) +
            " mm that ordinary phones read, the smallest " + qr::decimal(figures.smallest_module, 2) + " mm");
    }
    context.log.debug(counted(figures.labels, "label") + " on " + counted(figures.pages, "page"));
}

}  // namespace qrgen::cmd
