// SPDX-License-Identifier: MIT
#include "core/transfer/link_rows.hpp"

#include <map>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/error.hpp"

namespace qrgen::transfer {
namespace {

using testing::ElementsAre;
using Cells = std::map<std::string, std::string, std::less<>>;

Link link_of(Shortener shortener, const Cells& cells) {
    return read_link(shortener, [&](std::string_view name) -> std::optional<std::string> {
        const auto cell = cells.find(name);
        return cell == cells.end() ? std::nullopt : std::optional(cell->second);
    });
}

const Timestamp now = Timestamp(std::chrono::seconds(1'800'000'000));

TEST(ReadLink, TheShortUrlTellsCodeAndDomain) {
    const Link link =
        link_of(Shortener::bitly, {{"longurl", "https://example.com/"}, {"link", "https://Bit.ly/3aB"}});
    EXPECT_EQ(link.short_code, "3aB");
    EXPECT_EQ(link.domain, "bit.ly");
    EXPECT_EQ(link.target, "https://example.com/");
}

TEST(ReadLink, ColumnsOfTheirOwnGoBefore) {
    const Link link = link_of(Shortener::shlink, {{"longurl", "x"},
                                                  {"shortcode", "abc"},
                                                  {"shorturl", "https://s.test/other"},
                                                  {"domain", "S.Example"},
                                                  {"tags", "a|b"}});
    EXPECT_EQ(link.short_code, "abc");
    EXPECT_EQ(link.domain, "s.example");
    EXPECT_THAT(link.tags, ElementsAre("a", "b"));
}

// A dump does not tell the domain, and the ids must be the same from either.
TEST(ReadLink, YourlsHasNoDomain) {
    EXPECT_EQ(link_of(Shortener::yourls, {{"url", "x"}, {"shorturl", "https://sho.rt/abc"}}).domain, "");
}

TEST(CodeOf, IdsComeFromTheLink) {
    Link link{.domain = "s.test", .short_code = "abc", .target = "https://example.com/"};
    EXPECT_EQ(code_of(Shortener::shlink, link, now).code.id, code_id_of(Shortener::shlink, "s.test", "abc"));
    EXPECT_NE(code_id_of(Shortener::shlink, "s.test", "abc"), code_id_of(Shortener::yourls, "s.test", "abc"));
    EXPECT_NE(code_id_of(Shortener::shlink, "s.test", "abc"), code_id_of(Shortener::shlink, "", "abc"));
    link.id = "6B1C0000-0000-4000-8000-000000000001";
    EXPECT_EQ(code_of(Shortener::kutt, link, now).code.id, "6b1c0000-0000-4000-8000-000000000001");
}

TEST(CodeOf, WhatIsNotUnderstoodIsNoted) {
    const Link link{.short_code = "abc", .created_at = "soon", .clicks = "many"};
    const ForeignCode foreign = code_of(Shortener::shlink, link, now);
    EXPECT_EQ(foreign.code.created_at, now);
    EXPECT_EQ(foreign.code.scan_count, 0);
    EXPECT_THAT(foreign.notes,
                ElementsAre("time of creation 'soon' is not understood", "clicks 'many' are no number"));
}

TEST(ScanOf, EachVisitHasAnIdOfItsOwn) {
    Visit visit{
        .id = "1", .code_id = code_id_of(Shortener::yourls, "", "abc"), .time = "2024-01-01 00:00:00"};
    const auto scan = scan_of(Shortener::yourls, visit);
    EXPECT_EQ(scan_of(Shortener::yourls, visit).event_id, scan.event_id);
    EXPECT_FALSE(scan.is_genuine);
    visit.id = "2";
    EXPECT_NE(scan_of(Shortener::yourls, visit).event_id, scan.event_id);
    visit.time = "never";
    EXPECT_THROW(scan_of(Shortener::yourls, visit), Error);
}

TEST(ScanOf, DirectIsNoReferrer) {
    Visit visit{.id = "1", .code_id = "x", .time = "2024-01-01", .referrer = "direct", .country = ""};
    EXPECT_EQ(scan_of(Shortener::yourls, visit).referrer, "");
    EXPECT_EQ(scan_of(Shortener::yourls, visit).country, std::nullopt);
    visit.referrer = "https://example.com/";
    EXPECT_EQ(scan_of(Shortener::yourls, visit).referrer, "https://example.com/");
}

}  // namespace
}  // namespace qrgen::transfer
