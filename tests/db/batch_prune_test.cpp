// SPDX-License-Identifier: MIT
#include "core/batch/prune.hpp"
#include "tests/db/batch_parts.hpp"

namespace qrgen::batch {
namespace {

using testing::ElementsAre;
using testing::UnorderedElementsAre;

class BatchPruneTest : public BatchStoreTest {
  protected:
    std::vector<VanishedCode> vanished(const std::string& set, const std::vector<std::string>& keys) {
        return vanished_codes(*store_, set, [&](const std::string& key) {
            return std::find(keys.begin(), keys.end(), key) != keys.end();
        });
    }
    std::vector<std::string> delete_all(const std::string& set, const std::vector<VanishedCode>& codes) {
        std::vector<std::string> deleted;
        delete_vanished(*store_, set, codes, "ann", now_,
                        [&](const VanishedCode& code) { deleted.push_back(code.key); });
        return deleted;
    }
    static std::vector<std::string> keys_of(const std::vector<VanishedCode>& codes) {
        std::vector<std::string> keys;
        for (const VanishedCode& code : codes) keys.push_back(code.key);
        return keys;
    }
};

TEST_F(BatchPruneTest, FindsWhatTheFileOfTheSetNoLongerHas) {
    run("key,redirect_url,short_id\na,https://example.com/a,menu\nb,https://example.com/b,card\n", "menu");
    run("key,content\nc,other set\n", "cards");
    run("key,content\nd,no set\n");
    run("content\nno key\n", "menu");
    const auto codes = vanished("menu", {"b"});
    ASSERT_EQ(codes.size(), 1U);
    EXPECT_EQ(codes[0].key, "a");
    EXPECT_EQ(codes[0].short_id, "menu");
    EXPECT_TRUE(vanished("menu", {"a", "b"}).empty());
    EXPECT_TRUE(vanished("none", {}).empty());
}

TEST_F(BatchPruneTest, DeletesWithHistoryAndTheyComeBack) {
    run("key,content\na,one\nb,two\n", "menu");
    const auto codes = vanished("menu", {});
    now_ += std::chrono::seconds(5);
    EXPECT_THAT(delete_all("menu", codes), UnorderedElementsAre("a", "b"));
    EXPECT_EQ(list().total, 0);
    const auto history = service_.history(codes[0].id);
    EXPECT_EQ(history.back().action, "delete");
    EXPECT_EQ(history.back().revision, 2);
    EXPECT_EQ(history.back().actor, "ann");
    EXPECT_TRUE(vanished("menu", {}).empty());
    service_.rollback(codes[0].id, 1, "bob");
    EXPECT_EQ(list().total, 1);
}

TEST_F(BatchPruneTest, WhatChangedMeanwhileIsPassedOver) {
    const Chunk chunk = run("key,content\na,one\nb,two\nc,three\n", "menu");
    const auto codes = vanished("menu", {});
    service_.remove(chunk.items[0].code.id, "bob");
    run("key,content\nb,two\n", "other");
    EXPECT_THAT(delete_all("menu", codes), ElementsAre("c"));
    EXPECT_EQ(service_.find(chunk.items[1].code.id).batch_set, "other");
    EXPECT_EQ(service_.history(chunk.items[0].code.id).back().actor, "bob");
}

TEST_F(BatchPruneTest, ManyAreFoundAndDeleted) {
    std::string rows = "key,content\n";
    for (int i = 0; i < 1100; ++i) rows += "k" + std::to_string(i) + ",text\n";
    run(rows, "menu");
    const auto codes = vanished("menu", {"k7"});
    EXPECT_EQ(codes.size(), 1099U);
    EXPECT_TRUE(std::is_sorted(codes.begin(), codes.end(),
                               [](const auto& one, const auto& other) { return one.id < other.id; }));
    EXPECT_EQ(delete_all("menu", codes), keys_of(codes));
    EXPECT_EQ(list().total, 1);
}

}  // namespace
}  // namespace qrgen::batch
