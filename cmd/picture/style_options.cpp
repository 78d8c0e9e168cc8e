// SPDX-License-Identifier: MIT
#include "cmd/picture/style_options.hpp"

#include "cmd/choice_option.hpp"
#include "cmd/number_option.hpp"

namespace qrgen::cmd {
namespace {

const Choices<qr::GradientKind> gradients{{"linear", qr::GradientKind::linear},
                                          {"radial", qr::GradientKind::radial}};
const Choices<qr::ModuleShape> module_shapes{{"square", qr::ModuleShape::square},
                                             {"rounded", qr::ModuleShape::rounded},
                                             {"dot", qr::ModuleShape::dot},
                                             {"connected", qr::ModuleShape::connected}};
const Choices<qr::FinderShape> finder_shapes{{"square", qr::FinderShape::square},
                                             {"rounded", qr::FinderShape::rounded},
                                             {"circle", qr::FinderShape::circle}};

void add_colour(CLI::App& app, const std::string& name, std::optional<qr::Colour>& target,
                const std::string& description) {
    const auto read = [&target, name](const std::string& word) {
        target = qr::parse_colour(word);
        if (!target) {
            throw CLI::ValidationError(
                name, "must be a colour as #RRGGBB or #RRGGBBAA, or transparent, not '" + word + "'");
        }
    };
    app.add_option_function<std::string>(name, read, description)->type_name("COLOUR");
}

}  // namespace

void StyleOptions::setup(CLI::App& app) {
    add_choice(app, "--shape", module_shape, module_shapes,
               "shape of modules: square, rounded, dot or connected")
        ->type_name("SHAPE");
    add_choice(app, "--finder-shape", finder_shape, finder_shapes,
               "shape of the finder patterns: square, rounded or circle")
        ->type_name("SHAPE");
    add_colour(app, "--data-dark", data_dark, "colour of dark data modules; default: the fill colour");
    add_colour(app, "--data-light", data_light, "colour of light data modules; default: none of their own");
    add_colour(app, "--finder-color", finder, "colour of the finder patterns; default: the fill colour");
    add_colour(app, "--alignment-color", alignment,
               "colour of the alignment patterns; default: the fill colour");
    CLI::Option* kind = add_choice(app, "--gradient", gradient, gradients,
                                   "from the fill colour to --gradient-color: linear or radial")
                            ->type_name("KIND");
    add_colour(app, "--gradient-color", gradient_end, "where the gradient ends; default #000000");
    app.get_option("--gradient-color")->needs(kind);
    add_number<int>(app, "--gradient-angle", gradient_angle, {0, 359},
                    "direction of a linear gradient in degrees: 0 (default) to the right, 90 down")
        ->needs(kind);
}

void StyleOptions::apply_to(qr::Picture& picture) const {
    picture.data_dark = data_dark;
    picture.data_light = data_light;
    picture.finder = finder;
    picture.alignment = alignment;
    if (gradient) {
        picture.gradient =
            qr::Gradient{.kind = *gradient, .end = gradient_end.value_or(qr::black), .angle = gradient_angle};
    }
    picture.module_shape = module_shape;
    picture.finder_shape = finder_shape;
}

}  // namespace qrgen::cmd
