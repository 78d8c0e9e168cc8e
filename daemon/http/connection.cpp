// SPDX-License-Identifier: MIT
#include "daemon/http/connection.hpp"

#include <cerrno>
#include <utility>

#include <sys/epoll.h>
#include <sys/socket.h>

#include <Poco/Net/StreamSocketImpl.h>

#include "daemon/http/connection_group.hpp"
#include "daemon/http/response_head.hpp"

namespace qrgen::daemon::http {
namespace {

// Pipelined requests are not begun while so much is waiting to be sent.
constexpr std::size_t most_answers_waiting = 64;
constexpr std::size_t most_bytes_waiting = 256 * 1024;

// What a client may still send after our last word, so that it gets to read that.
constexpr std::size_t most_discarded = 4 * 1024 * 1024;

// Poco's way to adopt a descriptor is protected.
class AcceptedSocket : public Poco::Net::StreamSocket {
  public:
    explicit AcceptedSocket(int descriptor) : StreamSocket(new Poco::Net::StreamSocketImpl(descriptor)) {}
};

bool is_only_later(int error) {
    return error == EAGAIN || error == EWOULDBLOCK || error == EINTR;
}

}  // namespace

Connection::Connection(ConnectionGroup& group, Descriptor& socket, std::string peer)
    : group_(group),
      socket_(AcceptedSocket(socket.release())),
      reader_({group.options().max_head, group.options().max_body}, peer),
      peer_(std::move(peer)) {}

bool Connection::begin(PhaseLists::Place place) {
    place_ = place;
    watched_ = EPOLLIN;
    if (group_.loop().add(descriptor(), watched_, *this)) return true;
    close();
    return false;
}

void Connection::on_events(std::uint32_t events) {
    if (is_closed_) return;
    if (phase() == Phase::lingering && (events & EPOLLIN) != 0) return discard_input();
    if ((events & (EPOLLERR | EPOLLHUP)) != 0) return lose();
    if ((events & EPOLLOUT) != 0) group_.flush_later(*this, awaits_flush_);
    if ((events & EPOLLIN) == 0) return;
    if (is_in_work_ || !output_.empty()) {
        watch(watched_ & ~static_cast<std::uint32_t>(EPOLLIN));  // it has to wait, and not to be told again
    } else {
        receive();
    }
}

void Connection::enter(Phase phase) {
    if (phase != place_->phase) group_.lists().move(place_, phase, group_.now());
}

void Connection::watch(std::uint32_t events) {
    if (events == watched_) return;
    watched_ = events;
    group_.loop().change(descriptor(), events, *this);
}

void Connection::receive() {
    auto& buffer = group_.buffer();
    const ssize_t count = recv(descriptor(), buffer.data(), buffer.size(), MSG_DONTWAIT);
    if (count > 0) {
        process({buffer.data(), static_cast<std::size_t>(count)});
    } else if (count == 0) {
        end_of_input();
    } else if (!is_only_later(errno)) {
        lose();
    }
}

void Connection::discard_input() {
    auto& buffer = group_.buffer();
    const ssize_t count = recv(descriptor(), buffer.data(), buffer.size(), MSG_DONTWAIT);
    if (count < 0 && is_only_later(errno)) return;
    if (count > 0) discarded_ += static_cast<std::size_t>(count);
    if (count <= 0 || discarded_ > most_discarded) close();
}

void Connection::end_of_input() {
    peer_has_ended_ = true;
    if (reader_.state() == RequestReader::State::idle) return close();
    refuse(reader_.refusal_of_part(400, "the connection ended before the request did"));
}

void Connection::process(std::string_view bytes) {
    while (!bytes.empty() && may_take_request()) {
        bytes.remove_prefix(reader_.feed(bytes, group_.now()));
        if (reader_.state() == RequestReader::State::complete) {
            serve(reader_.take_request(), !bytes.empty());
        } else if (reader_.state() == RequestReader::State::refused) {
            return refuse(reader_.refusal());
        }
    }
    if (!is_last_said_) unread_ = bytes;
    if (reader_.awaits_continue()) push({.head = "HTTP/1.1 100 Continue\r\n\r\n"});
    if (output_.empty()) resume();
}

bool Connection::may_take_request() const {
    return !is_in_work_ && !is_last_said_ && output_.answers() < most_answers_waiting &&
           output_.bytes() < most_bytes_waiting;
}

void Connection::flush() {
    awaits_flush_ = false;
    if (is_closed_) return;
    const std::size_t before = output_.bytes();
    const auto result =
        output_.write_to(descriptor(), [this](const Outgoing& sent) { group_.note_answered(sent); });
    if (result == OutputQueue::Result::lost) return lose();
    if (result == OutputQueue::Result::done) return resume();
    if (output_.bytes() < before) group_.lists().move(place_, Phase::writing, group_.now());
    watch(EPOLLOUT);
}

// Goes on when nothing is left to send.
void Connection::resume() {
    if (is_in_work_) {
        enter(Phase::working);
        watch(watched_ & EPOLLIN);  // not whether it can write, which is always so
    } else if (is_last_said_) {
        linger();
    } else if (!unread_.empty()) {
        process(std::exchange(unread_, {}));
    } else {
        wait_for_input();
    }
}

void Connection::wait_for_input() {
    switch (reader_.state()) {
        case RequestReader::State::head: enter(Phase::head); break;
        case RequestReader::State::body: enter(Phase::body); break;
        default: enter(Phase::idle); break;
    }
    watch(EPOLLIN);
    if (phase() == Phase::idle && has_served_ && group_.is_draining()) end_idle(Reason::drain);
}

void Connection::serve(Request request, bool more_follows) {
    keeps_alive_ = reader_.keeps_alive();
    is_http_1_0_ = reader_.is_http_1_0();
    if (auto response = group_.answer_at_once(request)) {
        respond(std::move(request), std::move(*response), more_follows);
    } else {
        hand_to_worker(std::move(request));
    }
}

void Connection::hand_to_worker(Request request) {
    const auto shared = std::make_shared<Request>(std::move(request));
    is_in_work_ = group_.workers().submit([this, shared] {
        Response response = group_.handler().work(*shared);
        // It stays alive as long as it is in work.
        group_.loop().post([this, shared, response = std::move(response)]() mutable {
            finish_work(std::move(*shared), std::move(response));
        });
    });
    if (is_in_work_) return;
    ++group_.counters().refused_requests;
    refuse({503, "the server is busy", shared->method, shared->path, shared->peer});
}

void Connection::finish_work(Request request, Response response) {
    is_in_work_ = false;
    if (!is_lost_) return respond(std::move(request), std::move(response), !unread_.empty());
    group_.handler().answered(request, response, 0);
    close();
}

void Connection::respond(Request request, Response response, bool more_follows) {
    if (!has_sound_headers(response)) response = internal_failure();
    has_served_ = true;
    is_last_said_ = is_last_answer(more_follows);
    const Persistence persistence = is_last_said_  ? Persistence::close
                                    : is_http_1_0_ ? Persistence::keep_alive_1_0
                                                   : Persistence::keep_alive;
    std::string head = response_head(response, persistence, group_.date());
    const bool sends_body = may_have_body(response.status) && request.method != "HEAD";
    push({std::move(head), std::move(response), sends_body, std::move(request)});
}

// While draining, requests that have begun to arrive are still answered.
bool Connection::is_last_answer(bool more_follows) const {
    if (!keeps_alive_) return true;
    if (more_follows || !group_.is_draining()) return false;
    char byte = 0;
    return recv(descriptor(), &byte, 1, MSG_PEEK | MSG_DONTWAIT) <= 0;
}

void Connection::refuse(const Refusal& refusal) {
    Response response = group_.handler().refuse(refusal);
    if (!has_sound_headers(response)) response = internal_failure();
    is_last_said_ = true;
    unread_.clear();
    std::string head = response_head(response, Persistence::close, group_.date());
    push({.head = std::move(head), .response = std::move(response), .sends_body = refusal.method != "HEAD"});
}

void Connection::push(Outgoing outgoing) {
    output_.push(std::move(outgoing));
    enter(Phase::writing);
    group_.flush_later(*this, awaits_flush_);
}

bool Connection::end_idle(Reason reason) {
    receive();
    if (is_closed_) return true;
    if (phase() != Phase::idle) return false;
    if (reason != Reason::drain) ++group_.counters().closed_idle;
    if (reason == Reason::make_room) {
        close();
    } else {
        linger();
    }
    return true;
}

void Connection::expire() {
    switch (phase()) {
        case Phase::idle: end_idle(Reason::idle_for_long); return;
        case Phase::head: return refuse(reader_.refusal_of_part(408, "the head took too long to arrive"));
        case Phase::body: return refuse(reader_.refusal_of_part(408, "the body took too long to arrive"));
        case Phase::working: return;
        case Phase::writing: return lose();
        case Phase::lingering: return close();
    }
}

// Closing with input unread would make the system throw away what the other end has not read yet.
void Connection::linger() {
    if (peer_has_ended_) return close();
    shutdown(descriptor(), SHUT_WR);
    enter(Phase::lingering);
    watch(EPOLLIN);
}

void Connection::lose() {
    if (!is_in_work_) return close();
    is_lost_ = true;
    give_up_output();
    group_.loop().remove(descriptor());
    enter(Phase::working);
}

void Connection::close() {
    is_closed_ = true;
    give_up_output();
    // A process that was forked meanwhile may hold the descriptor, too, so closing it may not be enough.
    group_.loop().remove(descriptor());
    shutdown(descriptor(), SHUT_RDWR);
    socket_.close();
    group_.release(place_);
}

void Connection::give_up_output() {
    for (const Outgoing& unsent : output_.take_all()) group_.note_answered(unsent);
}

}  // namespace qrgen::daemon::http
