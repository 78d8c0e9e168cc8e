// SPDX-License-Identifier: MIT
#include "daemon/http/connection_group.hpp"

#include <algorithm>
#include <ctime>
#include <utility>

namespace qrgen::daemon::http {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

// How long the other end may take to close after our last word.
constexpr milliseconds linger_time{2000};

// How long a connection that has not sent anything yet may take to do so when the server drains.
constexpr milliseconds newcomer_time{1000};

}  // namespace

ConnectionGroup::ConnectionGroup(const ServerParts& parts, std::size_t number)
    : parts_(parts),
      number_(number),
      buffer_(std::make_unique<std::array<char, 64 * 1024>>()),
      oldest_idle_(steady_clock::time_point::max().time_since_epoch().count()) {}

steady_clock::time_point ConnectionGroup::oldest_idle() const noexcept {
    return steady_clock::time_point(steady_clock::duration(oldest_idle_.load()));
}

void ConnectionGroup::adopt_later(Newcomer newcomer) {
    loop_.post([this, newcomer = std::move(newcomer)] { adopt(newcomer); });
}

void ConnectionGroup::adopt(Newcomer newcomer) {
    // Others may have left since it was accepted.
    const bool has_room =
        !newcomer.needs_room || counters().connections <= options().max_connections || make_room();
    if (!has_room && newcomer.groups_left > 0) {
        --newcomer.groups_left;
        return next_->adopt_later(std::move(newcomer));
    }
    const auto place = lists_.insert(std::make_unique<Connection>(*this, *newcomer.socket, newcomer.peer),
                                     Phase::idle, now_);
    Connection& connection = *place->connection;
    if (!connection.begin(place) || has_room) return;
    ++counters().refused_connections;
    connection.refuse({503, "there are too many connections", {}, {}, std::move(newcomer.peer)});
}

// Each try ends the first of the idle ones, or finds that it is not idle any more.
bool ConnectionGroup::make_room() {
    while (const auto* entry = lists_.first(Phase::idle)) {
        if (entry->connection->end_idle(Connection::Reason::make_room)) return true;
    }
    return false;
}

void ConnectionGroup::begin_drain() {
    is_draining_ = true;
    for (Connection* connection : lists_.all(Phase::idle)) {
        if (connection->has_served()) connection->end_idle(Connection::Reason::drain);
    }
}

void ConnectionGroup::shut_down() {
    loop_.run_posted();
    send_answers();
    for (const Phase phase : all_phases) {
        for (Connection* connection : lists_.all(phase)) connection->close();
    }
    released_.clear();
}

void ConnectionGroup::end_round() {
    expire();
    send_answers();
    released_.clear();
    publish();
}

void ConnectionGroup::expire() {
    for (const Phase phase : all_phases) {
        const auto limit = time_limit(phase);
        if (!limit) continue;
        while (const auto* entry = lists_.first(phase)) {
            if (entry->since + *limit > now_) break;
            entry->connection->expire();
        }
    }
}

std::optional<milliseconds> ConnectionGroup::time_limit(Phase phase) const {
    const ServerOptions& limits = options();
    switch (phase) {
        case Phase::idle:
            return is_draining_ ? std::min(limits.idle_timeout, newcomer_time) : limits.idle_timeout;
        case Phase::head: return limits.head_timeout;
        case Phase::body: return limits.body_timeout;
        case Phase::working: return std::nullopt;
        case Phase::writing: return limits.write_timeout;
        case Phase::lingering: return linger_time;
    }
    return std::nullopt;
}

steady_clock::time_point ConnectionGroup::next_round() const {
    auto next = steady_clock::time_point::max();
    for (const Phase phase : all_phases) {
        const auto limit = time_limit(phase);
        const auto* entry = lists_.first(phase);
        if (limit && entry != nullptr) next = std::min(next, entry->since + *limit);
    }
    return next;
}

void ConnectionGroup::send_answers() {
    while (!to_flush_.empty()) {
        if (std::exchange(has_answers_at_once_, false)) handler().before_sending();
        for (Connection* connection : std::exchange(to_flush_, {})) connection->flush();
    }
}

void ConnectionGroup::publish() {
    const auto* entry = lists_.first(Phase::idle);
    const auto oldest = entry != nullptr ? entry->since : steady_clock::time_point::max();
    oldest_idle_ = oldest.time_since_epoch().count();
    if (!is_draining_) return;
    parts_.drain_board.report(number_, lists_.size(Phase::head) + lists_.size(Phase::body) +
                                           lists_.size(Phase::working) + lists_.size(Phase::writing));
}

std::string_view ConnectionGroup::date() {
    return date_.at(std::time(nullptr));
}

std::optional<Response> ConnectionGroup::answer_at_once(Request& request) {
    auto response = handler().answer_at_once(request);
    has_answers_at_once_ = has_answers_at_once_ || response;
    return response;
}

void ConnectionGroup::flush_later(Connection& connection, bool& awaits_flush) {
    if (!awaits_flush) to_flush_.push_back(&connection);
    awaits_flush = true;
}

void ConnectionGroup::note_answered(const Outgoing& outgoing) {
    if (outgoing.request) handler().answered(*outgoing.request, outgoing.response, outgoing.sent_body());
}

void ConnectionGroup::release(PhaseLists::Place place) {
    released_.push_back(lists_.remove(place));
    --counters().connections;
}

}  // namespace qrgen::daemon::http
