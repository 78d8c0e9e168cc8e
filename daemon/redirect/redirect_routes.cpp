// SPDX-License-Identifier: MIT
#include "daemon/redirect/redirect_routes.hpp"

#include <optional>
#include <string>

#include "core/base/text.hpp"
#include "core/codes/short_id.hpp"
#include "daemon/http/http_error.hpp"

namespace qrgen::daemon {
namespace {

using http::HttpError;
using http::Request;
using http::Response;
using Result = TargetSource::Result;

constexpr int errors[] = {400, 404, 429, 503};

// RFC 3986 knows no names in a query; the contract says `scan_ref=qr`, as a pair of its own.
bool has_scan_ref(std::string_view query) {
    constexpr std::string_view wanted = "scan_ref=qr";
    while (!query.empty()) {
        const std::string_view pair = query.substr(0, query.find('&'));
        if (pair == wanted) return true;
        query.remove_prefix(std::min(pair.size() + 1, query.size()));
    }
    return false;
}

class Redirect {
  public:
    explicit Redirect(const RedirectParts& parts) : parts_(parts) {}

    std::optional<Response> at_once(const Request& request) const {
        const std::string short_id = to_lower_ascii(request.path_parameter);
        if (codes::served_short_id_fault(short_id)) not_found(request);
        const Result result = parts_.targets.at_once(short_id);
        if (result.answer == TargetSource::Answer::found) return lead(request, result.target);
        if (result.answer == TargetSource::Answer::must_refresh) return std::nullopt;
        refuse_if_throttled(request);
        if (result.answer == TargetSource::Answer::must_load) return std::nullopt;
        return fail(request, result);
    }

    Response load(const Request& request) const {
        const Result result = parts_.targets.load(to_lower_ascii(request.path_parameter));
        if (result.answer != TargetSource::Answer::found) return fail(request, result);
        Response response = lead(request, result.target);
        parts_.recorder.write();
        return response;
    }

  private:
    Response lead(const Request& request, const Target& target) const {
        if (!target.redirects()) {
            parts_.metrics.redirect(RedirectOutcome::refused);
            throw HttpError(400, target.is_active
                                     ? "this code leads to an address that is not allowed any more"
                                     : "this code was switched off");
        }
        if (request.method == "GET") {
            const bool is_genuine = has_scan_ref(request.query);
            parts_.metrics.redirect(is_genuine ? RedirectOutcome::genuine : RedirectOutcome::found);
            parts_.recorder.record(request, target, is_genuine);
        } else {
            parts_.metrics.redirect(RedirectOutcome::head);
        }
        Response response{.status = 302};
        response.headers = {{"Location", target.url}, {"Cache-Control", "no-store"}};
        return response;
    }

    [[noreturn]] Response fail(const Request& request, const Result& result) const {
        if (result.answer == TargetSource::Answer::unknown) not_found(request);
        parts_.metrics.redirect(RedirectOutcome::unavailable);
        throw HttpError(503, "where this code leads cannot be looked up right now", {{"Retry-After", "5"}});
    }

    [[noreturn]] void not_found(const Request& request) const {
        parts_.unknown_ids.count(request.client);
        parts_.metrics.redirect(RedirectOutcome::not_found);
        throw HttpError(404, "there is no code with this short id");
    }

    void refuse_if_throttled(const Request& request) const {
        const auto seconds = parts_.unknown_ids.retry_after(request.client);
        if (!seconds) return;
        parts_.metrics.redirect(RedirectOutcome::refused);
        throw HttpError(429, "too many unknown short ids were asked for from this address",
                        {{"Retry-After", std::to_string(*seconds)}});
    }

    const RedirectParts parts_;
};

}  // namespace

void add_redirect_routes(http::RouteTable& routes, const RedirectParts& parts) {
    const Redirect redirect(parts);
    routes.push_back({.method = "GET",
                      .pattern = redirect_pattern,
                      .access = http::Access::open,
                      .handler = [redirect](const Request& request) { return redirect.load(request); },
                      .at_once = [redirect](const Request& request) { return redirect.at_once(request); },
                      .operation = {.id = "redirect",
                                    .summary = "Lead to where the code points now; a GET is a scan",
                                    .tag = "Redirects",
                                    .path_parameter = "short id, regardless of case",
                                    .success = 302,
                                    .errors = errors}});
}

}  // namespace qrgen::daemon
