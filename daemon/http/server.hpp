// SPDX-License-Identifier: MIT
//
// The HTTP/1.1 server (RFC 9110, RFC 9112). A few event threads hold all connections, so that neither idle
// nor slow ones cost a thread; a request gets to the handler when it is there as a whole. What may block is
// done by worker threads. Sockets and heads are Poco's; this is the only header of it that others need.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "daemon/http/request.hpp"
#include "daemon/http/response.hpp"

namespace qrgen::daemon::http {

struct ServerOptions {
    std::string address = "127.0.0.1";  // IPv4 or IPv6, without brackets
    int port = 8000;                    // 0: any free one
    int event_threads = 2;
    int workers = 16;
    std::size_t max_waiting = 1024;        // requests that wait for a worker; beyond: 503
    std::size_t max_connections = 10'000;  // beyond: the one idle for longest is closed, if none is idle 503
    std::size_t max_head = 32 * 1024;    // request line and headers; beyond: 431, a target beyond 8 KiB: 414
    std::size_t max_body = 1024 * 1024;  // beyond: 413
    std::chrono::milliseconds head_timeout{10'000};   // from the first byte to the end of the head: 408
    std::chrono::milliseconds body_timeout{30'000};   // from there to the end of the body: 408
    std::chrono::milliseconds idle_timeout{15'000};   // keep-alive: closed without a word
    std::chrono::milliseconds write_timeout{30'000};  // without any progress: closed
};

/// Why the server answered a request itself.
struct Refusal {
    int status;          // 400, 408, 411, 413, 414, 417, 431, 501, 503, 505
    std::string detail;  // what was wrong, for the caller
    std::string method;  // as far as known
    std::string path;
    std::string peer;
};

/// What the server asks. All functions may be called from several threads at once and must not throw, but for
/// those that say so.
class Handler {
  public:
    virtual ~Handler() = default;

    /// On an event thread: must not block. nullopt: work() is to answer, on a worker thread.
    virtual std::optional<Response> answer_at_once(Request& request) = 0;

    /// On a worker thread: may block.
    virtual Response work(Request& request) = 0;

    /// On an event thread: the answer to what was no request, or one that is too large, too slow or too many.
    /// The connection is closed after it.
    virtual Response refuse(const Refusal& refusal) = 0;

    /// On an event thread, once before the answers of a round of answer_at_once() calls are sent: the time to
    /// write down what must be safe before they are.
    virtual void before_sending() = 0;

    /// After an answer was handed to the kernel, or its connection was lost (`sent` counts bytes of body).
    /// Not for refusals: refuse() is told all there is to tell.
    virtual void answered(const Request& request, const Response& response, std::size_t sent) = 0;
};

struct ServerFigures {
    std::size_t connections = 0;
    std::size_t waiting = 0;                 // requests that wait for a worker
    std::uint64_t accepted_connections = 0;  // since the start, as all that follow
    std::uint64_t refused_connections = 0;   // over max_connections, with none to close
    std::uint64_t closed_idle = 0;           // to make room, or at the end of their time
    std::uint64_t refused_requests = 0;      // over max_waiting
};

class Server {
  public:
    /// `handler` must outlive the server. Binds and listens, so that the port is known; throws Error(failure)
    /// with the system's reason.
    Server(const ServerOptions& options, Handler& handler);

    /// Stops at once, as after a drain() without time.
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    int port() const noexcept;

    /// Starts the threads and accepts connections.
    void start();

    /// Accepts what is already in the queue of the system and then no more; answers are from now on the last
    /// of their connections ("Connection: close"), and idle connections are closed. Returns true when all
    /// requests that had begun to arrive are answered, false when `limit` came first.
    bool drain(std::chrono::milliseconds limit);

    ServerFigures figures() const;

  private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace qrgen::daemon::http
