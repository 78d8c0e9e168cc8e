// SPDX-License-Identifier: MIT
#include "core/transfer/sql_dump.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/error.hpp"
#include "tests/support/text_source.hpp"

namespace qrgen::transfer {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::string joined(const SqlDump::Columns& columns) {
    std::string text;
    for (const std::string& column : columns) text += (text.empty() ? "" : ",") + column;
    return text;
}

// "table(columns): value|value", one for each row; NULL is a tilde.
std::vector<std::string> rows_of(const std::string& sql, std::size_t piece = std::string::npos) {
    SqlDump dump(test::text_source(sql, piece),
                 [](const std::string& table, const SqlDump::Columns&) { return table != "unwanted"; });
    std::vector<std::string> rows;
    while (dump.next()) {
        std::string row = dump.table() + "(" + joined(dump.columns()) + "): ";
        for (const auto& value : dump.values())
            row += (&value == dump.values().data() ? "" : "|") + value.value_or("~");
        rows.push_back(row);
    }
    return rows;
}

std::string error_of(const std::string& sql) {
    try {
        rows_of(sql);
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::invalid);
        return error.message();
    }
    return "no error";
}

TEST(SqlDump, RowsOfSeveralStatements) {
    EXPECT_THAT(rows_of("INSERT INTO `t` VALUES (1,'a'),(2,NULL);\nINSERT INTO t VALUES\n (-3.5 , \"b\" );"),
                ElementsAre("t(): 1|a", "t(): 2|~", "t(): -3.5|b"));
}

TEST(SqlDump, Escapes) {
    EXPECT_THAT(rows_of(R"(INSERT INTO t VALUES ('it\'s','it''s','a\\b','\n\t\r\0\Z\b','\%\_\x');)"),
                ElementsAre("t(): it's|it's|a\\b|" + std::string("\n\t\r\0\x1A\b", 6) + "|%_x"));
    EXPECT_THAT(rows_of(R"(INSERT INTO t VALUES ("say ""hi""",'");,(');)"),
                ElementsAre("t(): say \"hi\"|\");,("));
}

TEST(SqlDump, ColumnsOfTheStatement) {
    EXPECT_THAT(rows_of("INSERT INTO `t` (`a`, b) VALUES (1,2);"), ElementsAre("t(a,b): 1|2"));
    EXPECT_THAT(rows_of("insert ignore into db.t (`a``x`) value (1) ON DUPLICATE KEY UPDATE a=(1);REPLACE "
                        "INTO `db`.`t` VALUES (2);"),
                ElementsAre("t(a`x): 1", "t(): 2"));
}

TEST(SqlDump, ColumnsOfTheTable) {
    EXPECT_THAT(
        rows_of(
            "CREATE TABLE IF NOT EXISTS `t` (\n  `a` varchar(10) NOT NULL DEFAULT ',(',\n  b decimal(5,2) "
            "COMMENT "
            "'it''s',\n  `key` enum('x','y'),\n  PRIMARY KEY (`a`,`b`),\n  KEY `k` (`b`(3)),\n  CONSTRAINT c "
            "FOREIGN KEY (a) REFERENCES u (x)\n) ENGINE=InnoDB;\nINSERT INTO `t` VALUES (1,2,3);"),
        ElementsAre("t(a,b,key): 1|2|3"));
}

TEST(SqlDump, CommentsAndOtherStatementsArePassedOver) {
    EXPECT_THAT(rows_of("-- a comment; INSERT INTO t VALUES (0);\n# another's\n/*!40101 SET NAMES utf8 "
                        "*/;\n/* INSERT */\nSET "
                        "@x='INSERT INTO t VALUES (9);';\n--\nINSERT INTO `unwanted` VALUES (1,'x');\nLOCK "
                        "TABLES t WRITE;\n"
                        "CREATE VIEW v AS SELECT 1;\nCREATE TABLE u LIKE t;\nINSERT INTO t SELECT "
                        "1;\nINSERT/**/INTO t VALUES(1);UNLOCK TABLES;\n"),
                ElementsAre("t(): 1"));
}

TEST(SqlDump, ValuesOfOtherForms) {
    EXPECT_THAT(rows_of("INSERT INTO t VALUES (0xFF,_binary 'x',N'y',1e5,TRUE,null);"),
                ElementsAre("t(): 0xFF|x|y|1e5|TRUE|~"));
}

TEST(SqlDump, NothingIsNoError) {
    EXPECT_THAT(rows_of(""), ElementsAre());
    EXPECT_THAT(rows_of(";;\n-- only a comment"), ElementsAre());
}

TEST(SqlDump, WhatIsWrongIsToldWithItsLine) {
    EXPECT_EQ(error_of("\nINSERT INTO t VALUES (1,'a"), "line 2: a text does not end");
    EXPECT_EQ(error_of("INSERT INTO t VALUES (1,2"), "line 1: a value is no text and no number");
    EXPECT_EQ(error_of("INSERT INTO t VALUES (1,(2));"), "line 1: a value is no text and no number");
    EXPECT_EQ(error_of("INSERT INTO t VALUES (1)"), "line 1: the dump ends within a statement");
    EXPECT_EQ(error_of("INSERT INTO t VALUES (1), x;"), "line 1: a row of values is expected");
    EXPECT_EQ(error_of("INSERT INTO t VALUES 5;"), "line 1: a row of values is expected");
    EXPECT_EQ(error_of("CREATE TABLE t (a int"), "line 1: the dump ends within a statement");
    EXPECT_EQ(error_of("/* never"), "line 1: a comment does not end");
}

TEST(SqlDump, TextsHaveALimitWhereTheyAreKept) {
    const std::string large(max_sql_text + 1, 'x');
    EXPECT_THAT(error_of("INSERT INTO t VALUES ('" + large + "');"), HasSubstr("longer than 1048576 bytes"));
    EXPECT_THAT(rows_of("INSERT INTO unwanted VALUES ('" + large + "');INSERT INTO t VALUES (1);"),
                ElementsAre("t(): 1"));
    EXPECT_THAT(error_of("INSERT INTO t VALUES (1" +
                         [] {
                             std::string values;
                             for (int i = 0; i < 1000; ++i) values += ",1";
                             return values;
                         }() +
                         ");"),
                HasSubstr("too many values"));
}

TEST(SqlDump, ThePiecesInWhichItComesDoNotMatter) {
    const std::string sql =
        "/*!x*/;--\n-- c\nCREATE TABLE `t` (`a` int);\nINSERT INTO `t` VALUES ('a\\'b''c'),(- "
        "1),(NULL);INSERT INTO t VALUES (1);";
    std::string whole;
    try {
        for (const std::string& row : rows_of(sql)) whole += row + "\n";
    } catch (const Error& error) {
        whole += error.message();
    }
    for (const std::size_t piece : {1U, 2U, 3U, 7U}) {
        std::string pieces;
        try {
            for (const std::string& row : rows_of(sql, piece)) pieces += row + "\n";
        } catch (const Error& error) {
            pieces += error.message();
        }
        EXPECT_EQ(pieces, whole) << piece;
    }
}

}  // namespace
}  // namespace qrgen::transfer
