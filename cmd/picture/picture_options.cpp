// SPDX-License-Identifier: MIT
#include "cmd/picture/picture_options.hpp"

#include <unistd.h>

#include "cmd/choice_option.hpp"
#include "cmd/number_option.hpp"
#include "core/base/error.hpp"
#include "core/codes/code_rules.hpp"
#include "core/qr/formats/format.hpp"
#include "core/qr/picture/scan_risks.hpp"
#include "core/qr/symbol/split.hpp"

namespace qrgen::cmd {
namespace {

const Choices<qr::ErrorLevel> levels{{"l", qr::ErrorLevel::low},
                                     {"m", qr::ErrorLevel::medium},
                                     {"q", qr::ErrorLevel::quartile},
                                     {"h", qr::ErrorLevel::high}};

// The headings of the help; options without one come last.
constexpr const char* output_group = "Output";
constexpr const char* symbol_group = "Symbol";
constexpr const char* size_group = "Size";
constexpr const char* style_group = "Colours and shapes";
constexpr const char* decoration_group = "Logo, caption and frame";

// Puts the options that were declared since it was made under one heading.
class Heading {
  public:
    Heading(CLI::App& app, const char* name) : app_(app), name_(name), before_(app.get_options().size()) {}
    ~Heading() {
        const auto options = app_.get_options();
        for (std::size_t i = before_; i < options.size(); ++i) options[i]->group(name_);
    }
    Heading(const Heading&) = delete;
    Heading& operator=(const Heading&) = delete;

  private:
    CLI::App& app_;
    const char* name_;
    std::size_t before_;
};

void add_risk_option(CLI::App& app, PictureOptions& options) {
    app.add_flag("--allow-risky", options.allow_risky, "make it although it will be hard to scan");
}

void add_ink_option(CLI::App& app, PictureOptions& options) {
    app.add_flag("--pure-black-ink", options.pure_black_ink, "pdf and eps: black as black ink alone (CMYK)");
}

void add_file_options(CLI::App& app, PictureOptions& options) {
    const Heading heading(app, output_group);
    app.add_option("-o,--output", options.output, "write the picture to FILE; - is standard output")
        ->type_name("FILE");
    app.add_option("-f,--format", options.format,
                   "format of the picture: " + qr::format_names(", ") + "; default: by FILE's ending")
        ->type_name("FORMAT");
    app.add_flag("--force", options.force, "overwrite FILE if it exists");
}

void add_content_options(CLI::App& app, PictureOptions& options) {
    const Heading heading(app, output_group);
    app.add_flag("--verify", options.verify, "decode the finished picture; write nothing if that fails");
    add_risk_option(app, options);
    add_number<int>(app, "--quality", options.quality, {1, 100},
                    "1 to 100, for jpeg (default 90) and webp (default: lossless)");
    add_ink_option(app, options);
    app.add_option("--svg-title", options.svg_title, "title in svg, pdf and eps; default: the code's title")
        ->type_name("TEXT");
    app.add_option("--svg-description", options.svg_description,
                   "description in svg and pdf; default: the code's")
        ->type_name("TEXT");
}

void add_symbol_options(CLI::App& app, PictureOptions& options, const std::string& default_level) {
    const Heading heading(app, symbol_group);
    add_choice(app, "-l,--error-level", options.error_level, levels,
               "error correction: l, m, q or h; default " + default_level)
        ->type_name("LEVEL");
    add_number<int>(app, "--min-version", options.min_version, {1, 40},
                    "smallest symbol version, 1 to 40; default 1");
    app.add_flag("--boost", options.boost, "raise the error correction as far as the symbol stays as small");
    app.add_flag("--micro", options.micro, "make a Micro QR code, for short content");
}

void add_split_option(CLI::App& app, PictureOptions& options) {
    const Heading heading(app, symbol_group);
    add_number<int>(app, "--split", options.split, {2, qr::max_split},
                    "spread long content over up to N codes, 2 to 16")
        ->excludes("--micro");
}

void add_border_option(CLI::App& app, PictureOptions& options, const std::string& default_border) {
    const Heading heading(app, size_group);
    // The range is a rule of codes, checked there together with all others.
    add_number<int>(app, "--border", options.border, {},
                    "width of the quiet zone in modules, 0 to 20; default " + default_border);
}

void add_size_options(CLI::App& app, PictureOptions& options, const std::string& default_size) {
    const Heading heading(app, size_group);
    options.size.setup(app, default_size);
}

void add_style_options(CLI::App& app, PictureOptions& options, const std::string& default_fill,
                       const std::string& default_back) {
    const Heading heading(app, style_group);
    app.add_option("--fill-color", options.fill_color, "colour of dark modules; default " + default_fill)
        ->type_name("COLOUR");
    app.add_option("--back-color", options.back_color, "colour of the background; default " + default_back)
        ->type_name("COLOUR");
    options.style.setup(app);
}

std::string default_text(AppearanceDefaults defaults, const char* value) {
    return defaults == AppearanceDefaults::standard ? value : "as stored";
}

void add_looks(CLI::App& app, PictureOptions& options, AppearanceDefaults defaults) {
    add_size_options(app, options, default_text(defaults, "10"));
    add_border_option(app, options, default_text(defaults, "4"));
    add_style_options(app, options, default_text(defaults, "#000000"), default_text(defaults, "#FFFFFF"));
    const Heading heading(app, decoration_group);
    options.decoration.setup(app);
}

qr::Colour checked_colour(const std::string& text, const char* field, std::vector<Fault>& faults) {
    if (const auto colour = qr::parse_colour(text)) return *colour;
    faults.push_back({field, "must be a colour as #RRGGBB or #RRGGBBAA, or transparent"});
    return {};
}

}  // namespace

void PictureOptions::setup(CLI::App& app, AppearanceDefaults defaults) {
    add_file_options(app, *this);
    add_content_options(app, *this);
    add_symbol_options(app, *this, default_text(defaults, "m"));
    add_split_option(app, *this);
    add_looks(app, *this, defaults);
}

void PictureOptions::setup_for_many(CLI::App& app) {
    add_content_options(app, *this);
    add_symbol_options(app, *this, "m");
    add_looks(app, *this, AppearanceDefaults::standard);
}

void PictureOptions::setup_for_labels(CLI::App& app) {
    {
        const Heading heading(app, output_group);
        add_risk_option(app, *this);
        add_ink_option(app, *this);
    }
    add_symbol_options(app, *this, "m");
    {
        const Heading heading(app, size_group);
        size.setup_width(app);
    }
    add_border_option(app, *this, "4");
    add_style_options(app, *this, "#000000", "#FFFFFF");
    const Heading heading(app, decoration_group);
    decoration.setup(app, DecorationOptions::CaptionSource::also_others);
}

qr::Picture PictureOptions::picture_of(const codes::Code& code, const Context& context) const {
    qr::Picture picture = draft_of(code, context);
    for (const std::string& risk : accepted_risks(picture)) context.log.warning(risk);
    return picture;
}

std::vector<std::string> PictureOptions::accepted_risks(const qr::Picture& picture) const {
    std::vector<std::string> risks =
        qr::scan_risks(picture, micro ? qr::SymbolKind::micro : qr::SymbolKind::qr);
    if (allow_risky || risks.empty()) return risks;
    std::string text;
    for (const std::string& risk : risks) text += (text.empty() ? "" : "; ") + risk;
    throw Error(ErrorKind::usage, "the code would be hard to scan: " + text,
                "--allow-risky makes it all the same");
}

qr::Picture PictureOptions::draft_of(const codes::Code& code, const Context& context) const {
    std::vector<Fault> faults;
    codes::check_dimensions(code, faults);
    codes::check_text("svg_title", svg_title, codes::max_title_length, faults);
    codes::check_text("svg_description", svg_description, codes::max_description_length, faults);
    qr::Picture picture;
    picture.fill = checked_colour(code.fill_color, "fill_color", faults);
    picture.back = checked_colour(code.back_color, "back_color", faults);
    if (faults.empty() && picture.fill == picture.back) {
        faults.push_back({"back_color", "must differ from fill_color"});
    }
    if (!faults.empty()) throw Error(std::move(faults));
    picture.size = size.picture_size(code.size);
    picture.dpi = size.dpi;
    picture.border = code.border;
    style.apply_to(picture);
    decoration.apply_to(picture);
    picture.quality = quality;
    picture.pure_black_ink = pure_black_ink;
    picture.title = svg_title.value_or(code.title.value_or(""));
    picture.description = svg_description.value_or(code.description.value_or(""));
    picture.text.charset = locale_is_utf8() ? qr::Charset::utf8 : qr::Charset::ascii;
    picture.text.colours = goes_to_stdout() && may_colour(STDOUT_FILENO, context.colour);
    return picture;
}

qr::EncodeOptions PictureOptions::encode_options(const codes::Code& code, qr::ContentKind kind) const {
    return {.level = code.error_level,
            .min_version = min_version,
            .boost = boost,
            .kind = kind,
            .symbol = micro ? qr::SymbolKind::micro : qr::SymbolKind::qr};
}

}  // namespace qrgen::cmd
