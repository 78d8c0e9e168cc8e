// SPDX-License-Identifier: MIT
#include "core/codes/code_rules.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace qrgen::codes {
namespace {

std::string content_fault(const std::string& content, qr::ErrorLevel level = qr::ErrorLevel::medium) {
    std::vector<Fault> faults;
    check_content(content, level, faults);
    return faults.empty() ? "" : faults.front().field + ": " + faults.front().message;
}

std::vector<std::string> faulty_fields(const Code& code) {
    std::vector<Fault> faults;
    check_appearance(code, faults);
    std::vector<std::string> fields;
    for (const Fault& fault : faults) fields.push_back(fault.field);
    return fields;
}

TEST(CodeRulesTest, ContentHasOneTo2048Characters) {
    EXPECT_EQ(content_fault("x"), "");
    EXPECT_EQ(content_fault(""), "content: must not be empty");
    EXPECT_EQ(content_fault(std::string(2048, 'x')), "");
    EXPECT_EQ(content_fault(std::string(2049, 'x')),
              "content: must be at most 2048 characters, but has 2049");
    EXPECT_EQ(content_fault(std::string("a\0b", 3)),
              "content: holds a NUL character, which cannot be stored");
    EXPECT_EQ(content_fault("a\xff"), "content: is not UTF-8 text (byte 1)");
}

TEST(CodeRulesTest, ContentThatFitsNoSymbolIsRefusedBeforeItIsStored) {
    EXPECT_EQ(content_fault(std::string(1273, 'x'), qr::ErrorLevel::high), "");
    EXPECT_THROW(content_fault(std::string(1274, 'x'), qr::ErrorLevel::high), Error);
    EXPECT_EQ(content_fault(std::string(2048, '7'), qr::ErrorLevel::high), "");
}

TEST(CodeRulesTest, LimitsOfTextsCountCharactersNotBytes) {
    std::vector<Fault> faults;
    std::string title;
    for (int i = 0; i < 100; ++i) title += "ü";
    check_text("title", title, max_title_length, faults);
    EXPECT_TRUE(faults.empty());
    check_text("title", title + "x", max_title_length, faults);
    ASSERT_EQ(faults.size(), 1U);
    EXPECT_EQ(faults[0].message, "must be at most 100 characters, but has 101");
}

TEST(CodeRulesTest, AppearanceHasLimits) {
    Code code;
    EXPECT_TRUE(faulty_fields(code).empty());
    code.size = 0;
    code.border = 21;
    code.fill_color = "black";
    EXPECT_THAT(faulty_fields(code), testing::ElementsAre("fill_color", "size", "border"));
    code = Code();
    code.size = 50;
    code.border = 0;
    EXPECT_TRUE(faulty_fields(code).empty());
}

TEST(CodeRulesTest, ColoursMustDifferHoweverTheyAreWritten) {
    Code code;
    code.fill_color = "#abcdef";
    code.back_color = "#ABCDEF";
    EXPECT_THAT(faulty_fields(code), testing::ElementsAre("back_color"));
}

TEST(CodeRulesTest, TagsAreShortAndSimple) {
    std::vector<Fault> faults;
    check_tags({"menu", "table-7", "a_b", std::string(32, 'x')}, faults);
    EXPECT_TRUE(faults.empty());
    check_tags({"Menu", "two words", "", std::string(33, 'x')}, faults);
    EXPECT_EQ(faults.size(), 4U);
    faults.clear();
    check_tags(std::vector<std::string>(21, "x"), faults);
    EXPECT_EQ(faults.size(), 1U);
}

TEST(CodeRulesTest, TagsAreSortedAndUnique) {
    EXPECT_THAT(normalised_tags({"b", "a", "b"}), testing::ElementsAre("a", "b"));
}

TEST(CodeRulesTest, ActorsHaveANameThatCanBePrinted) {
    EXPECT_NO_THROW(check_actor("Jörg, night shift"));
    EXPECT_THROW(check_actor(""), Error);
    EXPECT_THROW(check_actor("a\nb"), Error);
    EXPECT_THROW(check_actor("\xff"), Error);
    EXPECT_THROW(check_actor(std::string(101, 'x')), Error);
}

}  // namespace
}  // namespace qrgen::codes
