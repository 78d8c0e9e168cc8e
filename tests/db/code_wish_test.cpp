// SPDX-License-Identifier: MIT
#include "core/codes/code_service.hpp"
#include "tests/db/test_database.hpp"

namespace qrgen::codes {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class CodeWishTest : public store::StoreTest {
  protected:
    CodeWishTest()
        : service_(*store_, {"https://qr.example", {"example.com"}},
                   {[this] { return now_; }, system_random}) {}

    std::vector<std::string> faults_of_draft(const CodeWish& wish) {
        std::vector<Fault> faults;
        service_.draft(wish, faults);
        return fields_of(faults);
    }
    std::vector<std::string> faults_of_change(const CodeWish& wish, Code code) {
        std::vector<Fault> faults;
        service_.change(wish, code, faults);
        return fields_of(faults);
    }
    Code changed(const CodeWish& wish, Code code) {
        std::vector<Fault> faults;
        service_.change(wish, code, faults);
        EXPECT_THAT(fields_of(faults), IsEmpty());
        return code;
    }
    static std::vector<std::string> fields_of(const std::vector<Fault>& faults) {
        std::vector<std::string> fields;
        for (const Fault& fault : faults) fields.push_back(fault.field);
        return fields;
    }
    static Code static_code() {
        Code code;
        code.content = "x";
        return code;
    }

    Timestamp now_ = store::time_of(1000);
    CodeService service_;
};

TEST_F(CodeWishTest, ADraftHasNeitherIdsNorTimesUntilTheyAreGiven) {
    std::vector<Fault> faults;
    Code code = service_.draft(
        {.redirect_url = "https://example.com/", .title = "T", .status = CodeStatus::disabled}, faults);
    EXPECT_THAT(faults, IsEmpty());
    EXPECT_EQ(code.id, "");
    EXPECT_EQ(code.type, CodeType::dynamic_code);
    EXPECT_EQ(code.short_id, std::nullopt);
    EXPECT_EQ(code.status, CodeStatus::disabled);
    service_.give_ids(code);
    EXPECT_EQ(code.id.size(), 36U);
    EXPECT_EQ(code.created_at, now_);
    EXPECT_EQ(code.content, "https://qr.example/r/" + code.short_id.value() + "?scan_ref=qr");
    EXPECT_EQ(list().total, 0);
}

TEST_F(CodeWishTest, WantedShortIdsAreKept) {
    std::vector<Fault> faults;
    Code code = service_.draft({.redirect_url = "https://example.com/", .short_id = "menu"}, faults);
    service_.give_ids(code);
    EXPECT_EQ(code.short_id, "menu");
    EXPECT_EQ(code.content, "https://qr.example/r/menu?scan_ref=qr");
}

TEST_F(CodeWishTest, AllFaultsOfADraftAreTold) {
    EXPECT_THAT(faults_of_draft({.redirect_url = "https://other.test/", .size = 99}),
                ElementsAre("redirect_url", "size"));
    EXPECT_THAT(faults_of_draft({}), ElementsAre("content"));
    EXPECT_THAT(faults_of_draft({.type = CodeType::dynamic_code}), ElementsAre("redirect_url"));
    EXPECT_THAT(faults_of_draft(
                    {.type = CodeType::static_code, .content = "x", .redirect_url = "https://example.com/"}),
                ElementsAre("redirect_url"));
    EXPECT_THAT(faults_of_draft({.content = "x", .short_id = "menu"}), ElementsAre("short_id"));
}

TEST_F(CodeWishTest, AChangeLeavesWhatIsNotWanted) {
    Code code = static_code();
    code.title = "T";
    code.tags = {"a"};
    code.size = 20;
    EXPECT_EQ(store::describe(changed({}, code)), store::describe(code));
    const Code after = changed({.content = "y", .title = "", .border = 6}, code);
    EXPECT_EQ(after.content, "y");
    EXPECT_EQ(after.title, std::nullopt);
    EXPECT_EQ(after.border, 6);
    EXPECT_EQ(after.size, 20);
    EXPECT_THAT(after.tags, ElementsAre("a"));
}

TEST_F(CodeWishTest, WhatCannotChangeIsAFault) {
    EXPECT_THAT(faults_of_change({.type = CodeType::dynamic_code}, static_code()), ElementsAre("qr_type"));
    EXPECT_THAT(faults_of_change({.short_id = "menu"}, static_code()), ElementsAre("short_id"));
    EXPECT_THAT(faults_of_change({.size = 99}, static_code()), ElementsAre("size"));
    EXPECT_THAT(faults_of_change({.redirect_url = "https://example.com/"}, static_code()),
                ElementsAre("redirect_url"));
    EXPECT_THAT(faults_of_change({.content = std::string(5000, 'x')}, static_code()), ElementsAre("content"));
}

}  // namespace
}  // namespace qrgen::codes
