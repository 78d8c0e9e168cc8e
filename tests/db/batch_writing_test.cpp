// SPDX-License-Identifier: MIT
#include "core/batch/code_writer.hpp"
#include "tests/db/batch_parts.hpp"

namespace qrgen::batch {
namespace {

using store::describe;
using testing::ElementsAre;
using testing::HasSubstr;

class BatchWritingTest : public BatchStoreTest {};

TEST_F(BatchWritingTest, NewRowsMakeCodes) {
    const Chunk chunk =
        run("key,redirect_url,content,title,tags\na,https://example.com/a,,A,x "
            "y\n,,text,,\nc,https://example.com/c,,,\n",
            "menu");
    EXPECT_THAT(actions(chunk), ElementsAre("created", "created", "created"));
    const codes::Code first = stored(chunk.items[0]);
    EXPECT_EQ(describe(first), describe(chunk.items[0].code));
    EXPECT_EQ(first.external_key, "a");
    EXPECT_EQ(first.batch_set, "menu");
    EXPECT_EQ(first.type, codes::CodeType::dynamic_code);
    EXPECT_EQ(first.content, "https://qr.example/r/" + *first.short_id + "?scan_ref=qr");
    EXPECT_THAT(first.tags, ElementsAre("x", "y"));
    EXPECT_EQ(first.created_at, now_);
    const codes::Code second = stored(chunk.items[1]);
    EXPECT_EQ(second.content, "text");
    EXPECT_EQ(second.batch_set, std::nullopt);
    const auto history = service_.history(first.id);
    ASSERT_EQ(history.size(), 1U);
    EXPECT_EQ(history[0].action, "create");
    EXPECT_EQ(history[0].actor, "ann");
}

TEST_F(BatchWritingTest, EqualRowsDoNothing) {
    const std::string rows = "key,redirect_url,title\na,https://example.com/a,A\n";
    const codes::Code before = stored(run(rows).items[0]);
    now_ += std::chrono::seconds(5);
    const Chunk again = run(rows);
    EXPECT_THAT(actions(again), ElementsAre("unchanged"));
    EXPECT_EQ(describe(stored(again.items[0])), describe(before));
    EXPECT_EQ(service_.history(before.id).size(), 1U);
}

TEST_F(BatchWritingTest, ChangedRowsChangeTheirCodesWithHistory) {
    run("key,redirect_url,title\na,https://example.com/a,A\nb,https://example.com/b,B\n");
    now_ += std::chrono::seconds(5);
    const Chunk chunk =
        run("key,redirect_url,title,size\na,https://example.com/new,,20\nb,https://example.com/b,B,\n");
    EXPECT_THAT(actions(chunk), ElementsAre("updated", "unchanged"));
    const codes::Code code = stored(chunk.items[0]);
    EXPECT_EQ(code.redirect_url, "https://example.com/new");
    EXPECT_EQ(code.title, std::nullopt);
    EXPECT_EQ(code.size, 20);
    EXPECT_EQ(code.updated_at, now_);
    const auto history = service_.history(code.id);
    ASSERT_EQ(history.size(), 4U);
    for (std::size_t i = 1; i < 4; ++i) EXPECT_EQ(history[i].revision, 2);
    EXPECT_EQ(history[1].action, "update");
    EXPECT_EQ(service_.rollback(code.id, 1, "bob").size, 10);
    EXPECT_EQ(service_.find(code.id).title, "A");
}

TEST_F(BatchWritingTest, ContentAndLooksOfAStaticCodeCanBeRolledBack) {
    run("key,content\na,one\n");
    const Chunk chunk =
        run("key,content,fill_color,back_color,border,error_level\na,two,#000001,#FFFFFE,6,h\n", "menu");
    EXPECT_THAT(actions(chunk), ElementsAre("updated"));
    const codes::Code changed = stored(chunk.items[0]);
    EXPECT_EQ(changed.content, "two");
    EXPECT_EQ(changed.batch_set, "menu");
    const codes::Code back = service_.rollback(changed.id, 1, "bob");
    EXPECT_EQ(back.content, "one");
    EXPECT_EQ(back.fill_color, "#000000");
    EXPECT_EQ(back.back_color, "#FFFFFF");
    EXPECT_EQ(back.border, 4);
    EXPECT_EQ(back.error_level, qr::ErrorLevel::medium);
    EXPECT_EQ(back.batch_set, std::nullopt);
    EXPECT_EQ(service_.rollback(changed.id, 2, "bob").content, "two");
}

TEST_F(BatchWritingTest, ADeletedCodeComesBackWithItsKey) {
    const codes::Code code = stored(run("key,redirect_url\na,https://example.com/a\n").items[0]);
    service_.remove(code.id, "bob");
    const Chunk chunk = run("key,redirect_url\na,https://example.com/a\n");
    EXPECT_THAT(actions(chunk), ElementsAre("updated"));
    EXPECT_EQ(service_.find(code.id).short_id, code.short_id);
    EXPECT_EQ(service_.history(code.id).back().field, "deleted_at");
}

TEST_F(BatchWritingTest, AScanBetweenPlanAndWriteIsKept) {
    const codes::Code code = stored(run("key,redirect_url\na,https://example.com/a\n").items[0]);
    Chunk chunk = planned("key,redirect_url\na,https://example.com/new\n");
    database_.run("UPDATE qr_codes SET scan_count = 7");
    write(chunk);
    EXPECT_EQ(service_.find(code.id).scan_count, 7);
    EXPECT_EQ(service_.find(code.id).redirect_url, "https://example.com/new");
}

TEST_F(BatchWritingTest, AChangeBetweenPlanAndWriteIsKept) {
    const codes::Code code = stored(run("key,redirect_url\na,https://example.com/a\n").items[0]);
    Chunk chunk = planned("key,redirect_url\na,https://example.com/new\n");
    service_.update(code.id, {.title = "theirs"}, "bob");
    write(chunk);
    EXPECT_THAT(actions(chunk), ElementsAre("updated"));
    EXPECT_EQ(service_.find(code.id).title, "theirs");
    EXPECT_EQ(service_.find(code.id).redirect_url, "https://example.com/new");
    EXPECT_EQ(service_.history(code.id).back().revision, 3);
}

TEST_F(BatchWritingTest, WhatSomebodyElseDidAlreadyIsUnchanged) {
    const codes::Code code = stored(run("key,redirect_url\na,https://example.com/a\n").items[0]);
    Chunk chunk = planned("key,redirect_url\na,https://example.com/new\n");
    service_.update(code.id, {.redirect_url = "https://example.com/new"}, "bob");
    write(chunk);
    EXPECT_THAT(actions(chunk), ElementsAre("unchanged"));
    EXPECT_EQ(service_.history(code.id).back().revision, 2);
}

TEST_F(BatchWritingTest, AKeyThatWasTakenMeanwhileRefusesItsRowAlone) {
    Chunk chunk = planned("key,content\na,one\nb,two\n");
    run("key,content\na,theirs\n");
    write(chunk);
    EXPECT_THAT(actions(chunk), ElementsAre("refused", "created"));
    EXPECT_THAT(chunk.items[0].error, HasSubstr("run again"));
    EXPECT_EQ(list().total, 2);
    EXPECT_EQ(list({.search = "one"}).total, 0);
}

TEST_F(BatchWritingTest, AShortIdThatWasTakenMeanwhileRefusesItsRowAlone) {
    Chunk chunk =
        planned("key,redirect_url,short_id\na,https://example.com/a,menu\nb,https://example.com/b,card\n");
    run("key,redirect_url,short_id\nx,https://example.com/x,menu\n");
    write(chunk);
    EXPECT_THAT(actions(chunk), ElementsAre("refused", "created"));
}

TEST_F(BatchWritingTest, AShortIdThatIsTakenRefusesItsRow) {
    const codes::Code menu =
        stored(run("key,redirect_url,short_id\na,https://example.com/a,menu\n").items[0]);
    service_.remove(menu.id, "bob");
    const Chunk chunk =
        run("key,redirect_url,short_id\nb,https://example.com/b,menu\nc,https://example.com/c,card\nd,https:/"
            "/example.com/d,card\n");
    EXPECT_THAT(actions(chunk), ElementsAre("refused", "created", "refused"));
    EXPECT_EQ(chunk.items[0].error, "short_id: 'menu' is taken");
}

TEST_F(BatchWritingTest, RandomShortIdsThatAreTakenAreDrawnAgain) {
    // A UUID is drawn before each short id, and all the first short ids are the same.
    int draws = 0;
    const RandomSource random = [&draws](std::span<std::uint8_t> bytes) {
        system_random(bytes);
        if (bytes.size() < 16 && ++draws <= 2) std::fill(bytes.begin(), bytes.end(), std::uint8_t{7});
    };
    const codes::CodeService predictable(*store_, {"https://qr.example", {}}, {system_now, random});
    PictureLedger ledger;
    Planner planner(store_.get(), predictable, ledger, {});
    Chunk chunk = read("redirect_url\nhttps://example.com/a\nhttps://example.com/b\n");
    planner.plan(chunk);
    write(chunk);
    EXPECT_THAT(actions(chunk), ElementsAre("created", "created"));
    EXPECT_NE(chunk.items[0].code.short_id, chunk.items[1].code.short_id);
    EXPECT_THAT(chunk.items[1].code.content, HasSubstr(*chunk.items[1].code.short_id));
}

TEST_F(BatchWritingTest, RowsThatCannotBeAreRefusedWithAllFaults) {
    run("key,content\nstatic,x\n");
    const Chunk chunk = planned(
        "key,content,redirect_url,type,size,short_id\n"
        "a,,,,99,\n"
        "static,,https://example.com,dynamic,,\n"
        "b,x,,,,menu\n"
        "b,y,,,,\n");
    EXPECT_THAT(actions(chunk), ElementsAre("refused", "refused", "refused", "refused"));
    EXPECT_THAT(chunk.items[0].error, testing::AllOf(HasSubstr("content:"), HasSubstr("size:")));
    EXPECT_THAT(chunk.items[1].error, HasSubstr("qr_type: the code is static"));
    EXPECT_THAT(chunk.items[2].error, HasSubstr("short_id:"));
    EXPECT_EQ(chunk.items[3].error, "key: line 4 has the same, 'b'");
}

TEST_F(BatchWritingTest, AShortIdThatIsPrintedNeverChanges) {
    run("key,redirect_url,short_id\na,https://example.com/a,menu\n");
    const Chunk chunk = planned("key,short_id\na,card\n");
    EXPECT_THAT(chunk.items[0].error, HasSubstr("printed as 'menu'"));
}

TEST_F(BatchWritingTest, AFailureOfTheDatabaseStoresNothingOfTheChunk) {
    Chunk chunk = planned("key,content\na,one\n");
    database_.run("ALTER TABLE qr_history RENAME TO qr_history_away");
    EXPECT_THROW(write(chunk), Error);
    database_.run("ALTER TABLE qr_history_away RENAME TO qr_history");
    EXPECT_EQ(list().total, 0);
}

TEST_F(BatchWritingTest, ThePlannerKnowsTheKeysOfItsFile) {
    PictureLedger ledger;
    Planner planner(store_.get(), service_, ledger, {});
    Chunk chunk = read("key,content\na,one\nb,\n");
    planner.plan(chunk);
    EXPECT_TRUE(planner.has_seen("a"));
    EXPECT_TRUE(planner.has_seen("b"));
    EXPECT_FALSE(planner.has_seen("c"));
    EXPECT_FALSE(planner.has_unreadable_rows());
    Chunk broken = read("key,content\nx\n");
    planner.plan(broken);
    EXPECT_TRUE(planner.has_unreadable_rows());
}

}  // namespace
}  // namespace qrgen::batch
