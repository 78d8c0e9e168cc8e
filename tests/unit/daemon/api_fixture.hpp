// SPDX-License-Identifier: MIT
//
// The routes of the API on a database of their own, called without a server.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "core/codes/code_service.hpp"
#include "daemon/http/http_error.hpp"
#include "daemon/http/route.hpp"
#include "daemon/routes/image_routes.hpp"

namespace qrgen::daemon {

/// What a caller gets to see.
struct Outcome {
    http::Response response;
    std::string detail;                         // of an error
    std::vector<http::ValidationFault> faults;  // of a 422

    int status() const { return response.status; }
    nlohmann::json json() const { return nlohmann::json::parse(response.body); }
    std::string header(std::string_view name) const;

    /// The message of the fault of body or query that has this name; empty if there is none.
    std::string fault(std::string_view name) const;

    /// "query.size" and so on, in their order.
    std::vector<std::string> places() const;
};

class ApiTest : public testing::Test {
  protected:
    ApiTest();
    ~ApiTest() override;

    /// Finds the route and calls it; errors become what the router makes of them. `target` may have a query.
    Outcome call(const std::string& method, const std::string& target, const std::string& body = {},
                 std::vector<http::Header> headers = {});
    Outcome get(const std::string& target, std::vector<http::Header> headers = {});
    Outcome post(const std::string& target, const nlohmann::json& body);

    /// For include_logo from now on.
    void use_logo(std::string file);

    /// A static code that says so; returns its id.
    std::string make_static(const std::string& content,
                            const nlohmann::json& fields = nlohmann::json::object());

    std::string directory_;
    std::unique_ptr<store::Store> store_;
    std::unique_ptr<codes::CodeService> codes_;
    http::RouteTable table_;
    std::string caller_ = "tester";
    std::map<std::string, int> images_made_;
    std::map<std::string, int> codes_created_;

  private:
    std::shared_ptr<const ConfiguredLogo> logo_;
};

}  // namespace qrgen::daemon
