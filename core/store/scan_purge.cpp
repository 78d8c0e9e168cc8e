// SPDX-License-Identifier: MIT
#include "core/store/scan_purge.hpp"

#include <optional>

#include "core/base/error.hpp"
#include "core/store/dialect.hpp"
#include "core/store/log_start.hpp"
#include "core/store/rollup_writer.hpp"
#include "core/store/scan_partitions.hpp"
#include "core/store/scan_rows.hpp"
#include "core/store/sql.hpp"

namespace qrgen::store {
namespace {

using std::chrono::sys_days;

constexpr int drop_attempts = 5;
constexpr int codes_at_once = 1000;  // that have nothing to be removed

std::vector<std::string> partitions_if(Store& store,
                                       const std::function<bool(const ScanPartition&)>& is_wanted) {
    std::vector<std::string> names;
    store.read([&](Transaction& transaction) {
        for (const ScanPartition& partition : scan_partitions(transaction)) {
            if (is_wanted(partition)) names.push_back(partition.name);
        }
    });
    return names;
}

std::vector<std::string> old_partitions(Store& store, sys_days cut) {
    return partitions_if(store, [cut](const ScanPartition& partition) {
        return partition.month && sys_days((*partition.month + std::chrono::months(1)) / 1) <= cut;
    });
}

// Each by itself: PostgreSQL would spend more time on planning for all partitions than on the work.
std::vector<std::string> tables_with_old_rows(Store& store, sys_days cut) {
    if (store.backend() == Backend::sqlite) return {"scan_logs"};
    return partitions_if(store, [cut](const ScanPartition& partition) {
        return !partition.month || sys_days(*partition.month / 1) < cut;
    });
}

class Purger {
  public:
    Purger(Store& store, sys_days cut, const PurgeOptions& options)
        : store_(store), cut_day_(cut), cut_(format_rfc3339(cut)), options_(options) {}

    PurgedScans run() {
        for (const std::string& partition : old_partitions(store_, cut_day_)) {
            for (int i = 0; i < drop_attempts && may_go_on() && !drop(partition); ++i) {
            }
        }
        for (const std::string& table : tables_with_old_rows(store_, cut_day_)) {
            table_ = table;
            code_ = "00000000-0000-0000-0000-000000000000";
            is_at_end_ = false;
            while (may_go_on() && !is_at_end_) remove_chunk();
        }
        purged_.is_complete = is_at_end_;
        return std::move(purged_);
    }

  private:
    bool may_go_on() const { return !others_are_at_it_ && options_.may_go_on(); }

    // Whether it is our turn, for the rest of the transaction.
    bool take_turn(Transaction& transaction) {
        const Dialect& dialect = transaction.dialect();
        if (options_.leaves_to_others)
            others_are_at_it_ = query_number(transaction, dialect.try_lock_purge) == 0;
        else if (*dialect.lock_purge != '\0')
            execute(transaction, dialect.lock_purge);
        return !others_are_at_it_;
    }

    // False if it is in use: worth another attempt.
    bool drop(const std::string& partition) {
        std::int64_t rows = 0;
        try {
            store_.write([&](Transaction& transaction) {
                rows = -1;
                if (!take_turn(transaction) ||
                    query_number(transaction, transaction.dialect().count_tables, {partition}) == 0)
                    return;
                rows = query_number(transaction, "SELECT count(*) FROM " + partition);
                // Meanwhile, all that come later wait, too.
                execute(transaction, "SET LOCAL lock_timeout = '500ms'");
                execute(transaction, "DROP TABLE " + partition);
            });
        } catch (const Error& error) {
            return error.kind() != ErrorKind::unavailable;
        }
        if (rows < 0) return true;
        purged_.rows += rows;
        purged_.partitions.push_back(partition);
        return true;
    }

    // Goes on behind the last code, as long as there is something to do for one transaction.
    void remove_chunk() {
        std::string code = code_;
        std::int64_t rows = 0;
        bool is_at_end = false;
        store_.write([&](Transaction& transaction) {
            code = code_;
            rows = 0;
            is_at_end = false;
            if (!take_turn(transaction)) return;
            // Another process may have dropped it.
            is_at_end = query_number(transaction, transaction.dialect().count_tables, {table_}) == 0;
            for (int codes = 0; codes < codes_at_once && rows < options_.rows_at_once && !is_at_end;
                 ++codes) {
                const auto next = next_code(transaction, code);
                is_at_end = !next;
                if (!next) return;
                const std::int64_t most = options_.rows_at_once - rows;
                const auto last = last_of_chunk(transaction, *next, most);
                rows += remove(transaction, *next, last);
                // The same code once more, if it has more.
                if (!last) code = *next;
            }
        });
        code_ = code;
        purged_.rows += rows;
        is_at_end_ = is_at_end;
    }

    std::optional<std::string> next_code(Transaction& transaction, const std::string& code) const {
        std::optional<std::string> next;
        query(transaction,
              "SELECT qr_code_id FROM " + table_ + " WHERE qr_code_id > :code ORDER BY qr_code_id LIMIT 1",
              {code}, 1, [&](Row& row) { next = std::move(row[0]); });
        return next;
    }

    // The time of the row that is number `rows` of the old ones; nullopt if there are not so many.
    std::optional<std::string> last_of_chunk(Transaction& transaction, const std::string& code,
                                             std::int64_t rows) const {
        std::optional<std::string> time;
        query(transaction,
              "SELECT " + transaction.dialect().read_time("scanned_at") + " FROM " + table_ +
                  " WHERE qr_code_id = :code AND scanned_at < :cut ORDER BY scanned_at LIMIT 1 OFFSET :rows",
              {code, cut_, rows - 1}, 1, [&](Row& row) { time = std::move(row[0]); });
        return time;
    }

    std::int64_t remove(Transaction& transaction, const std::string& code,
                        const std::optional<std::string>& last) const {
        return execute(transaction,
                       "DELETE FROM " + table_ + " WHERE qr_code_id = :code AND scanned_at " +
                           (last ? "<= :last" : "< :cut"),
                       {code, last.value_or(cut_)});
    }

    Store& store_;
    const sys_days cut_day_;
    const std::string cut_;
    const PurgeOptions& options_;
    std::string table_;  // whose rows are removed now
    std::string code_;   // behind which it goes on
    bool is_at_end_ = true;
    bool others_are_at_it_ = false;
    PurgedScans purged_;
};

}  // namespace

ScanPurge::ScanPurge(Store& store, sys_days cut) : store_(store), cut_(cut) {}

PurgedScans ScanPurge::count() {
    PurgedScans counted;
    counted.partitions = old_partitions(store_, cut_);
    store_.read([&](Transaction& transaction) {
        counted.rows = query_number(transaction, "SELECT count(*) FROM scan_logs WHERE scanned_at < :cut",
                                    {format_rfc3339(cut_)});
    });
    return counted;
}

PurgedScans ScanPurge::run(const PurgeOptions& options) {
    store_.write([&](Transaction& transaction) {
        lock_rollups(transaction);  // a rebuild that does not know of it yet comes to its end first
        raise_whole_log_start(transaction, cut_);
    });
    return Purger(store_, cut_, options).run();
}

// In pieces, so that others who write need not wait for long.
void forget_visitors(Store& store, sys_days today, const std::function<bool()>& may_go_on) {
    constexpr std::int64_t rows_at_once = 5000;
    const std::string yesterday = day_text(today - std::chrono::days(1));
    const auto remove_piece = [&](Transaction& transaction) {
        std::vector<Value> end;
        query(transaction,
              "SELECT " + transaction.dialect().read_day("day") +
                  ", qr_code_id, visitor FROM scan_visitors WHERE day < :yesterday "
                  "ORDER BY day, qr_code_id, visitor LIMIT 1 OFFSET :rows",
              {yesterday, rows_at_once}, 3, [&](const Row& row) {
                  end = {row[0].value_or(""), row[1].value_or(""), number_of(row[2])};
              });
        if (end.empty()) {
            execute(transaction, "DELETE FROM scan_visitors WHERE day < :yesterday", {yesterday});
        } else {
            execute(transaction,
                    "DELETE FROM scan_visitors WHERE (day, qr_code_id, visitor) < (:day, :code, :visitor)",
                    end);
        }
        return end.empty();
    };
    store.write([&](Transaction& transaction) {
        execute(transaction, "DELETE FROM visitor_salts WHERE day < :today", {day_text(today)});
    });
    for (bool is_done = false; !is_done && may_go_on();)
        store.write([&](Transaction& transaction) { is_done = remove_piece(transaction); });
}

}  // namespace qrgen::store
