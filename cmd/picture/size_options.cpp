// SPDX-License-Identifier: MIT
#include "cmd/picture/size_options.hpp"

#include <array>
#include <utility>

#include "cmd/choice_option.hpp"
#include "cmd/number_option.hpp"

namespace qrgen::cmd {
namespace {

const Choices<qr::LengthUnit> units{
    {"mm", qr::LengthUnit::millimetre}, {"cm", qr::LengthUnit::centimetre}, {"in", qr::LengthUnit::inch}};

constexpr NumberRange<double> lengths{0.1, 5000};

// "30mm", "2.5cm", "1in".
std::optional<qr::PhysicalWidth> parse_width(const std::string& word) {
    for (const auto& [name, unit] : units) {
        if (!word.ends_with(name)) continue;
        double value = 0;
        const std::string_view number(word.data(), word.size() - name.size());
        if (read_number(number, lengths, value)) return qr::PhysicalWidth{value, unit};
    }
    return std::nullopt;
}

void exclude_each_other(std::initializer_list<CLI::Option*> options) {
    for (CLI::Option* one : options) {
        for (CLI::Option* other : options) {
            if (one != other) one->excludes(other);
        }
    }
}

std::pair<CLI::Option*, CLI::Option*> add_width_options(CLI::App& app, SizeOptions& options) {
    const auto read_width = [&options](const std::string& word) {
        options.width = parse_width(word);
        if (!options.width) {
            throw CLI::ValidationError(
                "--width", "must be a length from 0.1 to 5000 with mm, cm or in (30mm), not '" + word + "'");
        }
    };
    CLI::Option* width_option =
        app.add_option_function<std::string>("--width", read_width, "width in print, as 30mm, 3cm or 1.2in")
            ->type_name("LENGTH");
    CLI::Option* physical_option = add_number<double>(app, "--physical-size", options.physical_size, lengths,
                                                      "width in print, in --unit");
    add_choice(app, "--unit", options.unit, units, "mm, cm or in; default mm")
        ->type_name("UNIT")
        ->needs(physical_option);
    return {width_option, physical_option};
}

}  // namespace

void SizeOptions::setup(CLI::App& app, const std::string& size_default) {
    // The range of the size is a rule of codes, checked there together with all others.
    CLI::Option* size_option =
        add_number<int>(app, "-s,--size", size, {},
                        "width of the picture in units of 25 pixels, 1 to 50; default " + size_default);
    CLI::Option* pixels_option = add_number<int>(app, "--pixels", pixels, {11, qr::max_picture_width},
                                                 "exact width of the picture in pixels, 11 to 10000");
    CLI::Option* scale_option =
        add_number<int>(app, "--scale", scale, {1, 400}, "width of a module in pixels, 1 to 400");
    const auto [width_option, physical_option] = add_width_options(app, *this);
    add_number<int>(app, "--dpi", dpi, {72, 1200},
                    "resolution in print, 72 to 1200; default 300 for a width in print");
    exclude_each_other({size_option, pixels_option, scale_option, width_option, physical_option});
}

void SizeOptions::setup_width(CLI::App& app) {
    const auto [width_option, physical_option] = add_width_options(app, *this);
    exclude_each_other({width_option, physical_option});
}

qr::PictureSize SizeOptions::picture_size(int stored_size) const {
    if (width) return *width;
    if (physical_size) return qr::PhysicalWidth{*physical_size, unit};
    if (scale) return qr::ModuleScale{*scale};
    return qr::PixelWidth{pixels.value_or(stored_size * qr::pixels_per_size_unit)};
}

}  // namespace qrgen::cmd
