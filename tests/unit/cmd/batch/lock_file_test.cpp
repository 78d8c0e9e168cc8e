// SPDX-License-Identifier: MIT
#include "cmd/batch/lock_file.hpp"

#include <filesystem>
#include <optional>

#include <gtest/gtest.h>

#include "tests/support/temporary_directory.hpp"
#include "tests/unit/batch/rows.hpp"

namespace qrgen::cmd {
namespace {

using batch::refusal_of;

TEST(LockFileTest, OneAtATimeHasTheLock) {
    const test::TemporaryDirectory directory;
    const auto file = directory.path() / "lock";
    std::optional<LockFile> first(file);
    EXPECT_EQ(refusal_of([&] { LockFile second(file); }).kind(), ErrorKind::conflict);
    first.reset();
    EXPECT_TRUE(std::filesystem::exists(file));
    const LockFile third(file);
}

TEST(LockFileTest, WhatItHoldsStays) {
    const test::TemporaryDirectory directory;
    const auto file = directory.path() / "lock";
    batch::write_file(file, "text");
    const LockFile lock(file);
    EXPECT_EQ(batch::content_of(file), "text");
}

TEST(LockFileTest, APlaceThatIsNotThereIsAFailure) {
    const test::TemporaryDirectory directory;
    EXPECT_EQ(refusal_of([&] { LockFile lock(directory.path() / "missing/lock"); }).kind(),
              ErrorKind::failure);
    EXPECT_EQ(refusal_of([&] { LockFile lock(directory.path()); }).kind(), ErrorKind::failure);
}

}  // namespace
}  // namespace qrgen::cmd
