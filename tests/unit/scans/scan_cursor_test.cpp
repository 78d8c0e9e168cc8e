// SPDX-License-Identifier: MIT
#include "core/scans/scan_cursor.hpp"

#include <gtest/gtest.h>

#include "core/base/error.hpp"

namespace qrgen::scans {
namespace {

constexpr const char* some_id = "0196a000-0000-7fff-9000-00000000abcd";

store::ScanCursor cursor_at(const char* time, const char* id = some_id) {
    return {parse_rfc3339(time).value(), id};
}

TEST(ScanCursor, IsReadAsItWasWritten) {
    for (const char* const time : {"2026-11-22T09:30:00.123456Z", "1970-01-01", "1969-12-31T23:59:59.999999Z",
                                   "0000-01-01", "9999-12-31T23:59:59.999999Z"}) {
        const std::string text = to_text(cursor_at(time));
        EXPECT_EQ(text.size(), 32U) << time;
        EXPECT_EQ(text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"),
                  std::string::npos)
            << text;
        const store::ScanCursor read = parse_cursor(text);
        EXPECT_EQ(format_rfc3339(read.scanned_at), format_rfc3339(cursor_at(time).scanned_at));
        EXPECT_EQ(read.event_id, some_id);
    }
    const char* const extreme = "ffffffff-ffff-ffff-ffff-ffffffffffff";
    EXPECT_EQ(parse_cursor(to_text(cursor_at("2026-01-01", extreme))).event_id, extreme);
}

TEST(ScanCursor, AnythingElseIsRefused) {
    const std::string good = to_text(cursor_at("2026-11-22T09:30:00Z"));
    const std::string no_year = "f" + std::string(31, 'A');
    std::string plus = to_text(cursor_at("2026-01-01", "ffffffff-ffff-ffff-ffff-ffffffffffff"));
    plus.back() = '/';
    for (const std::string& text :
         {std::string(), good.substr(1), good + "A", good + "AAAA", good.substr(0, 31) + "=",
          good.substr(0, 31) + " ", good.substr(0, 31) + "\xff", std::string(32, '\0'), no_year, plus,
          std::string(some_id), std::string("' OR 1=1 --"), std::string(65536, 'A')}) {
        try {
            parse_cursor(text);
            ADD_FAILURE() << text.substr(0, 50);
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::invalid);
            ASSERT_EQ(error.faults().size(), 1U);
            EXPECT_EQ(error.faults()[0].field, "cursor");
        }
    }
}

}  // namespace
}  // namespace qrgen::scans
