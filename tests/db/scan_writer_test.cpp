// SPDX-License-Identifier: MIT
#include "core/scans/scan_writer.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>

#include "core/store/scan_table.hpp"
#include "tests/db/test_database.hpp"
#include "tests/support/scan_events.hpp"

namespace qrgen::scans {
namespace {

using std::chrono::milliseconds;
using store::is_postgresql;
using testing::HasSubstr;

constexpr milliseconds long_enough{60'000};
constexpr ScanWriterOptions quick{.batch = 100,
                                  .gather = milliseconds(1),
                                  .least_backoff = milliseconds(1),
                                  .most_backoff = milliseconds(20)};

class ScanWriterTest : public store::StoreTest {
  protected:
    ScanWriterTest() {
        insert(store::make_code(1));
        insert(store::make_code(2));
    }

    std::int64_t number(const std::string& sql) { return std::stoll(database_.run(sql)); }
    std::int64_t count_rows() { return number("SELECT count(*) FROM scan_logs"); }

    // Refuses scans of this agent, as a rule of the database would.
    void refuse_agent(const std::string& agent) {
        database_.run(is_postgresql()
                          ? "ALTER TABLE scan_logs ADD CHECK (raw_user_agent <> '" + agent + "')"
                          : "CREATE TRIGGER refuse BEFORE INSERT ON scan_logs WHEN NEW.raw_user_agent = '" +
                                agent + "' BEGIN SELECT RAISE(ABORT, 'not this one'); END");
    }

    // Every write fails until mend() is called.
    void spoil() { database_.run("ALTER TABLE scan_days RENAME TO scan_days_away"); }
    void mend() { database_.run("ALTER TABLE scan_days_away RENAME TO scan_days"); }

    // Looks again and again until it holds; the test's own time limit ends what never does.
    template <typename Condition>
    static void wait_until(const Condition& holds) {
        while (!holds()) std::this_thread::yield();
    }

    std::unique_ptr<Journal> open_journal() {
        return std::make_unique<Journal>(JournalOptions{.directory = directory_.path("journal")}, log_);
    }

    store::TemporaryDirectory directory_;
    Log log_{LogLevel::error, LogFormat::text};
    std::unique_ptr<Journal> journal_ = open_journal();
};

TEST_F(ScanWriterTest, DeliversWhatIsAppendedWhileItRuns) {
    ScanWriter writer(*journal_, *store_, log_, quick);
    writer.start();
    for (int i = 1; i <= 500; ++i) append(*journal_, make_scans(i, i, 1 + i % 2));
    EXPECT_TRUE(writer.finish(long_enough));
    EXPECT_EQ(count_rows(), 500);
    EXPECT_EQ(find("s1")->scan_count + find("s2")->scan_count, 500);
    EXPECT_EQ(writer.figures().rows, 500U);
    EXPECT_GE(writer.figures().batches, 5U);
    EXPECT_EQ(writer.figures().retries, 0U);
    EXPECT_FALSE(writer.figures().is_failing);
    EXPECT_EQ(journal_->figures().waiting, 0U);
}

TEST_F(ScanWriterTest, FinishingAnEmptyJournalIsAtOnce) {
    ScanWriter writer(*journal_, *store_, log_, quick);
    EXPECT_TRUE(writer.finish(long_enough));
}

TEST_F(ScanWriterTest, ReplayingAfterACrashChangesNothing) {
    append(*journal_, make_scans(1, 50));
    store_->write([](store::Transaction& transaction) {
        store::ScanTable(transaction)
            .insert(as_stored(make_scans(1, 30)));  // and then it crashed, before the checkpoint
    });
    ScanWriter writer(*journal_, *store_, log_, quick);
    EXPECT_TRUE(writer.finish(long_enough));
    EXPECT_EQ(writer.figures().rows, 20U);
    EXPECT_EQ(count_rows(), 50);
    EXPECT_EQ(find("s1")->scan_count, 50);
}

TEST_F(ScanWriterTest, AFailureKeepsTheScansAndTryNowEndsTheWaiting) {
    spoil();
    ScanWriter writer(*journal_, *store_, log_,
                      {.gather = milliseconds(0), .least_backoff = long_enough, .most_backoff = long_enough});
    append(*journal_, make_scans(1, 10));
    writer.start();
    wait_until([&] { return writer.figures().retries == 1; });
    EXPECT_TRUE(writer.figures().is_failing);
    EXPECT_EQ(journal_->figures().waiting, 10U);
    EXPECT_EQ(count_rows(), 0);
    mend();
    writer.try_now();
    wait_until([&] { return journal_->figures().waiting == 0; });
    EXPECT_EQ(count_rows(), 10);
    EXPECT_TRUE(writer.finish(long_enough));
    EXPECT_FALSE(writer.figures().is_failing);
}

TEST_F(ScanWriterTest, ItTriesAgainByItself) {
    spoil();
    ScanWriter writer(*journal_, *store_, log_, quick);
    append(*journal_, make_scans(1, 10));
    writer.start();
    wait_until([&] { return writer.figures().retries >= 3; });
    append(*journal_, make_scans(11, 20));
    mend();
    wait_until([&] { return journal_->figures().waiting == 0; });
    EXPECT_TRUE(writer.finish(long_enough));
    EXPECT_EQ(find("s1")->scan_count, 20);
}

TEST_F(ScanWriterTest, FinishingGivesUpWhenTheDatabaseFails) {
    spoil();
    append(*journal_, make_scans(1, 10));
    {
        ScanWriter writer(*journal_, *store_, log_, quick);
        EXPECT_FALSE(writer.finish(long_enough));
        EXPECT_EQ(writer.figures().retries, 1U);
    }
    mend();
    journal_.reset();
    journal_ = open_journal();
    EXPECT_TRUE(ScanWriter(*journal_, *store_, log_, quick).finish(long_enough));
    EXPECT_EQ(count_rows(), 10);
}

TEST_F(ScanWriterTest, AScanThatIsRefusedDoesNotHoldUpTheOthers) {
    refuse_agent("bad");
    auto events = make_scans(1, 40);
    events[6].user_agent = "bad";
    events[29].user_agent = "bad";
    append(*journal_, events);
    ScanWriter writer(*journal_, *store_, log_, quick);
    EXPECT_TRUE(writer.finish(long_enough));
    EXPECT_EQ(count_rows(), 38);
    EXPECT_EQ(find("s1")->scan_count, 38);
    EXPECT_EQ(writer.figures().refused, 2U);
    EXPECT_EQ(writer.figures().rows, 38U);

    std::ifstream file(journal_->place() / "refused.ndjson");
    const std::string lines{std::istreambuf_iterator<char>(file), {}};
    EXPECT_EQ(std::count(lines.begin(), lines.end(), '\n'), 2);
    EXPECT_THAT(lines, HasSubstr("\"event_id\":\"" + events[6].event_id + "\""));
    EXPECT_THAT(lines, HasSubstr("\"event_id\":\"" + events[29].event_id + "\""));
    EXPECT_THAT(lines, HasSubstr("\"reason\":\"the database refused"));
}

TEST_F(ScanWriterTest, TheFileOfRefusedScansIsBounded) {
    refuse_agent("bad");
    const auto file = journal_->place() / "refused.ndjson";
    std::ofstream(file) << "";
    std::filesystem::resize_file(file, 4 * 1024 * 1024 - 100);
    auto events = make_scans(1, 2);
    events[0].user_agent = "bad";
    append(*journal_, events);
    ScanWriter writer(*journal_, *store_, log_, quick);
    EXPECT_TRUE(writer.finish(long_enough));
    EXPECT_EQ(std::filesystem::file_size(file), 4U * 1024 * 1024 - 100);
    EXPECT_EQ(writer.figures().refused, 1U);
    EXPECT_EQ(count_rows(), 1);
}

TEST_F(ScanWriterTest, ScansOfCodesThatAreGoneAreCounted) {
    auto events = make_scans(1, 5);
    events.push_back(make_scan(6, 99));
    append(*journal_, events);
    ScanWriter writer(*journal_, *store_, log_, quick);
    EXPECT_TRUE(writer.finish(long_enough));
    EXPECT_EQ(writer.figures().refused, 1U);
    EXPECT_EQ(count_rows(), 5);
}

TEST_F(ScanWriterTest, ScansThatAnotherProcessLeftAreDelivered) {
    auto other = open_journal();
    append(*other, make_scans(1, 20));
    other.reset();
    ScanWriter writer(*journal_, *store_, log_, quick);
    writer.start();
    wait_until([&] { return writer.figures().rows == 20; });
    EXPECT_TRUE(writer.finish(long_enough));
    EXPECT_EQ(count_rows(), 20);
}

TEST_F(ScanWriterTest, TwoProcessesCountTogether) {
    const auto other_store = open_store();
    const auto other_journal = open_journal();
    ScanWriter first(*journal_, *store_, log_, quick);
    ScanWriter second(*other_journal, *other_store, log_, quick);
    for (int i = 1; i <= 400; ++i)
        append(i % 2 == 0 ? *journal_ : *other_journal, make_scans(i, i, 1 + i % 2));
    append(*journal_, make_scans(1, 200));  // and some in both
    first.start();
    second.start();
    EXPECT_TRUE(first.finish(long_enough));
    EXPECT_TRUE(second.finish(long_enough));
    EXPECT_EQ(number("SELECT sum(scan_count) FROM qr_codes"), count_rows());
    EXPECT_EQ(number("SELECT sum(scans) FROM scan_days"), count_rows());
    EXPECT_EQ(first.figures().rows + second.figures().rows, static_cast<std::uint64_t>(count_rows()));
}

TEST_F(ScanWriterTest, ADatabaseThatGoesAwayAndComesBackLosesNothing) {
    if (!is_postgresql()) return;
    const std::string name = database_.server_url().database;
    const auto on_server = [&](const std::string& sql) {
        store::ServerUrl url = database_.server_url();
        url.database = "postgres";
        return store::run_on(url.text(), sql);
    };
    ScanWriter writer(*journal_, *store_, log_, quick);
    writer.start();
    append(*journal_, make_scans(1, 100));
    on_server("ALTER DATABASE " + name + " WITH ALLOW_CONNECTIONS false");
    on_server("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = '" + name + "'");
    append(*journal_, make_scans(101, 300));
    wait_until([&] { return writer.figures().retries >= 2; });
    EXPECT_TRUE(writer.figures().is_failing);
    on_server("ALTER DATABASE " + name + " WITH ALLOW_CONNECTIONS true");
    writer.try_now();
    wait_until([&] { return journal_->figures().waiting == 0; });
    EXPECT_TRUE(writer.finish(long_enough));
    EXPECT_EQ(count_rows(), 300);
    EXPECT_EQ(find("s1")->scan_count, 300);
}

}  // namespace
}  // namespace qrgen::scans
