// SPDX-License-Identifier: MIT
#include "core/base/file.hpp"

#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace qrgen {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class StagedFileTest : public testing::Test {
  protected:
    StagedFileTest() : directory_(fs::temp_directory_path() / ("qrgen-file-" + std::to_string(getpid()))) {
        fs::create_directories(directory_);
    }
    ~StagedFileTest() override { fs::remove_all(directory_); }

    fs::path path(const std::string& name) const { return directory_ / name; }
    std::string read(const std::string& name) const {
        std::ifstream in(path(name), std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }
    void make(const std::string& name, const std::string& text) const { std::ofstream(path(name)) << text; }
    auto count_files() const {
        return std::distance(fs::directory_iterator(directory_), fs::directory_iterator());
    }

    void write(const std::string& name, const std::string& text,
               Overwrite overwrite = Overwrite::refuse) const {
        StagedFile file(path(name), overwrite);
        file.write(text);
        file.commit();
    }
    Error error_of(const std::string& name, Overwrite overwrite = Overwrite::refuse) const {
        try {
            write(name, "new", overwrite);
        } catch (const Error& error) {
            return error;
        }
        ADD_FAILURE() << "no error";
        return {ErrorKind::failure, ""};
    }

    fs::path directory_;
};

TEST_F(StagedFileTest, ACommittedFileHasItsNameAndContentAndNothingElseIsLeft) {
    write("a.png", std::string("\0binary", 7));
    EXPECT_EQ(read("a.png"), std::string("\0binary", 7));
    EXPECT_EQ(count_files(), 1);
}

TEST_F(StagedFileTest, WithoutCommitNothingAppears) {
    {
        StagedFile file(path("a.png"), Overwrite::refuse);
        file.write("half");
        EXPECT_FALSE(fs::exists(path("a.png")));
    }
    EXPECT_EQ(count_files(), 0);
}

TEST_F(StagedFileTest, WritingAgainReplacesWhatWasStaged) {
    StagedFile file(path("a.png"), Overwrite::refuse);
    file.write("the first, longer one");
    file.write("second");
    file.commit();
    EXPECT_EQ(read("a.png"), "second");
    EXPECT_EQ(count_files(), 1);
}

TEST_F(StagedFileTest, PiecesAreAppended) {
    StagedFile file(path("a.png"), Overwrite::refuse);
    file.append("one ");
    file.append("");
    file.append(std::string("\0two", 4));
    EXPECT_FALSE(fs::exists(path("a.png")));
    file.commit();
    EXPECT_EQ(read("a.png"), std::string("one \0two", 8));
    EXPECT_EQ(count_files(), 1);
}

TEST_F(StagedFileTest, PiecesAreAppendedToWhatWasWritten) {
    StagedFile file(path("a.png"), Overwrite::refuse);
    file.append("gone");
    file.write("one ");
    file.append("two");
    file.commit();
    EXPECT_EQ(read("a.png"), "one two");
}

TEST_F(StagedFileTest, ADeviceGetsAllPiecesAtTheEnd) {
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    StagedFile file("/dev/fd/" + std::to_string(ends[1]), Overwrite::refuse);
    file.append("one ");
    file.append("two");
    file.commit();
    ::close(ends[1]);
    char buffer[16];
    EXPECT_EQ(::read(ends[0], buffer, sizeof buffer), 7);
    EXPECT_EQ(::read(ends[0], buffer, sizeof buffer), 0);
    ::close(ends[0]);
}

TEST_F(StagedFileTest, AnExistingFileIsKept) {
    make("a.png", "old");
    EXPECT_EQ(error_of("a.png").kind(), ErrorKind::conflict);
    EXPECT_EQ(read("a.png"), "old");
    EXPECT_EQ(count_files(), 1);
}

TEST_F(StagedFileTest, AFileThatAppearsMeanwhileIsKept) {
    StagedFile file(path("a.png"), Overwrite::refuse);
    file.write("new");
    make("a.png", "somebody else's");
    EXPECT_THROW(file.commit(), Error);
    EXPECT_EQ(read("a.png"), "somebody else's");
}

TEST_F(StagedFileTest, OverwritingKeepsTheModeOfTheFile) {
    make("a.png", "old");
    ::chmod(path("a.png").c_str(), 0640);
    write("a.png", "new", Overwrite::allow);
    struct stat status {};
    ::stat(path("a.png").c_str(), &status);
    EXPECT_EQ(status.st_mode & 0777U, 0640U);
    EXPECT_EQ(read("a.png"), "new");
}

TEST_F(StagedFileTest, OverwritingALinkReplacesTheFileBehindIt) {
    make("real.png", "old");
    fs::create_symlink(path("real.png"), path("link.png"));
    write("link.png", "new", Overwrite::allow);
    EXPECT_TRUE(fs::is_symlink(path("link.png")));
    EXPECT_EQ(read("real.png"), "new");
}

TEST_F(StagedFileTest, ADirectoryIsNeverReplaced) {
    fs::create_directory(path("a.png"));
    EXPECT_THAT(error_of("a.png", Overwrite::allow).message(), HasSubstr("Is a directory"));
}

TEST_F(StagedFileTest, AMissingDirectoryIsNamedWithAHint) {
    const Error error = error_of("missing/a.png");
    EXPECT_EQ(error.kind(), ErrorKind::failure);
    EXPECT_THAT(error.message(), HasSubstr("No such file or directory"));
    EXPECT_THAT(error.hint(), HasSubstr("directory"));
}

TEST_F(StagedFileTest, DevicesAreWrittenToDirectly) {
    StagedFile nowhere("/dev/null", Overwrite::refuse);
    nowhere.write("text");
    EXPECT_NO_THROW(nowhere.commit());
    StagedFile full("/dev/full", Overwrite::refuse);
    full.write("text");
    EXPECT_THROW(full.commit(), Error);
    EXPECT_TRUE(fs::exists("/dev/null"));
}

TEST_F(StagedFileTest, ALinkToAPipeIsWrittenToDirectly) {
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    StagedFile file("/dev/fd/" + std::to_string(ends[1]), Overwrite::refuse);
    file.write("text");
    file.commit();
    char buffer[8];
    EXPECT_EQ(::read(ends[0], buffer, sizeof buffer), 4);
    ::close(ends[0]);
    ::close(ends[1]);
}

TEST_F(StagedFileTest, AnInterruptWhileStagedLeavesNothingBehind) {
    const pid_t child = ::fork();
    if (child == 0) {
        StagedFile file(path("a.png"), Overwrite::refuse);
        file.write("half");
        ::raise(SIGINT);  // takes effect when the file is gone
        _exit(count_files() == 1 ? 0 : 1);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_TRUE(WIFEXITED(status)) << "the signal was not held back";
    fs::remove_all(directory_);
}

TEST_F(StagedFileTest, AHeldBackInterruptIsSeen) {
    const pid_t child = ::fork();
    if (child == 0) {
        StagedFile file(path("a.png"), Overwrite::refuse);
        file.write("half");
        const bool before = DeferredSignals::any_waiting();
        ::raise(SIGTERM);
        _exit(!before && DeferredSignals::any_waiting() ? 0 : 1);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    fs::remove_all(directory_);
}

TEST_F(StagedFileTest, AHeldBackInterruptEndsTheProcessAfterwards) {
    const pid_t child = ::fork();
    if (child == 0) {
        {
            StagedFile file(path("a.png"), Overwrite::refuse);
            file.write("half");
            ::raise(SIGINT);
        }
        _exit(0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGINT);
    EXPECT_EQ(count_files(), 0);
}

class ReadFileTest : public StagedFileTest {
  protected:
    std::string message_of(const fs::path& file, std::size_t max_bytes = 100) const {
        try {
            read_file(file, max_bytes);
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::failure);
            return error.message();
        }
        return "no error";
    }
};

TEST_F(ReadFileTest, AFileIsReadWhole) {
    const std::string bytes = std::string("\0\xFF\n", 3) + std::string(200'000, 'x');
    make("a", bytes);
    EXPECT_EQ(read_file(path("a"), bytes.size()), bytes);
    make("empty", "");
    EXPECT_EQ(read_file(path("empty"), 0), "");
}

TEST_F(ReadFileTest, MoreThanTheLimitIsRefused) {
    make("a", "12345");
    EXPECT_EQ(read_file(path("a"), 5), "12345");
    EXPECT_THAT(message_of(path("a"), 4), HasSubstr("it has more than 4 bytes"));
    EXPECT_THAT(message_of("/dev/zero"), HasSubstr("cannot read /dev/zero: it has more than 100 bytes"));
}

TEST_F(ReadFileTest, AnUnreadableFileIsNamedWithTheReason) {
    EXPECT_THAT(message_of(path("none")), HasSubstr("none: No such file or directory"));
    EXPECT_THAT(message_of(directory_), HasSubstr(": Is a directory"));
    EXPECT_THAT(message_of(path("li\nes")), HasSubstr("li\\nes"));
}

}  // namespace
}  // namespace qrgen
