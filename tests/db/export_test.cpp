// SPDX-License-Identifier: MIT
#include "core/transfer/export.hpp"

#include <sstream>

#include "core/store/bulk_codes.hpp"
#include "core/store/rollup_writer.hpp"
#include "core/store/scan_table.hpp"
#include "tests/db/transfer_fixture.hpp"
#include "tests/support/scan_events.hpp"

namespace qrgen::transfer {
namespace {

using store::error_of;
using store::make_code;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

class ExportTest : public store::StoreTest {
  protected:
    // Codes of all kinds with history, scans with all that can be known, and a day whose scans were dropped.
    void fill() {
        codes::Code full = make_code(1);
        full.title = "Title, \"quoted\"";
        full.description = "two\nlines \xE2\x82\xAC";
        full.fill_color = "#112233";
        full.size = 3;
        full.border = 0;
        full.error_level = qr::ErrorLevel::high;
        full.status = codes::CodeStatus::disabled;
        full.tags = {"hall", "winter"};
        full.external_key = "K-1";
        full.batch_set = "shop";
        full.scan_count = 41;
        full.genuine_scan_count = 7;
        full.last_scan_at = store::time_of(5) + std::chrono::microseconds(123456);
        full.first_genuine_scan_at = store::time_of(2);
        full.last_genuine_scan_at = store::time_of(4) + std::chrono::microseconds(1);
        insert(full);
        codes::Code deleted = make_code(2);
        deleted.deleted_at = store::time_of(9);
        insert(deleted);
        codes::Code plain = make_code(3);
        plain.type = codes::CodeType::static_code;
        plain.content = "plain";
        plain.redirect_url.reset();
        plain.short_id.reset();
        insert(plain);
        store_->write([&](store::Transaction& transaction) {
            store::HistoryTable table(transaction);
            table.append(store::id_of(2), {{1, store::time_of(2), "a", "create", "redirect_url", {}, "x"}});
            table.append(store::id_of(1), {{1, store::time_of(1), "a", "create", "redirect_url", {}, "x"}});
            table.append(store::id_of(1),
                         {{2, store::time_of(6), "b,c", "update", "title", "old", {}},
                          {2, store::time_of(6), "b,c", "update", "tags", {}, "hall winter"}});
            store::StoredScan scan;
            static_cast<scans::ScanEvent&>(scan) = scans::make_scan(3);
            scan.country = "DE";
            scan.device_family = "Phone";
            scan.os_version = "1";
            scan.is_mobile = true;
            scan.is_bot = false;
            store::StoredScan poor;
            static_cast<scans::ScanEvent&>(poor) = scans::make_scan(1);
            poor.ip_address = poor.user_agent = "";
            store::ScanTable(transaction).import(std::vector{scan, poor});
            store::ScanRollup day{.totals = {9, 4, 2, 3}};
            day.quarters.add(37, {9, 4});
            day.lists[store::ScanList::referrers].add("a \"b\"", 7);
            store::raise_rollups_to(transaction,
                                    {{{store::id_of(1), floor<std::chrono::days>(store::time_of(0))}, day}});
        });
    }

    void insert_many(int count) {
        std::vector<codes::Code> codes;
        for (int i = 1; i <= count; ++i) codes.push_back(make_code(i));
        store_->write([&](store::Transaction& transaction) { store::BulkCodes(transaction).insert(codes); });
    }

    std::unique_ptr<store::Store> other() {
        auto store = std::make_unique<store::Store>(store::DatabaseUrl::parse(other_.url()));
        store::Migrator(*store).up();
        return store;
    }

    store::TestDatabase other_;
};

TEST_F(ExportTest, OneRecordALineInAFixedOrder) {
    fill();
    const std::string text = ndjson_of(*store_);
    std::vector<std::string> records;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) {
        const auto record = nlohmann::json::parse(line);
        std::string name = record.at("record");
        for (const char* key : {"short_id", "revision", "event_id", "day"}) {
            if (record.contains(key))
                name += " " + (record[key].is_string() ? record[key].get<std::string>() : record[key].dump());
        }
        records.push_back(name);
    }
    EXPECT_THAT(records, ElementsAre("header", "code s1", "history 1", "history 2", "history 2", "code s2",
                                     "history 1", "code null", "scan 0196a000-0000-7000-9000-000000000001",
                                     "scan 0196a000-0000-7000-9000-000000000003", "day 2026-01-01", "end"));
    EXPECT_THAT(text, StartsWith("{\"record\":\"header\",\"format\":\"qrgen-export\",\"version\":1}\n"));
    EXPECT_THAT(text,
                HasSubstr("\"tags\":[\"hall\",\"winter\"],\"external_key\":\"K-1\",\"batch_set\":\"shop\""));
    EXPECT_THAT(text, HasSubstr("\"last_scan_at\":\"2026-01-01T00:00:05.123456Z\""));
    EXPECT_THAT(
        text, HasSubstr("{\"record\":\"day\",\"code_id\":\"" + store::id_of(1) +
                        "\",\"day\":\"2026-01-01\",\"scans\":9,\"genuine_scans\":4,\"bots\":2,\"visitors\":3,"
                        R"("quarters":"{\"37\":[9,4]}","lists":"{\"referrers\":{\"a \\\"b\\\"\":7}}"})"
                        "\n"));
    EXPECT_THAT(text,
                testing::EndsWith("{\"record\":\"end\",\"codes\":3,\"history\":4,\"scans\":2,\"days\":1}\n"));
}

TEST_F(ExportTest, ScansAreLeftOutUnlessAskedFor) {
    fill();
    const std::string text = ndjson_of(*store_, ScansToo::no);
    EXPECT_THAT(text, testing::Not(HasSubstr("\"record\":\"scan\"")));
    EXPECT_THAT(text,
                testing::EndsWith("{\"record\":\"end\",\"codes\":3,\"history\":4,\"scans\":0,\"days\":0}\n"));
}

TEST_F(ExportTest, AnEmptyDatabaseIsAnExportToo) {
    const auto target = other();
    EXPECT_EQ(import_ndjson(*target, ndjson_of(*store_)).lines.size(), 0U);
    EXPECT_EQ(csv_of(*store_, ExportTable::days),
              "code_id,day,scans,genuine_scans,bots,visitors,quarters,lists\n");
    EXPECT_EQ(import_own_csv(*target, csv_of(*store_, ExportTable::codes)).lines.size(), 0U);
}

TEST_F(ExportTest, AnImportedExportIsExportedByteForByte) {
    fill();
    const std::string text = ndjson_of(*store_);
    const auto target = other();
    EXPECT_THAT(import_ndjson(*target, text).lines,
                ElementsAre("created s1", "created s2", "created " + store::id_of(3)));
    EXPECT_EQ(ndjson_of(*target), text);
    EXPECT_EQ(other_.run("SELECT sum(static_count + 10 * dynamic_count) FROM qr_code_counts"), "11");
}

TEST_F(ExportTest, ASecondImportChangesNothing) {
    fill();
    const std::string text = ndjson_of(*store_);
    const auto target = other();
    import_ndjson(*target, text);
    const Imported again = import_ndjson(*target, text);
    EXPECT_THAT(again.lines, ElementsAre("unchanged s1", "unchanged s2", "unchanged " + store::id_of(3)));
    EXPECT_EQ(again.summary.known_scans, 2);
    EXPECT_EQ(again.summary.scans, 0);
    EXPECT_EQ(ndjson_of(*target), text);
}

TEST_F(ExportTest, TheTablesAsCsvAreTheSame) {
    fill();
    const auto target = other();
    for (const int round : {1, 2}) {
        for (const auto table :
             {ExportTable::codes, ExportTable::history, ExportTable::scans, ExportTable::days})
            import_own_csv(*target, csv_of(*store_, table));
        EXPECT_EQ(ndjson_of(*target), ndjson_of(*store_)) << round;
    }
}

TEST_F(ExportTest, CsvHasTheColumnsOfTheTable) {
    fill();
    EXPECT_EQ(csv_of(*store_, ExportTable::history),
              "code_id,revision,changed_at,actor,action,field,old_value,new_value\n" + store::id_of(1) +
                  ",1,2026-01-01T00:00:01.000000Z,a,create,redirect_url,,x\n" + store::id_of(1) +
                  ",2,2026-01-01T00:00:06.000000Z,\"b,c\",update,title,old,\n" + store::id_of(1) +
                  ",2,2026-01-01T00:00:06.000000Z,\"b,c\",update,tags,,hall winter\n" + store::id_of(2) +
                  ",1,2026-01-01T00:00:02.000000Z,a,create,redirect_url,,x\n");
}

TEST_F(ExportTest, ManyMoreRowsThanAreReadAtOnce) {
    insert_many(2501);
    const std::string text = ndjson_of(*store_);
    const auto target = other();
    EXPECT_EQ(import_ndjson(*target, text).summary.created, 2501);
    EXPECT_EQ(ndjson_of(*target), text);
}

// What is changed while an export runs is not in it.
TEST_F(ExportTest, ItIsOneViewOfTheData) {
    insert_many(2001);
    const std::string before = ndjson_of(*store_);
    const auto writer = open_store();
    std::string text;
    bool is_changed = false;
    export_ndjson(*store_, ScansToo::yes, [&](std::string_view piece) {
        text += piece;
        if (std::exchange(is_changed, true)) return;
        writer->write([&](store::Transaction& transaction) {
            store::CodeTable table(transaction);
            table.insert(make_code(3000));
            codes::Code last = make_code(2001);
            last.title = "changed";
            table.update(last);
        });
    });
    EXPECT_TRUE(is_changed);
    EXPECT_EQ(text, before);
}

TEST_F(ExportTest, CodesThatAreHereStayAsTheyAre) {
    fill();
    const std::string text = ndjson_of(*store_);
    const auto target = other();
    codes::Code mine = make_code(1);
    mine.title = "mine";
    codes::Code thief = make_code(77);
    thief.short_id = "s2";
    thief.deleted_at = store::time_of(80);
    target->write([&](store::Transaction& transaction) {
        store::CodeTable table(transaction);
        table.insert(mine);
        table.insert(thief);
    });
    const Imported imported = import_ndjson(*target, text);
    EXPECT_THAT(
        imported.lines,
        ElementsAre(
            "skipped s1: is here already, with other values: title, description, fill_color, size, border, "
            "error_level, status, tags, external_key, batch_set",
            "refused s2: the short id is taken by the deleted code " + store::id_of(77),
            "created " + store::id_of(3)));
    EXPECT_EQ(other_.run("SELECT title FROM qr_codes WHERE short_id = 's1'"), "mine");
    EXPECT_EQ(other_.run("SELECT count(*) FROM qr_history"), "0");
}

TEST_F(ExportTest, AKeyThatIsTakenIsRefused) {
    fill();
    const auto target = other();
    codes::Code other_code = make_code(77);
    other_code.external_key = "K-1";
    target->write([&](store::Transaction& transaction) { store::CodeTable(transaction).insert(other_code); });
    EXPECT_EQ(import_ndjson(*target, ndjson_of(*store_)).lines.front(),
              "refused s1: the key is taken by the code " + store::id_of(77));
}

TEST_F(ExportTest, WithADryRunNothingIsWritten) {
    fill();
    const auto target = other();
    const std::string empty = ndjson_of(*target);
    ImportRules rules = own_rules();
    rules.is_dry_run = true;
    const Imported imported = import_ndjson(*target, ndjson_of(*store_), rules);
    EXPECT_THAT(imported.lines, ElementsAre("created s1", "created s2", "created " + store::id_of(3)));
    EXPECT_EQ(imported.summary.scans, 2);
    EXPECT_EQ(ndjson_of(*target), empty);
}

TEST_F(ExportTest, TargetsMustBeAllowedButThoseOfDeletedCodes) {
    fill();
    const auto target = other();
    ImportRules rules = own_rules();
    rules.policy = codes::RedirectPolicy({"https://qr.example", {"elsewhere.example"}});
    EXPECT_THAT(
        import_ndjson(*target, ndjson_of(*store_), rules).lines,
        ElementsAre(HasSubstr("refused s1: redirect_url"), "created s2", "created " + store::id_of(3)));
}

TEST_F(ExportTest, AFileThatIsCutOffIsTakenAsFarAsItGoes) {
    fill();
    const std::string text = ndjson_of(*store_);
    const auto target = other();
    const std::string half = text.substr(0, text.find("{\"record\":\"scan\""));
    const Error error = error_of([&] { import_ndjson(*target, half); });
    EXPECT_EQ(error.kind(), ErrorKind::failure);
    EXPECT_THAT(error.message(), HasSubstr("cut off"));
    EXPECT_EQ(import_ndjson(*target, text).summary.unchanged, 3);
    EXPECT_EQ(ndjson_of(*target), text);
}

TEST_F(ExportTest, OtherFilesAreRefused) {
    const auto error_with = [&](const std::string& text) {
        const Error error = error_of([&] { import_ndjson(*store_, text); });
        EXPECT_EQ(error.kind(), ErrorKind::invalid) << text;
        return error.message();
    };
    EXPECT_THAT(error_with(""), HasSubstr("the file is empty"));
    EXPECT_THAT(error_with("{\"a\":1}\n"), HasSubstr("no export of qrgen"));
    EXPECT_THAT(error_with("id,content\n1,2\n"), HasSubstr("no export of qrgen"));
    EXPECT_THAT(error_with(R"({"record":"header","format":"qrgen-export","version":2})"),
                HasSubstr("version 2"));
    EXPECT_THAT(error_with(ndjson_of(*store_) + "{\"record\":\"code\"}\n"),
                HasSubstr("behind its last record"));
    const Error error = error_of([&] { import_own_csv(*store_, "code_id,revision\nx,1\n"); });
    EXPECT_THAT(error.message(), HasSubstr("the table has no column changed_at"));
    EXPECT_THAT(error_of([&] { import_own_csv(*store_, "a,b\n1,2\n"); }).message(),
                HasSubstr("no table of an export"));
}

TEST_F(ExportTest, BadRecordsAreToldAndTheOthersTaken) {
    fill();
    std::string text = ndjson_of(*store_);
    const auto replace = [&](const std::string& from, const std::string& to) {
        const std::size_t place = text.find(from);
        ASSERT_NE(place, std::string::npos) << from;
        text.replace(place, from.size(), to);
    };
    replace("\"size\":3", "\"size\":\"large\"");
    replace("{\"record\":\"end\"", "{\"record\":\"history\",\"code_id\":\"" + store::id_of(3) +
                                       "\"}\n{\"record\":\"party\"}\nnonsense\n{\"record\":\"end\"");
    const auto target = other();
    EXPECT_THAT(
        import_ndjson(*target, text).lines,
        ElementsAre("refused: line 2: size makes no sense", "created s2", "created " + store::id_of(3),
                    "refused: line 12: history does not follow its code",
                    "refused: line 13: record 'party' is not known", HasSubstr("refused: line 14: ")));
}

TEST_F(ExportTest, HistoryAndScansOfUnknownCodesAreRefused) {
    fill();
    const auto target = other();
    EXPECT_THAT(
        import_own_csv(*target, csv_of(*store_, ExportTable::history)).lines,
        ElementsAre(HasSubstr("history of a code that is not there"), testing::_, testing::_, testing::_));
    EXPECT_EQ(import_own_csv(*target, csv_of(*store_, ExportTable::scans)).summary.refused_scans, 2);
    import_own_csv(*target, csv_of(*store_, ExportTable::days));
    EXPECT_EQ(other_.run("SELECT count(*) FROM scan_days"), "0");
}

}  // namespace
}  // namespace qrgen::transfer
