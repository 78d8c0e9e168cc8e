// SPDX-License-Identifier: MIT
#include "daemon/http/acceptor.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <ctime>
#include <memory>
#include <utility>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/epoll.h>
#include <sys/socket.h>

#include <Poco/Exception.h>
#include <linux/filter.h>

#include "core/base/error.hpp"
#include "daemon/http/response_head.hpp"

namespace qrgen::daemon::http {
namespace {

constexpr int backlog = 4096;           // the system may make less of it
constexpr int most_accepted = 128;      // in one round
constexpr std::size_t overshoot = 256;  // connections over the limit that wait for their refusal or for room

// How long no connections are accepted when the system has no means for one.
constexpr std::chrono::milliseconds pause_time{100};

std::string address_text(const sockaddr_storage& address) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (address.ss_family == AF_INET) {
        const auto& ipv4 = reinterpret_cast<const sockaddr_in&>(address);
        inet_ntop(AF_INET, &ipv4.sin_addr, text.data(), text.size());
    } else {
        const auto& ipv6 = reinterpret_cast<const sockaddr_in6&>(address).sin6_addr;
        const bool is_ipv4 = IN6_IS_ADDR_V4MAPPED(&ipv6);  // on a socket for both
        inet_ntop(is_ipv4 ? AF_INET : AF_INET6, is_ipv4 ? ipv6.s6_addr + 12 : ipv6.s6_addr, text.data(),
                  text.size());
    }
    return text.data();
}

Poco::Net::ServerSocket listen_at(const std::string& address, int port) {
    const std::string place =
        (address.find(':') == std::string::npos ? address : "[" + address + "]") + ":" + std::to_string(port);
    try {
        const Poco::Net::SocketAddress where(address, static_cast<Poco::UInt16>(port));
        Poco::Net::ServerSocket socket;
        if (where.family() == Poco::Net::SocketAddress::IPv6) {
            socket.bind6(where, true, false, false);
        } else {
            socket.bind(where, true, false);
        }
        socket.listen(backlog);
        socket.setBlocking(false);
        socket.impl()->setNoDelay(true);  // its connections inherit this
        return socket;
    } catch (const Poco::Exception& error) {
        throw Error(ErrorKind::failure, "cannot listen at " + place + ": " + error.displayText(),
                    "is another program using that address, or does it need more rights?");
    }
}

// Connections that are made from now on get no further than to the system, which then forgets them.
void shut_door(int descriptor) {
    std::array<sock_filter, 1> code{{BPF_STMT(BPF_RET | BPF_K, 0)}};
    const sock_fprog drop_all{static_cast<unsigned short>(code.size()), code.data()};
    setsockopt(descriptor, SOL_SOCKET, SO_ATTACH_FILTER, &drop_all, sizeof drop_all);
}

// A connection that was made while the door was being shut has inherited the filter.
void open_again(int descriptor) {
    const int unused = 0;
    setsockopt(descriptor, SOL_SOCKET, SO_DETACH_FILTER, &unused, sizeof unused);
}

}  // namespace

Acceptor::Acceptor(const ServerParts& parts)
    : parts_(parts),
      socket_(listen_at(parts.options.address, parts.options.port)),
      port_(socket_.address().port()),
      spare_(open("/dev/null", O_RDONLY | O_CLOEXEC)) {}

void Acceptor::start(std::vector<ConnectionGroup*> groups) {
    groups_ = std::move(groups);
    loop().add(socket_.impl()->sockfd(), EPOLLIN, *this);
}

void Acceptor::on_events(std::uint32_t) {
    for (int i = 0; i < most_accepted; ++i) {
        switch (accept_one()) {
            case Outcome::accepted:
            case Outcome::try_again: break;
            case Outcome::nothing_waits: return;
            case Outcome::no_descriptor: return accept_and_refuse();
            case Outcome::failed: return pause();
        }
    }
}

void Acceptor::finish() {
    if (std::exchange(is_finishing_, true)) return;
    shut_door(socket_.impl()->sockfd());
    for (bool has_more = true; has_more;) {
        switch (accept_one()) {
            case Outcome::accepted:
            case Outcome::try_again: break;
            case Outcome::no_descriptor: accept_and_refuse(); break;
            case Outcome::nothing_waits:
            case Outcome::failed: has_more = false; break;
        }
    }
    loop().remove(socket_.impl()->sockfd());
    socket_.close();
}

Acceptor::Outcome Acceptor::accept_one() {
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    const int descriptor = accept4(socket_.impl()->sockfd(), reinterpret_cast<sockaddr*>(&address), &size,
                                   SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (descriptor >= 0) {
        if (is_finishing_) open_again(descriptor);
        take(std::make_shared<Descriptor>(descriptor), address_text(address));
        return Outcome::accepted;
    }
    switch (errno) {
        case EAGAIN: return Outcome::nothing_waits;
        case EMFILE:
        case ENFILE: return Outcome::no_descriptor;
        case ENOMEM:
        case ENOBUFS:
        case EBADF:
        case EINVAL: return Outcome::failed;
        default: return Outcome::try_again;  // the connection broke while it waited: accept(2)
    }
}

void Acceptor::take(std::shared_ptr<Descriptor> socket, std::string peer) {
    ++parts_.counters.accepted_connections;
    const std::size_t count = ++parts_.counters.connections;
    const std::size_t limit = parts_.options.max_connections;
    if (count > limit + overshoot) {
        --parts_.counters.connections;
        return refuse(*socket, std::move(peer));
    }
    ConnectionGroup& group = count > limit ? group_with_oldest_idle() : *groups_[turn_++ % groups_.size()];
    group.adopt_later({std::move(socket), std::move(peer), count > limit, groups_.size() - 1});
}

// Gives up the spare descriptor for the time of one refusal, so that the client hears why.
void Acceptor::accept_and_refuse() {
    spare_.reset();
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    const int descriptor = accept4(socket_.impl()->sockfd(), reinterpret_cast<sockaddr*>(&address), &size,
                                   SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (descriptor >= 0) {
        ++parts_.counters.accepted_connections;
        refuse(Descriptor(descriptor), address_text(address));
    }
    spare_.reset(open("/dev/null", O_RDONLY | O_CLOEXEC));
    if (descriptor < 0) pause();
}

// At once, whether the client gets it or not: there is no time and no place to wait.
void Acceptor::refuse(const Descriptor& socket, std::string peer) {
    ++parts_.counters.refused_connections;
    Response response =
        parts_.handler.refuse({503, "there are too many connections", {}, {}, std::move(peer)});
    if (!has_sound_headers(response)) response = internal_failure();
    const std::string answer =
        response_head(response, Persistence::close, DateText().at(std::time(nullptr))) + response.body;
    const int descriptor = socket.number();
    send(descriptor, answer.data(), answer.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    shutdown(descriptor, SHUT_WR);
    // Unread input would make the system throw the answer away.
    std::array<char, 16 * 1024> ignored{};
    recv(descriptor, ignored.data(), ignored.size(), MSG_DONTWAIT);
}

ConnectionGroup& Acceptor::group_with_oldest_idle() const {
    return **std::min_element(groups_.begin(), groups_.end(), [](const auto* a, const auto* b) {
        return a->oldest_idle() < b->oldest_idle();
    });
}

void Acceptor::pause() {
    if (is_finishing_) return;
    const int descriptor = socket_.impl()->sockfd();
    loop().change(descriptor, 0, *this);
    loop().call_later(pause_time, [this, descriptor] {
        if (!is_finishing_) loop().change(descriptor, EPOLLIN, *this);
    });
}

}  // namespace qrgen::daemon::http
