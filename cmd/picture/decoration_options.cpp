// SPDX-License-Identifier: MIT
#include "cmd/picture/decoration_options.hpp"

#include <string_view>

#include "cmd/choice_option.hpp"
#include "cmd/number_option.hpp"
#include "core/base/error.hpp"
#include "core/codes/code_rules.hpp"
#include "core/qr/picture/text_outline.hpp"

namespace qrgen::cmd {
namespace {

const Choices<qr::CaptionSide> sides{{"below", qr::CaptionSide::below}, {"above", qr::CaptionSide::above}};
const Choices<qr::FrameShape> frames{
    {"none", qr::FrameShape::none}, {"square", qr::FrameShape::square}, {"rounded", qr::FrameShape::rounded}};
constexpr NumberRange<double> percents{0, 100};

// "center", "bottom-right" or "X,Y" in percent. Any place near the edge is moved into the symbol later on.
bool read_position(const std::string& word, qr::LogoPlacement& placement) {
    if (word == "center" || word == "bottom-right") {
        placement.x = placement.y = word == "center" ? 50 : 100;
        return true;
    }
    const auto comma = word.find(',');
    return comma != std::string::npos &&
           read_number(std::string_view(word).substr(0, comma), percents, placement.x) &&
           read_number(std::string_view(word).substr(comma + 1), percents, placement.y);
}

void add_logo_options(CLI::App& app, DecorationOptions& options) {
    CLI::Option* file =
        app.add_option("--logo", options.logo_file, "picture on the code: PNG, JPEG, WebP, SVG")
            ->type_name("FILE");
    add_number<double>(app, "--logo-size", options.logo_placement.size, {1, 50},
                       "its longer side in percent of the symbol's width, 1 to 50; default 20")
        ->needs(file);
    const auto read = [&placement = options.logo_placement](const std::string& word) {
        if (!read_position(word, placement)) {
            throw CLI::ValidationError("--logo-position",
                                       "must be center, bottom-right or X,Y in percent, not '" + word + "'");
        }
    };
    app.add_option_function<std::string>("--logo-position", read,
                                         "center (default), bottom-right, or X,Y of its centre in percent")
        ->type_name("PLACE")
        ->needs(file);
    add_number<double>(app, "--logo-padding", options.logo_placement.padding, {0, 10},
                       "clear space around it in modules, 0 to 10; default 1")
        ->needs(file);
}

}  // namespace

void DecorationOptions::setup(CLI::App& app, CaptionSource captions) {
    add_logo_options(app, *this);
    CLI::Option* text = app.add_option("--caption", caption, "text below the code, at most 200 characters")
                            ->type_name("TEXT");
    const auto look = [&](CLI::Option* option) {
        if (captions == CaptionSource::option) option->needs(text);
    };
    look(add_choice(app, "--caption-position", caption_side, sides, "below (default) or above")
             ->type_name("PLACE"));
    look(add_number<double>(app, "--caption-height", caption_height, {1, 20},
                            "height of its lines in modules, 1 to 20; default 3"));
    look(app.add_option("--font", font, "font of the caption, a name or a file; default: a sans-serif one")
             ->type_name("FONT"));
    CLI::Option* shape = add_choice(app, "--frame", frame.shape, frames,
                                    "line around the picture: none (default), square or rounded")
                             ->type_name("SHAPE");
    add_number<double>(app, "--frame-width", frame.width, {0.1, 10},
                       "width of the line in modules, 0.1 to 10; default 1")
        ->needs(shape);
}

void DecorationOptions::load_logo() {
    if (!logo_file) return;
    loaded_logo_ = qr::load_logo(*logo_file);
    loaded_file_ = logo_file;
}

void DecorationOptions::apply_to(qr::Picture& picture) const {
    if (caption && caption->empty()) throw Error({Fault{"caption", "must not be empty"}});
    set_caption(picture, caption.value_or(""));
    if (logo_file) picture.logo = logo_file == loaded_file_ ? loaded_logo_ : qr::load_logo(*logo_file);
    picture.logo_placement = logo_placement;
    picture.frame = frame;
}

void DecorationOptions::set_caption(qr::Picture& picture, const std::string& text) const {
    std::vector<Fault> faults;
    codes::check_text("caption", text, qr::max_caption_length, faults);
    if (!faults.empty()) throw Error(std::move(faults));
    picture.caption.reset();
    if (text.empty()) return;
    picture.caption = qr::Caption{.text = text, .side = caption_side, .height = caption_height, .font = font};
}

}  // namespace qrgen::cmd
