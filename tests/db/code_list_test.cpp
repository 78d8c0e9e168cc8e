// SPDX-License-Identifier: MIT
#include <algorithm>

#include "core/codes/code_fields.hpp"
#include "core/store/code_columns.hpp"
#include "tests/db/test_database.hpp"

namespace qrgen::store {
namespace {

using codes::Code;
using codes::CodePage;
using codes::CodeQuery;
using codes::CodeType;
using testing::ElementsAre;
using testing::IsEmpty;

class CodeListTest : public StoreTest {
  protected:
    void fill(int count) {
        store_->write([&](Transaction& transaction) {
            for (int i = 1; i <= count; ++i) CodeTable(transaction).insert(make_code(i));
        });
    }

    // The numbers of the codes of a page, in order.
    std::vector<int> numbers(const CodeQuery& query) {
        std::vector<int> result;
        for (const std::string& id : ids_of(list(query))) result.push_back(std::stoi(id.substr(24)));
        return result;
    }
};

TEST_F(CodeListTest, AnEmptyTableHasAnEmptyPage) {
    const CodePage page = list();
    EXPECT_EQ(page.total, 0);
    EXPECT_THAT(page.items, IsEmpty());
}

TEST_F(CodeListTest, ComesByCreationTimeByDefault) {
    fill(3);
    EXPECT_THAT(numbers({}), ElementsAre(1, 2, 3));
    EXPECT_THAT(numbers({.sort_desc = true}), ElementsAre(3, 2, 1));
}

TEST_F(CodeListTest, ItemsAreWhole) {
    fill(1);
    EXPECT_EQ(describe(list().items.at(0)), describe(make_code(1)));
}

TEST_F(CodeListTest, PagesShareOneTotal) {
    fill(7);
    EXPECT_THAT(numbers({.limit = 3}), ElementsAre(1, 2, 3));
    EXPECT_THAT(numbers({.skip = 3, .limit = 3}), ElementsAre(4, 5, 6));
    EXPECT_THAT(numbers({.skip = 6, .limit = 3}), ElementsAre(7));
    EXPECT_THAT(numbers({.skip = 7, .limit = 3}), IsEmpty());
    EXPECT_THAT(numbers({.skip = 1000000, .limit = 3}), IsEmpty());
    EXPECT_EQ(list({.skip = 6, .limit = 3}).total, 7);
    EXPECT_EQ(list({.skip = 1000, .limit = 3}).total, 7);
}

TEST_F(CodeListTest, LimitZeroCountsOnly) {
    fill(2);
    const CodePage page = list({.limit = 0});
    EXPECT_EQ(page.total, 2);
    EXPECT_THAT(page.items, IsEmpty());
}

TEST_F(CodeListTest, FiltersByType) {
    fill(3);
    Code code = make_code(4);
    code.type = CodeType::static_code;
    insert(code);
    EXPECT_THAT(numbers({.type = CodeType::static_code}), ElementsAre(4));
    EXPECT_EQ(list({.type = CodeType::static_code}).total, 1);
    EXPECT_THAT(numbers({.type = CodeType::dynamic_code}), ElementsAre(1, 2, 3));
    EXPECT_EQ(list({.type = CodeType::dynamic_code}).total, 3);
}

TEST_F(CodeListTest, FiltersByCreationTimeFromInclusiveToExclusive) {
    fill(5);
    EXPECT_THAT(numbers({.created_from = time_of(4)}), ElementsAre(4, 5));
    EXPECT_THAT(numbers({.created_before = time_of(3)}), ElementsAre(1, 2));
    const CodeQuery both{.created_from = time_of(2), .created_before = time_of(4)};
    EXPECT_THAT(numbers(both), ElementsAre(2, 3));
    EXPECT_EQ(list(both).total, 2);
}

TEST_F(CodeListTest, TimesFarOutsideAreNoError) {
    fill(1);
    using namespace std::chrono;
    EXPECT_EQ(list({.created_from = sys_days(year(-10) / January / 1)}).total, 1);
    EXPECT_EQ(list({.created_before = sys_days(year(0) / January / 1)}).total, 0);
    EXPECT_EQ(list({.created_before = sys_days(year(10000) / January / 1)}).total, 1);
}

TEST_F(CodeListTest, FiltersByWholeTag) {
    Code code = make_code(1);
    code.tags = {"red", "red-wine"};
    insert(code);
    code = make_code(2);
    code.tags = {"red-wine"};
    insert(code);
    insert(make_code(3));
    EXPECT_THAT(numbers({.tag = "red"}), ElementsAre(1));
    EXPECT_THAT(numbers({.tag = "red-wine"}), ElementsAre(1, 2));
    EXPECT_THAT(numbers({.tag = "wine"}), IsEmpty());
    EXPECT_THAT(numbers({.tag = "%"}), IsEmpty());
}

TEST_F(CodeListTest, SearchesInFourFieldsOnly) {
    for (int i = 1; i <= 6; ++i) {
        Code code = make_code(i);
        if (i == 1) code.content = "the NEEDLE here";
        if (i == 2) code.title = "Needle";
        if (i == 3) code.description = "needles";
        if (i == 4) code.redirect_url = "https://example.com/needle";
        if (i == 5) code.external_key = "needle";
        if (i == 6) code.tags = {"needle"};
        insert(code);
    }
    EXPECT_THAT(numbers({.search = "nEEdle"}), ElementsAre(1, 2, 3, 4));
    EXPECT_EQ(list({.search = "needle", .limit = 2}).total, 4);
}

TEST_F(CodeListTest, SearchDoesNotReachAcrossFields) {
    Code code = make_code(1);
    code.title = "one";
    code.description = "two";
    insert(code);
    EXPECT_THAT(numbers({.search = "onetwo"}), IsEmpty());
}

TEST_F(CodeListTest, SearchIgnoresCaseInAllOfUnicode) {
    Code code = make_code(1);
    code.title = "GRÜSSE ΑΘΉΝΑ ЁЛКА";
    insert(code);
    for (const auto* text : {"grüsse", "αθήνα", "ёлка", "GRÜSSE"})
        EXPECT_THAT(numbers({.search = text}), ElementsAre(1));
}

TEST_F(CodeListTest, SearchTakesWildcardsForPlainText) {
    const std::vector<std::string> titles{"100% wool",     "100 percent", "a_b",    "aXb",
                                          R"(back\slash)", "backslash",   "a*b?[c]"};
    for (std::size_t i = 0; i < titles.size(); ++i) {
        Code code = make_code(static_cast<int>(i) + 1);
        code.title = titles[i];
        insert(code);
    }
    EXPECT_THAT(numbers({.search = "100%"}), ElementsAre(1));
    EXPECT_THAT(numbers({.search = "a_b"}), ElementsAre(3));
    EXPECT_THAT(numbers({.search = R"(back\slash)"}), ElementsAre(5));
    EXPECT_THAT(numbers({.search = "a*b?[c]"}), ElementsAre(7));
    EXPECT_THAT(numbers({.search = "%_%"}), IsEmpty());
    EXPECT_THAT(numbers({.search = std::string(100000, '%')}), IsEmpty());
}

TEST_F(CodeListTest, AllFiltersTogether) {
    for (int i = 1; i <= 10; ++i) {
        Code code = make_code(i);
        if (i % 2 == 0) code.type = CodeType::static_code;
        code.title = i < 9 ? "Poster" : "Flyer";
        code.tags = {i > 3 ? "new" : "old"};
        insert(code);
    }
    const CodeQuery query{.type = CodeType::static_code,
                          .search = "poster",
                          .tag = "new",
                          .created_from = time_of(4),
                          .created_before = time_of(8),
                          .sort_desc = true};
    EXPECT_THAT(numbers(query), ElementsAre(6, 4));
    EXPECT_EQ(list(query).total, 2);
}

TEST_F(CodeListTest, DeletedCodesAreNeitherListedNorCounted) {
    fill(3);
    Code code = make_code(2);
    code.deleted_at = time_of(9);
    update(code);
    EXPECT_THAT(numbers({}), ElementsAre(1, 3));
    EXPECT_EQ(list().total, 2);
    EXPECT_EQ(list({.search = "example"}).total, 2);
    EXPECT_EQ(list({.type = CodeType::dynamic_code}).total, 2);
    code.deleted_at.reset();
    update(code);
    EXPECT_EQ(list().total, 3);
}

TEST_F(CodeListTest, EqualValuesComeInTheOrderOfTheirIdsReversedWhenDescending) {
    for (const int i : {3, 1, 2}) {
        Code code = make_code(i);
        code.created_at = time_of(0);
        code.title = "same";
        insert(code);
    }
    for (const auto* field : {"created_at", "title", "last_scan_at", "size"}) {
        EXPECT_THAT(numbers({.sort_by = field}), ElementsAre(1, 2, 3)) << field;
        EXPECT_THAT(numbers({.sort_by = field, .sort_desc = true}), ElementsAre(3, 2, 1)) << field;
    }
}

TEST_F(CodeListTest, AbsentValuesAreLeast) {
    for (int i = 1; i <= 4; ++i) {
        Code code = make_code(i);
        if (i == 2) code.title = "b";
        if (i == 3) code.title = "a";
        if (i == 4) code.last_scan_at = time_of(1);
        insert(code);
    }
    EXPECT_THAT(numbers({.sort_by = "title"}), ElementsAre(1, 4, 3, 2));
    EXPECT_THAT(numbers({.sort_by = "title", .sort_desc = true}), ElementsAre(2, 3, 4, 1));
    EXPECT_THAT(numbers({.sort_by = "last_scan_at"}), ElementsAre(1, 2, 3, 4));
    EXPECT_THAT(numbers({.sort_by = "last_scan_at", .sort_desc = true}), ElementsAre(4, 3, 2, 1));
}

TEST_F(CodeListTest, TextsSortByCodePoint) {
    const std::vector<std::string> titles{"Zebra", "apple", "Äpfel", "_", "zebra", "😀", "Apple"};
    for (std::size_t i = 0; i < titles.size(); ++i) {
        Code code = make_code(static_cast<int>(i) + 1);
        code.title = titles[i];
        insert(code);
    }
    EXPECT_THAT(numbers({.sort_by = "title"}), ElementsAre(7, 1, 4, 2, 5, 3, 6));
}

TEST_F(CodeListTest, NumbersSortAsNumbers) {
    for (const int size : {9, 10, 1}) {
        Code code = make_code(size);
        code.size = size;
        code.scan_count = size * 100;
        insert(code);
    }
    EXPECT_THAT(numbers({.sort_by = "size"}), ElementsAre(1, 9, 10));
    EXPECT_THAT(numbers({.sort_by = "scan_count", .sort_desc = true}), ElementsAre(10, 9, 1));
}

// The value of a field as one text that sorts like the database: absent ones first, numbers as numbers.
std::string sort_key(const codes::CodeField& field, const Code& code) {
    const codes::FieldValue value = field.get(code);
    if (const auto* text = std::get_if<std::string>(&value)) return "1" + *text;
    if (const auto* number = std::get_if<std::int64_t>(&value))
        return "1" + std::to_string(1000000 + *number);
    const auto* tags = std::get_if<std::vector<std::string>>(&value);
    if (tags == nullptr) return "0";
    std::string joined = "1";
    for (const std::string& tag : *tags) joined += " " + tag;
    return joined;
}

TEST_F(CodeListTest, SortsByEveryFieldThatHasAColumn) {
    std::vector<Code> all;
    for (int i = 1; i <= 12; ++i) {
        Code code = make_code(i);
        const int mixed = i * 7 % 12;
        if (mixed % 2 == 0) code.type = CodeType::static_code;
        if (mixed % 3 == 0) code.redirect_url.reset();
        if (mixed % 3 != 1) code.title = "title " + std::to_string(mixed % 5);
        if (mixed % 4 == 0) code.description = "d" + std::to_string(mixed);
        code.fill_color = "#00000" + std::to_string(mixed % 10);
        code.size = 1 + mixed;
        code.border = mixed % 4;
        code.error_level = mixed % 2 == 0 ? qr::ErrorLevel::low : qr::ErrorLevel::quartile;
        code.status = mixed % 5 == 0 ? codes::CodeStatus::disabled : codes::CodeStatus::active;
        if (mixed % 3 == 0) code.tags = {"t" + std::to_string(mixed)};
        code.scan_count = mixed * 11;
        code.genuine_scan_count = mixed % 3;
        if (mixed % 2 == 1) code.last_scan_at = time_of(mixed);
        if (mixed % 4 == 1) code.first_genuine_scan_at = time_of(mixed);
        if (mixed % 4 == 3) code.last_genuine_scan_at = time_of(mixed);
        code.updated_at = time_of(100 - mixed);
        all.push_back(code);
        insert(code);
    }
    int compared = 0;
    for (const codes::CodeField& field : codes::code_fields()) {
        if (find_code_column(field.name) == nullptr) continue;
        std::sort(all.begin(), all.end(), [&](const Code& a, const Code& b) {
            return std::pair(sort_key(field, a), a.id) < std::pair(sort_key(field, b), b.id);
        });
        std::vector<std::string> expected;
        for (const Code& code : all) expected.push_back(code.id);
        EXPECT_EQ(ids_of(list({.sort_by = std::string(field.name)})), expected) << field.name;
        std::reverse(expected.begin(), expected.end());
        EXPECT_EQ(ids_of(list({.sort_by = std::string(field.name), .sort_desc = true})), expected)
            << field.name;
        ++compared;
    }
    EXPECT_EQ(compared, static_cast<int>(codes::code_fields().size()));
}

TEST_F(CodeListTest, AnUnknownSortFieldIsInvalid) {
    for (const auto* field :
         {"", "nonsense", "search_text", "id; DROP TABLE qr_codes", "external_key", "CREATED_AT"}) {
        const Error error = error_of([&] { list({.sort_by = field}); });
        EXPECT_EQ(error.kind(), ErrorKind::invalid);
        EXPECT_EQ(error.faults().at(0).field, "sort_by");
    }
}

}  // namespace
}  // namespace qrgen::store
