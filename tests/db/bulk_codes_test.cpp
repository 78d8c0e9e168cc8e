// SPDX-License-Identifier: MIT
#include "core/store/bulk_codes.hpp"

#include "tests/db/test_database.hpp"

namespace qrgen::store {
namespace {

using codes::Code;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::UnorderedElementsAre;

class BulkCodesTest : public StoreTest {
  protected:
    std::set<std::string> insert_all(const std::vector<Code>& codes) {
        std::set<std::string> inserted;
        store_->write([&](Transaction& transaction) { inserted = BulkCodes(transaction).insert(codes); });
        return inserted;
    }

    void update_all(const std::vector<Code>& codes) {
        store_->write([&](Transaction& transaction) { BulkCodes(transaction).update(codes); });
    }

    std::vector<std::string> find_all(UniqueField field, const std::vector<std::string>& values,
                                      Deleted deleted = Deleted::excluded) {
        std::vector<std::string> ids;
        store_->read([&](Transaction& transaction) {
            for (const Code& code : BulkCodes(transaction).find(field, values, deleted))
                ids.push_back(code.id);
        });
        return ids;
    }
};

Code keyed(int number) {
    Code code = make_code(number);
    code.external_key = "row " + std::to_string(number);
    code.batch_set = "menu";
    return code;
}

TEST_F(BulkCodesTest, every_field_is_stored) {
    Code code = keyed(1);
    code.title = "Ä \"quoted\" \\ \n line";
    code.tags = {"a", "b"};
    code.deleted_at = time_of(9);
    code.scan_count = 9007199254740993;
    code.last_scan_at = time_of(8) + std::chrono::microseconds(1);
    EXPECT_THAT(insert_all({code, keyed(2)}), UnorderedElementsAre(id_of(1), id_of(2)));
    EXPECT_EQ(describe(find(code.id, Deleted::included).value()), describe(code));
    EXPECT_EQ(list().total, 1);
}

TEST_F(BulkCodesTest, search_finds_what_was_inserted) {
    insert_all({keyed(1)});
    EXPECT_EQ(list({.search = make_code(1).redirect_url.value()}).total, 1);
}

TEST_F(BulkCodesTest, what_is_taken_is_left_out) {
    Code deleted = keyed(1);
    deleted.deleted_at = time_of(2);
    insert(deleted);
    Code same_short_id = keyed(2);
    same_short_id.short_id = deleted.short_id;
    Code same_key = keyed(3);
    same_key.external_key = deleted.external_key;
    Code same_id = keyed(4);
    same_id.id = deleted.id;
    Code twin = keyed(6);
    twin.external_key = keyed(5).external_key;
    EXPECT_THAT(insert_all({same_short_id, same_key, same_id, keyed(5), twin}),
                UnorderedElementsAre(id_of(5)));
}

TEST_F(BulkCodesTest, updates_write_every_field) {
    insert_all({keyed(1), keyed(2), keyed(3)});
    Code changed = keyed(2);
    changed.redirect_url = "https://example.org/new";
    changed.title = "new";
    changed.status = codes::CodeStatus::disabled;
    update_all({changed, keyed(3)});
    EXPECT_EQ(describe(find(changed.id).value()), describe(changed));
    EXPECT_EQ(describe(find(id_of(1)).value()), describe(keyed(1)));
    EXPECT_EQ(list({.search = "example.org/new"}).total, 1);
}

TEST_F(BulkCodesTest, an_update_of_what_is_not_there_changes_nothing) {
    insert_all({keyed(1)});
    Code changed = keyed(1);
    changed.title = "new";
    EXPECT_EQ(error_of([&] { update_all({changed, keyed(2)}); }).kind(), ErrorKind::not_found);
    EXPECT_EQ(find(id_of(1))->title, keyed(1).title);
}

TEST_F(BulkCodesTest, an_update_to_what_is_anothers_is_a_conflict) {
    insert_all({keyed(1), keyed(2)});
    Code changed = keyed(1);
    changed.external_key = keyed(2).external_key;
    EXPECT_EQ(error_of([&] { update_all({changed}); }).kind(), ErrorKind::conflict);
}

TEST_F(BulkCodesTest, finds_by_every_unique_field) {
    Code deleted = keyed(3);
    deleted.deleted_at = time_of(9);
    insert_all({keyed(1), keyed(2), deleted});
    EXPECT_THAT(find_all(UniqueField::external_key, {"row 2", "row 1", "row 3", "row 4"}),
                ElementsAre(id_of(1), id_of(2)));
    EXPECT_THAT(find_all(UniqueField::short_id, {"s2", "s3"}, Deleted::included),
                ElementsAre(id_of(2), id_of(3)));
    EXPECT_THAT(find_all(UniqueField::id, {id_of(1)}), ElementsAre(id_of(1)));
    EXPECT_THAT(find_all(UniqueField::external_key, {}), IsEmpty());
}

TEST_F(BulkCodesTest, pages_through_a_set) {
    Code other = keyed(2);
    other.batch_set = "other";
    Code deleted = keyed(4);
    deleted.deleted_at = time_of(9);
    insert_all({keyed(1), other, keyed(3), deleted, keyed(5)});
    std::vector<std::string> ids;
    store_->read([&](Transaction& transaction) {
        BulkCodes bulk(transaction);
        for (const Code& code : bulk.of_batch_set("menu", "", 2)) ids.push_back(code.id);
        for (const Code& code : bulk.of_batch_set("menu", ids.back(), 2)) ids.push_back(code.id);
    });
    EXPECT_THAT(ids, ElementsAre(id_of(1), id_of(3), id_of(5)));
}

TEST_F(BulkCodesTest, history_of_many_codes) {
    insert_all({keyed(1), keyed(2), keyed(3)});
    codes::HistoryEntry entry;
    entry.revision = 1;
    entry.changed_at = time_of(1);
    entry.field = "title";
    codes::HistoryEntry second = entry;
    second.revision = 2;
    second.from = "x";
    std::map<std::string, std::int64_t> revisions;
    std::vector<codes::HistoryEntry> entries;
    store_->write([&](Transaction& transaction) {
        HistoryTable history(transaction);
        history.append(std::vector<HistoryRow>{{id_of(1), entry}, {id_of(2), entry}, {id_of(1), second}});
        const std::vector<std::string> ids{id_of(1), id_of(2), id_of(3)};
        revisions = history.last_revisions(ids);
        entries = history.entries(id_of(1));
    });
    EXPECT_THAT(revisions, ElementsAre(Pair(id_of(1), 2), Pair(id_of(2), 1)));
    ASSERT_EQ(entries.size(), 2U);
    EXPECT_EQ(entries[1].from, "x");
    EXPECT_EQ(entries[1].to, std::nullopt);
}

}  // namespace
}  // namespace qrgen::store
