// SPDX-License-Identifier: MIT
#include "core/store/change_feed.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>
#include <utility>

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "core/base/error.hpp"
#include "core/store/dialect.hpp"
#include "core/store/libpq.hpp"
#include "core/store/session.hpp"
#include "core/store/sql.hpp"

namespace qrgen::store {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds least_pause{100};  // between attempts to connect
constexpr milliseconds most_pause{2'000};
constexpr milliseconds poll_interval{250};  // SQLite
constexpr milliseconds silence{2'000};      // of PostgreSQL, after which the session is tried
constexpr milliseconds answer_time{3'000};  // for which it may then go on

// Wakes a thread that waits in poll(2).
class Bell {
  public:
    Bell() : descriptor_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
        if (descriptor_ < 0) throw Error(ErrorKind::failure, "no more files can be opened");
    }
    ~Bell() { close(descriptor_); }
    Bell(const Bell&) = delete;
    Bell& operator=(const Bell&) = delete;

    void ring() const noexcept { eventfd_write(descriptor_, 1); }

    // Until the bell rings (true), `other` can be read, or the time is over (false). A `other` of -1 is none.
    bool wait(int other, milliseconds time) const {
        pollfd files[] = {{descriptor_, POLLIN, 0}, {other, POLLIN, 0}};
        poll(files, 2, static_cast<int>(time.count()));
        return (files[0].revents & POLLIN) != 0;
    }

  private:
    int descriptor_;
};

}  // namespace

class ChangeFeed::Impl {
  public:
    Impl(DatabaseUrl url, ChangeListener listener, const Log& log)
        : url_(with_absolute_path(std::move(url))),
          place_(place_of(url_)),
          dialect_(dialect_of(url_.backend)),
          listener_(std::move(listener)),
          log_(log) {}

    ~Impl() {
        is_ending_ = true;
        bell_.ring();
        if (thread_.joinable()) thread_.join();
    }

    void start() {
        thread_ = std::thread([this] { run(); });
    }

    bool is_reachable() const noexcept { return is_reachable_; }

  private:
    void run() {
        milliseconds pause = least_pause;
        while (!is_ending_) {
            try {
                const auto session = open_session(url_, Patience::of_a_service);
                pause = least_pause;
                follow(*session);
            } catch (const std::exception& error) {
                report_lost(error.what());
            }
            if (is_ending_ || bell_.wait(-1, pause)) return;
            pause = std::min(pause * 2, most_pause);
        }
    }

    void report_lost(const char* reason) {
        is_reachable_ = false;
        if (has_reported_) return;
        has_reported_ = true;
        log_.warning(std::string("the database is away: ") + reason);
        listener_.lost();
    }

    void report_reached() {
        if (has_reported_) log_.info("the database is back");
        has_reported_ = false;
        is_reachable_ = true;
        listener_.lost_track();
        listener_.reached();
    }

    // Returns when the feed ends; throws when the session is lost.
    void follow(soci::session& session) {
        Transaction transaction(session, dialect_, place_);
        if (url_.backend == Backend::sqlite) {
            follow_sqlite(transaction);
        } else {
            follow_postgresql(transaction);
        }
    }

    void follow_postgresql(Transaction& transaction) {
        execute(transaction, "LISTEN qrgen_changes");
        report_reached();
        PGconn* const connection = connection_of(transaction.session());
        while (!is_ending_) {
            pass_on_notices(connection);
            const int socket = libpq().socket(connection);
            pollfd file{socket, POLLIN, 0};
            if (bell_.wait(socket, silence)) return;
            poll(&file, 1, 0);
            if ((file.revents & (POLLIN | POLLERR | POLLHUP)) != 0) {
                consume_input(connection);
            } else {
                require_answer(connection);
            }
        }
    }

    void consume_input(PGconn* connection) const {
        if (libpq().consume_input(connection) == 0) {
            throw Error(ErrorKind::unavailable, "the connection was lost (" + place_ + ")");
        }
    }

    // A server that was frozen, or is behind a broken network, says nothing at all: waiting as one does for
    // queries would be for ever.
    void require_answer(PGconn* connection) const {
        const auto deadline = std::chrono::steady_clock::now() + answer_time;
        const bool is_sent = libpq().send_query(connection, "SELECT 1") == 1;
        while (is_sent && libpq().is_busy(connection) == 1) {
            const auto rest = std::chrono::ceil<milliseconds>(deadline - std::chrono::steady_clock::now());
            if (rest.count() <= 0) throw Error(ErrorKind::unavailable, "it does not answer (" + place_ + ")");
            if (bell_.wait(libpq().socket(connection), rest)) return;
            consume_input(connection);
        }
        bool is_answered = false;
        while (PGresult* const result = libpq().get_result(connection)) {
            is_answered = true;
            libpq().clear(result);
        }
        if (!is_answered) throw Error(ErrorKind::unavailable, "the connection was lost (" + place_ + ")");
    }

    void pass_on_notices(PGconn* connection) {
        while (PGnotify* const notice = libpq().notifies(connection)) {
            listener_.changed(notice->extra);
            libpq().free_memory(notice);
        }
    }

    void follow_sqlite(Transaction& transaction) {
        std::int64_t version = query_number(transaction, "PRAGMA data_version");
        std::int64_t revision = -1;
        report_reached();
        while (!bell_.wait(-1, poll_interval)) {
            const std::int64_t now = query_number(transaction, "PRAGMA data_version");
            if (std::exchange(version, now) == now) continue;
            const std::int64_t last = last_change(transaction);
            if (std::exchange(revision, last) != last) listener_.lost_track();
        }
    }

    // 0 while there is no schema.
    std::int64_t last_change(Transaction& transaction) {
        if (query_number(transaction, dialect_.count_tables, {std::string("qr_history")}) == 0) return 0;
        return query_number(transaction, "SELECT max(id) FROM qr_history");
    }

    const DatabaseUrl url_;
    const std::string place_;
    const Dialect& dialect_;
    const ChangeListener listener_;
    const Log& log_;
    const Bell bell_;
    std::atomic<bool> is_ending_ = false;
    std::atomic<bool> is_reachable_ = false;
    bool has_reported_ = false;
    std::thread thread_;
};

ChangeFeed::ChangeFeed(DatabaseUrl url, ChangeListener listener, const Log& log)
    : impl_(std::make_unique<Impl>(std::move(url), std::move(listener), log)) {}

ChangeFeed::~ChangeFeed() = default;

void ChangeFeed::start() {
    impl_->start();
}

bool ChangeFeed::is_reachable() const noexcept {
    return impl_->is_reachable();
}

}  // namespace qrgen::store
