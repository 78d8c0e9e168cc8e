// SPDX-License-Identifier: MIT
//
// One connection: reads requests, lets them be answered in their order, and ends without losing an answer.
// Belongs to the event thread of its group; so do all its functions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include <Poco/Net/StreamSocket.h>

#include "daemon/http/event_loop.hpp"
#include "daemon/http/output_queue.hpp"
#include "daemon/http/phase_lists.hpp"
#include "daemon/http/request_reader.hpp"

namespace qrgen::daemon::http {

class ConnectionGroup;

class Connection : public EventTarget {
  public:
    /// Takes `socket`, which does not block. The group puts the connection into its lists and then calls
    /// begin().
    Connection(ConnectionGroup& group, Descriptor& socket, std::string peer);

    /// False if the system cannot watch the connection; it is then closed.
    bool begin(PhaseLists::Place place);

    void on_events(std::uint32_t events) override;

    /// Sends what there is to send, at the end of a round.
    void flush();

    enum class Reason { make_room, idle_for_long, drain };

    /// Ends a connection in phase idle, unless a request has come meanwhile: then that is begun, and false is
    /// returned. To make room it is closed at once; otherwise we say that nothing more will come and wait for
    /// the other end to say so, too.
    bool end_idle(Reason reason);

    /// Its phase has lasted for longer than it may.
    void expire();

    /// Answers with a refusal, the last that is sent.
    void refuse(const Refusal& refusal);

    /// Closes at once, whatever it is doing; must not be in the hands of a worker.
    void close();

    /// Whether a request was answered; the first of a new connection may be on its way.
    bool has_served() const noexcept { return has_served_; }

  private:
    Phase phase() const { return place_->phase; }
    int descriptor() const { return socket_.impl()->sockfd(); }
    void enter(Phase phase);
    void watch(std::uint32_t events);

    void receive();
    void discard_input();
    void end_of_input();
    void process(std::string_view bytes);
    bool may_take_request() const;
    void resume();
    void wait_for_input();

    void serve(Request request, bool more_follows);
    void hand_to_worker(Request request);
    void finish_work(Request request, Response response);
    void respond(Request request, Response response, bool more_follows);
    bool is_last_answer(bool more_follows) const;
    void push(Outgoing outgoing);

    void linger();
    void lose();
    void give_up_output();

    ConnectionGroup& group_;
    Poco::Net::StreamSocket socket_;
    PhaseLists::Place place_ = {};
    RequestReader reader_;
    std::string unread_;  // received, and behind requests that have to be answered first
    OutputQueue output_;
    std::string peer_;
    std::size_t discarded_ = 0;  // bytes, while lingering
    std::uint32_t watched_ = 0;  // events
    bool keeps_alive_ = true;    // of the request that was taken last, as is the next
    bool is_http_1_0_ = false;
    bool has_served_ = false;
    bool awaits_flush_ = false;
    bool is_in_work_ = false;
    bool is_last_said_ = false;    // nothing is answered any more
    bool peer_has_ended_ = false;  // it sends nothing more, but may read
    bool is_lost_ = false;         // while in work
    bool is_closed_ = false;
};

}  // namespace qrgen::daemon::http
