// SPDX-License-Identifier: MIT
#include "core/batch/row.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/batch/rows.hpp"

namespace qrgen::batch {
namespace {

using records::RecordSyntax;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;

Row only_row(const std::string& columns, const std::string& values, RowDefaults defaults = {}) {
    const auto rows = rows_of(RecordSyntax::csv, columns + "\n" + values + "\n", std::move(defaults));
    return rows.size() == 1 ? rows[0] : Row{.fault = "not one row"};
}

TEST(BatchRowTest, EveryColumnOfCodesIsRead) {
    const Row row = only_row(
        "key,type,content,redirect_url,short_id,title,description,tags,fill_color,back_color,size,border,"
        "error_level,status,"
        "file,format",
        "k,dynamic,c,https://example.com,menu,t,d,\"a, b\",#000001,#FFFFFE,7,5,Q,disabled,f.svg,svg");
    EXPECT_EQ(row.fault, "");
    EXPECT_EQ(row.line, 2);
    EXPECT_EQ(row.key, "k");
    EXPECT_EQ(row.code.type, codes::CodeType::dynamic_code);
    EXPECT_EQ(row.code.content, "c");
    EXPECT_EQ(row.code.redirect_url, "https://example.com");
    EXPECT_EQ(row.code.short_id, "menu");
    EXPECT_EQ(row.code.title, "t");
    EXPECT_EQ(row.code.description, "d");
    EXPECT_EQ(row.code.tags, (std::vector<std::string>{"a", "b"}));
    EXPECT_EQ(row.code.fill_color, "#000001");
    EXPECT_EQ(row.code.back_color, "#FFFFFE");
    EXPECT_EQ(row.code.size, 7);
    EXPECT_EQ(row.code.border, 5);
    EXPECT_EQ(row.code.error_level, qr::ErrorLevel::quartile);
    EXPECT_EQ(row.code.status, codes::CodeStatus::disabled);
    EXPECT_EQ(row.file, "f.svg");
    EXPECT_EQ(row.format, "svg");
}

TEST(BatchRowTest, NamesOfColumnsHaveDashesOrUnderscoresInAnyCase) {
    const Row row = only_row("KEY,Fill-Color,QR_TYPE", "k,#123456,static");
    EXPECT_EQ(row.key, "k");
    EXPECT_EQ(row.code.fill_color, "#123456");
    EXPECT_EQ(row.code.type, codes::CodeType::static_code);
}

TEST(BatchRowTest, WhatIsMissingOrEmptyIsTheDefault) {
    RowDefaults defaults;
    defaults.code.size = 20;
    defaults.code.border = 6;
    const Row row = only_row("content,size", "x,", defaults);
    EXPECT_EQ(row.code.size, 20);
    EXPECT_EQ(row.code.border, 6);
    EXPECT_EQ(only_row("content,size", "x,5", defaults).code.size, 5);
}

TEST(BatchRowTest, AnEmptyTitleRemovesWhatWasThereAndAMissingOneDoesNot) {
    const Row row = only_row("content,title,description,tags", "x,,,");
    EXPECT_EQ(row.code.title, "");
    EXPECT_EQ(row.code.description, "");
    EXPECT_EQ(row.code.tags, std::vector<std::string>{});
    EXPECT_EQ(only_row("content", "x").code.title, std::nullopt);
    EXPECT_EQ(only_row("content,key", "x,").key, std::nullopt);
    EXPECT_EQ(rows_of(RecordSyntax::ndjson, R"({"content": "x", "title": null})").at(0).code.title,
              std::nullopt);
}

TEST(BatchRowTest, ColumnsOfThePictureAreKeptWithTheirValues) {
    RowDefaults defaults;
    defaults.drawing_columns = {"gradient_color", "boost", "shape"};
    const Row row = only_row("content,Gradient-Color,boost,shape", "x,#FF0000,true,", defaults);
    EXPECT_THAT(row.drawing, ElementsAre(Pair("gradient_color", "#FF0000"), Pair("boost", "true")));
}

TEST(BatchRowTest, AnUnknownColumnOfTheHeaderIsAnErrorWithASuggestion) {
    const Error error = refusal_of([] { only_row("key,contnet", "k,x"); });
    EXPECT_EQ(error.kind(), ErrorKind::invalid);
    EXPECT_THAT(error.message(), HasSubstr("did you mean 'content'?"));
    RowDefaults defaults;
    defaults.drawing_columns = {"gradient_color"};
    EXPECT_THAT(refusal_of([&] { only_row("gradient_colour", "x", defaults); }).message(),
                HasSubstr("did you mean 'gradient_color'?"));
    EXPECT_EQ(refusal_of([] { rows_of(RecordSyntax::csv, "zzzzzzzzzz\n"); }).kind(), ErrorKind::invalid);
}

TEST(BatchRowTest, AnUnknownMemberIsAFaultOfItsRowAlone) {
    const auto rows =
        rows_of(RecordSyntax::ndjson,
                "{\"content\": \"a\", \"titel\": \"t\"}\n{\"content\": \"b\"}\n{\"titel\": \"t\"}\n");
    ASSERT_EQ(rows.size(), 3U);
    EXPECT_THAT(rows[0].fault, HasSubstr("did you mean 'title'?"));
    EXPECT_EQ(rows[1].fault, "");
    EXPECT_THAT(rows[2].fault, HasSubstr("titel"));
}

TEST(BatchRowTest, ValuesThatMakeNoSenseAreFaultsThatNameTheirColumn) {
    const std::pair<const char*, const char*> bad[] = {{"size", "1.5"},         {"border", "x"},
                                                       {"size", "99999999999"}, {"type", "other"},
                                                       {"error_level", "z"},    {"status", "gone"}};
    for (const auto& [column, value] : bad) {
        EXPECT_THAT(only_row(std::string("content,") + column, std::string("x,") + value).fault,
                    testing::StartsWith(std::string(column) + ": must be"));
    }
}

TEST(BatchRowTest, AKeyHasAtMostTwoHundredCharacters) {
    std::string key;
    for (int i = 0; i < 200; ++i) key += "ä";
    EXPECT_EQ(only_row("key", key).fault, "");
    EXPECT_EQ(only_row("key", key + "x").fault, "key: must be at most 200 characters, but has 201");
}

TEST(BatchRowTest, AFaultOfTheRecordIsThatOfTheRow) {
    const auto rows = rows_of(RecordSyntax::csv, "key,content\na\nb,x\n");
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_THAT(rows[0].fault, HasSubstr("2 values expected"));
    EXPECT_EQ(rows[1].key, "b");
}

TEST(BatchRowTest, TheTextOfRowsIsKeptIfItIsWanted) {
    EXPECT_EQ(only_row("key,content", "a,\"x,y\"").text, "");
    EXPECT_EQ(only_row("key,content", "a,\"x,y\"", {.keep_text = true}).text, "a,\"x,y\"\n");
}

TEST(BatchRowTest, AHeaderAloneHasNoRows) {
    EXPECT_THAT(rows_of(RecordSyntax::csv, "key,content\n"), IsEmpty());
}

}  // namespace
}  // namespace qrgen::batch
