// SPDX-License-Identifier: MIT
#include "daemon/routes/image_routes.hpp"

#include <array>
#include <cstddef>
#include <semaphore>
#include <utility>

#include "core/base/error.hpp"
#include "core/base/hash.hpp"
#include "daemon/http/gzip.hpp"
#include "daemon/http/http_error.hpp"
#include "daemon/routes/image_request.hpp"

namespace qrgen::daemon {
namespace {

using codes::Code;
using http::Request;
using http::Response;

constexpr std::array errors{304, 404};

constexpr std::ptrdiff_t most_places = 64;
using Places = std::counting_semaphore<most_places>;

// Bounds the memory that large pictures take together.
class Place {
  public:
    Place(Places& places, std::chrono::milliseconds wait) : places_(places) {
        if (places_.try_acquire_for(wait)) return;
        throw http::HttpError(503, "other large pictures are being drawn", {{"Retry-After", "2"}});
    }
    ~Place() { places_.release(); }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;

  private:
    Places& places_;
};

class ImageHandler {
  public:
    ImageHandler(codes::CodeService& codes, ImageRouteOptions options)
        : codes_(codes),
          options_(std::move(options)),
          places_(std::make_shared<Places>(options_.large_pictures)) {}

    Response operator()(const Request& request) const {
        const auto logo = options_.logo();
        const ImageRequest wanted(request, logo->logo);
        const Code code = codes_.find(request.path_parameter);
        const std::string etag = etag_of(wanted, code, logo->fingerprint);
        if (const auto held = http::tag_held_by_client(request, etag)) {
            return with_validators(Response{.status = 304}, *held);
        }
        Response response =
            http::make_response(200, std::string(wanted.format().media_type), draw(wanted, code));
        options_.image_made(wanted.format().name);
        add_safety(response, wanted.format());
        return with_validators(std::move(response), etag);
    }

  private:
    std::string draw(const ImageRequest& wanted, const Code& code) const {
        std::optional<Place> place;
        if (wanted.is_large()) place.emplace(*places_, options_.wait);
        return wanted.render(code);
    }

    // Over all that determines the bytes.
    std::string etag_of(const ImageRequest& wanted, const Code& code, const std::string& logo) const {
        const std::string look =
            code.fill_color + '|' + code.back_color + '|' + qr::to_char(code.error_level) + '|';
        return '"' +
               sha256_hex(options_.version + '|' + logo + '|' + wanted.description() + '|' + look +
                          code.content) +
               '"';
    }

    // Callers may keep it, but must ask each time whether it is still right: a code can change its colours.
    static Response with_validators(Response response, const std::string& etag) {
        response.add("ETag", etag);
        response.add("Cache-Control", "private, no-cache");
        return response;
    }

    static void add_safety(Response& response, const qr::Format& format) {
        response.add("Content-Disposition",
                     "inline; filename=qr_code." + std::string(format.endings.front()));
        response.add("X-Content-Type-Options", "nosniff");
        if (format.media_type != "image/svg+xml") return;
        // A logo that is an SVG was refused if it held scripts; this is for the day when that was not enough.
        response.add("Content-Security-Policy",
                     "default-src 'none'; style-src 'unsafe-inline'; img-src data:");
    }

    codes::CodeService& codes_;
    ImageRouteOptions options_;
    std::shared_ptr<Places> places_;
};

}  // namespace

ConfiguredLogo read_configured_logo(const std::optional<std::filesystem::path>& file) {
    if (!file) return {};
    try {
        auto logo = qr::load_logo(*file);
        std::string mark = sha256_hex(logo->bytes());
        return {std::move(logo), std::move(mark)};
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::invalid || error.faults().empty()) throw;
        throw Error({Fault{"logo_file", error.faults().front().message}}, error.hint());
    }
}

void add_image_routes(http::RouteTable& table, codes::CodeService& codes, ImageRouteOptions options) {
    table.push_back(
        http::Route{.method = "GET",
                    .pattern = "/api/v1/qr/{id}/image",
                    .access = http::Access::read,
                    .handler = ImageHandler(codes, std::move(options)),
                    .operation = {.id = "getCodeImage",
                                  .summary = "Get the picture of a code",
                                  .tag = "Images",
                                  .parameters = image_parameters(),
                                  .path_parameter = "Id or short id of the code, in any case.",
                                  .answer_media_types = "image/png image/jpeg image/svg+xml image/webp "
                                                        "application/pdf application/postscript text/plain",
                                  .errors = errors}});
}

}  // namespace qrgen::daemon
