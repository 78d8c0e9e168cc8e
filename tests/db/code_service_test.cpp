// SPDX-License-Identifier: MIT
#include "core/codes/code_service.hpp"

#include <algorithm>

#include "tests/db/test_database.hpp"

namespace qrgen::codes {
namespace {

using store::error_of;
using testing::HasSubstr;

class CodeServiceTest : public store::StoreTest {
  protected:
    CodeServiceTest()
        : service_(*store_, {"https://qr.example/", {}}, {[this] { return now_; }, system_random}) {}

    static NewCode dynamic_code(const std::string& url, std::optional<std::string> short_id = {}) {
        NewCode wanted;
        wanted.type = CodeType::dynamic_code;
        wanted.redirect_url = url;
        wanted.short_id = std::move(short_id);
        return wanted;
    }
    static NewCode static_code(const std::string& content) {
        NewCode wanted;
        wanted.content = content;
        return wanted;
    }
    static CodeChanges new_target(const std::string& url) {
        CodeChanges changes;
        changes.redirect_url = url;
        return changes;
    }

    Timestamp now_ = store::time_of(1000);
    CodeService service_;
};

TEST_F(CodeServiceTest, AStaticCodeKeepsItsContentToTheByte) {
    const Code made = service_.create(static_code(" 50% off: 'é😀'\n"), "ann");
    const Code found = service_.find(made.id);
    EXPECT_EQ(found.content, " 50% off: 'é😀'\n");
    EXPECT_EQ(found.type, CodeType::static_code);
    EXPECT_EQ(found.short_id, std::nullopt);
    EXPECT_EQ(found.created_at, now_);
    EXPECT_EQ(service_.short_url(found), "");
}

TEST_F(CodeServiceTest, ADynamicCodesContentIsItsShortUrl) {
    const Code code = service_.create(dynamic_code("https://example.com/menu"), "ann");
    ASSERT_TRUE(code.short_id);
    EXPECT_EQ(code.short_id->size(), 8U);
    EXPECT_EQ(code.content, "https://qr.example/r/" + *code.short_id + "?scan_ref=qr");
    EXPECT_EQ(service_.short_url(code), "https://qr.example/r/" + *code.short_id);
    EXPECT_EQ(service_.find(*code.short_id).id, code.id);
}

TEST_F(CodeServiceTest, ReferencesAreFoundInAnyCase) {
    const Code code = service_.create(dynamic_code("https://example.com/", "menu"), "ann");
    std::string upper = code.id;
    std::transform(upper.begin(), upper.end(), upper.begin(),
                   [](unsigned char c) { return std::toupper(c); });
    EXPECT_EQ(service_.find("MeNu").id, code.id);
    EXPECT_EQ(service_.find(upper).id, code.id);
}

TEST_F(CodeServiceTest, ATakenShortIdIsAConflictAlsoAfterDeletion) {
    service_.create(dynamic_code("https://example.com/", "menu"), "ann");
    service_.remove("menu", "ann");
    const Error error =
        error_of([&] { service_.create(dynamic_code("https://example.org/", "menu"), "bob"); });
    EXPECT_EQ(error.kind(), ErrorKind::conflict);
    EXPECT_THAT(error.message(), HasSubstr("'menu' is taken"));
}

TEST_F(CodeServiceTest, ARandomShortIdThatIsTakenIsDrawnAgain) {
    // Each code draws its UUID first, then its short id: both first short ids are the same.
    int draws = 0;
    const RandomSource random = [&draws](std::span<std::uint8_t> bytes) {
        system_random(bytes);
        if (++draws == 2 || draws == 4) std::fill(bytes.begin(), bytes.end(), std::uint8_t{7});
    };
    CodeService predictable(*store_, {"https://qr.example", {}}, {system_now, random});
    const Code first = predictable.create(dynamic_code("https://example.com/1"), "ann");
    const Code second = predictable.create(dynamic_code("https://example.com/2"), "ann");
    EXPECT_EQ(first.short_id, "99999999");
    EXPECT_NE(second.short_id, first.short_id);
    EXPECT_EQ(draws, 5);
}

TEST_F(CodeServiceTest, AllFaultsAreToldAtOnce) {
    NewCode wanted = dynamic_code("ftp://example.com", "A");
    wanted.title = std::string(101, 'x');
    wanted.size = 51;
    const Error error = error_of([&] { service_.create(wanted, "ann"); });
    EXPECT_EQ(error.kind(), ErrorKind::invalid);
    std::vector<std::string> fields;
    for (const Fault& fault : error.faults()) fields.push_back(fault.field);
    EXPECT_THAT(fields, testing::ElementsAre("redirect_url", "short_id", "title", "size"));
    EXPECT_EQ(service_.list({}).total, 0);
}

TEST_F(CodeServiceTest, ContentThatFitsNoSymbolIsOneFaultAmongOthers) {
    NewCode wanted = static_code(std::string(2000, 'x'));
    wanted.error_level = qr::ErrorLevel::high;
    wanted.size = 99;
    const Error error = error_of([&] { service_.create(wanted, "ann"); });
    ASSERT_EQ(error.faults().size(), 2U);
    EXPECT_EQ(error.faults()[0].field, "content");
    EXPECT_EQ(error.faults()[1].field, "size");
}

TEST_F(CodeServiceTest, AFailureBeforeTheCommitUndoesTheCreation) {
    EXPECT_THROW(service_.create(static_code("x"), "ann",
                                 [](const Code&) { throw Error(ErrorKind::conflict, "file exists"); }),
                 Error);
    EXPECT_EQ(service_.list({}).total, 0);
}

TEST_F(CodeServiceTest, AFailureBeforeTheCommitIsNotMistakenForATakenShortId) {
    const Error error = error_of([&] {
        service_.create(dynamic_code("https://example.com/"), "ann",
                        [](const Code&) { throw Error(ErrorKind::conflict, "file exists"); });
    });
    EXPECT_EQ(error.message(), "file exists");
}

TEST_F(CodeServiceTest, UpdatesChangeOnlyWhatWasGiven) {
    NewCode wanted = dynamic_code("https://example.com/", "menu");
    wanted.title = "Menu";
    wanted.tags = {"b", "a", "b"};
    service_.create(wanted, "ann");
    now_ += std::chrono::seconds(5);
    const Code updated = service_.update("menu", new_target("https://example.org/new"), "bob");
    EXPECT_EQ(updated.redirect_url, "https://example.org/new");
    EXPECT_EQ(updated.title, "Menu");
    EXPECT_THAT(updated.tags, testing::ElementsAre("a", "b"));
    EXPECT_EQ(updated.updated_at, now_);
    EXPECT_EQ(store::describe(service_.find("menu")), store::describe(updated));
}

TEST_F(CodeServiceTest, AnUpdateThatChangesNothingLeavesNoTrace) {
    const Code before = service_.create(dynamic_code("https://example.com/", "menu"), "ann");
    now_ += std::chrono::seconds(5);
    const Code after = service_.update("menu", new_target("https://example.com/"), "bob");
    EXPECT_EQ(after.updated_at, before.updated_at);
    EXPECT_EQ(service_.history("menu").size(), 1U);
}

TEST_F(CodeServiceTest, EmptyTextRemovesATitle) {
    NewCode wanted = static_code("x");
    wanted.title = "t";
    const Code code = service_.create(wanted, "ann");
    CodeChanges changes;
    changes.title = "";
    EXPECT_EQ(service_.update(code.id, changes, "ann").title, std::nullopt);
}

TEST_F(CodeServiceTest, AStaticCodeHasNoTargetToChange) {
    const Code code = service_.create(static_code("x"), "ann");
    const Error error =
        error_of([&] { service_.update(code.id, new_target("https://example.com/"), "ann"); });
    EXPECT_EQ(error.kind(), ErrorKind::invalid);
    EXPECT_EQ(error.faults().front().field, "redirect_url");
}

TEST_F(CodeServiceTest, ADeletedCodeIsGoneAndComesBackByRollback) {
    const Code code = service_.create(dynamic_code("https://example.com/", "menu"), "ann");
    service_.remove("menu", "ann");
    const Error error = error_of([&] { service_.find("menu"); });
    EXPECT_EQ(error.kind(), ErrorKind::not_found);
    EXPECT_THAT(error.hint(), HasSubstr("rollback " + code.id));
    EXPECT_EQ(service_.list({}).total, 0);
    EXPECT_EQ(error_of([&] { service_.remove("menu", "ann"); }).kind(), ErrorKind::not_found);
    service_.rollback("menu", std::nullopt, "bob");
    EXPECT_EQ(service_.find("menu").id, code.id);
    EXPECT_EQ(service_.list({}).total, 1);
}

TEST_F(CodeServiceTest, ARollbackNeverDeletes) {
    service_.create(dynamic_code("https://example.com/", "menu"), "ann");
    service_.remove("menu", "ann");
    service_.rollback("menu", std::nullopt, "ann");
    const Error error = error_of([&] { service_.rollback("menu", std::nullopt, "ann"); });
    EXPECT_EQ(error.kind(), ErrorKind::conflict);
    EXPECT_THAT(error.message(), HasSubstr("revision 2 is a deletion"));
    EXPECT_EQ(service_.find("menu").short_id, "menu");
}

TEST_F(CodeServiceTest, HistoryTellsWhoChangedWhatWhenFromTo) {
    service_.create(dynamic_code("https://example.com/", "menu"), "ann");
    now_ += std::chrono::seconds(5);
    CodeChanges changes = new_target("https://example.org/");
    changes.title = "T";
    service_.update("menu", changes, "bob");
    const auto history = service_.history("menu");
    ASSERT_EQ(history.size(), 3U);
    EXPECT_EQ(history[0].action, "create");
    EXPECT_EQ(history[0].to, "https://example.com/");
    EXPECT_EQ(history[1].revision, 2);
    EXPECT_EQ(history[1].actor, "bob");
    EXPECT_EQ(history[1].field, "redirect_url");
    EXPECT_EQ(history[1].from, "https://example.com/");
    EXPECT_EQ(history[1].to, "https://example.org/");
    EXPECT_EQ(history[1].changed_at, now_);
    EXPECT_EQ(history[2].field, "title");
    EXPECT_EQ(history[2].revision, 2);
}

TEST_F(CodeServiceTest, RollbackGoesBackToAnyRevisionAndIsItselfOne) {
    service_.create(dynamic_code("https://example.com/1", "menu"), "ann");
    service_.update("menu", new_target("https://example.com/2"), "ann");
    service_.update("menu", new_target("https://example.com/3"), "ann");
    EXPECT_EQ(service_.rollback("menu", std::nullopt, "ann").redirect_url, "https://example.com/2");
    EXPECT_EQ(service_.rollback("menu", 1, "ann").redirect_url, "https://example.com/1");
    EXPECT_EQ(service_.rollback("menu", 3, "ann").redirect_url, "https://example.com/3");
    const auto history = service_.history("menu");
    EXPECT_EQ(history.back().action, "rollback");
    EXPECT_EQ(history.back().revision, 6);
}

TEST_F(CodeServiceTest, ThereMustBeAnEarlierRevision) {
    service_.create(dynamic_code("https://example.com/1", "menu"), "ann");
    EXPECT_EQ(error_of([&] { service_.rollback("menu", std::nullopt, "ann"); }).kind(), ErrorKind::conflict);
    EXPECT_EQ(error_of([&] { service_.rollback("menu", 1, "ann"); }).kind(), ErrorKind::conflict);
    EXPECT_EQ(error_of([&] { service_.rollback("nope", 1, "ann"); }).kind(), ErrorKind::not_found);
}

TEST_F(CodeServiceTest, RollbackObeysTodaysRules) {
    service_.create(dynamic_code("https://old.test/", "menu"), "ann");
    service_.update("menu", new_target("https://example.com/"), "ann");
    CodeService stricter(*store_, {"https://qr.example", {"example.com"}});
    const Error error = error_of([&] { stricter.rollback("menu", 1, "ann"); });
    EXPECT_EQ(error.kind(), ErrorKind::invalid);
    EXPECT_EQ(stricter.find("menu").redirect_url, "https://example.com/");
}

TEST_F(CodeServiceTest, ListingChecksItsQuery) {
    CodeQuery query;
    query.sort_by = "redirect_url; --";
    EXPECT_EQ(error_of([&] { service_.list(query); }).kind(), ErrorKind::invalid);
    query = {};
    query.skip = -1;
    EXPECT_EQ(error_of([&] { service_.list(query); }).kind(), ErrorKind::invalid);
}

TEST_F(CodeServiceTest, AChangeNeedsSomebodyWhoMakesIt) {
    EXPECT_EQ(error_of([&] { service_.create(static_code("x"), ""); }).kind(), ErrorKind::invalid);
    EXPECT_EQ(service_.list({}).total, 0);
}

}  // namespace
}  // namespace qrgen::codes
