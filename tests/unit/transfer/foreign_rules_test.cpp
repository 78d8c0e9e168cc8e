// SPDX-License-Identifier: MIT
#include "core/transfer/foreign_rules.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace qrgen::transfer {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const codes::RedirectPolicy policy({"https://qr.example", {"example.com"}});

ForeignCode link() {
    ForeignCode foreign;
    foreign.code.id = "00000000-0000-8000-8000-000000000001";
    foreign.code.type = codes::CodeType::dynamic_code;
    foreign.code.short_id = "AbC";
    foreign.code.redirect_url = "https://example.com/x";
    return foreign;
}

ForeignCode adapted(ForeignCode foreign) {
    adapt(foreign, policy, "https://qr.example");
    return foreign;
}

TEST(Adapt, ALinkGetsContentAndALowerCaseId) {
    const ForeignCode foreign = adapted(link());
    EXPECT_EQ(foreign.fault, "");
    EXPECT_THAT(foreign.notes, IsEmpty());
    EXPECT_EQ(foreign.code.short_id, "abc");
    EXPECT_EQ(foreign.code.content, "https://qr.example/r/abc?scan_ref=qr");
}

TEST(Adapt, ContentThatIsThereStays) {
    ForeignCode foreign = link();
    foreign.code.content = "/r/abc";
    EXPECT_EQ(adapted(foreign).code.content, "/r/abc");
}

TEST(Adapt, TargetsAreCheckedAndMadeUris) {
    ForeignCode foreign = link();
    foreign.code.redirect_url = "https://example.com/ä";
    EXPECT_EQ(adapted(foreign).code.redirect_url, "https://example.com/%C3%A4");
    for (const char* const url : {"javascript:alert(1)", "https://elsewhere.example/",
                                  "https://user@example.com/", "", "https://example.com/a b"}) {
        foreign.code.redirect_url = url;
        EXPECT_THAT(adapted(foreign).fault, HasSubstr("redirect_url")) << url;
    }
    foreign.code.redirect_url.reset();
    EXPECT_EQ(adapted(foreign).fault, "redirect_url is missing");
}

TEST(Adapt, ShortIdsMustBeServable) {
    ForeignCode foreign = link();
    for (const std::string& id :
         {std::string("a/b"), std::string("a b"), std::string(256, 'a'), std::string("\xC3")}) {
        foreign.code.short_id = id;
        EXPECT_THAT(adapted(foreign).fault, HasSubstr("short_id")) << id;
    }
    foreign.code.short_id.reset();
    EXPECT_EQ(adapted(foreign).fault, "short_id is missing");
}

TEST(Adapt, WhatIsTooLongIsCutWithANote) {
    ForeignCode foreign = link();
    foreign.code.title = std::string(101, 't');
    foreign.code.description = std::string(501, 'd');
    foreign = adapted(foreign);
    EXPECT_EQ(foreign.code.title, std::string(100, 't'));
    EXPECT_EQ(foreign.code.description, std::string(500, 'd'));
    EXPECT_THAT(foreign.notes,
                ElementsAre("title was cut to 100 characters", "description was cut to 500 characters"));
}

TEST(Adapt, EmptyTextsAreNone) {
    ForeignCode foreign = link();
    foreign.code.title = "";
    EXPECT_EQ(adapted(foreign).code.title, std::nullopt);
}

TEST(Adapt, TagsBecomeOurs) {
    ForeignCode foreign = link();
    foreign.code.tags = {"b", "Big Deal", "日本", "a", "b"};
    foreign = adapted(foreign);
    EXPECT_THAT(foreign.code.tags, ElementsAre("a", "b", "big-deal"));
    EXPECT_THAT(foreign.notes, ElementsAre("tag 'Big Deal' became 'big-deal'", "tag '日本' was left out"));
    foreign = link();
    for (int i = 10; i < 35; ++i) foreign.code.tags.push_back("t" + std::to_string(i));
    foreign = adapted(foreign);
    EXPECT_EQ(foreign.code.tags.size(), 20U);
    EXPECT_THAT(foreign.notes, ElementsAre("only 20 tags were taken"));
}

TEST(Adapt, AppearanceIsBroughtWithinLimits) {
    ForeignCode foreign = link();
    foreign.code.fill_color = "white";
    foreign.code.back_color = "#FFFFFF";
    foreign.code.size = 0;
    foreign.code.border = 99;
    foreign = adapted(foreign);
    EXPECT_EQ(foreign.code.fill_color, "#000000");
    EXPECT_EQ(foreign.code.size, 1);
    EXPECT_EQ(foreign.code.border, 20);
    EXPECT_EQ(foreign.notes.size(), 3U);
}

TEST(Adapt, StaticCodesHaveNeitherIdNorTarget) {
    ForeignCode foreign;
    foreign.code.content = "text";
    foreign.code.short_id = "abc";
    foreign.code.redirect_url = "https://example.com/";
    foreign = adapted(foreign);
    EXPECT_EQ(foreign.fault, "");
    EXPECT_EQ(foreign.code.short_id, std::nullopt);
    EXPECT_EQ(foreign.code.redirect_url, std::nullopt);
    EXPECT_EQ(adapted(ForeignCode()).fault, "content must not be empty");
}

TEST(Adapt, TextsMustBeUtf8) {
    ForeignCode foreign = link();
    foreign.code.title = "caf\xE9";
    EXPECT_EQ(adapted(foreign).fault, "title is not UTF-8 text");
    foreign.code.title = std::string("a\0b", 3);
    EXPECT_EQ(adapted(foreign).fault, "title is not UTF-8 text");
}

TEST(Adapt, AFaultOfTheSourceStays) {
    ForeignCode foreign = link();
    foreign.fault = "it asks for a password";
    EXPECT_EQ(adapted(foreign).fault, "it asks for a password");
}

TEST(Check, ChangesNothing) {
    ForeignCode foreign = link();
    foreign.code.content = "https://qr.example/r/abc";
    check(foreign, policy);
    EXPECT_EQ(foreign.fault, "short_id must be in lower case");
    foreign.fault.clear();
    foreign.code.short_id = "abc";
    check(foreign, policy);
    EXPECT_EQ(foreign.fault, "");
    foreign.code.size = 99;
    check(foreign, policy);
    EXPECT_THAT(foreign.fault, HasSubstr("size must be from 1 to 50"));
}

TEST(Check, TargetsOfDeletedCodesLeadNowhere) {
    ForeignCode foreign = link();
    foreign.code.short_id = "abc";
    foreign.code.content = "x";
    foreign.code.redirect_url = "https://elsewhere.example/";
    check(foreign, policy);
    EXPECT_THAT(foreign.fault, HasSubstr("redirect_url host"));
    foreign.fault.clear();
    foreign.code.deleted_at = Timestamp();
    check(foreign, policy);
    EXPECT_EQ(foreign.fault, "");
}

}  // namespace
}  // namespace qrgen::transfer
