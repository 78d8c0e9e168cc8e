// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/error.hpp"
#include "core/store/store.hpp"

namespace qrgen::store {
namespace {

TEST(DatabaseUrl, NamesAnSqliteFile) {
    const std::pair<const char*, const char*> cases[] = {
        {"sqlite:///var/lib/qrgen/qrgen.db", "/var/lib/qrgen/qrgen.db"},
        {"sqlite:////var/lib/qrgen.db", "//var/lib/qrgen.db"},
        {"sqlite:relative/path.db", "relative/path.db"},
        {"sqlite:./a b;c='d'?e=%20.db", "./a b;c='d'?e=%20.db"},
        {"SQLite:/x", "/x"},
        {"sqlite+pysqlite:///x", "/x"},
    };
    for (const auto& [text, target] : cases) {
        const DatabaseUrl url = DatabaseUrl::parse(text);
        EXPECT_EQ(url.backend, Backend::sqlite) << text;
        EXPECT_EQ(url.target, target);
    }
}

TEST(DatabaseUrl, NamesAPostgresqlDatabase) {
    for (const auto* scheme : {"postgresql", "postgres", "postgresql+asyncpg", "PostgreSQL+psycopg2"}) {
        const DatabaseUrl url =
            DatabaseUrl::parse(std::string(scheme) + "://u:p%40w@h:5432/d?sslmode=require");
        EXPECT_EQ(url.backend, Backend::postgresql);
        EXPECT_EQ(url.target, "postgresql://u:p%40w@h:5432/d?sslmode=require");
    }
    EXPECT_EQ(DatabaseUrl::parse("postgresql://").target, "postgresql://");
}

TEST(DatabaseUrl, RefusesWhatItDoesNotKnowWithoutRepeatingIt) {
    const std::string cases[] = {"",
                                 "qrgen.db",
                                 "/var/lib/qrgen.db",
                                 "mysql://u:secret@h/d",
                                 "sqlite:",
                                 "sqlite://",
                                 "sqlite:///",
                                 "sqlite://secret/x",
                                 "sqlite:/directory/",
                                 "sqlite::memory:",
                                 "postgresql:",
                                 "postgresql:secret",
                                 "postgresql:/u:secret@h/d",
                                 "postgresql://u:secret%@h/d",
                                 "postgresql://u:secret%zz@h/d",
                                 "postgresql://u:secret%0@h",
                                 "postgresql://u:secret%00@h/d",
                                 "postgresql://u:secret\n@h/d",
                                 std::string("sqlite:/a\0secret", 16)};
    for (const std::string& text : cases) {
        try {
            DatabaseUrl::parse(text);
            ADD_FAILURE() << text;
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::invalid);
            EXPECT_EQ(error.faults().at(0).field, "database_url");
            EXPECT_THAT(error.message(), testing::Not(testing::HasSubstr("secret"))) << text;
            EXPECT_FALSE(error.hint().empty());
        }
    }
}

TEST(HidePassword, HidesItWhereverItStands) {
    const std::pair<const char*, const char*> cases[] = {
        {"postgresql://u:secret@h:5432/d", "postgresql://u:***@h:5432/d"},
        {"postgresql+asyncpg://u:secret@h/d", "postgresql+asyncpg://u:***@h/d"},
        {"postgresql://u:@h/d", "postgresql://u:***@h/d"},
        {"postgresql://:secret@h/d", "postgresql://:***@h/d"},
        {"postgresql://u:sec@ret@h/d", "postgresql://u:***@h/d"},
        {"postgresql://u:sec:ret@h/d", "postgresql://u:***@h/d"},
        {"postgresql://u:sec/ret@h/d", "postgresql://u:***@h/d"},
        {"postgresql://u:sec?ret@h/d", "postgresql://u:***@h/d"},
        {"postgresql://u:secret%40@h1:1,h2:2/d", "postgresql://u:***@h1:1,h2:2/d"},
        {"postgresql://h/d?password=secret", "postgresql://h/d?password=***"},
        {"postgresql://h/d?a=b&password=secret&c=d", "postgresql://h/d?a=b&password=***&c=d"},
        {"postgresql://u:secret@h/d?sslpassword=secret", "postgresql://u:***@h/d?sslpassword=***"},
        {"postgresql://h/d?p%61ssword=secret", "postgresql://h/d?p%61ssword=***"},
        {"mysql://u:secret@h/d", "mysql://u:***@h/d"},
        {"postgresql://u:12?34@h/d", "postgresql://u:***@h/d"},
        {"postgresql:u:secret@h", "***"},
        {"host=h user=u password=secret", "***"},
        // rather too much than too little
        {"postgresql://h:5432/d?options=a@b", "postgresql://h:***@b"},
    };
    for (const auto& [text, hidden] : cases) EXPECT_EQ(hide_password(text), hidden);
}

TEST(HidePassword, LeavesOtherTextAlone) {
    for (const std::string text :
         {"", "x", "://", "sqlite:///a:b@c?d=e", "postgresql://h:5432/d", "postgresql://u@h/d",
          "postgresql://[::1]:5432/d", "postgresql://h1:1,h2:2/d", "postgresql:///d?host=/var/run",
          "postgresql://h/d?", "postgresql://h/d?&=&"}) {
        EXPECT_EQ(hide_password(text), text);
    }
}

}  // namespace
}  // namespace qrgen::store
