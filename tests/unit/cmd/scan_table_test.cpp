// SPDX-License-Identifier: MIT
#include "cmd/scan_table.hpp"

#include <gtest/gtest.h>

#include "cmd/terminal.hpp"

namespace qrgen::cmd {
namespace {

store::StoredScan known_scan() {
    store::StoredScan scan;
    scan.scanned_at = parse_rfc3339("2026-11-22T09:30:00.123456Z").value();
    scan.is_genuine = true;
    scan.ip_address = "192.0.2.0";
    scan.device_family = "iPhone";
    scan.os_family = "iOS";
    scan.os_version = "17.2";
    scan.browser_family = "Mobile Safari";
    scan.country = "DE";
    scan.referrer_host = "example.com";
    return scan;
}

std::string line(const std::string& text) {
    EXPECT_EQ(text.find('\n'), text.size() - 1);
    return text.substr(0, text.size() - 1);
}

TEST(ScanTable, ColumnsStandBelowTheirNames) {
    const ScanTable table(0);
    const std::string header = line(table.header());
    const std::string row = line(table.row(known_scan()));
    for (const auto& [name, value] : {std::pair{"scanned_at", "2026-11-22T09:30:00Z"},
                                      {"genuine", "yes"},
                                      {"device", "iPhone"},
                                      {"system", "iOS 17.2"},
                                      {"browser", "Mobile Safari"},
                                      {"country", "DE"},
                                      {"address", "192.0.2.0"},
                                      {"referrer", "example.com"}}) {
        const std::size_t place = header.find(name);
        ASSERT_NE(place, std::string::npos) << name;
        EXPECT_EQ(row.substr(place, std::string(value).size()), value) << row;
    }
}

TEST(ScanTable, EveryLineFitsTheTerminal) {
    store::StoredScan scan = known_scan();
    scan.device_family = std::string(1000, 'd');
    scan.browser_family = std::string(50, 'b');
    scan.referrer_host = std::string(253, 'r');
    for (const int width : {1, 20, 40, 60, 80, 100, 133, 200}) {
        const ScanTable table(width);
        EXPECT_LE(display_width(line(table.header())), width);
        EXPECT_LE(display_width(line(table.row(scan))), width);
    }
    const std::string row = ScanTable(100).row(scan);
    EXPECT_NE(row.find("DE"), std::string::npos) << "what is long takes no room from others: " << row;
    EXPECT_NE(ScanTable(0).row(scan).find(*scan.referrer_host), std::string::npos);
}

TEST(ScanTable, WhatStrangersSentIsShownPrintable) {
    store::StoredScan scan = known_scan();
    scan.device_family = "a\x1b[31mred\nnext";
    scan.browser_family = "\xe2\x80\xae evil";
    scan.referrer_host = "\xff<script>";
    const std::string row = line(ScanTable(0).row(scan));
    EXPECT_EQ(row.find('\x1b'), std::string::npos);
    EXPECT_EQ(row.find("\xe2\x80\xae"), std::string::npos);
    EXPECT_EQ(row.find('\xff'), std::string::npos);
    EXPECT_NE(row.find("<script>"), std::string::npos);
}

TEST(ScanTable, WhatIsNotKnownIsEmpty) {
    store::StoredScan scan;
    scan.scanned_at = parse_rfc3339("2026-11-22").value();
    EXPECT_EQ(ScanTable(0).row(scan), "2026-11-22T00:00:00Z  no\n");
}

}  // namespace
}  // namespace qrgen::cmd
