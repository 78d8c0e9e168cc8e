// SPDX-License-Identifier: MIT
//
// The listening socket: accepts connections and hands them out evenly, and sees to it that there are not too
// many.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include <Poco/Net/ServerSocket.h>

#include "daemon/http/connection_group.hpp"
#include "daemon/http/event_loop.hpp"

namespace qrgen::daemon::http {

class Acceptor : public EventTarget {
  public:
    /// Binds and listens. Throws Error(failure) with the system's reason.
    explicit Acceptor(const ServerParts& parts);

    int port() const noexcept { return port_; }

    /// Accepts in the loop of the first of `groups`, which must be there for as long as that loop runs. All
    /// that follows is for its thread.
    void start(std::vector<ConnectionGroup*> groups);

    void on_events(std::uint32_t events) override;

    /// Accepts what the system has accepted already, and then no more.
    void finish();

  private:
    enum class Outcome { accepted, nothing_waits, try_again, no_descriptor, failed };

    Outcome accept_one();
    void take(std::shared_ptr<Descriptor> socket, std::string peer);
    void accept_and_refuse();
    void refuse(const Descriptor& socket, std::string peer);
    ConnectionGroup& group_with_oldest_idle() const;
    void pause();
    EventLoop& loop() { return groups_.front()->loop(); }

    ServerParts parts_;
    Poco::Net::ServerSocket socket_;
    int port_ = 0;
    Descriptor spare_;  // closed to have one when there are none left
    std::vector<ConnectionGroup*> groups_;
    std::size_t turn_ = 0;  // of the group that gets the next connection
    bool is_finishing_ = false;
};

}  // namespace qrgen::daemon::http
