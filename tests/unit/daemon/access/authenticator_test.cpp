// SPDX-License-Identifier: MIT
#include "daemon/access/authenticator.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/text.hpp"
#include "daemon/http/http_error.hpp"
#include "tests/unit/daemon/access/key_source.hpp"

namespace qrgen::daemon {
namespace {

using access::Scope;
using http::Access;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr int allowed_failures = 3;

class AuthenticatorTest : public testing::Test {
  protected:
    static http::Request request_with(const std::string& key, const std::string& client = "192.0.2.1") {
        http::Request request{.method = "GET", .path = "/", .query = ""};
        if (!key.empty()) request.headers.push_back({"X-API-Key", key});
        request.client = client;
        return request;
    }

    http::HttpError error_of(const http::Request& request, Access needed = Access::read) {
        try {
            authenticator_.require(request, needed);
        } catch (const http::HttpError& error) {
            return error;
        }
        return {200, "no error"};
    }

    int status(const http::Request& request, Access needed = Access::read) {
        return error_of(request, needed).status();
    }

    Timestamp now_{minutes(10'000)};
    KeyCache::Time steady_{seconds(100'000)};
    FakeKeys keys_;
    Throttle throttle_{allowed_failures, [this] { return steady_; }};
    AuthenticatorClocks clocks_{[this] { return now_; }, [this] { return steady_; }};
    Authenticator authenticator_{keys_, AuthMode::api_key, throttle_, clocks_};
    std::string read_key_ = keys_.add("reader01", Scope::read);
    std::string write_key_ = keys_.add("writer01", Scope::write);
    std::string admin_key_ = keys_.add("admin001", Scope::admin);
};

TEST_F(AuthenticatorTest, SaysWhoseKeyItIs) {
    const Caller caller = authenticator_.require(request_with(write_key_), Access::write);
    EXPECT_EQ(caller.id, "writer01");
    EXPECT_EQ(caller.name, "name of writer01");
    EXPECT_EQ(caller.actor(), "api:name of writer01");
}

TEST_F(AuthenticatorTest, AScopeIncludesThoseBeforeIt) {
    const auto statuses = [&](const std::string& key) {
        return std::vector{status(request_with(key), Access::read), status(request_with(key), Access::write),
                           status(request_with(key), Access::admin)};
    };
    EXPECT_THAT(statuses(read_key_), ElementsAre(200, 403, 403));
    EXPECT_THAT(statuses(write_key_), ElementsAre(200, 200, 403));
    EXPECT_THAT(statuses(admin_key_), ElementsAre(200, 200, 200));
    EXPECT_THAT(error_of(request_with(read_key_), Access::admin).detail(), HasSubstr("scope admin"));
}

TEST_F(AuthenticatorTest, OpenAccessLooksAtNothing) {
    EXPECT_EQ(status(request_with("nonsense"), Access::open), 200);
    EXPECT_EQ(keys_.times_asked, 0);
}

TEST_F(AuthenticatorTest, WithModeNoneEverythingIsAllowedToNobodyInParticular) {
    Authenticator none(keys_, AuthMode::none, throttle_, clocks_);
    http::Request request = request_with("nonsense");
    request.headers.push_back({"Authorization", "Bearer other"});
    const Caller caller = none.require(request, Access::admin);
    EXPECT_EQ(caller.id, "");
    EXPECT_EQ(caller.actor(), "api");
    EXPECT_EQ(keys_.times_asked, 0);
}

TEST_F(AuthenticatorTest, WithoutCredentialTheAnswerNamesBothSchemes) {
    const http::HttpError error = error_of(request_with(""));
    EXPECT_EQ(error.status(), 401);
    ASSERT_EQ(error.headers().size(), 2U);
    for (const http::Header& header : error.headers()) EXPECT_EQ(header.name, "WWW-Authenticate");
    EXPECT_EQ(error.headers()[0].value, "Bearer realm=\"qrgen\"");
    EXPECT_EQ(error.headers()[1].value, "Basic realm=\"qrgen\"");
}

TEST_F(AuthenticatorTest, WrongCredentialsAreUnauthorized) {
    for (const std::string& text : {std::string("nonsense"), FakeKeys::text_of("nobody01"),
                                    FakeKeys::text_of("reader01", FakeKeys::wrong_secret), read_key_ + "x"}) {
        const http::HttpError error =
            error_of(request_with(text, "2001:db8:" + std::to_string(text.size()) + "::1"));
        EXPECT_EQ(error.status(), 401) << text;
        EXPECT_EQ(error.headers().size(), 2U);
        EXPECT_THAT(error.detail(), testing::Not(HasSubstr(text)));
    }
}

TEST_F(AuthenticatorTest, WhatIsNoKeyIsNotLookedUp) {
    status(request_with("qrk_nonsense"));
    EXPECT_EQ(keys_.times_asked, 0);
}

TEST_F(AuthenticatorTest, ARevokedKeyIsRefusedWithinASecond) {
    EXPECT_EQ(status(request_with(read_key_)), 200);
    keys_.revoke("reader01");
    steady_ += seconds(1);
    const http::HttpError error = error_of(request_with(read_key_));
    EXPECT_EQ(error.status(), 401);
    EXPECT_EQ(error.detail(), "the API key was revoked");
    EXPECT_EQ(error_of(request_with(FakeKeys::text_of("reader01", FakeKeys::wrong_secret))).detail(),
              "the API key is wrong");
}

TEST_F(AuthenticatorTest, ARevokedKeyIsRefusedAtOnceWhenItIsForgotten) {
    EXPECT_EQ(status(request_with(read_key_)), 200);
    EXPECT_EQ(status(request_with(write_key_)), 200);
    keys_.revoke("reader01");
    keys_.revoke("writer01");
    authenticator_.forget("reader01");
    EXPECT_EQ(status(request_with(read_key_)), 401);
    EXPECT_EQ(status(request_with(write_key_)), 200);
    authenticator_.forget_all();
    EXPECT_EQ(status(request_with(write_key_)), 401);
}

TEST_F(AuthenticatorTest, SeveralCredentialsAreABadRequest) {
    http::Request request = request_with(read_key_);
    request.headers.push_back({"Authorization", "Bearer " + read_key_});
    EXPECT_EQ(status(request), 400);
}

TEST_F(AuthenticatorTest, TooManyWrongOnesFromAnAddressBlockItBeforeAnyLookup) {
    for (int i = 0; i < allowed_failures; ++i) {
        EXPECT_EQ(status(request_with(FakeKeys::text_of("nobody01"))), 401);
    }
    const int asked = keys_.times_asked;
    const http::HttpError error = error_of(request_with(read_key_));
    EXPECT_EQ(error.status(), 429);
    ASSERT_EQ(error.headers().size(), 1U);
    EXPECT_EQ(error.headers()[0].name, "Retry-After");
    EXPECT_EQ(error.headers()[0].value, "20");
    EXPECT_EQ(keys_.times_asked, asked);
    EXPECT_EQ(status(request_with(read_key_, "192.0.2.2")), 200);
    EXPECT_EQ(status(request_with("")), 401);
    steady_ += seconds(20);
    EXPECT_EQ(status(request_with(read_key_)), 200);
}

TEST_F(AuthenticatorTest, OnlyWrongOnesCount) {
    for (int i = 0; i < 2 * allowed_failures; ++i) {
        EXPECT_EQ(status(request_with("")), 401);
        EXPECT_EQ(status(request_with(read_key_), Access::admin), 403);
        EXPECT_EQ(status(request_with(read_key_)), 200);
    }
    keys_.is_away = true;
    for (int i = 0; i < 2 * allowed_failures; ++i) {
        EXPECT_EQ(status(request_with(FakeKeys::text_of("nobody01"))), 503);
    }
}

TEST_F(AuthenticatorTest, WhileTheDatabaseIsAwayKnownKeysWork) {
    EXPECT_EQ(status(request_with(read_key_)), 200);
    keys_.is_away = true;
    steady_ += std::chrono::hours(1);
    EXPECT_EQ(status(request_with(read_key_)), 200);
    EXPECT_EQ(status(request_with(FakeKeys::text_of("reader01", FakeKeys::wrong_secret))), 401);
    const http::HttpError error = error_of(request_with(write_key_));
    EXPECT_EQ(error.status(), 503);
    ASSERT_EQ(error.headers().size(), 1U);
    EXPECT_EQ(error.headers()[0].name, "Retry-After");
    EXPECT_EQ(error.headers()[0].value, "5");
}

TEST_F(AuthenticatorTest, OtherErrorsOfTheDatabaseComeThrough) {
    keys_.is_broken = true;
    EXPECT_THROW(authenticator_.require(request_with(read_key_), Access::read), Error);
}

TEST_F(AuthenticatorTest, TheLastUseIsWrittenDownToTheMinute) {
    now_ += seconds(59);
    status(request_with(read_key_));
    status(request_with(write_key_), Access::admin);
    EXPECT_TRUE(keys_.touched.empty());
    authenticator_.flush_last_used();
    EXPECT_EQ(keys_.touched, (access::LastUses{{"reader01", Timestamp(minutes(10'000))},
                                               {"writer01", Timestamp(minutes(10'000))}}));
    keys_.touched.clear();
    authenticator_.flush_last_used();
    EXPECT_TRUE(keys_.touched.empty());
}

TEST_F(AuthenticatorTest, AMinuteThatIsKnownIsNotWrittenAgain) {
    keys_.keys["reader01"].last_used_at = Timestamp(minutes(10'000));
    now_ += seconds(59);
    status(request_with(read_key_));
    authenticator_.flush_last_used();
    EXPECT_TRUE(keys_.touched.empty());
    now_ += seconds(1);
    status(request_with(read_key_));
    authenticator_.flush_last_used();
    EXPECT_EQ(keys_.touched, (access::LastUses{{"reader01", Timestamp(minutes(10'001))}}));
}

TEST_F(AuthenticatorTest, AWrongSecretIsNoUse) {
    status(request_with(FakeKeys::text_of("reader01", FakeKeys::wrong_secret)));
    authenticator_.flush_last_used();
    EXPECT_TRUE(keys_.touched.empty());
}

TEST_F(AuthenticatorTest, WhatCouldNotBeWrittenIsKeptForTheNextTime) {
    status(request_with(read_key_));
    status(request_with(write_key_));
    keys_.is_away = true;
    EXPECT_THROW(authenticator_.flush_last_used(), Error);
    now_ += minutes(1);
    status(request_with(read_key_));
    keys_.is_away = false;
    authenticator_.flush_last_used();
    EXPECT_EQ(keys_.touched, (access::LastUses{{"reader01", Timestamp(minutes(10'001))},
                                               {"writer01", Timestamp(minutes(10'000))}}));
}

TEST(Caller, TheActorHasAtMostAHundredCharacters) {
    std::string name;
    for (int i = 0; i < 100; ++i) name += "ä";
    const std::string actor = Caller{"id", name}.actor();
    EXPECT_EQ(count_code_points(actor), 100U);
    EXPECT_TRUE(actor.starts_with("api:ä"));
    EXPECT_EQ((Caller{"id", "shop"}.actor()), "api:shop");
}

TEST(ListeningFault, IsTheLackOfAKeyOnAnAddressThatOthersReach) {
    for (const char* host : {"0.0.0.0", "::", "192.0.2.1", "qr.example.com", ""}) {
        const auto fault = listening_fault(host, AuthMode::api_key, 0);
        ASSERT_TRUE(fault) << host;
        EXPECT_EQ(fault->kind(), ErrorKind::failure);
        EXPECT_THAT(fault->hint(), HasSubstr("qrgen apikey create"));
        EXPECT_THAT(fault->hint(), HasSubstr("--auth none"));
        EXPECT_FALSE(listening_fault(host, AuthMode::api_key, 1)) << host;
        EXPECT_FALSE(listening_fault(host, AuthMode::api_key, std::nullopt)) << host;
        EXPECT_FALSE(listening_fault(host, AuthMode::none, 0)) << host;
    }
}

TEST(ListeningFault, DoesNotConcernLoopback) {
    for (const char* host : {"127.0.0.1", "127.1.2.3", "::1", "localhost", "LocalHost"}) {
        EXPECT_FALSE(listening_fault(host, AuthMode::api_key, 0)) << host;
    }
}

}  // namespace
}  // namespace qrgen::daemon
