// SPDX-License-Identifier: MIT
#include "daemon/http/gzip.hpp"

#include <sstream>

#include <Poco/InflatingStream.h>
#include <Poco/StreamCopier.h>
#include <gtest/gtest.h>

namespace qrgen::daemon::http {
namespace {

Request request_with(const std::string& accept_encoding) {
    return {.method = "GET", .path = "/", .query = "", .headers = {{"accept-encoding", accept_encoding}}};
}

Response large(const std::string& type) {
    return make_response(200, type, std::string(2000, 'a'));
}

std::string value_of(const Response& response, std::string_view name) {
    const std::string* value = find_header(response, name);
    return value != nullptr ? *value : "";
}

std::string unpacked(const std::string& bytes) {
    std::istringstream stream(bytes);
    Poco::InflatingInputStream inflating(stream, Poco::InflatingStreamBuf::STREAM_GZIP);
    std::string text;
    Poco::StreamCopier::copyToString(inflating, text);
    return text;
}

TEST(GzipTest, CompressesWhatTheClientTakes) {
    Response response = large("application/json");
    response.add("ETag", "\"x\"");
    maybe_compress(request_with("gzip"), response);
    EXPECT_EQ(value_of(response, "Content-Encoding"), "gzip");
    EXPECT_EQ(value_of(response, "Vary"), "Accept-Encoding");
    EXPECT_EQ(value_of(response, "ETag"), "\"x-gzip\"");
    EXPECT_LT(response.body.size(), 200U);
    EXPECT_EQ(unpacked(response.body), std::string(2000, 'a'));
}

TEST(GzipTest, LeavesTheRestButSaysWhatItDependsOn) {
    Response response = large("application/json");
    response.add("ETag", "\"x\"");
    maybe_compress(request_with("br"), response);
    EXPECT_EQ(response.body.size(), 2000U);
    EXPECT_EQ(find_header(response, "Content-Encoding"), nullptr);
    EXPECT_EQ(value_of(response, "Vary"), "Accept-Encoding");
    EXPECT_EQ(value_of(response, "ETag"), "\"x\"");
}

TEST(GzipTest, AddsToVary) {
    Response response = large("text/html");
    response.add("Vary", "Origin");
    maybe_compress(request_with("gzip"), response);
    EXPECT_EQ(value_of(response, "Vary"), "Origin, Accept-Encoding");
    Response known = large("text/html");
    known.add("Vary", "accept-encoding");
    maybe_compress(request_with("gzip"), known);
    EXPECT_EQ(value_of(known, "Vary"), "accept-encoding");
}

TEST(GzipTest, KnowsWhatToCompress) {
    for (const std::string type : {"text/plain", "text/html; charset=utf-8", "Application/JSON",
                                   "image/svg+xml", "application/problem+json"}) {
        Response response = large(type);
        maybe_compress(request_with("gzip"), response);
        EXPECT_EQ(value_of(response, "Content-Encoding"), "gzip") << type;
    }
    for (const std::string type : {"image/png", "application/pdf", "application/octet-stream"}) {
        Response response = large(type);
        maybe_compress(request_with("gzip"), response);
        EXPECT_EQ(response.body.size(), 2000U) << type;
        EXPECT_EQ(find_header(response, "Vary"), nullptr);
    }
    Response small = make_response(200, "text/plain", std::string(1023, 'a'));
    maybe_compress(request_with("gzip"), small);
    EXPECT_EQ(small.body.size(), 1023U);
    Response done = large("text/plain");
    done.add("Content-Encoding", "br");
    maybe_compress(request_with("gzip"), done);
    EXPECT_EQ(done.body.size(), 2000U);
}

TEST(GzipTest, UnderstandsAcceptEncoding) {
    for (const std::string value :
         {"gzip", "GZIP", "x-gzip", "br, gzip;q=0.5", "*", "gzip ; q=1", "*;q=0, gzip", "gzip;q=0.001"}) {
        EXPECT_TRUE(accepts_gzip(request_with(value))) << value;
    }
    for (const std::string value :
         {"", "br", "identity", "gzip;q=0", "gzip; Q=0.000", "*, gzip;q=0", "*;q=0", "gzippy"}) {
        EXPECT_FALSE(accepts_gzip(request_with(value))) << value;
    }
    EXPECT_FALSE(accepts_gzip({.method = "GET", .path = "/", .query = ""}));
}

TEST(GzipTest, KnowsBothTagsOfAThing) {
    const auto held = [](const std::string& value) {
        return tag_held_by_client(
            {.method = "GET", .path = "/", .query = "", .headers = {{"If-None-Match", value}}}, "\"x\"");
    };
    EXPECT_EQ(held("\"x\""), "\"x\"");
    EXPECT_EQ(held("\"a\", W/\"x\""), "\"x\"");
    EXPECT_EQ(held("\"a\",\"x-gzip\""), "\"x-gzip\"");
    EXPECT_EQ(held("*"), "\"x\"");
    EXPECT_EQ(held("\"X\""), std::nullopt);
    EXPECT_EQ(held("x"), std::nullopt);
    EXPECT_EQ(tag_held_by_client({.method = "GET", .path = "/", .query = ""}, "\"x\""), std::nullopt);
}

}  // namespace
}  // namespace qrgen::daemon::http
