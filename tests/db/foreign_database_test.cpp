// SPDX-License-Identifier: MIT
//
// Databases of other systems, made by their own statements, as sources. They are on PostgreSQL, so these
// tests need a server; what is imported goes to a database there, and to an SQLite file.
#include "core/store/foreign_database.hpp"

#include <fstream>
#include <sstream>

#include "core/transfer/database_sources.hpp"
#include "tests/db/transfer_fixture.hpp"

namespace qrgen::transfer {
namespace {

using store::error_of;
using store::TestDatabase;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

// Runs the statements of a file in tests/db/foreign.
void fill(const TestDatabase& database, const std::string& name) {
    std::ifstream in(std::string(QRGEN_FOREIGN_DIR) + "/" + name);
    ASSERT_TRUE(in) << name;
    std::string statement;
    for (std::string line; std::getline(in, line);) {
        if (line.starts_with("--")) continue;
        statement += line + "\n";
        if (!line.ends_with(';')) continue;
        database.run(statement);
        statement.clear();
    }
}

class ForeignDatabaseTest : public store::StoreTest {
  protected:
    ForeignDatabaseTest() {
        EXPECT_TRUE(store::is_postgresql());
        sqlite_ = std::make_unique<store::Store>(
            store::DatabaseUrl::parse("sqlite://" + directory_.path("codes.db")));
    }

    // Into both databases, which must say the same.
    Imported import_twice(const std::function<std::unique_ptr<Source>()>& open, Scans scans = Scans::with) {
        const Imported first = import(*store_, *open(), import_rules(), scans);
        const Imported second = import(*sqlite_, *open(), import_rules(), scans);
        EXPECT_EQ(first.lines, second.lines);
        EXPECT_EQ(ndjson_of(*store_), ndjson_of(*sqlite_));
        return first;
    }
    Imported import_mvp(Scans scans = Scans::with) {
        return import_twice([&] { return mvp_database(source_.url()); }, scans);
    }
    Imported import_shlink() {
        return import_twice([&] { return shlink_database(source_.url(), import_time); });
    }
    Imported import_kutt() {
        return import_twice([&] { return kutt_database(source_.url(), import_time); });
    }
    Error mvp_error() {
        return error_of([&] { import(*store_, *mvp_database(source_.url())); });
    }

    std::string number(const std::string& sql) { return database_.run(sql); }

    TestDatabase source_;
    store::TemporaryDirectory directory_;
    std::unique_ptr<store::Store> sqlite_;
};

TEST_F(ForeignDatabaseTest, CodesOfMvpComeAsTheyAre) {
    fill(source_, "mvp_qr_gen.sql");
    const Imported imported = import_mvp();
    EXPECT_THAT(imported.lines,
                ElementsAre("created 0badcafe", "created 0f4f1f7e-6a55-4b0e-9c64-1f4d8e0a0003",
                            HasSubstr("refused deadbeef: redirect_url"), "created a1b2c3d4"));
    const auto code = find("a1b2c3d4");
    ASSERT_TRUE(code);
    EXPECT_EQ(store::describe(*code),
              "0f4f1f7e-6a55-4b0e-9c64-1f4d8e0a0001\n"
              "https://qr.example.org/r/a1b2c3d4?scan_ref=qr\n"
              "dynamic active\n"
              "\"https://example.com/menu?x=1\"\n"
              "\"Menu\"\n"
              "\"Summer menu\"\n"
              "#112233 #FFFFFF 10 4 h\n"
              "\"a1b2c3d4\" none none\n"
              "\n"
              "2025-05-13T18:41:47.142478Z 2025-05-13T18:41:47.142478Z none\n"
              "17 2025-06-01T10:00:00.500000Z 9 2025-05-14T08:00:00.000000Z 2025-06-01T10:00:00.500000Z");
    EXPECT_EQ(find("0badcafe")->content, "/r/0badcafe");
    EXPECT_EQ(find("0f4f1f7e-6a55-4b0e-9c64-1f4d8e0a0003")->fill_color, "#000080");
    EXPECT_EQ(number("SELECT sum(static_count) FROM qr_code_counts"), "1");
    EXPECT_EQ(number("SELECT sum(dynamic_count) FROM qr_code_counts"), "2");
    EXPECT_EQ(
        number(
            "SELECT count(*) FROM qr_history WHERE action = 'import' AND actor = 'tester' AND revision = 1"),
        "3");
}

TEST_F(ForeignDatabaseTest, ScansOfMvpRaiseDailyFiguresButNoCounters) {
    fill(source_, "mvp_qr_gen.sql");
    const Imported imported = import_mvp();
    EXPECT_EQ(imported.summary.scans, 2);
    EXPECT_EQ(imported.summary.refused_scans, 1);
    EXPECT_EQ(find("a1b2c3d4")->scan_count, 17);
    EXPECT_EQ(number("SELECT string_agg(day || ' ' || scans || ' ' || genuine_scans, ', ' ORDER BY day) FROM "
                     "scan_days"),
              "2025-05-14 1 1, 2025-05-15 1 0");
    EXPECT_EQ(
        number(
            "SELECT event_id || ' ' || ip_address || ' ' || raw_user_agent || ' ' || device_family || ' ' || "
            "is_mobile || ' ' || is_pc FROM scan_logs WHERE is_genuine_scan"),
        "7b1e0000-0000-4000-8000-000000000001 192.0.2.0 Mozilla/5.0 (iPhone) iPhone true false");
    EXPECT_EQ(number("SELECT count(*) FROM scan_logs WHERE ip_address IS NULL AND raw_user_agent IS NULL"),
              "1");
}

TEST_F(ForeignDatabaseTest, ASecondImportOfMvpAddsNothing) {
    fill(source_, "mvp_qr_gen.sql");
    import_mvp();
    const std::string before = ndjson_of(*store_);
    database_.run("UPDATE qr_codes SET scan_count = 18 WHERE short_id = 'a1b2c3d4'");
    source_.run("UPDATE qr_codes SET title = 'Other' WHERE short_id = 'a1b2c3d4'");
    const Imported again = import(*store_, *mvp_database(source_.url()), import_rules(), Scans::with);
    EXPECT_THAT(again.lines,
                ElementsAre("unchanged 0badcafe", "unchanged 0f4f1f7e-6a55-4b0e-9c64-1f4d8e0a0003",
                            HasSubstr("refused deadbeef"),
                            "skipped a1b2c3d4: is here already, with other values: title"));
    EXPECT_EQ(again.summary.scans, 0);
    EXPECT_EQ(again.summary.known_scans, 2);
    database_.run("UPDATE qr_codes SET scan_count = 17 WHERE short_id = 'a1b2c3d4'");
    EXPECT_EQ(ndjson_of(*store_), before);
}

TEST_F(ForeignDatabaseTest, WithoutScansNoneAreTaken) {
    fill(source_, "mvp_qr_gen.sql");
    import_mvp(Scans::without);
    EXPECT_EQ(number("SELECT count(*) FROM scan_logs"), "0");
    EXPECT_EQ(number("SELECT count(*) FROM qr_codes"), "3");
}

// As SQLAlchemy makes them without migrations: times without zone.
TEST_F(ForeignDatabaseTest, TimesWithoutZoneAreUtc) {
    fill(source_, "mvp_qr_gen.sql");
    source_.run("ALTER TABLE qr_codes ALTER created_at TYPE timestamp USING created_at AT TIME ZONE 'UTC'");
    source_.run(
        "DO $$ BEGIN EXECUTE 'ALTER DATABASE ' || current_database() || ' SET timezone = ''Asia/Tokyo'''; "
        "END $$");
    import_mvp(Scans::without);
    EXPECT_EQ(format_rfc3339(find("a1b2c3d4")->created_at), "2025-05-13T18:41:47.142478Z");
}

TEST_F(ForeignDatabaseTest, OlderTablesOfMvpWillDo) {
    fill(source_, "mvp_qr_gen.sql");
    source_.run("DROP TABLE scan_logs");
    for (const char* column : {"genuine_scan_count", "first_genuine_scan_at", "last_genuine_scan_at",
                               "short_id", "title", "description", "error_level"}) {
        source_.run(std::string("ALTER TABLE qr_codes DROP COLUMN ") + column);
    }
    import_mvp();
    EXPECT_EQ(find("a1b2c3d4")->scan_count, 17);
    EXPECT_EQ(find("a1b2c3d4")->title, std::nullopt);
}

TEST_F(ForeignDatabaseTest, LinksOfShlinkBecomeDynamicCodes) {
    fill(source_, "shlink.sql");
    const Imported imported = import_shlink();
    EXPECT_THAT(imported.lines, ElementsAre("created abc12: tag 'big deal' became 'big-deal'",
                                            HasSubstr("created b.2: disabled, as it ended at 2024-02-01"),
                                            HasSubstr("refused abc12: the short id is taken by the code "),
                                            "refused multi/part: short_id must not hold any of / \\ ? # %",
                                            "created käse: disabled, as its 5 visits are over"));
    const auto code = find("abc12");
    ASSERT_TRUE(code);
    EXPECT_EQ(code->content, "https://qr.example/r/abc12?scan_ref=qr");
    EXPECT_EQ(code->redirect_url, "https://example.com/a");
    EXPECT_EQ(code->title, "A page");
    EXPECT_THAT(code->tags, ElementsAre("big-deal", "news"));
    EXPECT_EQ(code->scan_count, 42);
    EXPECT_EQ(format_rfc3339(code->created_at), "2024-01-02T03:04:05.000000Z");
    EXPECT_EQ(find("b.2")->status, codes::CodeStatus::disabled);
    EXPECT_EQ(find("käse")->content, "https://qr.example/r/k%C3%A4se?scan_ref=qr");
}

TEST_F(ForeignDatabaseTest, VisitsOfShlinkBecomeScans) {
    fill(source_, "shlink.sql");
    const Imported imported = import_shlink();
    EXPECT_EQ(imported.summary.scans, 2);
    EXPECT_EQ(imported.summary.refused_scans, 1);
    EXPECT_EQ(number("SELECT country || ' ' || ip_address || ' ' || referrer || ' ' || is_bot || ' ' || "
                     "is_genuine_scan "
                     "FROM scan_logs WHERE country IS NOT NULL"),
              "DE 192.0.2.0 https://news.example/ false false");
    const Imported again =
        import(*store_, *shlink_database(source_.url(), import_time), import_rules(), Scans::with);
    EXPECT_EQ(again.summary.scans, 0);
    EXPECT_EQ(again.summary.unchanged, 3);
}

TEST_F(ForeignDatabaseTest, OlderTablesOfShlinkWillDo) {
    fill(source_, "shlink.sql");
    source_.run("DROP TABLE short_url_visits_counts");
    source_.run("ALTER TABLE visits DROP COLUMN potential_bot");
    source_.run("ALTER TABLE short_urls DROP COLUMN title");
    import_shlink();
    EXPECT_EQ(find("abc12")->scan_count, 2);
}

TEST_F(ForeignDatabaseTest, LinksOfKuttBecomeDynamicCodes) {
    fill(source_, "kutt.sql");
    const Imported imported = import_kutt();
    EXPECT_THAT(imported.lines,
                ElementsAre("created docs", "created bad: disabled, as it was banned",
                            "refused secret: it asks for a password, which codes here cannot",
                            HasSubstr("created old: disabled, as it ended at 2023-06-01"),
                            HasSubstr("refused docs: the short id is taken by the code 6b1c0000-")));
    const auto code = find("docs");
    ASSERT_TRUE(code);
    EXPECT_EQ(code->id, "6b1c0000-0000-4000-8000-000000000001");
    EXPECT_EQ(code->description, "All documents");
    EXPECT_EQ(code->scan_count, 12);
    EXPECT_EQ(number("SELECT string_agg(day || ' ' || scans, ', ' ORDER BY day) FROM scan_days"),
              "2023-05-01 7, 2023-05-03 5");
}

TEST_F(ForeignDatabaseTest, MoreRowsThanABatchHas) {
    fill(source_, "mvp_qr_gen.sql");
    source_.run(
        "INSERT INTO qr_codes (id, content, qr_type, redirect_url, short_id, file_format) SELECT "
        "gen_random_uuid(), 'https://qr.example.org/r/' || n, 'dynamic', 'https://example.com/' || n, 'n' || "
        "n, "
        "'png' FROM generate_series(1, 2500) AS n");
    source_.run(
        "INSERT INTO scan_logs (id, qr_code_id, scanned_at) SELECT gen_random_uuid(), id, created_at FROM "
        "qr_codes "
        "WHERE short_id LIKE 'n%'");
    const Imported imported = import(*store_, *mvp_database(source_.url()), import_rules(), Scans::with);
    EXPECT_EQ(imported.summary.created, 2503);
    EXPECT_EQ(imported.summary.scans, 2502);
    EXPECT_EQ(number("SELECT sum(dynamic_count) FROM qr_code_counts"), "2502");
}

TEST_F(ForeignDatabaseTest, NothingCanBeWrittenToTheSource) {
    source_.run("CREATE SEQUENCE numbers");
    store::ForeignDatabase database(source_.url());
    const Error error = error_of([&] { database.read("SELECT nextval('numbers')", 1, [](store::Row&) {}); });
    EXPECT_EQ(error.kind(), ErrorKind::unavailable);
    EXPECT_THAT(error.message(), HasSubstr("read-only"));
}

TEST_F(ForeignDatabaseTest, AnotherSchemaIsRefusedByName) {
    EXPECT_THAT(mvp_error().message(), HasSubstr("is no database of mvp_qr_gen: there is no table qr_codes"));
    source_.run("CREATE TABLE qr_codes (id text, content text)");
    const Error error = mvp_error();
    EXPECT_EQ(error.kind(), ErrorKind::invalid);
    EXPECT_THAT(error.message(),
                HasSubstr("table qr_codes has no column qr_type, redirect_url, created_at, scan_count"));
    EXPECT_THAT(error.message(), Not(HasSubstr(source_.server_url().password)));
    EXPECT_THAT(error_of([&] { import(*store_, *kutt_database(source_.url(), import_time)); }).message(),
                HasSubstr("no database of Kutt"));
    EXPECT_THAT(error_of([&] { import(*store_, *shlink_database(source_.url(), import_time)); }).message(),
                HasSubstr("no database of Shlink"));
}

TEST_F(ForeignDatabaseTest, OurOwnDatabaseIsNoSource) {
    const Error error = error_of([&] { import(*store_, *mvp_database(database_.url())); });
    EXPECT_THAT(error.message(), HasSubstr("it is one of qrgen"));
    EXPECT_THAT(error.hint(), HasSubstr("qrgen export"));
}

TEST_F(ForeignDatabaseTest, UrlsOfOtherKindsAreRefused) {
    for (const char* const url : {"sqlite:///tmp/x.db", "mysql://root@localhost/shlink"}) {
        const Error error = error_of([&] { mvp_database(url); });
        EXPECT_EQ(error.kind(), ErrorKind::invalid) << url;
        EXPECT_EQ(error.faults().front().field, "source");
    }
}

TEST_F(ForeignDatabaseTest, AServerThatIsAwayIsToldWithoutPassword) {
    store::ServerUrl url = source_.server_url();
    url.database = "nowhere";
    const Error error = error_of([&] { mvp_database(url.text()); });
    EXPECT_EQ(error.kind(), ErrorKind::unavailable);
    EXPECT_THAT(error.message(), Not(HasSubstr(url.password)));
    EXPECT_THAT(error.hint(), HasSubstr("the URL of the source"));
}

TEST_F(ForeignDatabaseTest, WhatWasTakenStaysWhenTheSourceGoesAway) {
    fill(source_, "mvp_qr_gen.sql");
    source_.run(
        "INSERT INTO qr_codes (id, content, qr_type, redirect_url, short_id, file_format) SELECT "
        "gen_random_uuid(), 'c' || n, 'dynamic', 'https://example.com/' || n, 'n' || n, "
        "'png' FROM generate_series(1, 4500) AS n");
    int results = 0;
    Importer importer(*store_, import_rules(), [&](const ImportResult&) {
        if (++results != 2000) return;
        source_.run(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = "
            "current_database() AND "
            "pid <> pg_backend_pid()");
    });
    const auto source = mvp_database(source_.url());
    const Error error = error_of([&] { importer.run(*source, Scans::without); });
    EXPECT_EQ(error.kind(), ErrorKind::unavailable);
    EXPECT_EQ(number("SELECT count(*) FROM qr_codes"), std::to_string(importer.summary().created));
    EXPECT_GE(importer.summary().created, 1999);
    const auto rest = import(*store_, *mvp_database(source_.url()));
    EXPECT_EQ(rest.summary.unchanged, importer.summary().created);
    EXPECT_EQ(number("SELECT count(*) FROM qr_codes"), "4503");
}

TEST_F(ForeignDatabaseTest, RowsWithoutWhatTheyNeedAreToldAndTheOthersTaken) {
    fill(source_, "mvp_qr_gen.sql");
    source_.run("ALTER TABLE qr_codes ALTER redirect_url DROP NOT NULL");
    source_.run("ALTER TABLE qr_codes ALTER content DROP NOT NULL");
    source_.run("ALTER TABLE qr_codes ALTER qr_type DROP NOT NULL");
    source_.run("UPDATE qr_codes SET redirect_url = NULL WHERE short_id = 'a1b2c3d4'");
    source_.run("UPDATE qr_codes SET content = NULL WHERE fill_color = 'navy'");
    source_.run("UPDATE qr_codes SET qr_type = NULL WHERE short_id = 'deadbeef'");
    EXPECT_THAT(import_mvp().lines,
                ElementsAre("created 0badcafe",
                            "refused 0f4f1f7e-6a55-4b0e-9c64-1f4d8e0a0003: content must not be empty",
                            HasSubstr("qr_type '' is neither static nor dynamic"),
                            "refused a1b2c3d4: redirect_url is missing"));
}

// A database without an encoding gives whatever bytes it was given.
TEST_F(ForeignDatabaseTest, TextsThatAreNotUtf8AreRefused) {
    const std::string name = source_.server_url().database + "_bytes";
    source_.run("CREATE DATABASE " + name +
                " ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0");
    store::ServerUrl url = source_.server_url();
    url.database = name;
    store::run_on(url.text(),
                  "CREATE TABLE qr_codes (id text, content text, qr_type text, redirect_url text, created_at "
                  "timestamptz, scan_count int, fill_color text, back_color text)");
    store::run_on(
        url.text(),
        "INSERT INTO qr_codes VALUES ('x', 'a' || chr(228), 'static', NULL, now(), 0, 'black', 'white')");
    EXPECT_THAT(import(*store_, *mvp_database(url.text())).lines,
                ElementsAre(HasSubstr("content is not UTF-8 text")));
    source_.run("DROP DATABASE " + name + " WITH (FORCE)");
}

TEST_F(ForeignDatabaseTest, AnExportIsTheSameOnBothDatabases) {
    fill(source_, "mvp_qr_gen.sql");
    import(*store_, *mvp_database(source_.url()), import_rules(), Scans::with);
    const std::string text = ndjson_of(*store_);
    EXPECT_EQ(import_ndjson(*sqlite_, text).summary.created, 3);
    EXPECT_EQ(ndjson_of(*sqlite_), text);
    const TestDatabase third;
    store::Store back(store::DatabaseUrl::parse(third.url()));
    store::Migrator(back).up();
    import_ndjson(back, ndjson_of(*sqlite_));
    EXPECT_EQ(ndjson_of(back), text);
}

}  // namespace
}  // namespace qrgen::transfer
