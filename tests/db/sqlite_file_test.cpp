// SPDX-License-Identifier: MIT
//
// What can be wrong with a file. On PostgreSQL there is nothing to test here.
#include <filesystem>
#include <fstream>
#include <sstream>

#include <sys/stat.h>
#include <unistd.h>

#include "tests/db/test_database.hpp"

namespace qrgen::store {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::StartsWith;

class SqliteFileTest : public testing::Test {
  protected:
    void SetUp() override {
        if (is_postgresql()) GTEST_SKIP();
    }

    static void use(const std::string& path) {
        Store store(DatabaseUrl::parse("sqlite:" + path));
        store.write([](Transaction& transaction) { CodeTable(transaction).insert(make_code(1)); });
    }

    static std::string count(const std::string& path) {
        Store store(DatabaseUrl::parse("sqlite:" + path));
        std::int64_t total = 0;
        store.read([&](Transaction& transaction) { total = CodeTable(transaction).list({}).total; });
        return std::to_string(total);
    }

    static Error error_at(const std::string& path) {
        const Error error = error_of([&] { use(path); });
        EXPECT_EQ(error.kind(), ErrorKind::unavailable);
        EXPECT_FALSE(error.hint().empty());
        EXPECT_THAT(error.message(), testing::Not(HasSubstr("\n")));
        return error;
    }

    static std::string contents(const std::string& path) {
        std::ostringstream text;
        text << std::ifstream(path, std::ios::binary).rdbuf();
        return text.str();
    }

    static unsigned mode(const std::string& path) {
        struct stat status {};
        return stat(path.c_str(), &status) == 0 ? status.st_mode & 0777U : 0;
    }

    TemporaryDirectory directory_;
};

TEST_F(SqliteFileTest, MissingDirectoriesAndTheFileAreMadeForThisUserOnly) {
    const std::string path = directory_.path("a/b/codes.db");
    use(path);
    EXPECT_EQ(mode(path), 0600U);
    EXPECT_EQ(mode(directory_.path("a/b")), 0700U);
    EXPECT_EQ(mode(directory_.path("a")), 0700U);
    EXPECT_EQ(count(path), "1");
}

TEST_F(SqliteFileTest, ARelativeNameCountsFromWhereTheStoreWasMade) {
    const fs::path before = fs::current_path();
    fs::current_path(directory_.path());
    Store store(DatabaseUrl::parse("sqlite:here.db"));
    fs::current_path(before);
    store.read([](Transaction&) {});
    EXPECT_TRUE(fs::exists(directory_.path("here.db")));
}

class SqliteFileName : public SqliteFileTest, public testing::WithParamInterface<std::string> {};

TEST_P(SqliteFileName, IsTakenAsItStands) {
    const std::string path = directory_.path(GetParam());
    use(path);
    EXPECT_TRUE(fs::is_regular_file(path));
    EXPECT_EQ(count(path), "1");
    for (const auto& entry : fs::directory_iterator(directory_.path())) {
        EXPECT_THAT(entry.path().filename().string(), StartsWith(GetParam()));
    }
}

INSTANTIATE_TEST_SUITE_P(Awkward, SqliteFileName,
                         testing::Values("two words.db", "it's.db", "say \"hi\".db", "a=b c=\"d\".db",
                                         "semi;colon.db", "dbname=x readonly=1", "50%.db", "%41.db",
                                         "what?mode=ro&cache=shared", "hash#tag", ":memory:", "file:x.db",
                                         "grüße 東京 😀.db", "back\\slash", "-x", "new\nline",
                                         std::string(240, 'n')));

TEST_F(SqliteFileTest, AFileThatIsNoDatabaseIsRefusedAndUntouched) {
    for (const std::string& text : {std::string(5000, 'x'), std::string("short")}) {
        const std::string path = directory_.path("letter.txt");
        std::ofstream(path) << text;
        EXPECT_EQ(error_at(path).message(), "the database file " + path + " is not an SQLite database");
        Store store(DatabaseUrl::parse("sqlite:" + path));
        EXPECT_EQ(error_of([&] { store.ping(); }).kind(), ErrorKind::unavailable);
        EXPECT_EQ(error_of([&] { Migrator(store).status(); }).kind(), ErrorKind::unavailable);
        EXPECT_EQ(contents(path), text);
        EXPECT_EQ(std::distance(fs::directory_iterator(directory_.path()), {}), 1);
    }
}

TEST_F(SqliteFileTest, ADamagedFileIsUnavailable) {
    const std::string path = directory_.path("codes.db");
    use(path);
    std::string bytes = contents(path);
    ASSERT_GT(bytes.size(), 8192U);
    std::fill(bytes.begin() + 100, bytes.end(), '\xEE');
    std::ofstream(path, std::ios::binary) << bytes;
    EXPECT_EQ(error_at(path).message(), "the database file " + path + " is damaged");
}

TEST_F(SqliteFileTest, ADirectoryIsNoFile) {
    EXPECT_EQ(error_at(directory_.path()).message(),
              "the database file " + directory_.path() + " cannot be opened");
}

TEST_F(SqliteFileTest, WhatCannotBeMadeSaysWhy) {
    std::ofstream(directory_.path("file")) << "x";
    EXPECT_THAT(error_at(directory_.path("file/codes.db")).message(), HasSubstr("Not a directory"));
    EXPECT_THAT(error_at(directory_.path(std::string(300, 'n'))).message(), HasSubstr("File name too long"));
    EXPECT_THAT(error_at(directory_.path(std::string(300, 'd') + "/x.db")).message(),
                HasSubstr("File name too long"));
    EXPECT_THAT(error_at("/proc/none/codes.db").message(), HasSubstr("cannot create the directory"));
    EXPECT_THAT(error_at("/dev/full").message(), StartsWith("the "));
}

TEST_F(SqliteFileTest, ControlCharactersInANameDoNotReachTheMessage) {
    EXPECT_THAT(error_at(directory_.path("\x1b[31m" + std::string(300, 'n'))).message(),
                HasSubstr("\\x1B[31m"));
}

TEST_F(SqliteFileTest, AReadOnlyFileCanBeReadButNotWritten) {
    const std::string path = directory_.path("codes.db");
    use(path);
    chmod(path.c_str(), 0444);
    chmod(directory_.path().c_str(), 0755);
    const auto write = [&] {
        use(path);
        return std::string("written");
    };
    EXPECT_EQ(in_child(User::unprivileged, write),
              "unavailable: the database file " + path + " is read-only");
    chmod(directory_.path().c_str(),
          0777);  // SQLite reads the log of changes with the help of a file next to it
    EXPECT_EQ(in_child(User::unprivileged, [&] { return count(path); }), "1");
    EXPECT_THAT(in_child(User::unprivileged, write), HasSubstr("is read-only"));
}

TEST_F(SqliteFileTest, AnUnreadableFileOrDirectoryIsUnavailable) {
    const std::string path = directory_.path("codes.db");
    use(path);
    chmod(path.c_str(), 0000);
    chmod(directory_.path().c_str(), 0755);
    EXPECT_EQ(in_child(User::unprivileged, [&] { return count(path); }),
              "unavailable: the database file " + path + " cannot be opened");
    chmod(directory_.path().c_str(), 0000);
    EXPECT_THAT(in_child(User::unprivileged, [&] { return count(path); }),
                StartsWith("unavailable: the database file"));
    chmod(directory_.path().c_str(), 0700);
}

TEST_F(SqliteFileTest, ADirectoryThatCannotBeWrittenIsUnavailable) {
    chmod(directory_.path().c_str(), 0555);
    const auto in_sub_directory = [&] { return count(directory_.path("sub/codes.db")); };
    EXPECT_THAT(in_child(User::unprivileged, in_sub_directory),
                testing::AllOf(StartsWith("unavailable: cannot create the directory"),
                               HasSubstr("Permission denied")));
    const auto ping = [&] {
        Store store(DatabaseUrl::parse("sqlite:" + directory_.path("sub/codes.db")));
        return store.ping();
    };
    EXPECT_THAT(in_child(User::unprivileged, ping),
                StartsWith("unavailable: cannot create the database file"));
    chmod(directory_.path().c_str(), 0700);
    EXPECT_THAT(ping(), StartsWith("SQLite 3."));
    EXPECT_FALSE(fs::exists(directory_.path("sub")));
}

TEST_F(SqliteFileTest, AWriterThatIsTooLongAtItMakesOthersFailAsBusy) {
    const std::string path = directory_.path("codes.db");
    use(path);
    Store store(DatabaseUrl::parse("sqlite:" + path));
    Store other(DatabaseUrl::parse("sqlite:" + path));
    store.write([&](Transaction&) {
        const Error error = error_of([&] { other.write([](Transaction&) {}); });
        EXPECT_EQ(error.message(), "the database file " + path + " is busy: another process writes to it");
        EXPECT_EQ(error.kind(), ErrorKind::unavailable);
    });
    EXPECT_NO_THROW(other.write([](Transaction&) {}));
}

}  // namespace
}  // namespace qrgen::store
