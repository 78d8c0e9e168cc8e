// SPDX-License-Identifier: MIT
#include "core/store/scan_purge.hpp"

#include <optional>

#include "core/base/error.hpp"
#include "core/store/dialect.hpp"
#include "core/store/log_start.hpp"
#include "core/store/scan_partitions.hpp"
#include "core/store/scan_rows.hpp"
#include "core/store/sql.hpp"

namespace qrgen::store {
namespace {

using std::chrono::sys_days;

constexpr int drop_attempts = 5;
constexpr int codes_at_once = 1000;  // that have nothing to be removed

std::vector<std::string> old_partitions(Store& store, sys_days cut) {
    std::vector<std::string> old;
    store.read([&](Transaction& transaction) {
        for (const ScanPartition& partition : scan_partitions(transaction)) {
            if (sys_days((partition.month + std::chrono::months(1)) / 1) <= cut)
                old.push_back(partition.name);
        }
    });
    return old;
}

class Purger {
  public:
    Purger(Store& store, sys_days cut, const PurgeOptions& options)
        : store_(store), cut_(format_rfc3339(cut)), options_(options) {}

    PurgedScans run(const std::vector<std::string>& partitions) {
        for (const std::string& partition : partitions) {
            for (int i = 0; i < drop_attempts && may_go_on() && !drop(partition); ++i) {
            }
        }
        while (may_go_on() && !is_at_end_) remove_chunk();
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
        std::string sql = "SELECT qr_code_id FROM scan_logs WHERE qr_code_id > :code";
        std::vector<Value> values{code};
        // So PostgreSQL leaves out partitions, while SQLite would have to walk through all scans of a code.
        if (store_.backend() == Backend::postgresql) {
            sql += " AND scanned_at < :cut";
            values.emplace_back(cut_);
        }
        std::optional<std::string> next;
        query(transaction, sql + " ORDER BY qr_code_id LIMIT 1", values, 1,
              [&](Row& row) { next = std::move(row[0]); });
        return next;
    }

    // The time of the row that is number `rows` of the old ones; nullopt if there are not so many.
    std::optional<std::string> last_of_chunk(Transaction& transaction, const std::string& code,
                                             std::int64_t rows) const {
        std::optional<std::string> time;
        query(transaction,
              "SELECT " + transaction.dialect().read_time("scanned_at") +
                  " FROM scan_logs WHERE qr_code_id = :code AND scanned_at < :cut ORDER BY scanned_at "
                  "LIMIT 1 OFFSET :rows",
              {code, cut_, rows - 1}, 1, [&](Row& row) { time = std::move(row[0]); });
        return time;
    }

    std::int64_t remove(Transaction& transaction, const std::string& code,
                        const std::optional<std::string>& last) const {
        return execute(transaction,
                       std::string("DELETE FROM scan_logs WHERE qr_code_id = :code AND scanned_at ") +
                           (last ? "<= :last" : "< :cut"),
                       {code, last.value_or(cut_)});
    }

    Store& store_;
    const std::string cut_;
    const PurgeOptions& options_;
    std::string code_ = "00000000-0000-0000-0000-000000000000";
    bool is_at_end_ = false;
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
    store_.write([&](Transaction& transaction) { raise_whole_log_start(transaction, cut_); });
    return Purger(store_, cut_, options).run(old_partitions(store_, cut_));
}

// In pieces, so that others who write need not wait for long.
void forget_visitors(Store& store, sys_days today) {
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
    for (bool is_done = false; !is_done;)
        store.write([&](Transaction& transaction) { is_done = remove_piece(transaction); });
    store.write([&](Transaction& transaction) {
        execute(transaction, "DELETE FROM visitor_salts WHERE day < :yesterday", {yesterday});
    });
}

}  // namespace qrgen::store
