// SPDX-License-Identifier: MIT
#include "core/codes/code_changes.hpp"

#include <gtest/gtest.h>

namespace qrgen::codes {
namespace {

// Gives the entries of one change their revision, as the service does.
void add_change(std::vector<HistoryEntry>& history, std::int64_t revision, const Code& before,
                const Code& after) {
    for (HistoryEntry entry : differences(before, after)) {
        entry.revision = revision;
        history.push_back(entry);
    }
}

TEST(CodeChangesTest, EqualCodesHaveNoDifferences) {
    EXPECT_TRUE(differences(Code(), Code()).empty());
}

TEST(CodeChangesTest, EveryChangeableFieldIsSeen) {
    Code after;
    after.redirect_url = "https://example.com/";
    after.title = "t";
    after.description = "d";
    after.tags = {"a", "b"};
    after.status = CodeStatus::disabled;
    after.deleted_at = Timestamp(std::chrono::seconds(1));
    const auto entries = differences(Code(), after);
    ASSERT_EQ(entries.size(), 6U);
    EXPECT_EQ(entries[3].field, "tags");
    EXPECT_EQ(entries[3].to, "a b");
    EXPECT_EQ(entries[4].from, "active");
    EXPECT_EQ(entries[4].to, "disabled");
    EXPECT_EQ(entries[5].to, "1970-01-01T00:00:01.000000Z");
}

TEST(CodeChangesTest, UndoingGivesBackWhatWas) {
    Code first;
    first.title = "one";
    Code second = first;
    second.title = "two";
    second.tags = {"x"};
    Code third = second;
    third.title = std::nullopt;
    third.status = CodeStatus::disabled;
    third.deleted_at = Timestamp(std::chrono::seconds(5));
    std::vector<HistoryEntry> history;
    add_change(history, 2, first, second);
    add_change(history, 3, second, third);

    Code back_to_second = third;
    undo_after(2, history, back_to_second);
    EXPECT_TRUE(differences(back_to_second, second).empty());
    Code back_to_first = third;
    undo_after(1, history, back_to_first);
    EXPECT_TRUE(differences(back_to_first, first).empty());
}

TEST(CodeChangesTest, FieldsThatNoLongerChangeAreLeftAlone) {
    HistoryEntry entry;
    entry.revision = 2;
    entry.field = "content";
    entry.from = "old";
    Code code;
    code.content = "new";
    undo_after(1, {entry}, code);
    EXPECT_EQ(code.content, "new");
}

}  // namespace
}  // namespace qrgen::codes
