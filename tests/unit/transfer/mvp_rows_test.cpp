// SPDX-License-Identifier: MIT
#include "core/transfer/mvp_rows.hpp"

#include <map>

#include <gtest/gtest.h>

#include "core/base/error.hpp"

namespace qrgen::transfer {
namespace {

using Cells = std::map<std::string, std::string, std::less<>>;

Values values_of(const Cells& cells) {
    return [&cells](std::string_view name) -> std::optional<std::string> {
        const auto cell = cells.find(name);
        return cell == cells.end() ? std::nullopt : std::optional(cell->second);
    };
}

Cells code_cells() {
    return {{"id", "0F4F1F7E-6A55-4B0E-9C64-1F4D8E0A0001"},
            {"content", "https://qr.example.org/r/a1b2c3d4?scan_ref=qr"},
            {"qr_type", "dynamic"},
            {"redirect_url", "https://example.com/"},
            {"created_at", "2025-05-13 18:41:47+00"}};
}

std::optional<std::string> short_id_with(const std::string& content) {
    Cells cells = code_cells();
    cells["content"] = content;
    return mvp_code(values_of(cells)).code.short_id;
}

TEST(MvpCode, ShortIdsOfOldCodesAreInTheirContent) {
    EXPECT_EQ(short_id_with("https://qr.example.org/r/a1b2c3d4?scan_ref=qr"), "a1b2c3d4");
    EXPECT_EQ(short_id_with("/r/a1b2c3d4"), "a1b2c3d4");
    EXPECT_EQ(short_id_with("a1b2c3d4"), "a1b2c3d4");
    EXPECT_EQ(short_id_with("/r/"), std::nullopt);
}

TEST(MvpCode, IdsAreLowerCaseUuids) {
    Cells cells = code_cells();
    EXPECT_EQ(mvp_code(values_of(cells)).code.id, "0f4f1f7e-6a55-4b0e-9c64-1f4d8e0a0001");
    cells["id"] = "17";
    const std::string derived = mvp_code(values_of(cells)).code.id;
    EXPECT_EQ(mvp_scan(values_of({{"id", "1"}, {"qr_code_id", "17"}, {"scanned_at", "2025-01-01"}})).code_id,
              derived);
}

TEST(MvpCode, WhatMakesItNoCode) {
    for (const auto& [column, value] : Cells{{"id", ""}, {"qr_type", "party"}, {"created_at", "soon"}}) {
        Cells cells = code_cells();
        cells[column] = value;
        EXPECT_NE(mvp_code(values_of(cells)).fault, "") << column;
    }
    EXPECT_EQ(mvp_code(values_of(code_cells())).fault, "");
}

TEST(MvpScan, WhatMakesItNoScan) {
    for (const char* const column : {"id", "qr_code_id", "scanned_at"}) {
        Cells cells{{"id", "1"}, {"qr_code_id", "17"}, {"scanned_at", "2025-01-01"}};
        cells.erase(column);
        EXPECT_THROW(mvp_scan(values_of(cells)), Error) << column;
    }
}

}  // namespace
}  // namespace qrgen::transfer
