// SPDX-License-Identifier: MIT
#include "daemon/redirect/target_snapshot.hpp"

#include <fstream>

#include <gtest/gtest.h>

#include "core/base/error.hpp"

namespace qrgen::daemon {
namespace {

constexpr auto id = "0190c0de-0000-7000-8000-000000000001";

class TargetSnapshotTest : public testing::Test {
  protected:
    TargetSnapshotTest() {
        std::string name = (std::filesystem::temp_directory_path() / "qrgen-snapshot-XXXXXX").string();
        directory_ = mkdtemp(name.data());
    }
    ~TargetSnapshotTest() override { std::filesystem::remove_all(directory_); }

    std::filesystem::path file() const { return directory_ / "targets.ndjson"; }

    void write(const std::string& text) const { std::ofstream(file(), std::ios::binary) << text; }

    std::filesystem::path directory_;
    TargetCache cache_{100, std::chrono::seconds(60)};
};

TEST_F(TargetSnapshotTest, WhatIsWrittenIsReadAsStale) {
    const Target plain{.code_id = id, .url = "https://example.com/\"quoted\"?a=ü"};
    const Target off{.code_id = id, .url = "https://example.com/", .is_active = false, .is_allowed = false};
    cache_.put("menu", plain, cache_.ticket("menu"));
    cache_.put("off", off, cache_.ticket("off"));
    cache_.put("gone", std::nullopt, cache_.ticket("gone"));
    write_snapshot(cache_, file());
    TargetCache other(100, std::chrono::seconds(60));
    EXPECT_EQ(read_snapshot(file(), other), 2U);
    EXPECT_EQ(other.find("menu")->target, plain);
    EXPECT_FALSE(other.find("menu")->is_fresh);
    EXPECT_EQ(other.find("off")->target, off);
    EXPECT_FALSE(other.find("gone"));
}

TEST_F(TargetSnapshotTest, ANewOneReplacesTheOldOne) {
    cache_.put("menu", Target{.code_id = id, .url = "https://example.com/"}, cache_.ticket("menu"));
    write_snapshot(cache_, file());
    write_snapshot(TargetCache(100, std::chrono::seconds(60)), file());
    EXPECT_EQ(read_snapshot(file(), cache_), 0U);
    EXPECT_EQ(
        std::distance(std::filesystem::directory_iterator(directory_), std::filesystem::directory_iterator()),
        1);
}

TEST_F(TargetSnapshotTest, AMissingFileHoldsNothing) {
    EXPECT_EQ(read_snapshot(file(), cache_), 0U);
}

TEST_F(TargetSnapshotTest, LinesThatMakeNoSenseArePassedOver) {
    const std::string good =
        R"({"short_id":"menu","id":"0190c0de-0000-7000-8000-000000000001","url":"https://e.com/","active":true,"allowed":true})";
    write(
        "\n[]\n{}\nnonsense\n\xff\xfe\n" + good.substr(0, 50) + "\n" + good + "\n" +
        R"({"short_id":7,"id":"0190c0de-0000-7000-8000-000000000001","url":"u","active":true,"allowed":true})" +
        "\n" + R"({"short_id":"x","id":"no id","url":"u","active":true,"allowed":true})" + "\n" +
        std::string(100'000, '['));
    EXPECT_EQ(read_snapshot(file(), cache_), 1U);
    EXPECT_TRUE(cache_.find("menu"));
}

TEST_F(TargetSnapshotTest, APlaceThatCannotBeWrittenIsAnError) {
    EXPECT_THROW(write_snapshot(cache_, directory_ / "missing" / "file"), Error);
}

}  // namespace
}  // namespace qrgen::daemon
