// SPDX-License-Identifier: MIT
#include "cmd/picture_options.hpp"

#include <unistd.h>

#include "cmd/choice_option.hpp"
#include "cmd/number_option.hpp"
#include "core/base/error.hpp"
#include "core/base/text.hpp"
#include "core/codes/code_rules.hpp"

namespace qrgen::cmd {
namespace {

const Choices<qr::ErrorLevel> levels{{"l", qr::ErrorLevel::low},
                                     {"m", qr::ErrorLevel::medium},
                                     {"q", qr::ErrorLevel::quartile},
                                     {"h", qr::ErrorLevel::high}};

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

bool goes_to_stdout(const PictureOptions& options) {
    return !options.output || *options.output == "-";
}

qr::PictureSize picture_size(const PictureOptions& options, const codes::Code& code) {
    if (options.scale) return qr::ModuleScale{*options.scale};
    return qr::PixelWidth{options.pixels.value_or(code.size * qr::pixels_per_size_unit)};
}

qr::Picture make_picture(const PictureOptions& options, const codes::Code& code, const Context& context) {
    std::vector<Fault> faults;
    codes::check_appearance(code, faults);
    codes::check_text("svg_title", options.svg_title, codes::max_title_length, faults);
    codes::check_text("svg_description", options.svg_description, codes::max_description_length, faults);
    if (!faults.empty()) throw Error(std::move(faults));
    qr::Picture picture;
    picture.size = picture_size(options, code);
    picture.border = code.border;
    picture.fill = *qr::parse_colour(code.fill_color);
    picture.back = *qr::parse_colour(code.back_color);
    picture.title = options.svg_title.value_or(code.title.value_or(""));
    picture.description = options.svg_description.value_or(code.description.value_or(""));
    picture.text.charset = locale_is_utf8() ? qr::Charset::utf8 : qr::Charset::ascii;
    picture.text.colours = goes_to_stdout(options) && may_colour(STDOUT_FILENO, context.colour);
    return picture;
}

}  // namespace

void PictureOptions::setup(CLI::App& app, AppearanceDefaults defaults) {
    const auto with_default = [defaults](const std::string& text, const std::string& standard) {
        return text + "; default " + (defaults == AppearanceDefaults::standard ? standard : "as stored");
    };
    app.add_option("-o,--output", output, "write the picture to FILE; - is standard output")
        ->type_name("FILE");
    app.add_option("-f,--format", format,
                   "format of the picture: " + qr::format_names(", ") + "; default: by FILE's ending")
        ->type_name("FORMAT");
    app.add_flag("--force", force, "overwrite FILE if it exists");
    CLI::Option* size_option =
        add_number<int>(app, "-s,--size", size, {},
                        with_default("width of the picture in units of 25 pixels, 1 to 50", "10"));
    CLI::Option* pixels_option = add_number<int>(app, "--pixels", pixels, {21, qr::max_picture_width},
                                                 "exact width of the picture in pixels, 21 to 10000")
                                     ->excludes(size_option);
    add_number<int>(app, "--scale", scale, {1, 400}, "width of a module in pixels, 1 to 400")
        ->excludes(size_option)
        ->excludes(pixels_option);
    // The ranges of size and border are rules of codes, checked there together with all others.
    add_number<int>(app, "--border", border, {},
                    with_default("width of the quiet zone in modules, 0 to 20", "4"));
    app.add_option("--fill-color", fill_color, with_default("colour of dark modules", "#000000"))
        ->type_name("#RRGGBB");
    app.add_option("--back-color", back_color, with_default("colour of the background", "#FFFFFF"))
        ->type_name("#RRGGBB");
    add_choice(app, "-l,--error-level", error_level, levels,
               with_default("error correction: l, m, q or h", "m"))
        ->type_name("LEVEL");
    add_number<int>(app, "--min-version", min_version, {1, 40},
                    "smallest symbol version, 1 to 40; default 1");
    app.add_flag("--boost", boost, "raise the error correction as far as the symbol stays as small");
    app.add_option("--svg-title", svg_title, "title in an SVG; default: the code's title")->type_name("TEXT");
    app.add_option("--svg-description", svg_description, "description in an SVG; default: the code's")
        ->type_name("TEXT");
}

PictureJob::PictureJob(const PictureOptions& options, const Context& context)
    : options_(options), context_(context), format_(choose_format(options)) {
    if (!goes_to_stdout(options)) {
        file_ = std::make_unique<StagedFile>(*options.output,
                                             options.force ? Overwrite::allow : Overwrite::refuse);
    } else if (!format_->is_text && is_terminal(STDOUT_FILENO)) {
        throw Error(ErrorKind::usage,
                    "a picture in the format " + std::string(format_->name) + " is not written to a terminal",
                    "use -o FILE, or --format txt to see the code here");
    }
}

void PictureJob::render(const codes::Code& code, qr::ContentKind kind) {
    const qr::Picture picture = make_picture(options_, code, context_);
    const qr::Symbol symbol = qr::encode(code.content, {.level = code.error_level,
                                                        .min_version = options_.min_version,
                                                        .boost = options_.boost,
                                                        .kind = kind});
    bytes_ = format_->render(symbol, picture);
    context_.log.debug("symbol: version " + std::to_string(symbol.version()) + ", error level " +
                       qr::to_char(symbol.level()) + ", " + std::to_string(symbol.size()) + " modules; " +
                       std::string(format_->name) + ": " + std::to_string(bytes_.size()) + " bytes");
    if (file_) file_->write(bytes_);
}

void PictureJob::deliver() {
    if (file_) {
        file_->commit();
    } else {
        write_stdout(bytes_);
    }
}

}  // namespace qrgen::cmd
