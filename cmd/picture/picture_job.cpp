// SPDX-License-Identifier: MIT
#include "cmd/picture/picture_job.hpp"

#include <cstdio>
#include <filesystem>
#include <optional>

#include <unistd.h>

#include "cmd/terminal.hpp"
#include "core/base/error.hpp"
#include "core/base/text.hpp"
#include "core/qr/picture/layout.hpp"
#include "core/qr/picture/logo_fit.hpp"
#include "core/qr/picture/scan_risks.hpp"
#include "core/qr/symbol/split.hpp"
#include "core/qr/verify/sequence.hpp"
#include "core/qr/verify/verify.hpp"

namespace qrgen::cmd {
namespace {

const qr::Format* named_format(const std::string& name) {
    if (const qr::Format* format = qr::find_format(name)) return format;
    throw Error(ErrorKind::usage, "--format: there is no format '" + printable(name) + "'",
                "the formats are " + qr::format_names(", "));
}

const qr::Format* choose_format(const PictureOptions& options) {
    if (options.format) return named_format(*options.format);
    if (!options.output) return qr::find_format(is_terminal(STDOUT_FILENO) ? "txt" : "png");
    if (*options.output == "-") return &qr::formats().front();
    if (const qr::Format* format = qr::format_of_file(*options.output)) return format;
    throw Error(ErrorKind::usage,
                "--output: the name '" + printable(*options.output) + "' does not tell a format",
                "end it in one of " + qr::format_names(", ") + ", or use --format");
}

// "dir/name-2.png" for the second of several pictures.
std::filesystem::path numbered(const std::filesystem::path& file, int number) {
    std::filesystem::path name = file.stem();
    name += "-" + std::to_string(number);
    name += file.extension();
    return file.parent_path() / name;
}

std::vector<std::filesystem::path> file_names(const PictureOptions& options) {
    if (options.split == 1) return {*options.output};
    std::vector<std::filesystem::path> names;
    for (int number = 1; number <= options.split; ++number) names.push_back(numbered(*options.output, number));
    return names;
}

std::vector<qr::Symbol> make_symbols(const PictureOptions& options, const codes::Code& code,
                                     const qr::Picture& picture, qr::ContentKind kind) {
    const qr::EncodeOptions encode = options.encode_options(code, kind);
    if (options.split > 1) return qr::encode_split(code.content, encode, options.split);
    return {qr::encode_for(picture, code.content, encode)};
}

std::optional<qr::PrintSize> print_size(const qr::Format& format, const qr::Symbol& symbol,
                                        const qr::Picture& picture) {
    if (format.kind == qr::FormatKind::raster) return qr::pixel_print_size(symbol, picture);
    const bool wanted = picture.dpi || std::holds_alternative<qr::PhysicalWidth>(picture.size);
    if (format.kind == qr::FormatKind::text || !wanted) return std::nullopt;
    return qr::vector_print_size(symbol, picture);
}

std::string two_decimals(double number) {
    char text[32];
    std::snprintf(text, sizeof text, "%.2f", number);
    return text;
}

}  // namespace

PictureJob::PictureJob(const PictureOptions& options, const Context& context)
    : options_(options), context_(context), format_(choose_format(options)) {
    if (options.quality && !format_->is_lossy) {
        throw Error(ErrorKind::usage, "--quality: the format " + std::string(format_->name) + " loses nothing",
                    "it is for jpeg and webp");
    }
    if (options.split > 1 && options.decoration.logo_file) {
        throw Error(ErrorKind::usage, "--split and --logo cannot be used together");
    }
    if (!options.goes_to_stdout()) {
        for (const std::filesystem::path& name : file_names(options)) {
            files_.push_back(std::make_unique<StagedFile>(
                name, options.force ? Overwrite::allow : Overwrite::refuse));
        }
    } else if (!format_->is_text && is_terminal(STDOUT_FILENO)) {
        throw Error(ErrorKind::usage,
                    "a picture in the format " + std::string(format_->name) + " is not written to a terminal",
                    "use -o FILE, or --format txt to see the code here");
    } else if (options.split > 1 && format_->kind != qr::FormatKind::text) {
        throw Error(ErrorKind::usage, "--split: several pictures cannot go to standard output",
                    "use -o FILE: its name gets -1, -2 and so on before the ending");
    }
}

void PictureJob::render(const codes::Code& code, qr::ContentKind kind) {
    const qr::Picture picture = options_.picture_of(code, context_);
    qr::check_supported(*format_, picture);
    const std::vector<qr::Symbol> symbols = make_symbols(options_, code, picture, kind);
    pictures_.clear();
    for (const qr::Symbol& symbol : symbols) pictures_.push_back(format_->render(symbol, picture));
    if (options_.verify) verify(code.content);
    report(symbols.front(), picture);
    if (files_.empty()) return;
    // Content may take fewer symbols than it was allowed to.
    files_.resize(pictures_.size());
    for (std::size_t i = 0; i < files_.size(); ++i) files_[i]->write(pictures_[i]);
}

void PictureJob::verify(const std::string& content) const {
    if (pictures_.size() == 1) {
        qr::require_scannable(pictures_.front(), content);
    } else {
        qr::require_scannable_sequence(pictures_, content);
    }
}

void PictureJob::report(const qr::Symbol& symbol, const qr::Picture& picture) const {
    context_.log.debug("symbol: version " + qr::version_name(symbol.kind(), symbol.version()) +
                       ", error level " + qr::to_char(symbol.level()) + ", " +
                       std::to_string(symbol.size()) + " modules; " + std::string(format_->name) + ": " +
                       std::to_string(pictures_.front().size()) + " bytes");
    const std::optional<qr::PrintSize> print = print_size(*format_, symbol, picture);
    if (!print) return;
    const std::string module = "modules of " + two_decimals(print->module) + " mm";
    if (print->module < qr::min_module_millimetres) {
        context_.log.warning(module + " are smaller than the " + two_decimals(qr::min_module_millimetres) +
                             " mm that ordinary phones read");
    } else {
        context_.log.info(two_decimals(print->width) + " mm wide in print, " + module);
    }
}

void PictureJob::deliver() {
    for (const auto& file : files_) file->commit();
    if (!files_.empty()) return;
    for (const std::string& picture : pictures_) write_stdout(picture);
}

}  // namespace qrgen::cmd
