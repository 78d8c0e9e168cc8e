// SPDX-License-Identifier: MIT
#include "core/transfer/record_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/text_source.hpp"

namespace qrgen::transfer {
namespace {

using records::RecordSyntax;
using testing::ElementsAre;

RecordFile file_of(const std::string& text, RecordSyntax syntax, NameForm form = NameForm::exact) {
    return {records::open_records(syntax, test::text_source(text)), form};
}

TEST(RecordFile, ValuesByName) {
    RecordFile file = file_of("b,a\n1,\n2,3\n", RecordSyntax::csv);
    ASSERT_TRUE(file.next());
    EXPECT_EQ(file.value("b"), "1");
    EXPECT_EQ(file.value("a"), std::nullopt);
    EXPECT_EQ(file.value("c"), std::nullopt);
    ASSERT_TRUE(file.next());
    EXPECT_EQ(file.value("a"), "3");
    EXPECT_EQ(file.line(), 3);
    EXPECT_FALSE(file.next());
    EXPECT_THAT(file.missing({"a", "x", "y"}), ElementsAre("x", "y"));
}

TEST(RecordFile, ColumnsThatComeLater) {
    RecordFile file =
        file_of("{\"a\":1}\n{\"b\":[\"x\",\"y\"],\"a\":null}\n{\"a\":2}\n", RecordSyntax::ndjson);
    ASSERT_TRUE(file.next());
    EXPECT_FALSE(file.has_column("b"));
    ASSERT_TRUE(file.next());
    EXPECT_EQ(file.value("b"), "x y");
    EXPECT_EQ(file.value("a"), std::nullopt);
    ASSERT_TRUE(file.next());
    EXPECT_EQ(file.value("b"), std::nullopt);
    EXPECT_EQ(file.value("a"), "2");
}

TEST(RecordFile, ARecordWithAFaultHasNoValues) {
    RecordFile file = file_of("a,b\n1\n2,3\n", RecordSyntax::csv);
    ASSERT_TRUE(file.next());
    EXPECT_NE(file.fault(), "");
    ASSERT_TRUE(file.next());
    EXPECT_EQ(file.fault(), "");
    EXPECT_EQ(file.value("b"), "3");
}

TEST(RecordFile, LooseNames) {
    RecordFile file = file_of("Long URL,short_code,createdAt\nx,y,z\n", RecordSyntax::csv, NameForm::loose);
    ASSERT_TRUE(file.next());
    EXPECT_EQ(file.value("longurl"), "x");
    EXPECT_EQ(file.value("shortcode"), "y");
    EXPECT_EQ(file.value("createdat"), "z");
    EXPECT_EQ(loose_name("Créé le 1."), "crle1");
}

}  // namespace
}  // namespace qrgen::transfer
