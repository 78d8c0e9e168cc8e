// SPDX-License-Identifier: MIT
#include "daemon/health_client.hpp"

#include <atomic>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/error.hpp"
#include "tests/unit/daemon/http/server_fixture.hpp"

namespace qrgen::daemon {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

class HealthClientTest : public testing::Test {
  protected:
    static HealthAnswer ask(const std::string& url, int timeout_seconds = 30) {
        return ask_health({.configuration = config::Configuration::defaults(),
                           .url = url,
                           .timeout_seconds = timeout_seconds});
    }

    // What is told about a server that answers so.
    HealthAnswer told(int status, const std::string& body, const std::string& path = {}) {
        http::RunningServer running({}, [&](http::ScriptedHandler& handler) {
            handler.answer = [=, this](const http::Request& request) {
                asked_ = request;
                return http::make_response(status, "application/json", body);
            };
        });
        return ask("http://127.0.0.1:" + std::to_string(running.server.port()) + path);
    }

    http::Request asked_;
};

TEST_F(HealthClientTest, TellsWhatTheServiceSays) {
    HealthAnswer answer = told(200, R"({"status":"healthy"})");
    EXPECT_TRUE(answer.is_healthy);
    EXPECT_EQ(answer.message, "healthy (HTTP 200)");
    EXPECT_EQ(asked_.method, "GET");
    EXPECT_EQ(asked_.path, "/health");
    answer = told(200, R"({"status":"degraded"})");
    EXPECT_TRUE(answer.is_healthy);
    EXPECT_EQ(answer.message, "degraded (HTTP 200)");
    answer = told(503, R"({"status":"unhealthy"})");
    EXPECT_FALSE(answer.is_healthy);
    EXPECT_EQ(answer.message, "unhealthy (HTTP 503)");
}

TEST_F(HealthClientTest, APathMayBeGiven) {
    EXPECT_TRUE(told(200, R"({"status":"ready"})", "/health/ready").is_healthy);
    EXPECT_EQ(asked_.path, "/health/ready");
    told(200, R"({"status":"healthy"})", "/");
    EXPECT_EQ(asked_.path, "/health");
}

TEST_F(HealthClientTest, WithoutAUrlTheServiceOfTheConfigurationIsAsked) {
    std::atomic<int> asked = 0;
    http::RunningServer running({}, [&](http::ScriptedHandler& handler) {
        handler.answer = [&](const http::Request& request) {
            if (request.path == "/health") ++asked;
            return http::make_response(200, "application/json", R"({"status":"healthy"})");
        };
    });
    const std::string port = std::to_string(running.server.port());
    for (const char* const address : {"127.0.0.1:", "0.0.0.0:", ":", "localhost:"}) {
        const auto configuration =
            config::Configuration::load({.flags = {{"listen", address + port}},
                                         .config_flag = "/dev/null",
                                         .environment = [](const std::string&) { return std::nullopt; }});
        EXPECT_TRUE(ask_health({.configuration = configuration}).is_healthy) << address;
    }
    EXPECT_EQ(asked, 4);
}

TEST_F(HealthClientTest, AnotherServiceIsNotHealthy) {
    for (const std::string& body :
         {std::string(), std::string("<html>"), std::string("[]"), std::string("{}"),
          std::string("{\"status\":1}"), std::string("\xff"), std::string(200'000, '[')}) {
        const HealthAnswer answer = told(200, body);
        EXPECT_FALSE(answer.is_healthy) << body.substr(0, 20);
        EXPECT_EQ(answer.message, "no health answer (HTTP 200)");
    }
    EXPECT_FALSE(told(302, R"({"status":"healthy"})").is_healthy);
}

TEST_F(HealthClientTest, WhatItSaysIsOneLineThatIsSafeToShow) {
    EXPECT_EQ(told(503, R"({"status":"a\nb\u001b[31m"})").message, "a\\nb\\x1B[31m (HTTP 503)");
}

// A socket that is bound, and listens if a test says so, on any port.
class BoundSocket {
  public:
    BoundSocket() : descriptor_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto* const any = reinterpret_cast<sockaddr*>(&address);
        EXPECT_EQ(bind(descriptor_, any, size), 0);
        EXPECT_EQ(getsockname(descriptor_, any, &size), 0);
        port_ = ntohs(address.sin_port);
    }
    ~BoundSocket() { close(descriptor_); }
    BoundSocket(const BoundSocket&) = delete;
    BoundSocket& operator=(const BoundSocket&) = delete;

    void listen() const { EXPECT_EQ(::listen(descriptor_, 1), 0); }
    std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }

  private:
    int descriptor_;
    int port_ = 0;
};

TEST_F(HealthClientTest, AServiceThatIsAwayIsNotHealthy) {
    const BoundSocket socket;
    const HealthAnswer answer = ask(socket.url());
    EXPECT_FALSE(answer.is_healthy);
    EXPECT_THAT(answer.message, StartsWith("no answer from " + socket.url() + ": "));
}

TEST_F(HealthClientTest, AServiceThatSaysNothingIsNotWaitedForForEver) {
    const BoundSocket socket;
    socket.listen();
    const HealthAnswer answer = ask(socket.url(), 1);
    EXPECT_FALSE(answer.is_healthy);
    EXPECT_THAT(answer.message, StartsWith("no answer from "));
}

TEST_F(HealthClientTest, WhatIsNoHttpAddressIsRefused) {
    for (const char* const url : {"", "nonsense", "ftp://127.0.0.1", "https://127.0.0.1", "http://",
                                  "http://[::1", "http://127.0.0.1:port"}) {
        try {
            ask(url);
            ADD_FAILURE() << "no error for " << url;
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::usage) << url;
            EXPECT_THAT(error.message(), HasSubstr("is no http address")) << url;
        }
    }
}

}  // namespace
}  // namespace qrgen::daemon
