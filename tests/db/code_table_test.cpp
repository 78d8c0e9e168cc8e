// SPDX-License-Identifier: MIT
#include "tests/db/test_database.hpp"

namespace qrgen::store {
namespace {

using CodeTableTest = StoreTest;
using codes::Code;

Code full_code() {
    Code code = make_code(1);
    code.title = "Speisekarte";
    code.description = "the long one";
    code.fill_color = "#102030";
    code.back_color = "#F0E0D0";
    code.size = 50;
    code.border = 0;
    code.error_level = qr::ErrorLevel::high;
    code.status = codes::CodeStatus::disabled;
    code.tags = {"a", "b-c", "x_1"};
    code.external_key = "row 17";
    code.batch_set = "menu";
    code.created_at += std::chrono::microseconds(123456);
    code.updated_at += std::chrono::microseconds(1);
    code.deleted_at = time_of(100);
    code.scan_count = 9007199254740993;
    code.last_scan_at = time_of(50) + std::chrono::microseconds(999999);
    code.genuine_scan_count = 3;
    code.first_genuine_scan_at = time_of(30);
    code.last_genuine_scan_at = time_of(40);
    return code;
}

TEST_F(CodeTableTest, EveryFieldComesBackAsItWasStored) {
    const Code code = full_code();
    insert(code);
    EXPECT_EQ(describe(find(code.id, Deleted::included).value()), describe(code));
}

TEST_F(CodeTableTest, AbsentFieldsStayAbsent) {
    Code code;
    code.id = id_of(1);
    code.content = "just text";
    insert(code);
    EXPECT_EQ(describe(find(code.id).value()), describe(code));
    const Code found = find(code.id).value();
    EXPECT_FALSE(found.short_id || found.title || found.redirect_url || found.external_key ||
                 found.deleted_at);
    EXPECT_TRUE(found.tags.empty());
}

TEST_F(CodeTableTest, EmptyTextIsNotAbsent) {
    Code code = make_code(1);
    code.title = "";
    insert(code);
    EXPECT_EQ(find(code.id)->title, "");
}

TEST_F(CodeTableTest, UpdateWritesEveryField) {
    insert(make_code(1));
    const Code changed = full_code();
    update(changed);
    EXPECT_EQ(describe(find(changed.id, Deleted::included).value()), describe(changed));
    Code emptied = make_code(1);
    emptied.short_id.reset();
    update(emptied);
    EXPECT_EQ(describe(find(emptied.id).value()), describe(emptied));
}

TEST_F(CodeTableTest, UpdateOfAMissingCodeIsNotFound) {
    insert(make_code(1));
    EXPECT_EQ(error_of([&] { update(make_code(2)); }).kind(), ErrorKind::not_found);
}

TEST_F(CodeTableTest, UpdateChangesWhatSearchFinds) {
    Code code = make_code(1);
    code.title = "Summer";
    insert(code);
    code.title = "Winter";
    update(code);
    EXPECT_EQ(list({.search = "summer"}).total, 0);
    EXPECT_EQ(list({.search = "winter"}).total, 1);
}

class StoredText : public CodeTableTest, public testing::WithParamInterface<std::string> {};

TEST_P(StoredText, ComesBackByteForByte) {
    Code code = make_code(1);
    code.content = GetParam();
    code.title = GetParam();
    code.external_key = GetParam();
    insert(code);
    update(code);
    EXPECT_EQ(describe(find(code.id).value()), describe(code));
    EXPECT_THAT(ids_of(list({.search = GetParam()})), testing::ElementsAre(code.id));
}

INSTANTIATE_TEST_SUITE_P(Awkward, StoredText,
                         testing::Values("it's \"quoted\"", "'; DROP TABLE qr_codes; --",
                                         ":name ::text := :1 $1 ?1", "back\\slash \\' %_",
                                         "line\nbreak\r\n\ttab \x01\x7f", "Grüße 東京 😀 e\u0301",
                                         " leading and trailing ", std::string(3000, 'x')));

TEST_F(CodeTableTest, TextThatOneDatabaseCannotHoldIsRefusedByBoth) {
    for (const std::string& text :
         {std::string("a\0b", 3), std::string("\xff\xfe"), std::string("cut \xe2\x82")}) {
        Code code = make_code(1);
        code.title = text;
        EXPECT_EQ(error_of([&] { insert(code); }).kind(), ErrorKind::invalid);
    }
    EXPECT_EQ(list().total, 0);
}

TEST_F(CodeTableTest, FindsByIdAndByShortIdInAnyCase) {
    Code code = make_code(1);
    code.id = "abcdef00-0000-7000-8000-00000000000f";
    code.short_id = "menu-2026_x";
    insert(code);
    insert(make_code(2));
    for (const auto* reference : {"abcdef00-0000-7000-8000-00000000000f",
                                  "ABCDEF00-0000-7000-8000-00000000000F", "menu-2026_x", "MENU-2026_X"}) {
        EXPECT_EQ(find(reference)->id, code.id) << reference;
    }
}

TEST_F(CodeTableTest, AShortIdMayLookLikeAnId) {
    Code code = make_code(1);
    code.short_id = id_of(99);
    insert(code);
    EXPECT_EQ(find(id_of(99))->id, code.id);
}

TEST_F(CodeTableTest, FindsNothingWithoutAMatch) {
    insert(make_code(1));
    for (const std::string& reference :
         {std::string(), std::string("s"), std::string("s2"), id_of(2), std::string("s1 "),
          std::string("s1\0", 3), std::string("\xff"), std::string("%"), std::string(100000, 'a'),
          std::string("S1' OR '1'='1")}) {
        EXPECT_FALSE(find(reference)) << reference.substr(0, 40);
    }
}

TEST_F(CodeTableTest, ADeletedCodeIsFoundOnlyWhenAskedFor) {
    Code code = make_code(1);
    code.deleted_at = time_of(5);
    insert(code);
    EXPECT_FALSE(find("s1"));
    EXPECT_FALSE(find(code.id));
    EXPECT_EQ(find("s1", Deleted::included)->id, code.id);
    EXPECT_EQ(find(code.id, Deleted::included)->deleted_at, time_of(5));
}

TEST_F(CodeTableTest, EachUniqueFieldConflictsWithItsOwnMessage) {
    Code first = make_code(1);
    first.external_key = "qr_codes_short_id_key qr_codes.short_id";  // PostgreSQL's message repeats the value
    insert(first);
    Code same_short_id = make_code(2);
    same_short_id.short_id = first.short_id;
    Code same_key = make_code(3);
    same_key.external_key = first.external_key;
    Code same_id = make_code(4);
    same_id.id = first.id;

    const std::pair<Code, const char*> cases[] = {{same_short_id, "the short id is taken already"},
                                                  {same_key, "the key is taken already"},
                                                  {same_id, "the id is taken already"}};
    for (const auto& [code, message] : cases) {
        const Error error = error_of([&, c = code] { insert(c); });
        EXPECT_EQ(error.kind(), ErrorKind::conflict);
        EXPECT_EQ(error.message(), message);
    }
    EXPECT_EQ(list().total, 1);
}

TEST_F(CodeTableTest, UpdateConflictsLikeInsert) {
    insert(make_code(1));
    Code second = make_code(2);
    insert(second);
    second.short_id = "s1";
    EXPECT_EQ(error_of([&] { update(second); }).kind(), ErrorKind::conflict);
    EXPECT_EQ(find(second.id)->short_id, "s2");
}

TEST_F(CodeTableTest, ADeletedCodeKeepsItsIds) {
    Code deleted = make_code(1);
    deleted.external_key = "key 1";
    insert(deleted);
    deleted.deleted_at = time_of(9);
    update(deleted);
    Code same_short_id = make_code(2);
    same_short_id.short_id = "s1";
    EXPECT_EQ(error_of([&] { insert(same_short_id); }).kind(), ErrorKind::conflict);
    Code same_key = make_code(3);
    same_key.external_key = "key 1";
    EXPECT_EQ(error_of([&] { insert(same_key); }).kind(), ErrorKind::conflict);
}

TEST_F(CodeTableTest, ManyCodesMayHaveNoShortIdAndNoKey) {
    for (int i = 1; i <= 3; ++i) {
        Code code = make_code(i);
        code.short_id.reset();
        insert(code);
    }
    EXPECT_EQ(list().total, 3);
}

}  // namespace
}  // namespace qrgen::store
