// SPDX-License-Identifier: MIT
//
// The connections of one event thread, and the rounds in which they are served: first all answers of a round
// are made, then Handler::before_sending() is called once, then they are sent.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/http/connection.hpp"
#include "daemon/http/drain_board.hpp"
#include "daemon/http/event_loop.hpp"
#include "daemon/http/phase_lists.hpp"
#include "daemon/http/response_head.hpp"
#include "daemon/http/server.hpp"
#include "daemon/http/worker_pool.hpp"

namespace qrgen::daemon::http {

/// What ServerFigures are made of. A connection is counted from when it is accepted.
struct Counters {
    std::atomic<std::size_t> connections = 0;
    std::atomic<std::uint64_t> accepted_connections = 0;
    std::atomic<std::uint64_t> refused_connections = 0;
    std::atomic<std::uint64_t> closed_idle = 0;
    std::atomic<std::uint64_t> refused_requests = 0;
};

/// What all groups share; must outlive them.
struct ServerParts {
    const ServerOptions& options;
    Handler& handler;
    WorkerPool& workers;
    Counters& counters;
    DrainBoard& drain_board;
};

/// A connection that was just accepted, and already counted.
struct Newcomer {
    std::shared_ptr<Descriptor> socket;  // does not block
    std::string peer;
    bool needs_room = false;      // another has to be closed for it
    std::size_t groups_left = 0;  // that may look for room if this one finds none
};

class ConnectionGroup : public RoundWork {
  public:
    /// `number` is the group's on the drain board.
    ConnectionGroup(const ServerParts& parts, std::size_t number);

    /// The group that is asked for room after this one; before the loop runs.
    void set_next(ConnectionGroup& next) { next_ = &next; }

    EventLoop& loop() noexcept { return loop_; }

    /// Any thread: since when the one that is idle for longest has been so, as of the last round;
    /// time_point::max() if none is.
    std::chrono::steady_clock::time_point oldest_idle() const noexcept;

    /// Any thread.
    void adopt_later(Newcomer newcomer);

    // All that follows is for the loop's thread.
    void begin_drain();

    /// The end, when the loop has stopped and no worker is left: sends what can be sent, closes all.
    void shut_down();

    void begin_round(std::chrono::steady_clock::time_point now) override { now_ = now; }
    void end_round() override;
    std::chrono::steady_clock::time_point next_round() const override;

    // For its connections.
    const ServerOptions& options() const noexcept { return parts_.options; }
    Handler& handler() noexcept { return parts_.handler; }
    WorkerPool& workers() noexcept { return parts_.workers; }
    Counters& counters() noexcept { return parts_.counters; }
    PhaseLists& lists() noexcept { return lists_; }
    bool is_draining() const noexcept { return is_draining_; }
    std::chrono::steady_clock::time_point now() const noexcept { return now_; }  // of this round
    std::array<char, 64 * 1024>& buffer() noexcept { return *buffer_; }          // for one call of recv()
    std::string_view date();
    std::optional<Response> answer_at_once(Request& request);
    void flush_later(Connection& connection, bool& awaits_flush);
    void note_answered(const Outgoing& outgoing);
    void release(PhaseLists::Place place);  // destroyed at the end of the round

  private:
    void adopt(Newcomer newcomer);
    bool make_room();
    std::optional<std::chrono::milliseconds> time_limit(Phase phase) const;
    void expire();
    void send_answers();
    void publish();

    ServerParts parts_;
    std::size_t number_;
    ConnectionGroup* next_ = this;
    EventLoop loop_;
    PhaseLists lists_;
    std::chrono::steady_clock::time_point now_ = std::chrono::steady_clock::now();
    std::unique_ptr<std::array<char, 64 * 1024>> buffer_;
    DateText date_;
    bool has_answers_at_once_ = false;  // in this round
    std::vector<Connection*> to_flush_;
    std::vector<std::unique_ptr<Connection>> released_;
    bool is_draining_ = false;
    std::atomic<std::chrono::steady_clock::rep> oldest_idle_;
};

}  // namespace qrgen::daemon::http
