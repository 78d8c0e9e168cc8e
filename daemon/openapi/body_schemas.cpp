// SPDX-License-Identifier: MIT
#include "daemon/openapi/body_schemas.hpp"

#include <algorithm>
#include <array>

#include "core/codes/code_rules.hpp"

namespace qrgen::daemon::openapi {
namespace {

using http::Parameter;
using enum http::ParameterType;

constexpr std::array<std::string_view, 4> levels{"l", "m", "q", "h"};

constexpr Parameter content{.name = "content",
                            .type = text,
                            .summary = "What the symbol says.",
                            .min = 1,
                            .max = codes::max_content_length};
constexpr Parameter redirect_url{.name = "redirect_url",
                                 .type = text,
                                 .summary = "Where the code leads: an http or https address.",
                                 .min = 1,
                                 .max = 2048};
constexpr Parameter short_id{
    .name = "short_id",
    .type = text,
    .summary =
        "The last part of the printed address, 3 to 64 of a-z, 0-9, _ and -; without "
        "one, a random one is made. The id of a deleted code is never free again.",
    .min = 3,
    .max = 64};
constexpr Parameter title{.name = "title",
                          .type = text,
                          .summary = "A name for people; an empty text is none.",
                          .max = codes::max_title_length};
constexpr Parameter description{.name = "description",
                                .type = text,
                                .summary = "More for people; an empty text is none.",
                                .max = codes::max_description_length};
constexpr Parameter fill_color{.name = "fill_color",
                               .type = colour,
                               .summary = "Colour of dark modules, as #RRGGBB.",
                               .fallback = "#000000"};
constexpr Parameter back_color{.name = "back_color",
                               .type = colour,
                               .summary = "Colour of light modules, as #RRGGBB; must differ from fill_color.",
                               .fallback = "#FFFFFF"};
constexpr Parameter size{.name = "size",
                         .type = integer,
                         .summary = "Width of the picture in units of 25 pixels.",
                         .fallback = "10",
                         .min = codes::min_size,
                         .max = codes::max_size};
constexpr Parameter border{.name = "border",
                           .type = integer,
                           .summary = "Width of the quiet zone in modules.",
                           .fallback = "4",
                           .min = codes::min_border,
                           .max = codes::max_border};
constexpr Parameter error_level{
    .name = "error_level",
    .type = choice,
    .summary = "How much of a damaged symbol can be restored: about 7, 15, 25 or 30 %.",
    .fallback = "m",
    .choices = levels};

constexpr std::array static_fields{content,    title, description, fill_color,
                                   back_color, size,  border,      error_level};
constexpr std::array dynamic_fields{redirect_url, short_id, title,  description, fill_color,
                                    back_color,   size,     border, error_level};
constexpr std::array update_fields{redirect_url, title, description};

constexpr std::array<std::string_view, 1> static_required{"content"};
constexpr std::array<std::string_view, 1> dynamic_required{"redirect_url"};

}  // namespace

constexpr BodySchema static_code_create{
    .name = "StaticCodeCreate",
    .summary = "A code whose symbol holds the content itself. A redirect_url is refused.",
    .fields = static_fields,
    .required = static_required,
    .example = R"({"content": "WIFI:T:WPA;S:Guests;P:welcome;;", "title": "Wi-Fi", "size": 20})"};
constexpr BodySchema dynamic_code_create{
    .name = "DynamicCodeCreate",
    .summary =
        "A code whose symbol holds a short address of this service, which redirects to an address that can "
        "be changed. A content is accepted and ignored: the service makes it.",
    .fields = dynamic_fields,
    .required = dynamic_required,
    .example = R"({"redirect_url": "https://example.com/menu", "short_id": "menu", "title": "Menu"})"};
constexpr BodySchema code_update{
    .name = "CodeUpdate",
    .summary =
        "What to change. A field that is absent or null stays as it is; an empty "
        "title or description is removed. Static codes have no redirect_url.",
    .fields = update_fields,
    .example = R"({"redirect_url": "https://example.com/summer-menu"})"};

std::span<const BodySchema* const> body_schemas() noexcept {
    static constexpr std::array all{&static_code_create, &dynamic_code_create, &code_update};
    return all;
}

bool is_required(const BodySchema& schema, std::string_view field) noexcept {
    return std::find(schema.required.begin(), schema.required.end(), field) != schema.required.end();
}

}  // namespace qrgen::daemon::openapi
