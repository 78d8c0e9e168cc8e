// SPDX-License-Identifier: MIT
#include "core/codes/code_changes.hpp"

#include <gmock/gmock.h>
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

TEST(CodeChangesTest, EveryChangeableFieldIsSeenAndCanBeUndone) {
    Code before;
    before.content = "one";
    Code after;
    after.content = "two";
    after.redirect_url = "https://example.com/";
    after.title = "t";
    after.description = "d";
    after.tags = {"a", "b"};
    after.fill_color = "#000001";
    after.back_color = "#FFFFFE";
    after.size = 20;
    after.border = 6;
    after.error_level = qr::ErrorLevel::high;
    after.batch_set = "menu";
    after.status = CodeStatus::disabled;
    after.deleted_at = Timestamp(std::chrono::seconds(1));
    std::vector<std::string> changes;
    std::vector<HistoryEntry> history;
    add_change(history, 2, before, after);
    for (const HistoryEntry& entry : history) {
        changes.push_back(entry.field + ": " + entry.from.value_or("") + " > " + entry.to.value_or(""));
    }
    EXPECT_THAT(changes, testing::ElementsAre(
                             "content: one > two", "redirect_url:  > https://example.com/", "title:  > t",
                             "description:  > d", "tags:  > a b", "fill_color: #000000 > #000001",
                             "back_color: #FFFFFF > #FFFFFE", "size: 10 > 20", "border: 4 > 6",
                             "error_level: m > h", "batch_set:  > menu", "status: active > disabled",
                             "deleted_at:  > 1970-01-01T00:00:01.000000Z"));
    undo_after(1, history, after);
    EXPECT_TRUE(differences(before, after).empty());
    EXPECT_EQ(after.error_level, qr::ErrorLevel::medium);
    EXPECT_EQ(after.size, 10);
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
    entry.field = "created_at";
    entry.from = "old";
    Code code;
    code.content = "new";
    undo_after(1, {entry}, code);
    EXPECT_EQ(code.content, "new");
}

}  // namespace
}  // namespace qrgen::codes
