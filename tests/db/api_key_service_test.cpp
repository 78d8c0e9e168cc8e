// SPDX-License-Identifier: MIT
#include "core/access/api_key_service.hpp"

#include <algorithm>

#include "core/base/hash.hpp"
#include "tests/db/test_database.hpp"

namespace qrgen::access {
namespace {

using store::error_of;
using store::time_of;
using testing::HasSubstr;

class ApiKeyServiceTest : public store::StoreTest {
  protected:
    // Each call gives the next byte to all of its bytes, from the start of `script_`; after that it counts
    // up.
    void random(std::span<std::uint8_t> bytes) {
        const std::uint8_t value = script_.empty() ? next_++ : script_.front();
        if (!script_.empty()) script_.erase(script_.begin());
        std::fill(bytes.begin(), bytes.end(), value);
    }

    Error create_error(const std::string& name) {
        return error_of([&] { keys_.create(name, Scope::read); });
    }

    Timestamp now_ = time_of(1);
    std::uint8_t next_ = 0;
    std::vector<std::uint8_t> script_;
    ApiKeyService keys_{*store_,
                        {[this] { return now_; }, [this](std::span<std::uint8_t> bytes) { random(bytes); }}};
};

TEST_F(ApiKeyServiceTest, AKeyIsMadeAndItsTextLeadsBackToIt) {
    const NewApiKey made = keys_.create("shop", Scope::write);
    const auto text = parse_key(made.text);
    ASSERT_TRUE(text);
    const auto found = keys_.find(text->id);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->id, made.key.id);
    EXPECT_EQ(found->name, "shop");
    EXPECT_EQ(found->scope, Scope::write);
    EXPECT_EQ(found->created_at, time_of(1));
    EXPECT_FALSE(found->last_used_at);
    EXPECT_FALSE(found->revoked_at);
    EXPECT_TRUE(is_secret_of(*found, text->secret));
}

TEST_F(ApiKeyServiceTest, TheSecretIs256RandomBitsAndOnlyItsHashIsStored) {
    script_ = {0xFF};
    const NewApiKey made = keys_.create("shop", Scope::read);
    const std::string secret(42, '_');
    EXPECT_TRUE(made.text.ends_with("_" + secret + "8")) << made.text;
    EXPECT_EQ(database_.run("SELECT secret_hash FROM api_keys"), sha256_hex(secret + "8"));
}

TEST_F(ApiKeyServiceTest, AnIdThatIsTakenIsDrawnAgain) {
    script_ = {1, 7, 2, 7, 8};  // a secret and an id, a secret and two ids
    const NewApiKey first = keys_.create("first", Scope::read);
    const NewApiKey second = keys_.create("second", Scope::read);
    EXPECT_NE(first.key.id, second.key.id);
    EXPECT_TRUE(script_.empty());
    EXPECT_EQ(keys_.list().size(), 2U);
}

TEST_F(ApiKeyServiceTest, DrawingEndsAtSomeTime) {
    script_.assign(20, 7);
    keys_.create("first", Scope::read);
    EXPECT_EQ(create_error("second").kind(), ErrorKind::conflict);
}

TEST_F(ApiKeyServiceTest, ANameThatIsNoneIsRefused) {
    for (const std::string& name :
         {std::string(), std::string("  "), std::string("two\nlines"), std::string("\x1B[31m"),
          std::string("\xFF"), std::string("nul\0", 4), std::string(101, 'x')}) {
        const Error error = create_error(name);
        EXPECT_EQ(error.kind(), ErrorKind::invalid);
        ASSERT_EQ(error.faults().size(), 1U);
        EXPECT_EQ(error.faults()[0].field, "name");
    }
    std::string longest;
    for (int i = 0; i < 100; ++i) longest += "ä";
    EXPECT_EQ(keys_.create(longest, Scope::read).key.name, longest);
    EXPECT_EQ(keys_.list().size(), 1U);
}

TEST_F(ApiKeyServiceTest, TwoKeysMayHaveTheSameName) {
    keys_.create("shop", Scope::read);
    keys_.create("shop", Scope::read);
    EXPECT_EQ(keys_.count_usable(), 2);
}

TEST_F(ApiKeyServiceTest, ARevokedKeyIsStillListedAndFound) {
    const std::string id = keys_.create("shop", Scope::read).key.id;
    now_ = time_of(2);
    EXPECT_EQ(keys_.revoke(id).revoked_at, time_of(2));
    EXPECT_EQ(keys_.find(id)->revoked_at, time_of(2));
    EXPECT_EQ(keys_.get(id).revoked_at, time_of(2));
    EXPECT_EQ(keys_.list().size(), 1U);
    EXPECT_EQ(keys_.count_usable(), 0);
}

TEST_F(ApiKeyServiceTest, RevokingAgainChangesNothing) {
    const std::string id = keys_.create("shop", Scope::read).key.id;
    now_ = time_of(2);
    keys_.revoke(id);
    now_ = time_of(3);
    EXPECT_EQ(keys_.revoke(id).revoked_at, time_of(2));
    EXPECT_EQ(keys_.find(id)->revoked_at, time_of(2));
}

TEST_F(ApiKeyServiceTest, AnUnknownIdIsNotFound) {
    for (const std::string& id : {std::string("nobody01"), std::string(), std::string("\xFF"),
                                  std::string("nul\0abcd", 8), std::string(1000, 'x')}) {
        EXPECT_FALSE(keys_.find(id));
        EXPECT_EQ(error_of([&] { keys_.get(id); }).kind(), ErrorKind::not_found);
        const Error error = error_of([&] { keys_.revoke(id); });
        EXPECT_EQ(error.kind(), ErrorKind::not_found);
        EXPECT_THAT(error.hint(), HasSubstr("qrgen apikey list"));
        EXPECT_LT(error.message().size(), 200U);
    }
}

TEST_F(ApiKeyServiceTest, LastUsesAreKeptDownToTheMinute) {
    const std::string one = keys_.create("one", Scope::read).key.id;
    const std::string two = keys_.create("two", Scope::read).key.id;
    keys_.touch({{one, time_of(119)}, {"nobody01", time_of(119)}, {"\xFF", time_of(119)}});
    EXPECT_EQ(keys_.find(one)->last_used_at, time_of(60));
    EXPECT_FALSE(keys_.find(two)->last_used_at);
    keys_.touch({{one, time_of(59)}, {two, time_of(59)}});
    EXPECT_EQ(keys_.find(one)->last_used_at, time_of(60));
    EXPECT_EQ(keys_.find(two)->last_used_at, time_of(0));
    keys_.touch({});
}

}  // namespace
}  // namespace qrgen::access
