// SPDX-License-Identifier: MIT
#include "daemon/routes/image_request.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <vector>

#include "core/codes/code_picture.hpp"
#include "core/codes/code_rules.hpp"
#include "core/qr/picture/logo_fit.hpp"
#include "daemon/query.hpp"

namespace qrgen::daemon {
namespace {

using http::HttpError;
using http::Parameter;
using http::ValidationFault;
using enum http::ParameterType;

constexpr std::array<std::string_view, 8> format_names{"png",  "jpeg", "jpg", "svg",
                                                       "webp", "pdf",  "eps", "txt"};
constexpr std::array<std::string_view, 4> levels{"l", "m", "q", "h"};
constexpr std::array<std::string_view, 3> units{"in", "cm", "mm"};
constexpr std::array<std::string_view, 3> physical{"physical_size", "physical_unit", "dpi"};

constexpr std::array table{
    Parameter{.name = "image_format",
              .type = choice,
              .summary = "Format of the picture.",
              .fallback = "png",
              .choices = format_names},
    Parameter{.name = "image_quality",
              .type = integer,
              .summary = "Quality of JPEG (90 without) and WebP (lossless without); others ignore it.",
              .min = 1,
              .max = 100},
    Parameter{.name = "size",
              .type = integer,
              .summary = "Width in units of 25 pixels, quiet zone included.",
              .fallback = "10",
              .min = codes::min_size,
              .max = codes::max_size},
    Parameter{.name = "border",
              .type = integer,
              .summary = "Width of the quiet zone in modules.",
              .fallback = "4",
              .min = codes::min_border,
              .max = codes::max_border},
    Parameter{
        .name = "fill_color", .type = colour, .summary = "Colour of dark modules; the code's own without."},
    Parameter{.name = "back_color",
              .type = colour,
              .summary = "Colour of light modules and quiet zone; the code's own without."},
    Parameter{.name = "data_dark_color",
              .type = colour,
              .summary = "Colour of dark data modules; function patterns keep fill_color.",
              .max = 9},
    Parameter{.name = "data_light_color",
              .type = colour,
              .summary = "Colour of light data modules; function patterns keep back_color.",
              .max = 9},
    Parameter{.name = "include_logo",
              .type = boolean,
              .summary = "Put the configured logo on it, with error level h.",
              .fallback = "false"},
    Parameter{.name = "error_level",
              .type = choice,
              .summary = "Error correction; the code's own without.",
              .choices = levels},
    Parameter{.name = "svg_title",
              .type = text,
              .summary = "Title in the file, of SVG, PDF and EPS.",
              .max = codes::max_title_length},
    Parameter{.name = "svg_description",
              .type = text,
              .summary = "Description in the file, of SVG and PDF.",
              .max = codes::max_description_length},
    Parameter{
        .name = "physical_size",
        .type = number,
        .summary =
            "Width in print, with physical_unit and dpi, instead of size. Pictures of pixels are at most "
            "5000 pixels wide.",
        .min = 0.1,
        .max = 100},
    Parameter{.name = "physical_unit", .type = choice, .summary = "Unit of physical_size.", .choices = units},
    Parameter{.name = "dpi",
              .type = integer,
              .summary = "Pixels per inch of physical_size.",
              .min = 72,
              .max = 1200},
};

qr::LengthUnit unit_of(std::string_view name) {
    if (name == "in") return qr::LengthUnit::inch;
    return name == "cm" ? qr::LengthUnit::centimetre : qr::LengthUnit::millimetre;
}

[[noreturn]] void refuse(std::string_view parameter, std::string message) {
    throw HttpError(std::vector{ValidationFault{{"query", std::string(parameter)}, std::move(message)}});
}

}  // namespace

std::span<const Parameter> image_parameters() {
    return table;
}

ImageRequest::ImageRequest(const http::Request& request, std::shared_ptr<const qr::Logo> logo)
    : fields_(read_query(request, table)), format_(qr::find_format(*fields_.text("image_format"))) {
    check_sizes();
    if (fields_.boolean("include_logo")) {
        if (!logo) fields_.add_fault("include_logo", "no logo is configured here");
        if (!format_->has_colour)
            fields_.add_fault("include_logo", std::string(format_->name) + " cannot show logos");
        logo_ = std::move(logo);
    }
    for (const char* name : {"data_dark_color", "data_light_color"}) {
        if (fields_.is_given(name) && !format_->has_colour) {
            fields_.add_fault(name, std::string(format_->name) + " cannot show colours of single regions");
        }
    }
    fields_.require_valid();
}

void ImageRequest::check_sizes() {
    const auto is_tried = [this](std::string_view name) {
        return fields_.is_given(name) || fields_.is_at_fault(name);
    };
    if (std::none_of(physical.begin(), physical.end(), is_tried)) return;
    for (const std::string_view name : physical) {
        if (is_tried(name)) continue;
        fields_.add_fault(name, "physical_size, physical_unit and dpi go together: give all three or none",
                          "missing");
    }
    const auto pixels = physical_pixels();
    if (!pixels || *pixels <= max_physical_pixels) return;
    fields_.add_fault("physical_size", "the picture would be " + std::to_string(*pixels) +
                                           " pixels wide, more than the limit of " +
                                           std::to_string(max_physical_pixels) +
                                           "; svg, pdf and eps have no limit");
}

// Of a picture of pixels whose size is told as a length.
std::optional<std::int64_t> ImageRequest::physical_pixels() const {
    const bool is_told = std::all_of(physical.begin(), physical.end(),
                                     [this](std::string_view name) { return fields_.is_given(name); });
    if (!is_told || format_->kind != qr::FormatKind::raster) return std::nullopt;
    const qr::PhysicalWidth width{*fields_.number("physical_size"), unit_of(*fields_.text("physical_unit"))};
    return std::llround(qr::millimetres(width) / qr::millimetres_per_inch *
                        static_cast<double>(*fields_.integer("dpi")));
}

bool ImageRequest::is_large() const {
    return physical_pixels().value_or(0) > codes::max_size * qr::pixels_per_size_unit;
}

std::string ImageRequest::description() const {
    std::string text(format_->name);
    // Each with its length, so that no two lists of values make the same text.
    const auto add = [&text](std::string_view value) {
        text.append("|").append(std::to_string(value.size())).append(":").append(value);
    };
    for (const Parameter& row : table) {
        switch (row.type) {
            case integer: add(std::to_string(fields_.integer(row.name).value_or(-1))); break;
            case number: add(std::to_string(fields_.number(row.name).value_or(-1))); break;
            case boolean: add(fields_.boolean(row.name) ? "1" : "0"); break;
            default: add(fields_.text(row.name).value_or(""));
        }
    }
    return text;
}

std::string ImageRequest::render(const codes::Code& code) const {
    const qr::Picture picture = picture_of(code);
    try {
        const qr::Symbol symbol = qr::encode_for(picture, code.content, {.level = level_for(code)});
        return format_->render(symbol, picture);
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::invalid || error.faults().empty()) throw;
        const Fault& fault = error.faults().front();
        refuse(parameter_of(fault.field), fault.message + (error.hint().empty() ? "" : "; " + error.hint()));
    }
}

// What the caller can change about a fault of core.
std::string_view ImageRequest::parameter_of(std::string_view field) const {
    if (field == "size") return fields_.is_given("physical_size") ? "physical_size" : "size";
    return logo_ ? "include_logo" : "error_level";
}

qr::ErrorLevel ImageRequest::level_for(const codes::Code& code) const {
    if (logo_) return qr::ErrorLevel::high;
    const auto wanted = fields_.text("error_level");
    return wanted ? qr::parse_error_level(*wanted).value_or(code.error_level) : code.error_level;
}

qr::Picture ImageRequest::picture_of(const codes::Code& code) const {
    qr::Picture picture = codes::picture_of(code);
    apply_colours(picture);
    apply_size(picture);
    picture.logo = logo_;
    if (format_->is_lossy && fields_.is_given("image_quality")) {
        picture.quality = static_cast<int>(*fields_.integer("image_quality"));
    }
    picture.title = fields_.text("svg_title").value_or("");
    picture.description = fields_.text("svg_description").value_or("");
    return picture;
}

void ImageRequest::apply_colours(qr::Picture& picture) const {
    const auto colour_of = [this](std::string_view name) -> std::optional<qr::Colour> {
        const auto text = fields_.text(name);
        return text ? qr::parse_colour(*text) : std::nullopt;
    };
    picture.fill = colour_of("fill_color").value_or(picture.fill);
    picture.back = colour_of("back_color").value_or(picture.back);
    if (picture.fill == picture.back) {
        refuse(fields_.is_given("back_color") ? "back_color" : "fill_color",
               "fill_color and back_color must differ");
    }
    picture.data_dark = colour_of("data_dark_color");
    picture.data_light = colour_of("data_light_color");
    // Both lie on an opaque ground, so that every format can have what one sees.
    const qr::Colour light = qr::blend(picture.data_light.value_or(picture.back), picture.back);
    const qr::Colour dark = qr::blend(picture.data_dark.value_or(picture.fill), light);
    if (dark == light) {
        refuse(fields_.is_given("data_dark_color") ? "data_dark_color" : "data_light_color",
               "dark and light data modules must differ");
    }
    if (format_->has_alpha) return;
    if (picture.data_dark) picture.data_dark = dark;
    if (picture.data_light) picture.data_light = light;
}

void ImageRequest::apply_size(qr::Picture& picture) const {
    picture.size = qr::PixelWidth{static_cast<int>(*fields_.integer("size")) * qr::pixels_per_size_unit};
    picture.border = static_cast<int>(*fields_.integer("border"));
    if (!fields_.is_given("physical_size")) return;
    picture.size =
        qr::PhysicalWidth{*fields_.number("physical_size"), unit_of(*fields_.text("physical_unit"))};
    picture.dpi = static_cast<int>(*fields_.integer("dpi"));
}

}  // namespace qrgen::daemon
