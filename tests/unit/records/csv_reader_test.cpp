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

using Row = std::vector<std::string>;

std::unique_ptr<RecordReader> open_csv(const std::string& text) {
    return open_records(RecordSyntax::csv, test::text_source(text));
}

std::vector<Record> read_all(RecordReader& reader) {
    std::vector<Record> records;
    for (Record record; reader.next(record);) records.push_back(record);
    return records;
}

Row values(const Record& record) {
    Row row;
    for (const Cell& cell : record.cells) row.push_back(cell.value);
    return row;
}

std::vector<Row> rows(const std::string& text) {
    const auto reader = open_csv(text);
    std::vector<Row> rows;
    for (const Record& record : read_all(*reader)) {
        EXPECT_EQ(record.fault, "");
        rows.push_back(values(record));
    }
    return rows;
}

Record only_record(const std::string& text) {
    const auto reader = open_csv(text);
    const auto records = read_all(*reader);
    EXPECT_EQ(records.size(), 1U);
    return records.empty() ? Record() : records[0];
}

// What is wrong with the whole file, and what to do about it.
std::string refusal(const std::string& text) {
    try {
        const auto reader = open_csv(text);
        read_all(*reader);
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::invalid);
        EXPECT_EQ(error.faults().size(), 1U);
        return error.message() + (error.hint().empty() ? "" : " (" + error.hint() + ")");
    }
    return "none";
}

std::string text_of_all(const std::string& text) {
    const auto reader = open_csv(text);
    const auto records = read_all(*reader);
    std::string written = reader->header_text();
    for (const Record& record : records) written += reader->to_text(record);
    return written;
}

TEST(CsvReaderTest, ReadsRowsByColumns) {
    const auto reader = open_csv("a,b\n1,2\n,x y\n");
    const auto records = read_all(*reader);
    EXPECT_THAT(reader->columns(), ElementsAre("a", "b"));
    ASSERT_EQ(records.size(), 2U);
    EXPECT_THAT(values(records[0]), ElementsAre("1", "2"));
    EXPECT_THAT(values(records[1]), ElementsAre("", "x y"));
    EXPECT_EQ(records[0].cells[1].column, 1U);
}

TEST(CsvReaderTest, FollowsRfc4180) {
    EXPECT_THAT(rows("a,b\r\n\"x,\"\"y\"\"\",\"1\r\n2\n3\"\r\n\"\",\"\"\"\"\r\n"),
                ElementsAre(Row{"x,\"y\"", "1\r\n2\n3"}, Row{"", "\""}));
    EXPECT_THAT(rows("a,b\n1,2"), ElementsAre(Row{"1", "2"}));
    EXPECT_THAT(rows("a,b\n1,"), ElementsAre(Row{"1", ""}));
    EXPECT_THAT(rows("a,b\n1,\"2\""), ElementsAre(Row{"1", "2"}));
    EXPECT_THAT(rows("a,b\n1,2\r"), ElementsAre(Row{"1", "2"}));
}

TEST(CsvReaderTest, KeepsWhiteSpaceOfValuesButNotOfNames) {
    const auto reader = open_csv(" a ,\" b\"\n x ,\ty\n");
    EXPECT_THAT(values(read_all(*reader)[0]), ElementsAre(" x ", "\ty"));
    EXPECT_THAT(reader->columns(), ElementsAre("a", "b"));
}

TEST(CsvReaderTest, TakesTheSeparatorOfTheHeader) {
    EXPECT_THAT(rows("a;b\n1,5;\"2;3\"\n"), ElementsAre(Row{"1,5", "2;3"}));
    EXPECT_THAT(rows("a\tb\n1\t2;3\n"), ElementsAre(Row{"1", "2;3"}));
    EXPECT_THAT(rows("\"a,x\";b\n1;2\n"), ElementsAre(Row{"1", "2"}));
    EXPECT_THAT(refusal("a;b,c\n"), HasSubstr("line 1: the header has more than one of comma, semicolon"));
}

TEST(CsvReaderTest, PassesOverByteOrderMarkAndEmptyLines) {
    EXPECT_THAT(rows("\xEF\xBB\xBF\r\n\na,b\n\n1,2\n\r\n3,4\n\n"), ElementsAre(Row{"1", "2"}, Row{"3", "4"}));
    EXPECT_THAT(rows("a\n\n\"\"\nx\n"), ElementsAre(Row{""}, Row{"x"}));
}

TEST(CsvReaderTest, TellsTheLineAtWhichARecordBegins) {
    const auto reader = open_csv("a,b\n\"1\n\n2\",\"x\"\n\n3,4\n5\n6,7\n");
    std::vector<std::int64_t> lines;
    for (const Record& record : read_all(*reader)) lines.push_back(record.line);
    EXPECT_THAT(lines, ElementsAre(2, 6, 7, 8));
}

TEST(CsvReaderTest, AHeaderAloneHasNoRecords) {
    EXPECT_THAT(rows("a,b\n"), IsEmpty());
    EXPECT_THAT(rows("a,b"), IsEmpty());
}

TEST(CsvReaderTest, RefusesAFileWithoutGoodHeader) {
    EXPECT_EQ(refusal(""), "line 1: the file is empty");
    EXPECT_EQ(refusal("\xEF\xBB\xBF"), "line 1: the file is empty");
    EXPECT_EQ(refusal("a,,b\n"), "line 1: column 2 of the header has no name");
    EXPECT_EQ(refusal("a,\" \"\n"), "line 1: column 2 of the header has no name");
    EXPECT_EQ(refusal("\na,b, a\n"), "line 2: the header names the columns 1 and 3 both 'a'");
    EXPECT_THAT(refusal("a,\"b\"c\n"), HasSubstr("line 1: column 2 of the header: text behind the closing"));
    EXPECT_THAT(refusal("a\rb\r"), HasSubstr("line 1: column 1 of the header: a carriage return without"));
    EXPECT_THAT(refusal("a,\xE9\n"), HasSubstr("line 1: column 2 of the header: byte 0xE9 at position 1"));
    EXPECT_THAT(refusal(std::string("a\0b\n", 4)), HasSubstr("column 1 of the header: a NUL character"));
}

TEST(CsvReaderTest, RefusesMoreColumnsThanItsLimit) {
    std::string header = "c0";
    for (std::size_t i = 1; i < max_columns; ++i) header += ",c" + std::to_string(i);
    EXPECT_THAT(rows(header + "\n"), IsEmpty());
    EXPECT_EQ(refusal(header + ",x\n"), "line 1: the header has 1001 columns, but at most 1000 are read");
}

TEST(CsvReaderTest, NamesUtf16) {
    for (const char* mark : {"\xFF\xFE", "\xFE\xFF"}) {
        EXPECT_EQ(refusal(std::string(mark) + "abcd"),
                  "line 1: the file is UTF-16, not UTF-8 (convert it with: iconv -f utf-16 -t utf-8)");
    }
}

TEST(CsvReaderTest, TheWrongNumberOfValuesIsTheFaultOfOneRecord) {
    const auto reader = open_csv("a,b\n1\n1,2,3\n4,5\n");
    const auto records = read_all(*reader);
    ASSERT_EQ(records.size(), 3U);
    EXPECT_EQ(records[0].fault, "2 values expected, one for each column of the header, but 1 found");
    EXPECT_EQ(records[0].text, "1\n");
    EXPECT_EQ(records[1].fault, "2 values expected, one for each column of the header, but 3 found");
    EXPECT_EQ(records[2].fault, "");
    EXPECT_THAT(values(records[2]), ElementsAre("4", "5"));
}

TEST(CsvReaderTest, LatinOneIsAFaultThatNamesColumnAndByteAndWhatToDo) {
    const Record record = only_record("a,title\nx,\"a \"\"Caf\xE9\"\r\n");
    EXPECT_EQ(record.fault,
              "column 'title': byte 0xE9 at position 7 is not UTF-8; if the file is in Latin-1, "
              "convert it with: iconv -f latin1 -t utf-8");
    EXPECT_EQ(record.text, "x,\"a \"\"Caf\xE9\"\r\n");
    EXPECT_THAT(record.cells, IsEmpty());
}

TEST(CsvReaderTest, NulIsAFault) {
    EXPECT_EQ(only_record(std::string("a,b\nx,y\0\n", 9)).fault, "column 'b': a NUL character at position 2");
}

TEST(CsvReaderTest, WrongQuotationIsTheFaultOfOneRecord) {
    const auto reader = open_csv("a,b\n\"x\"y,2\n5\" pipe,3\nc\rd,1\n1,2,x\"\n6,7\n");
    const auto records = read_all(*reader);
    ASSERT_EQ(records.size(), 5U);
    EXPECT_THAT(records[0].fault, HasSubstr("column 'a': text behind the closing quotation mark"));
    EXPECT_THAT(records[1].fault, HasSubstr("column 'a': a quotation mark inside the value"));
    EXPECT_THAT(records[2].fault, HasSubstr("column 'a': a carriage return without a line feed"));
    EXPECT_THAT(records[3].fault, HasSubstr("column 3: a quotation mark inside the value"));
    EXPECT_EQ(records[4].fault, "");
}

TEST(CsvReaderTest, WhatIsFaultyIsWrittenWithItsFault) {
    for (const std::string line : {"x\r\r\n", "x\r\r", "\"x", "\"x\r\n", "1,2\n", "x\"", "\"x\"\r\"\n"}) {
        const std::string written = text_of_all("a\n" + line);
        EXPECT_TRUE(written.ends_with('\n')) << line;
        EXPECT_NE(only_record(written).fault, "") << line;
        EXPECT_EQ(text_of_all(written), written) << line;
    }
}

TEST(CsvReaderTest, AMarkThatIsNeverClosedTakesTheRest) {
    const Record record = only_record("a,b\n1,\"2\n3,4\n");
    EXPECT_EQ(record.fault, "column 'b': the quotation mark that opens the value is never closed");
    EXPECT_EQ(record.line, 2);
    EXPECT_EQ(record.text, "1,\"2\n3,4\n");
}

TEST(CsvReaderTest, ARecordBeyondTheLimitEndsTheReadingWithoutFillingTheMemory) {
    std::size_t given = 0;
    const auto reader = open_records(RecordSyntax::csv, [&given](std::span<char> buffer) {
        std::fill(buffer.begin(), buffer.end(), 'x');
        if (given == 0) std::copy_n("a\n\"", 3, buffer.begin());
        given += buffer.size();
        return buffer.size();
    });
    Record record;
    try {
        reader->next(record);
        FAIL() << "no error";
    } catch (const Error& error) {
        EXPECT_EQ(error.message(), "line 2: the record that begins here is longer than 1048576 bytes");
        EXPECT_EQ(error.hint(), "is a quotation mark not closed?");
    }
    EXPECT_LT(given, 2 * max_record_bytes);
}

TEST(CsvReaderTest, TheLimitIsExact) {
    const std::string longest(max_record_bytes - 1, 'x');
    EXPECT_EQ(rows("a\n" + longest + "\ny\n").size(), 2U);
    EXPECT_THAT(refusal("a\n" + longest + "x\ny\n"), HasSubstr("line 2: the record that begins here"));
}

TEST(CsvReaderTest, PiecesOfTheSourceDoNotMatter) {
    const std::string text = "\xEF\xBB\xBF\"a\n\",b\r\n\"x\"\"\r\n\",\xC3\xA9\r\n1,2,3\n\"q\"r,s\n,\"\"";
    const std::string expected = text_of_all(text);
    for (std::size_t piece = 1; piece < text.size(); ++piece) {
        const auto reader = open_records(RecordSyntax::csv, test::text_source(text, piece));
        std::string written;
        for (const Record& record : read_all(*reader)) written += reader->to_text(record);
        EXPECT_EQ(reader->header_text() + written, expected) << piece;
    }
}

TEST(CsvReaderTest, WhatItWritesIsReadAsTheSame) {
    const std::string text =
        "\"a,1\";\" b \"\nx,y;\"\"\"1\"\"\n2;3\"\n\"p;q\";\nonly\nr\xE9;s\n;\"\xEF\xBB\xBF\"\n";
    const std::string written = text_of_all(text);
    EXPECT_EQ(written, "\"a,1\";b\nx,y;\"\"\"1\"\"\n2;3\"\n\"p;q\";\nonly\nr\xE9;s\n;\"\xEF\xBB\xBF\"\n");
    EXPECT_EQ(text_of_all(written), written);
    EXPECT_EQ(text_of_all("\"\xEF\xBB\xBFname\"\n\"\"\n"), "\"\xEF\xBB\xBFname\"\n\"\"\n");
}

TEST(CsvReaderTest, WhatTheSourceThrowsComesThrough) {
    const auto reader = open_records(RecordSyntax::csv, [](std::span<char>) -> std::size_t {
        throw Error(ErrorKind::failure, "cannot read x: Input/output error");
    });
    Record record;
    EXPECT_THROW(reader->next(record), Error);
}

}  // namespace
}  // namespace qrgen::records
