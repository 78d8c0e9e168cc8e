// SPDX-License-Identifier: MIT
#include "cmd/batch/row_pictures.hpp"

#include <algorithm>
#include <filesystem>

#include "cmd/version.hpp"
#include "core/base/error.hpp"
#include "core/base/hash.hpp"
#include "core/qr/picture/logo_fit.hpp"
#include "core/qr/verify/verify.hpp"

namespace qrgen::cmd {
namespace {

constexpr std::string_view code_fields[] = {"size", "border", "fill_color", "back_color", "error_level"};

std::string column_name(const CLI::Option& option) {
    std::string name = option.get_lnames().empty() ? std::string() : option.get_lnames().front();
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
}

std::string option_text(const std::string& column, const std::string& value) {
    std::string name = column;
    std::replace(name.begin(), name.end(), '_', '-');
    return "--" + name + "=" + value;
}

// "shape: must be …" of what the parser says.
std::string without_dashes(const std::string& message) {
    return message.substr(std::min(message.find_first_not_of('-'), message.size()));
}

}  // namespace

RowPictures::RowPictures(const PictureOptions& options, const Context& context)
    : options_(options), context_(context) {
    row_options_.setup_for_many(parser_);
    parser_.set_help_flag();
}

RowPictures::Drawing RowPictures::compose(const batch::Item& item) {
    const PictureOptions& options = options_of(item.row);
    qr::Picture picture = options.draft_of(item.code, context_);
    picture.text.colours = false;
    options.accepted_risks(picture);
    if (item.format != nullptr) qr::check_supported(*item.format, picture);
    const auto encoding = options.encode_options(item.code, qr::ContentKind::text);
    return {qr::encode_for(picture, item.code.content, encoding), picture};
}

std::string RowPictures::draw(const batch::Item& item) {
    const Drawing drawing = compose(item);
    if (item.format == nullptr) return {};
    std::string bytes = item.format->render(drawing.symbol, drawing.picture);
    if (options_of(item.row).verify) qr::require_scannable(bytes, item.code.content);
    return bytes;
}

const PictureOptions& RowPictures::options_of(const batch::Row& row) {
    if (row.drawing.empty()) return options_;
    row_options_ = options_;
    std::vector<std::string> arguments;
    for (const auto& [column, value] : row.drawing) arguments.push_back(option_text(column, value));
    try {
        parser_.parse(arguments);
    } catch (const CLI::ParseError& error) {
        throw Error(ErrorKind::invalid, without_dashes(error.what()));
    }
    return row_options_;
}

std::vector<std::string> drawing_columns() {
    CLI::App app;
    PictureOptions options;
    options.setup_for_many(app);
    app.set_help_flag();
    std::vector<std::string> names;
    for (const CLI::Option* option : app.get_options()) {
        const std::string name = column_name(*option);
        if (std::find(std::begin(code_fields), std::end(code_fields), name) == std::end(code_fields)) {
            names.push_back(name);
        }
    }
    return names;
}

std::string drawing_description(const CLI::App& app, const PictureOptions& options) {
    const std::vector<std::string> names = drawing_columns();
    std::string description(version);
    for (const CLI::Option* option : app.get_options()) {
        const std::string name = column_name(*option);
        if (option->count() == 0 || std::find(names.begin(), names.end(), name) == names.end()) continue;
        for (const std::string& value : option->results()) description += '\n' + option_text(name, value);
    }
    if (options.decoration.logo_file) {
        std::error_code error;
        const std::filesystem::path file = *options.decoration.logo_file;
        description +=
            '\n' + std::to_string(std::filesystem::file_size(file, error)) + ' ' +
            std::to_string(std::filesystem::last_write_time(file, error).time_since_epoch().count());
    }
    return description;
}

}  // namespace qrgen::cmd
