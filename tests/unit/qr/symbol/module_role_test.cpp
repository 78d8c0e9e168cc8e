// SPDX-License-Identifier: MIT
#include "core/qr/symbol/module_role.hpp"

#include <memory>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <qrencode.h>

namespace qrgen::qr {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

using QrcodePtr = std::unique_ptr<QRcode, decltype(&QRcode_free)>;

// libqrencode tells in the upper bits of each module what it is for; qrencode.h documents them.
void expect_roles_of_library(const QRcode& code, SymbolKind kind) {
    const ModuleRoles roles(kind, code.version);
    ASSERT_EQ(roles.size(), code.width);
    for (int y = 0; y < code.width; ++y) {
        for (int x = 0; x < code.width; ++x) {
            SCOPED_TRACE(std::to_string(x) + ", " + std::to_string(y));
            const unsigned bits = code.data[y * code.width + x];
            const ModuleRole role = roles.at(x, y);
            ASSERT_EQ(role == ModuleRole::data, (bits & 0x80U) == 0);
            ASSERT_EQ(role == ModuleRole::finder || role == ModuleRole::separator, (bits & 0x40U) != 0);
            ASSERT_EQ(role == ModuleRole::alignment, (bits & 0x20U) != 0);
            ASSERT_EQ(role == ModuleRole::timing, (bits & 0x10U) != 0);
            ASSERT_EQ(role == ModuleRole::version, (bits & 0x08U) != 0);
            const bool is_dark_module = (bits & 0xFCU) == 0x80U;
            ASSERT_EQ(role == ModuleRole::format, (bits & 0x04U) != 0 || is_dark_module);
        }
    }
}

TEST(ModuleRoleTest, all_versions_as_the_library_has_them) {
    for (int version = 1; version <= 40; ++version) {
        SCOPED_TRACE(version);
        const QrcodePtr code(QRcode_encodeString8bit("x", version, QR_ECLEVEL_L), QRcode_free);
        ASSERT_TRUE(code);
        expect_roles_of_library(*code, SymbolKind::qr);
    }
}

TEST(ModuleRoleTest, all_micro_versions_as_the_library_has_them) {
    for (int version = 1; version <= 4; ++version) {
        SCOPED_TRACE(version);
        const QrcodePtr code(QRcode_encodeStringMQR("1", version, QR_ECLEVEL_L, QR_MODE_8, 1), QRcode_free);
        ASSERT_TRUE(code);
        expect_roles_of_library(*code, SymbolKind::micro);
    }
}

bool is_in_square(int x, int y, int left, int top) {
    return x >= left && x < left + 7 && y >= top && y < top + 7;
}

// What the library does not tell apart.
TEST(ModuleRoleTest, finders_are_squares_of_seven_within_their_separators) {
    for (const auto& [kind, version] : {std::pair(SymbolKind::qr, 1), std::pair(SymbolKind::qr, 7),
                                        std::pair(SymbolKind::qr, 40), std::pair(SymbolKind::micro, 2)}) {
        const ModuleRoles roles(kind, version);
        const int far = roles.size() - 7;
        for (int y = 0; y < roles.size(); ++y) {
            for (int x = 0; x < roles.size(); ++x) {
                const bool in_finder =
                    is_in_square(x, y, 0, 0) ||
                    (kind == SymbolKind::qr && (is_in_square(x, y, far, 0) || is_in_square(x, y, 0, far)));
                EXPECT_EQ(roles.at(x, y) == ModuleRole::finder, in_finder) << x << ", " << y;
            }
        }
    }
}

// ISO/IEC 18004, annex E.
TEST(ModuleRoleTest, alignment_centres) {
    EXPECT_THAT(ModuleRoles::alignment_centres(1), IsEmpty());
    EXPECT_THAT(ModuleRoles::alignment_centres(2), ElementsAre(6, 18));
    EXPECT_THAT(ModuleRoles::alignment_centres(6), ElementsAre(6, 34));
    EXPECT_THAT(ModuleRoles::alignment_centres(7), ElementsAre(6, 22, 38));
    EXPECT_THAT(ModuleRoles::alignment_centres(14), ElementsAre(6, 26, 46, 66));
    EXPECT_THAT(ModuleRoles::alignment_centres(16), ElementsAre(6, 26, 50, 74));
    EXPECT_THAT(ModuleRoles::alignment_centres(32), ElementsAre(6, 34, 60, 86, 112, 138));
    EXPECT_THAT(ModuleRoles::alignment_centres(40), ElementsAre(6, 30, 58, 86, 114, 142, 170));
}

}  // namespace
}  // namespace qrgen::qr
