// SPDX-License-Identifier: MIT
#include "core/store/api_key_table.hpp"

#include <sstream>

#include "tests/db/test_database.hpp"

namespace qrgen::store {
namespace {

using access::ApiKey;
using access::Scope;
using testing::ElementsAre;

ApiKey make_key(int number) {
    ApiKey key;
    key.id = "key0000" + std::to_string(number);
    key.name = "it's number: " + std::to_string(number) + " 😀";
    key.scope = Scope::write;
    key.secret_hash = std::string(64, 'a');
    key.created_at = time_of(number);
    return key;
}

std::string describe(const ApiKey& key) {
    const auto text_of = [](const std::optional<Timestamp>& time) {
        return time ? format_rfc3339(*time) : "never";
    };
    std::ostringstream text;
    text << key.id << "|" << key.name << "|" << to_string(key.scope) << "|" << key.secret_hash << "|"
         << format_rfc3339(key.created_at) << "|" << text_of(key.last_used_at) << "|"
         << text_of(key.revoked_at);
    return text.str();
}

class ApiKeyTableTest : public StoreTest {
  protected:
    void write(const std::function<void(ApiKeyTable&)>& work) {
        store_->write([&](Transaction& transaction) {
            ApiKeyTable table(transaction);
            work(table);
        });
    }

    void insert_key(const ApiKey& key) {
        write([&](ApiKeyTable& table) { table.insert(key); });
    }

    std::optional<ApiKey> find_key(const std::string& id) {
        std::optional<ApiKey> key;
        store_->read([&](Transaction& transaction) { key = ApiKeyTable(transaction).find(id); });
        return key;
    }

    std::vector<std::string> list_ids() {
        std::vector<std::string> ids;
        store_->read([&](Transaction& transaction) {
            for (const ApiKey& key : ApiKeyTable(transaction).list()) ids.push_back(key.id);
        });
        return ids;
    }

    std::int64_t count_usable() {
        std::int64_t count = -1;
        store_->read([&](Transaction& transaction) { count = ApiKeyTable(transaction).count_usable(); });
        return count;
    }
};

TEST_F(ApiKeyTableTest, AKeyComesBackAsItWasInserted) {
    ApiKey key = make_key(1);
    insert_key(key);
    EXPECT_EQ(describe(*find_key(key.id)), describe(key));
    key = make_key(2);
    key.scope = Scope::admin;
    key.last_used_at = time_of(8);
    key.revoked_at = time_of(9);
    insert_key(key);
    EXPECT_EQ(describe(*find_key(key.id)), describe(key));
}

TEST_F(ApiKeyTableTest, AKeyThatIsNotThereIsNotFound) {
    insert_key(make_key(1));
    EXPECT_FALSE(find_key("key00002"));
    EXPECT_FALSE(find_key("KEY00001"));
    EXPECT_FALSE(find_key(""));
}

TEST_F(ApiKeyTableTest, AnIdIsGivenOnce) {
    insert_key(make_key(1));
    EXPECT_EQ(error_of([&] { insert_key(make_key(1)); }).kind(), ErrorKind::conflict);
}

TEST_F(ApiKeyTableTest, KeysAreListedInTheOrderOfTheirCreation) {
    EXPECT_TRUE(list_ids().empty());
    for (const int number : {3, 1, 2}) insert_key(make_key(number));
    ApiKey same_time = make_key(4);
    same_time.created_at = time_of(2);
    insert_key(same_time);
    EXPECT_THAT(list_ids(), ElementsAre("key00001", "key00002", "key00004", "key00003"));
}

TEST_F(ApiKeyTableTest, RevokingKeepsTheFirstTime) {
    insert_key(make_key(1));
    insert_key(make_key(2));
    write([](ApiKeyTable& table) { table.revoke("key00001", time_of(5)); });
    write([](ApiKeyTable& table) { table.revoke("key00001", time_of(6)); });
    EXPECT_EQ(find_key("key00001")->revoked_at, time_of(5));
    EXPECT_FALSE(find_key("key00002")->revoked_at);
}

TEST_F(ApiKeyTableTest, TheLastUseOnlyGoesForward) {
    insert_key(make_key(1));
    insert_key(make_key(2));
    for (const int number : {5, 4, 6, 6, 3}) {
        write([&](ApiKeyTable& table) { table.touch("key00001", time_of(number)); });
    }
    EXPECT_EQ(find_key("key00001")->last_used_at, time_of(6));
    EXPECT_FALSE(find_key("key00002")->last_used_at);
    write([](ApiKeyTable& table) { table.touch("nobody01", time_of(1)); });
}

TEST_F(ApiKeyTableTest, KeysThatAreNotRevokedAreCounted) {
    EXPECT_EQ(count_usable(), 0);
    insert_key(make_key(1));
    insert_key(make_key(2));
    EXPECT_EQ(count_usable(), 2);
    write([](ApiKeyTable& table) { table.revoke("key00001", time_of(5)); });
    EXPECT_EQ(count_usable(), 1);
}

TEST_F(ApiKeyTableTest, AScopeOfALaterVersionIsAFailureWithoutValues) {
    insert_key(make_key(1));
    EXPECT_ANY_THROW(database_.run("UPDATE api_keys SET scope = 'root'"));
    EXPECT_EQ(find_key("key00001")->scope, Scope::write);
    database_.run("UPDATE api_keys SET created_at = '-infinity'");
    EXPECT_EQ(error_of([&] { find_key("key00001"); }).kind(), ErrorKind::failure);
}

}  // namespace
}  // namespace qrgen::store
