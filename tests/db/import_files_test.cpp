// SPDX-License-Identifier: MIT
//
// Files of other systems, as far as they reach the database.
#include <fstream>

#include "core/transfer/sources.hpp"
#include "tests/db/transfer_fixture.hpp"

namespace qrgen::transfer {
namespace {

using records::RecordSyntax;
using store::error_of;
using store::make_code;
using testing::ElementsAre;
using testing::HasSubstr;

class ImportFilesTest : public store::StoreTest {
  protected:
    Imported import_mvp(const std::string& csv) {
        return import(*store_, *mvp_file(reader_of(csv, RecordSyntax::csv)));
    }
    Imported import_links(Shortener shortener, const std::string& csv, ImportRules rules = import_rules()) {
        return import(*store_, *link_file(shortener, reader_of(csv, RecordSyntax::csv), import_time),
                      std::move(rules));
    }
    Imported import_dump(const std::string& sql, Scans scans = Scans::with) {
        const std::string file = directory_.path("yourls.sql");
        std::ofstream(file, std::ios::binary) << sql;
        return import(*store_, *open_shortener(Shortener::yourls, file, import_time), import_rules(), scans);
    }
    std::int64_t number(const std::string& sql) { return std::stoll(database_.run(sql)); }

    store::TemporaryDirectory directory_;
};

// As psql's \copy writes it.
const std::string mvp_codes =
    "id,content,qr_type,redirect_url,short_id,created_at,scan_count,last_scan_at,fill_color,back_color,size,"
    "border,title\n"
    "0f4f1f7e-6a55-4b0e-9c64-1f4d8e0a0001,https://qr.example.org/r/a1b2c3d4?scan_ref=qr,dynamic,https://"
    "example.com/a,"
    "a1b2c3d4,2025-05-13 18:41:47.142478+00,17,2025-06-01 12:00:00+00,#000000,#FFFFFF,10,4,\"Say "
    "\"\"hi\"\"\"\n"
    "0f4f1f7e-6a55-4b0e-9c64-1f4d8e0a0002,text,static,,,2025-05-13 18:41:47+00,0,,black,black,99,-1,\n"
    "no-uuid,short99,dynamic,https://example.com/b,,2025-05-13 18:41:47+00,0,,salmon,white,10,4,\n"
    ",text,static,,,2025-05-13 18:41:47+00,0,,black,white,10,4,\n";

TEST_F(ImportFilesTest, TheTableOfMvpAsCsv) {
    const auto lines = import_mvp(mvp_codes).lines;
    ASSERT_EQ(lines.size(), 4U);
    EXPECT_EQ(lines[0], "created a1b2c3d4");
    EXPECT_EQ(lines[1],
              "created 0f4f1f7e-6a55-4b0e-9c64-1f4d8e0a0002: border '-1' is no number; fill_color and "
              "back_color were the "
              "same, the usual ones were taken; size 99 became 50");
    EXPECT_EQ(lines[2], "created short99: fill_color 'salmon' is no colour, #000000 was taken");
    EXPECT_EQ(lines[3], "refused: id is missing");
    EXPECT_EQ(find("a1b2c3d4")->title, "Say \"hi\"");
    EXPECT_EQ(find("a1b2c3d4")->scan_count, 17);
    EXPECT_EQ(import_mvp(mvp_codes).summary.unchanged, 3);
}

TEST_F(ImportFilesTest, TheScanLogOfMvpAsCsv) {
    import_mvp(mvp_codes);
    const std::string csv =
        "id,qr_code_id,scanned_at,ip_address,raw_user_agent,is_genuine_scan,is_mobile\n"
        "7b1e0000-0000-4000-8000-000000000001,0f4f1f7e-6a55-4b0e-9c64-1f4d8e0a0001,2025-05-14 "
        "08:00:00+00,192.0.2.9,x,t,f\n"
        "s2,no-uuid,2025-05-14 08:00:00.25+00,,,f,f\n"
        "s3,no-uuid,yesterday,,,f,f\n";
    const Imported imported = import_mvp(csv);
    EXPECT_THAT(imported.lines, ElementsAre("refused: line 4: scanned_at is missing or no time"));
    EXPECT_EQ(imported.summary.scans, 2);
    EXPECT_EQ(import_mvp(csv).summary.known_scans, 2);
    EXPECT_EQ(number("SELECT sum(scans) FROM scan_days"), 2);
    EXPECT_EQ(number("SELECT sum(genuine_scans) FROM scan_days"), 1);
    EXPECT_EQ(find("a1b2c3d4")->scan_count, 17);
}

TEST_F(ImportFilesTest, MissingColumnsAreNamed) {
    EXPECT_THAT(error_of([&] { import_mvp("id,content,qr_type\n1,2,3\n"); }).message(),
                HasSubstr("no table of mvp_qr_gen: without column redirect_url, created_at, scan_count"));
    EXPECT_THAT(error_of([&] { import_mvp("qr_code_id,scanned_at\n1,2\n"); }).message(),
                HasSubstr("without column id, is_genuine_scan"));
    EXPECT_THAT(error_of([&] { import_links(Shortener::shlink, "a,b\n1,2\n"); }).message(),
                HasSubstr("no export of shlink: without column longurl, shortcode"));
    EXPECT_THAT(error_of([&] { import_links(Shortener::bitly, "long_url,title\n1,2\n"); }).message(),
                HasSubstr("no export of bitly: without column customlink"));
    EXPECT_THAT(error_of([&] { import_links(Shortener::yourls, "keyword,title\n1,2\n"); }).message(),
                HasSubstr("no export of yourls: without column url"));
}

// As its web client writes it.
const std::string shlink_csv =
    "createdAt,domain,longUrl,shortCode,shortUrl,tags,title,visits\n"
    "2024-01-02T03:04:05+02:00,s.test,https://example.com/a,AbC,https://s.test/AbC,news|Big Deal,A page,42\n"
    "2024-01-02T03:04:05+02:00,s.test,https://example.com/b,aBc,https://s.test/aBc,,,1\n"
    "2024-01-02T03:04:05+02:00,s.test,javascript:alert(1),evil,https://s.test/evil,,,1\n"
    "broken\n"
    "sometime,s.test,https://example.com/c,k%C3%A4se,https://s.test/k%C3%A4se,,,many\n"
    "2024-01-02T03:04:05+02:00,s.test,https://example.com/c,,https://s.test/k%C3%A4se,,,7\n";

TEST_F(ImportFilesTest, LinksOfShlinkAsCsv) {
    const auto lines = import_links(Shortener::shlink, shlink_csv).lines;
    EXPECT_THAT(
        lines, ElementsAre(
                   "created abc: tag 'Big Deal' became 'big-deal'",
                   HasSubstr("refused abc: the short id is taken by the code "),
                   HasSubstr("refused evil: redirect_url"), HasSubstr("refused: line 5: "),
                   "created käse: time of creation 'sometime' is not understood; clicks 'many' are no number",
                   "unchanged käse"));
    EXPECT_EQ(format_rfc3339(find("ABC")->created_at), "2024-01-02T01:04:05.000000Z");
    EXPECT_EQ(find("käse")->content, "https://qr.example/r/k%C3%A4se?scan_ref=qr");
    EXPECT_EQ(import_links(Shortener::shlink, shlink_csv).summary.unchanged, 3);
}

TEST_F(ImportFilesTest, TheFileThatShlinkImports) {
    EXPECT_THAT(
        import_links(Shortener::shlink, "Long URL;Short code;Title\nhttps://example.com/a;abc;T\n").lines,
        ElementsAre("created abc"));
}

TEST_F(ImportFilesTest, LinksOfBitly) {
    const std::string csv =
        "long_url,link,title,created_at,archived\n"
        "https://example.com/one,https://bit.ly/3abcDEF,First,2024-01-01T00:00:00+0000,false\n"
        "https://example.com/two,bit.ly/two,,1704067200,false\n"
        "https://example.com/three,,,2024-01-01T00:00:00+0000,false\n";
    EXPECT_THAT(import_links(Shortener::bitly, csv).lines,
                ElementsAre("created 3abcdef", "created two", HasSubstr("short_id is missing")));
    EXPECT_EQ(find("two")->created_at, find("3abcdef")->created_at);
}

TEST_F(ImportFilesTest, LinksOfYourlsAsCsv) {
    const std::string csv =
        "keyword,url,title,timestamp,ip,clicks\n1,https://example.com/a,\"YOURLS' Blog\",2012-01-01 "
        "00:00:00,127.0.0.1,9\n";
    EXPECT_THAT(import_links(Shortener::yourls, csv).lines, ElementsAre("created 1"));
    EXPECT_EQ(find("1")->scan_count, 9);
    EXPECT_EQ(find("1")->title, "YOURLS' Blog");
}

// As mysqldump writes it: tables by name, so that clicks come before links.
const std::string yourls_sql = R"(-- MySQL dump 10.13  Distrib 8.0.36
/*!40101 SET NAMES utf8mb4 */;
DROP TABLE IF EXISTS `yourls_log`;
CREATE TABLE `yourls_log` (
  `click_id` int NOT NULL AUTO_INCREMENT,
  `click_time` datetime NOT NULL,
  `shorturl` varchar(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  `referrer` varchar(200) NOT NULL,
  `user_agent` varchar(255) NOT NULL,
  `ip_address` varchar(41) NOT NULL,
  `country_code` char(2) NOT NULL,
  PRIMARY KEY (`click_id`),
  KEY `shorturl` (`shorturl`)
) ENGINE=InnoDB AUTO_INCREMENT=4 DEFAULT CHARSET=utf8mb4;
INSERT INTO `yourls_log` VALUES (1,'2020-05-01 10:00:00','ozh','direct','Mozilla/5.0 (\'x\')','192.0.2.55','FR'),(2,'2020-05-01 11:00:00','gone','direct','','',''),(3,'2020-05-02 11:00:00','ozh','https://example.com/;x','','','');
CREATE TABLE `yourls_options` (`option_id` bigint NOT NULL, `option_name` varchar(64), `option_value` longtext);
INSERT INTO `yourls_options` VALUES (1,'version','1.9.2'),(2,'odd',');\n INSERT INTO');
CREATE TABLE `yourls_url` (
  `keyword` varchar(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL DEFAULT '',
  `url` text NOT NULL,
  `title` text,
  `timestamp` timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  `ip` varchar(41) NOT NULL,
  `clicks` int unsigned NOT NULL,
  PRIMARY KEY (`keyword`)
) ENGINE=InnoDB;
LOCK TABLES `yourls_url` WRITE;
INSERT INTO `yourls_url` VALUES ('ozh','https://ozh.org/?a=1&b=\'2\'','ozh\'s \"page\"','2020-01-01 00:00:00','127.0.0.1',77),
 ('OZH','https://example.com/',NULL,'2020-01-02 00:00:00','127.0.0.1',0);
UNLOCK TABLES;
)";

TEST_F(ImportFilesTest, ADumpOfYourls) {
    const Imported imported = import_dump(yourls_sql);
    EXPECT_THAT(imported.lines,
                ElementsAre("created ozh", HasSubstr("refused ozh: the short id is taken by the code ")));
    EXPECT_EQ(imported.summary.scans, 2);
    EXPECT_EQ(imported.summary.refused_scans, 1);
    const auto code = find("ozh");
    EXPECT_EQ(code->redirect_url, "https://ozh.org/?a=1&b='2'");
    EXPECT_EQ(code->title, "ozh's \"page\"");
    EXPECT_EQ(code->scan_count, 77);
    EXPECT_EQ(
        database_.run("SELECT raw_user_agent || ' ' || country || ' ' || ip_address || ' ' || device_family "
                      "FROM scan_logs WHERE country IS NOT NULL"),
        "Mozilla/5.0 ('x') FR 192.0.2.0 Other");
    EXPECT_EQ(import_dump(yourls_sql).summary.known_scans, 2);
}

TEST_F(ImportFilesTest, OtherDumpsAreRefused) {
    EXPECT_THAT(
        error_of([&] { import_dump("CREATE TABLE t (a int);\nINSERT INTO t VALUES (1);\n"); }).message(),
        HasSubstr("no row of a table of YOURLS's links"));
    EXPECT_THAT(error_of([&] { import_dump(yourls_sql.substr(0, yourls_sql.size() - 40)); }).message(),
                HasSubstr("a text does not end"));
    EXPECT_THAT(error_of([&] { import_dump(yourls_sql.substr(0, yourls_sql.find("UNLOCK") + 3)); }).message(),
                HasSubstr("the dump ends within a statement"));
    const Error error =
        error_of([&] { import(*store_, *open_shortener(Shortener::yourls, "https://sho.rt", import_time)); });
    EXPECT_EQ(error.kind(), ErrorKind::invalid);
}

TEST_F(ImportFilesTest, CodesThatAreHereKeepTheirShortIds) {
    insert(make_code(1));
    codes::Code deleted = make_code(2);
    deleted.deleted_at = store::time_of(3);
    insert(deleted);
    const std::string csv = "Long URL,Short code\nhttps://example.com/x,S1\nhttps://example.com/x,s2\n";
    EXPECT_THAT(import_links(Shortener::shlink, csv).lines,
                ElementsAre("refused s1: the short id is taken by the code " + store::id_of(1),
                            "refused s2: the short id is taken by the deleted code " + store::id_of(2)));
    EXPECT_EQ(find("s1")->redirect_url, "https://example.com/1");
}

TEST_F(ImportFilesTest, WhatWasChangedHereIsNotUndone) {
    const std::string csv = "Long URL,Short code\nhttps://example.com/x,abc\n";
    import_links(Shortener::shlink, csv);
    codes::Code code = *find("abc");
    code.redirect_url = "https://example.com/new";
    update(code);
    EXPECT_THAT(import_links(Shortener::shlink, csv).lines,
                ElementsAre("skipped abc: is here already, with other values: redirect_url"));
    code.deleted_at = store::time_of(1);
    update(code);
    EXPECT_THAT(import_links(Shortener::shlink, csv).lines,
                ElementsAre("skipped abc: is here already, with other values: redirect_url, deleted_at"));
}

TEST_F(ImportFilesTest, ADryRunFindsClashesWithinTheSourceToo) {
    ImportRules rules = import_rules();
    rules.is_dry_run = true;
    std::string csv = "Long URL,Short code\n";
    for (int i = 0; i < 1500; ++i) csv += "https://example.com/x,code" + std::to_string(i) + "\n";
    csv += "https://example.com/y,CODE1\n";
    const Imported dry = import_links(Shortener::shlink, csv, rules);
    EXPECT_EQ(dry.summary.created, 1500);
    EXPECT_THAT(dry.lines.back(), HasSubstr("refused code1: the short id is taken"));
    EXPECT_EQ(number("SELECT count(*) FROM qr_codes"), 0);
    const Imported real = import_links(Shortener::shlink, csv);
    EXPECT_EQ(real.summary.created, 1500);
    EXPECT_EQ(real.summary.refused, 1);
}

TEST_F(ImportFilesTest, AllowedDomainsCount) {
    ImportRules rules = import_rules();
    rules.policy = codes::RedirectPolicy({"https://qr.example", {"example.org"}});
    EXPECT_THAT(import_links(Shortener::shlink,
                             "Long URL,Short code\nhttps://example.com/x,abc\nhttps://example.org/x,def\n"
                             "https://qr.example/r/def,ghi\n",
                             rules)
                    .lines,
                ElementsAre("refused abc: redirect_url host \"example.com\" is not among the allowed domains",
                            "created def", HasSubstr("leads to a short URL of this server")));
}

TEST_F(ImportFilesTest, TheHistorySaysWhoImported) {
    import_links(Shortener::shlink, "Long URL,Short code\nhttps://example.com/x,abc\n");
    EXPECT_EQ(database_.run(
                  "SELECT revision || ' ' || actor || ' ' || action || ' ' || field || ' ' || new_value FROM "
                  "qr_history"),
              "1 tester import redirect_url https://example.com/x");
    EXPECT_EQ(error_of([&] {
                  ImportRules rules = import_rules();
                  rules.actor = "";
                  import_links(Shortener::shlink, "a,b\n", rules);
              })
                  .faults()
                  .front()
                  .field,
              "actor");
}

}  // namespace
}  // namespace qrgen::transfer
