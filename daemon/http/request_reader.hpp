// SPDX-License-Identifier: MIT
//
// Requests out of the bytes of one connection, one after the other.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "daemon/http/chunked_body.hpp"
#include "daemon/http/head_check.hpp"
#include "daemon/http/request.hpp"
#include "daemon/http/server.hpp"

namespace qrgen::daemon::http {

class RequestReader {
  public:
    enum class State {
        idle,      // nothing of a request is there
        head,      // the head has begun
        body,      // the head is there, the body not wholly
        complete,  // take_request() is next
        refused,   // refusal() says why; no more can be read
    };

    struct Limits {
        std::size_t max_head;
        std::size_t max_body;
    };

    RequestReader(Limits limits, std::string peer) : limits_(limits), peer_(std::move(peer)) {}

    /// Reads up to the end of one request and returns how many bytes that took. `now` is when they arrived.
    /// Not to be called when complete or refused.
    std::size_t feed(std::string_view bytes, std::chrono::steady_clock::time_point now);

    State state() const noexcept { return state_; }

    /// The request, whose turn it was; the next one can be read.
    Request take_request();

    /// What the head of the request that is being read, or was taken last, says.
    bool keeps_alive() const noexcept { return facts_.keeps_alive; }
    bool is_http_1_0() const noexcept { return facts_.is_http_1_0; }

    /// Whether the client waits for "100 Continue" before it sends the body.
    bool awaits_continue() const noexcept { return state_ == State::body && facts_.expects_continue; }

    const Refusal& refusal() const noexcept { return refusal_; }

    /// A refusal of what has been read so far of a request.
    Refusal refusal_of_part(int status, std::string detail) const;

  private:
    std::size_t read_head(std::string_view bytes, std::chrono::steady_clock::time_point now);
    void take_head(std::string_view head, std::chrono::steady_clock::time_point now);
    void begin_body();
    std::size_t read_body(std::string_view bytes);
    std::size_t read_chunks(std::string_view bytes);
    void refuse(int status, std::string detail);
    void refuse(const HeadRefusal& refusal);

    Limits limits_;
    std::string peer_;
    State state_ = State::idle;
    std::string head_;      // what has arrived of a head that did not come in one piece
    std::size_t line_ = 0;  // see find_head_end()
    HeadFacts facts_ = {};  // without its views once the head is read
    Request request_ = {};
    std::optional<ChunkedBody> chunks_;
    Refusal refusal_ = {};
};

}  // namespace qrgen::daemon::http
