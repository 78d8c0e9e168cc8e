// SPDX-License-Identifier: MIT
#include "core/records/byte_source.hpp"

#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/error.hpp"
#include "core/records/record_reader.hpp"
#include "tests/support/temporary_directory.hpp"

namespace qrgen::records {
namespace {

std::string failure_of(const std::string& file) {
    try {
        open_bytes(file);
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::failure);
        return error.message();
    }
    return "none";
}

TEST(ByteSourceTest, GivesTheBytesOfAFile) {
    const test::TemporaryDirectory directory;
    const std::string file = directory.path() / "x";
    std::ofstream(file) << "abcdef";
    const ByteSource source = open_bytes(file);
    char buffer[4];
    EXPECT_EQ(source(buffer), 4U);
    EXPECT_EQ(std::string(buffer, 4), "abcd");
    EXPECT_EQ(source(buffer), 2U);
    EXPECT_EQ(std::string(buffer, 2), "ef");
    EXPECT_EQ(source(buffer), 0U);
}

TEST(ByteSourceTest, TellsWhyAFileCannotBeRead) {
    EXPECT_EQ(failure_of("/nonexistent/x"), "cannot read /nonexistent/x: No such file or directory");
    EXPECT_EQ(failure_of("/tmp"), "cannot read /tmp: Is a directory");
}

TEST(SyntaxOfFileTest, GoesByTheEnding) {
    EXPECT_EQ(syntax_of_file("a.csv"), RecordSyntax::csv);
    EXPECT_EQ(syntax_of_file("dir/A.CSV"), RecordSyntax::csv);
    EXPECT_EQ(syntax_of_file("a.ndjson"), RecordSyntax::ndjson);
    EXPECT_EQ(syntax_of_file("a.jsonl"), RecordSyntax::ndjson);
    for (const char* name : {"-", "a", "csv", "a.json", "a.csv.gz"})
        EXPECT_FALSE(syntax_of_file(name)) << name;
}

}  // namespace
}  // namespace qrgen::records
