// SPDX-License-Identifier: MIT
#include "core/store/target_table.hpp"

#include "tests/db/test_database.hpp"

namespace qrgen::store {
namespace {

using testing::ElementsAre;

class TargetTableTest : public StoreTest {
  protected:
    std::optional<StoredTarget> target(const std::string& short_id) {
        std::optional<StoredTarget> found;
        store_->read([&](Transaction& transaction) { found = TargetTable(transaction).find(short_id); });
        return found;
    }

    std::vector<std::string> newest(std::int64_t most) {
        std::vector<std::string> ids;
        store_->read([&](Transaction& transaction) {
            TargetTable(transaction).newest(most, [&](StoredTarget&& each) { ids.push_back(each.short_id); });
        });
        return ids;
    }
};

TEST_F(TargetTableTest, FindsWhereAShortIdLeads) {
    insert(make_code(1));
    codes::Code disabled = make_code(2);
    disabled.status = codes::CodeStatus::disabled;
    insert(disabled);
    const auto found = target("s1");
    ASSERT_TRUE(found);
    EXPECT_EQ(found->short_id, "s1");
    EXPECT_EQ(found->code_id, id_of(1));
    EXPECT_EQ(found->redirect_url, "https://example.com/1");
    EXPECT_TRUE(found->is_active);
    ASSERT_TRUE(target("s2"));
    EXPECT_FALSE(target("s2")->is_active);
}

TEST_F(TargetTableTest, WhatIsNotThereOrDeletedIsNotFound) {
    insert(make_code(1));
    codes::Code deleted = make_code(2);
    deleted.deleted_at = time_of(9);
    insert(deleted);
    EXPECT_FALSE(target("s2"));
    EXPECT_FALSE(target("s3"));
    EXPECT_FALSE(target("S1"));  // ids are stored in lower case
    EXPECT_FALSE(target(id_of(1)));
    EXPECT_FALSE(target("%"));
    EXPECT_FALSE(target("' OR 1=1 --"));
}

TEST_F(TargetTableTest, TheNewestDynamicCodesComeFirst) {
    for (const int number : {2, 5, 1, 4, 3, 6, 7}) {
        codes::Code code = make_code(number);
        if (number == 6) code.deleted_at = time_of(9);
        if (number == 7) {
            code.type = codes::CodeType::static_code;
            code.short_id.reset();
            code.redirect_url.reset();
        }
        insert(code);
    }
    EXPECT_THAT(newest(3), ElementsAre("s5", "s4", "s3"));
    EXPECT_THAT(newest(100), ElementsAre("s5", "s4", "s3", "s2", "s1"));
    EXPECT_THAT(newest(0), ElementsAre());
}

}  // namespace
}  // namespace qrgen::store
