// SPDX-License-Identifier: MIT
#include <sstream>

#include "tests/db/test_database.hpp"

namespace qrgen::store {
namespace {

using codes::HistoryEntry;
using testing::ElementsAre;

class HistoryTableTest : public StoreTest {
  protected:
    HistoryTableTest() {
        insert(make_code(1));
        insert(make_code(2));
    }

    void append(int code, const std::vector<HistoryEntry>& entries) {
        store_->write(
            [&](Transaction& transaction) { HistoryTable(transaction).append(id_of(code), entries); });
    }

    std::vector<std::string> entries(int code) {
        std::vector<std::string> lines;
        store_->read([&](Transaction& transaction) {
            for (const HistoryEntry& e : HistoryTable(transaction).entries(id_of(code))) {
                std::ostringstream line;
                line << e.revision << " " << format_rfc3339(e.changed_at) << " " << e.actor << " " << e.action
                     << " " << e.field << " " << e.from.value_or("none") << "->" << e.to.value_or("none");
                lines.push_back(line.str());
            }
        });
        return lines;
    }
};

TEST_F(HistoryTableTest, ACodeWithoutChangesHasNoEntries) {
    EXPECT_TRUE(entries(1).empty());
}

TEST_F(HistoryTableTest, EntriesComeBackOldestFirstInTheOrderOfAppending) {
    append(1, {{1, time_of(1), "ann", "create", "title", std::nullopt, "old"},
               {1, time_of(1), "ann", "create", "content", std::nullopt, ""}});
    append(1, {{2, time_of(2), "it's me: 😀", "update", "title", "old", "new\nline"},
               {2, time_of(2), "it's me: 😀", "update", "description", "x", std::nullopt}});
    EXPECT_THAT(entries(1),
                ElementsAre("1 2026-01-01T00:00:01.000000Z ann create title none->old",
                            "1 2026-01-01T00:00:01.000000Z ann create content none->",
                            "2 2026-01-01T00:00:02.000000Z it's me: 😀 update title old->new\nline",
                            "2 2026-01-01T00:00:02.000000Z it's me: 😀 update description x->none"));
}

TEST_F(HistoryTableTest, CodesDoNotShareTheirHistory) {
    append(1, {{1, time_of(1), "ann", "create", "title", std::nullopt, "one"}});
    append(2, {{1, time_of(1), "bob", "create", "title", std::nullopt, "two"}});
    EXPECT_THAT(entries(2), ElementsAre("1 2026-01-01T00:00:01.000000Z bob create title none->two"));
}

TEST_F(HistoryTableTest, ThereIsNoHistoryWithoutACode) {
    EXPECT_EQ(error_of([&] {
                  append(3, {{1, time_of(1), "ann", "create", "title", std::nullopt, "x"}});
              }).kind(),
              ErrorKind::failure);
}

TEST_F(HistoryTableTest, AppendingIsPartOfTheTransaction) {
    EXPECT_THROW(store_->write([&](Transaction& transaction) {
        HistoryTable(transaction)
            .append(id_of(1), {{1, time_of(1), "ann", "create", "title", std::nullopt, "x"}});
        throw std::runtime_error("no");
    }),
                 std::runtime_error);
    EXPECT_TRUE(entries(1).empty());
}

}  // namespace
}  // namespace qrgen::store
