// SPDX-License-Identifier: MIT
//
// What a connection has still to send, in order.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "daemon/http/request.hpp"
#include "daemon/http/response.hpp"

namespace qrgen::daemon::http {

/// An answer on its way. The body follows the head.
struct Outgoing {
    std::string head;
    Response response = {};
    bool sends_body = false;              // false: HEAD, or a status without body
    std::optional<Request> request = {};  // none: a refusal, or no answer at all (100 Continue)
    std::size_t sent = 0;                 // bytes of head and body

    std::size_t size() const noexcept { return head.size() + (sends_body ? response.body.size() : 0); }
    std::size_t sent_body() const noexcept { return sent > head.size() ? sent - head.size() : 0; }
};

class OutputQueue {
  public:
    enum class Result {
        done,     // nothing is left
        blocked,  // the other end has to read first
        lost,     // the connection is gone
    };

    void push(Outgoing outgoing);
    bool empty() const noexcept { return waiting_.empty(); }
    std::size_t answers() const noexcept { return waiting_.size(); }
    std::size_t bytes() const noexcept { return bytes_; }  // not yet sent

    /// Sends as much as the kernel takes without waiting. `when_sent` gets each answer that it took wholly.
    Result write_to(int descriptor, const std::function<void(const Outgoing&)>& when_sent);

    /// Gives up; all that is left.
    std::vector<Outgoing> take_all();

  private:
    void note_sent(std::size_t count, const std::function<void(const Outgoing&)>& when_sent);

    std::vector<Outgoing> waiting_;
    std::size_t bytes_ = 0;
};

}  // namespace qrgen::daemon::http
