// SPDX-License-Identifier: MIT
#include "daemon/health_client.hpp"

#include <sstream>

#include <Poco/Exception.h>
#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/URI.h>
#include <nlohmann/json.hpp>

#include "core/base/error.hpp"
#include "core/base/text.hpp"
#include "daemon/service/service_settings.hpp"

namespace qrgen::daemon {
namespace {

constexpr std::size_t longest_answer = 64 * 1024;

Poco::URI parse_url(const std::string& url) {
    try {
        Poco::URI uri(url);
        if (uri.getScheme() == "http" && !uri.getHost().empty()) return uri;
    } catch (const Poco::Exception&) {
        // told below
    }
    throw Error(ErrorKind::usage, "'" + printable(url) + "' is no http address",
                "write it like http://127.0.0.1:8000");
}

std::string read_some(std::istream& in) {
    std::string text(longest_answer, '\0');
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(in.gcount()));
    return text;
}

HealthAnswer judge(int status, const std::string& body) {
    const auto answer = nlohmann::json::parse(body, nullptr, false);
    const auto word = answer.is_object() ? answer.find("status") : answer.end();
    const std::string told = answer.is_object() && word != answer.end() && word->is_string()
                                 ? printable(word->get<std::string>())
                                 : "no health answer";
    return {.is_healthy = status == 200 && told != "no health answer",
            .message = told + " (HTTP " + std::to_string(status) + ")"};
}

}  // namespace

HealthAnswer ask_health(const HealthQuestion& question) {
    const std::string url = question.url ? *question.url : own_url(question.configuration);
    const Poco::URI uri = parse_url(url);
    try {
        Poco::Net::HTTPClientSession session(uri.getHost(), uri.getPort());
        session.setTimeout(Poco::Timespan(question.timeout_seconds, 0));
        const std::string path =
            uri.getPath().empty() || uri.getPath() == "/" ? "/health" : uri.getPathAndQuery();
        Poco::Net::HTTPRequest request(Poco::Net::HTTPRequest::HTTP_GET, path,
                                       Poco::Net::HTTPMessage::HTTP_1_1);
        request.set("Accept", "application/json");
        request.set("User-Agent", "qrgen-healthcheck");
        session.sendRequest(request);
        Poco::Net::HTTPResponse response;
        const std::string body = read_some(session.receiveResponse(response));
        return judge(response.getStatus(), body);
    } catch (const Poco::Exception& error) {
        return {.is_healthy = false,
                .message = "no answer from " + printable(url) + ": " + printable(error.displayText())};
    }
}

}  // namespace qrgen::daemon
