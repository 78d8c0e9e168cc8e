// SPDX-License-Identifier: MIT
#include "cmd/records.hpp"

#include <gtest/gtest.h>

namespace qrgen::cmd {
namespace {

RecordList two_records() {
    RecordList list;
    list.fields = {"id", "title", "tags"};
    list.items = {{{"id", 1}, {"title", "a, \"b\"\nc"}, {"tags", {"x", "y"}}},
                  {{"id", 22}, {"title", nullptr}, {"tags", Record::array()}}};
    list.total = 7;
    return list;
}

TEST(RecordsTest, CsvFollowsRfc4180) {
    EXPECT_EQ(format_list(two_records(), RecordFormat::csv, {}, 0),
              "id,title,tags\n1,\"a, \"\"b\"\"\nc\",x y\n22,,\n");
}

TEST(RecordsTest, AnEmptyCsvStillHasItsHeader) {
    RecordList list;
    list.fields = {"id", "title"};
    EXPECT_EQ(format_list(list, RecordFormat::csv, {}, 0), "id,title\n");
    EXPECT_EQ(format_list(list, RecordFormat::ndjson, {}, 0), "");
}

TEST(RecordsTest, NdjsonIsOneObjectALine) {
    EXPECT_EQ(format_list(two_records(), RecordFormat::ndjson, {}, 0),
              "{\"id\":1,\"title\":\"a, \\\"b\\\"\\nc\",\"tags\":[\"x\",\"y\"]}\n"
              "{\"id\":22,\"title\":null,\"tags\":[]}\n");
}

TEST(RecordsTest, JsonTellsThePageOnlyOfPages) {
    RecordList list = two_records();
    Record parsed = Record::parse(format_list(list, RecordFormat::json, {}, 0));
    EXPECT_EQ(parsed.at("total"), 7);
    EXPECT_EQ(parsed.at("items").size(), 2U);
    EXPECT_FALSE(parsed.contains("page"));
    list.page = 3;
    list.page_size = 2;
    parsed = Record::parse(format_list(list, RecordFormat::json, {}, 0));
    EXPECT_EQ(parsed.at("page"), 3);
    EXPECT_EQ(parsed.at("page_size"), 2);
}

TEST(RecordsTest, TablesAlignAndEscape) {
    EXPECT_EQ(format_list(two_records(), RecordFormat::table, {"title", "id"}, 0),
              "title      id\na, \"b\"\\nc  1\n           22\n");
}

TEST(RecordsTest, TableLinesAreCutToTheWidth) {
    EXPECT_EQ(format_list(two_records(), RecordFormat::table, {"title", "id"}, 8),
              "title  …\na, \"b\"\\…\n       …\n");
}

TEST(RecordsTest, WideCharactersTakeTwoCells) {
    RecordList list;
    list.fields = {"a", "b"};
    list.items = {{{"a", "菜单"}, {"b", "x"}}, {{"a", "abcd"}, {"b", "y"}}};
    EXPECT_EQ(format_list(list, RecordFormat::table, {"a", "b"}, 0), "a     b\n菜单  x\nabcd  y\n");
}

TEST(RecordsTest, OneRecordIsALineForEachFieldInATable) {
    EXPECT_EQ(format_record({{"id", 1}, {"title", "x\x1b[31m"}}, RecordFormat::table),
              "id     1\ntitle  x\\x1B[31m\n");
    EXPECT_EQ(format_record({{"id", 1}}, RecordFormat::json), "{\n  \"id\": 1\n}\n");
    EXPECT_EQ(format_record({{"id", 1}}, RecordFormat::ndjson), "{\"id\":1}\n");
    EXPECT_EQ(format_record({{"id", 1}, {"t", "a,b"}}, RecordFormat::csv), "id,t\n1,\"a,b\"\n");
}

TEST(RecordsTest, IllFormedTextBecomesValidJson) {
    EXPECT_EQ(to_json_line({{"a", "x\xff"}}), "{\"a\":\"x\xEF\xBF\xBD\"}");
}

}  // namespace
}  // namespace qrgen::cmd
