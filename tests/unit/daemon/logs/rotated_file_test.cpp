// SPDX-License-Identifier: MIT
#include "daemon/logs/rotated_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/error.hpp"
#include "core/base/file.hpp"
#include "core/base/log.hpp"
#include "tests/support/temporary_directory.hpp"

namespace qrgen::daemon {
namespace {

class RotatedFileTest : public testing::Test {
  protected:
    test::TemporaryDirectory directory_;
    const std::filesystem::path file_ = directory_.path() / "a" / "b" / "access.log";
};

TEST_F(RotatedFileTest, HoldsExactlyWhatWasWritten) {
    RotatedFile file(file_);
    file.write("one\n{} % {0} \xff\n");
    file.write("two\n");
    EXPECT_EQ(read_file(file_, 1000), "one\n{} % {0} \xff\ntwo\n");
}

TEST_F(RotatedFileTest, GoesOnWhereItWas) {
    RotatedFile(file_).write("one\n");
    RotatedFile(file_).write("two\n");
    EXPECT_EQ(read_file(file_, 1000), "one\ntwo\n");
}

TEST_F(RotatedFileTest, IsRotatedWhenItIsLarge) {
    RotatedFile file(file_);
    const std::string much(max_log_file_bytes / 2 + 1, 'x');
    file.write(much);
    file.write(much);
    file.write("new\n");
    EXPECT_EQ(std::filesystem::file_size(file_), much.size() + 4);
    EXPECT_EQ(std::filesystem::file_size(directory_.path() / "a" / "b" / "access.1.log"), much.size());
}

TEST_F(RotatedFileTest, OfTwoWhoShareItEachFollowsTheOther) {
    RotatedFile one(file_);
    RotatedFile other(file_);
    const std::string much(max_log_file_bytes / 2 + 1, 'x');
    one.write(much);
    other.write("other\n");
    one.write(much);
    other.write("goes on\n");
    one.write("one\n");
    std::string end = read_file(file_, 100'000'000);
    EXPECT_EQ(end.substr(much.size()), "goes on\none\n");
    EXPECT_EQ(std::filesystem::file_size(directory_.path() / "a" / "b" / "access.1.log"), much.size() + 6);
}

TEST_F(RotatedFileTest, GoesOnInANewFileWhenSomebodyTookItAway) {
    RotatedFile file(file_);
    file.write("old\n");
    std::filesystem::rename(file_, directory_.path() / "taken");
    file.write("new\n");
    EXPECT_EQ(read_file(file_, 1000), "new\n");
    std::filesystem::remove_all(file_.parent_path());
    file.write("newer\n");
    EXPECT_EQ(read_file(file_, 1000), "newer\n");
}

TEST_F(RotatedFileTest, WhereNoNewFileCanBeMadeTheOldOneGoesOn) {
    RotatedFile file(file_);
    file.write("one\n");
    const auto old = directory_.path() / "old";
    std::filesystem::rename(file_, old);
    std::filesystem::create_directory(file_);
    file.write("two\n");
    file.write("three\n");
    EXPECT_EQ(read_file(old, 1000), "one\ntwo\nthree\n");
}

TEST_F(RotatedFileTest, OfTwoWhoShareItNeitherLetsItGrowTooLarge) {
    RotatedFile one(file_);
    RotatedFile other(file_);
    const std::string much(max_log_file_bytes * 2 / 3, 'x');
    one.write(much);
    other.write(much);
    one.write("new\n");
    EXPECT_EQ(read_file(file_, 1000), "new\n");
}

TEST_F(RotatedFileTest, APlaceThatCannotBeWrittenIsAnErrorWithAHint) {
    try {
        RotatedFile file("/dev/null/li\nes.log");
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::failure);
        EXPECT_EQ(error.message(), "cannot write the log file /dev/null/li\\nes.log");
        EXPECT_THAT(error.hint(), testing::HasSubstr("log_dir"));
    }
}

TEST_F(RotatedFileTest, AFullDiskLosesLinesButNothingElse) {
    RotatedFile file("/dev/full");
    file.write("lost\n");
    file.write("lost, too\n");
}

}  // namespace
}  // namespace qrgen::daemon
