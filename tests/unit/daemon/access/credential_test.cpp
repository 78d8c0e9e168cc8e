// SPDX-License-Identifier: MIT
#include "daemon/access/credential.hpp"

#include <gtest/gtest.h>

#include "core/base/base64.hpp"
#include "daemon/http/http_error.hpp"

namespace qrgen::daemon {
namespace {

std::string credential(const std::vector<http::Header>& headers) {
    http::Request request{.method = "GET", .path = "/", .query = ""};
    request.headers = headers;
    try {
        return credential_of(request).value_or("none");
    } catch (const http::HttpError& error) {
        return std::to_string(error.status());
    }
}

TEST(CredentialOf, TakesABearerToken) {
    EXPECT_EQ(credential({{"Authorization", "Bearer qrk_x"}}), "qrk_x");
    EXPECT_EQ(credential({{"authorization", "  bEARER   qrk_x  "}}), "qrk_x");
    EXPECT_EQ(credential({{"Authorization", "Bearer"}}), "");
}

TEST(CredentialOf, TakesXApiKey) {
    EXPECT_EQ(credential({{"X-API-Key", "qrk_x"}}), "qrk_x");
    EXPECT_EQ(credential({{"x-api-key", " qrk_x "}}), "qrk_x");
    EXPECT_EQ(credential({{"X-API-Key", ""}}), "");
}

TEST(CredentialOf, TakesThePasswordOfBasicAuthentication) {
    EXPECT_EQ(credential({{"Authorization", "Basic " + to_base64("anybody:qrk_x")}}), "qrk_x");
    EXPECT_EQ(credential({{"Authorization", "basic " + to_base64(":qrk:x")}}), "qrk:x");
}

TEST(CredentialOf, IllFormedBasicAuthenticationIsAnEmptyCredential) {
    EXPECT_EQ(credential({{"Authorization", "Basic"}}), "");
    EXPECT_EQ(credential({{"Authorization", "Basic !"}}), "");
    EXPECT_EQ(credential({{"Authorization", "Basic " + to_base64("qrk_x")}}), "");
    EXPECT_EQ(credential({{"Authorization", "Basic " + to_base64("anybody:qrk_x") + "="}}), "");
}

TEST(CredentialOf, OtherSchemesAreNoCredential) {
    EXPECT_EQ(credential({}), "none");
    EXPECT_EQ(credential({{"Authorization", ""}}), "none");
    EXPECT_EQ(credential({{"Authorization", "Digest username=\"x\""}}), "none");
    EXPECT_EQ(credential({{"Authorization", "qrk_x"}}), "none");
    EXPECT_EQ(credential({{"Proxy-Authorization", "Bearer qrk_x"}}), "none");
}

TEST(CredentialOf, MoreThanOneIsABadRequest) {
    EXPECT_EQ(credential({{"Authorization", "Bearer a"}, {"X-API-Key", "a"}}), "400");
    EXPECT_EQ(credential({{"X-API-Key", "a"}, {"Host", "x"}, {"x-api-key", "a"}}), "400");
    EXPECT_EQ(credential({{"Authorization", "Bearer a"}, {"Authorization", "Digest b"}}), "400");
}

}  // namespace
}  // namespace qrgen::daemon
