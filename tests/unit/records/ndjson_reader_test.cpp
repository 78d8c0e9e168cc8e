// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/error.hpp"
#include "core/records/record_reader.hpp"
#include "tests/support/text_source.hpp"

namespace qrgen::records {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

struct File {
    std::vector<std::string> columns;
    std::vector<Record> records;
    std::string text;  // as it would be written
};

File read_all(const std::string& text, std::size_t piece = std::string::npos) {
    const auto reader = open_records(RecordSyntax::ndjson, test::text_source(text, piece));
    File file;
    for (Record record; reader->next(record);) {
        file.records.push_back(record);
        file.text += reader->to_text(record);
    }
    EXPECT_EQ(reader->header_text(), "");
    file.columns = reader->columns();
    return file;
}

std::string fault_of(const std::string& line) {
    const File file = read_all(line + "\n{\"good\":1}\n");
    EXPECT_EQ(file.records.size(), 2U);
    EXPECT_EQ(file.records.back().fault, "");
    EXPECT_THAT(file.columns, ElementsAre("good"));
    EXPECT_EQ(file.records.front().text, line + "\n");
    EXPECT_THAT(file.records.front().cells, IsEmpty());
    return file.records.front().fault;
}

TEST(NdjsonReaderTest, ReadsObjectsLineByLine) {
    const File file = read_all("{\"a\":\"x\",\"b\":\"\\u00e9\\n\"}\r\n\n \t\n{\"c\":\"\",\"a\":\"y\"}");
    EXPECT_THAT(file.columns, ElementsAre("a", "b", "c"));
    ASSERT_EQ(file.records.size(), 2U);
    EXPECT_EQ(file.records[0].line, 1);
    EXPECT_EQ(file.records[0].cells[1].value, "\xC3\xA9\n");
    EXPECT_EQ(file.records[1].line, 4);
    EXPECT_EQ(file.records[1].cells[0].column, 2U);
    EXPECT_EQ(file.records[1].cells[1].column, 0U);
    EXPECT_EQ(file.records[1].cells[1].value, "y");
}

TEST(NdjsonReaderTest, KeepsNumbersAndTruthValuesAsTheyStand) {
    const File file = read_all(
        "{\"a\":1,\"b\":-0,\"c\":1.50,\"d\":123456789012345678901234567890,\"e\":1E+2,\"f\":true,\"g\":-12}"
        "\n");
    std::vector<std::string> values;
    for (const Cell& cell : file.records.at(0).cells) values.push_back(cell.value);
    EXPECT_THAT(values,
                ElementsAre("1", "-0", "1.50", "123456789012345678901234567890", "1E+2", "true", "-12"));
}

TEST(NdjsonReaderTest, LeavesOutNullAndJoinsLists) {
    const File file = read_all("{\"a\":null,\"b\":[\"x\",\"y\"],\"c\":[]}\n");
    EXPECT_THAT(file.columns, ElementsAre("a", "b", "c"));
    ASSERT_EQ(file.records[0].cells.size(), 2U);
    EXPECT_EQ(file.records[0].cells[0].column, 1U);
    EXPECT_EQ(file.records[0].cells[0].value, "x y");
    EXPECT_EQ(file.records[0].cells[1].value, "");
}

TEST(NdjsonReaderTest, AnEmptyFileHasNoRecords) {
    EXPECT_THAT(read_all("").records, IsEmpty());
    EXPECT_THAT(read_all("\xEF\xBB\xBF\n\n").records, IsEmpty());
    EXPECT_THAT(read_all("\xEF\xBB\xBF{}").records.at(0).cells, IsEmpty());
}

TEST(NdjsonReaderTest, WhatIsNoRecordIsAFaultOfItsLine) {
    EXPECT_THAT(fault_of("{\"a\":1"), StartsWith("not valid JSON at column 7: "));
    EXPECT_THAT(fault_of("{\"a\":1} x"), StartsWith("not valid JSON at column 9: "));
    EXPECT_THAT(fault_of("{\"a\":\"\\ud800\"}"), StartsWith("not valid JSON at column "));
    EXPECT_THAT(fault_of("{\"a\":1e999}"), StartsWith("not valid JSON at column "));
    for (const char* line : {"[1]", "1", "\"x\"", "null", "true", "-1.5", "[]"}) {
        EXPECT_EQ(fault_of(line), "the line is no JSON object") << line;
    }
    EXPECT_EQ(fault_of("{\"a\":1,\"b\":2,\"a\":null}"), "member 'a' is there twice");
    EXPECT_EQ(fault_of("{\"a\":{}}"),
              "member 'a' is an object; only plain values and lists of texts are read");
    for (const char* item : {"1", "null", "true", "{}", "[]", "1.5", "-1"}) {
        EXPECT_EQ(fault_of(std::string("{\"a\":[\"x\",") + item + "]}"),
                  "member 'a' is a list with something else than texts");
    }
    EXPECT_EQ(fault_of("{\"\":1}"), "a member has an empty name");
}

TEST(NdjsonReaderTest, DeepNestingIsRefusedAtOnce) {
    EXPECT_EQ(fault_of("{\"a\":" + std::string(500000, '[')),
              "member 'a' is a list with something else than texts");
    EXPECT_EQ(fault_of(std::string(500000, '[')), "the line is no JSON object");
}

TEST(NdjsonReaderTest, WrongBytesAreFaults) {
    EXPECT_EQ(fault_of("{\"a\":\"\xE9\"}"),
              "byte 0xE9 at position 7 is not UTF-8; if the file is in Latin-1, convert it with: "
              "iconv -f latin1 -t utf-8");
    EXPECT_EQ(fault_of(std::string("{\"a\":1}\0", 8)), "a NUL character at position 8");
    EXPECT_EQ(fault_of("{\"a\":\"x\\u0000\"}"), "member 'a': a NUL character at position 2");
    EXPECT_THAT(fault_of("{\"\\u0000\":1}"), HasSubstr("a NUL character at position 1"));
}

TEST(NdjsonReaderTest, TheNumberOfNamesIsLimited) {
    std::string text;
    for (std::size_t i = 0; i < max_columns; ++i) text += "{\"c" + std::to_string(i) + "\":1}\n";
    const File file = read_all(text + "{\"x\":1}\n{\"c0\":1}\n");
    EXPECT_EQ(file.columns.size(), max_columns);
    EXPECT_EQ(file.records[max_columns].fault,
              "the lines up to here have more than 1000 members with different names");
    EXPECT_EQ(file.records[max_columns + 1].fault, "");
}

TEST(NdjsonReaderTest, ALineBeyondTheLimitEndsTheReadingWithoutFillingTheMemory) {
    std::size_t given = 0;
    const auto reader = open_records(RecordSyntax::ndjson, [&given](std::span<char> buffer) {
        std::fill(buffer.begin(), buffer.end(), 'x');
        given += buffer.size();
        return buffer.size();
    });
    Record record;
    EXPECT_THROW(reader->next(record), Error);
    EXPECT_LT(given, 2 * max_record_bytes);
}

TEST(NdjsonReaderTest, NamesUtf16) {
    try {
        read_all(std::string("\xFF\xFE{\0}\0", 6));
        FAIL() << "no error";
    } catch (const Error& error) {
        EXPECT_EQ(error.message(), "line 1: the file is UTF-16, not UTF-8");
    }
}

TEST(NdjsonReaderTest, PiecesOfTheSourceDoNotMatter) {
    const std::string text = "\xEF\xBB\xBF{\"a\":\"\xC3\xA9\"}\r\n\n{\"b\":[\"x\"]}\nbad\n{}";
    const std::string expected = read_all(text).text;
    for (std::size_t piece = 1; piece < text.size(); ++piece) EXPECT_EQ(read_all(text, piece).text, expected);
}

TEST(NdjsonReaderTest, WhatItWritesIsReadAsTheSame) {
    const std::string text = "{\"a\":1,\"b\":\"\\\"\\n\",\"c\":[\"x\",\"y\"],\"d\":null}\nbad\n{}\n";
    const std::string written = read_all(text).text;
    EXPECT_EQ(written, "{\"a\":\"1\",\"b\":\"\\\"\\n\",\"c\":\"x y\"}\nbad\n{}\n");
    EXPECT_EQ(read_all(written).text, written);
}

}  // namespace
}  // namespace qrgen::records
