// SPDX-License-Identifier: MIT
//
// For tests with a real server: a handler that a test scripts, and a client that sends exactly what it is
// told.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/http/server.hpp"

namespace qrgen::daemon::http {

/// An answer that was sent, as Handler::answered() was told.
struct Sent {
    std::string path;
    int status;
    std::size_t bytes;
};

/// Answers at once with method, path and body of the request, or on a worker if the path begins with "/work".
class ScriptedHandler : public Handler {
  public:
    std::optional<Response> answer_at_once(Request& request) override;
    Response work(Request& request) override;
    Response refuse(const Refusal& refusal) override;
    void before_sending() override;
    void answered(const Request& request, const Response& response, std::size_t sent) override;

    /// Set before the server starts.
    std::function<Response(const Request&)> answer;
    std::function<void(const Request&)> at_work = [](const Request&) {};  // before the answer of a worker
    std::function<void()> sending = [] {};                                // in before_sending()

    std::vector<Refusal> refusals() const;
    int sendings() const;

    /// Waits until so many answers were sent or lost.
    std::vector<Sent> wait_for_sent(std::size_t count);

  private:
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<Refusal> refusals_;
    std::vector<Sent> sent_;
    int sendings_ = 0;
};

struct Answer {
    int status = 0;  // 0: the connection ended instead
    std::string head;
    std::string body;

    bool has(std::string_view header_line) const;  // "Connection: close"
};

/// A connection to 127.0.0.1. Nothing takes for ever: after half a minute it throws.
class Client {
  public:
    explicit Client(int port);
    ~Client();
    Client(Client&& other) noexcept;
    Client& operator=(Client&&) = delete;

    /// A socket that is not connected yet.
    static Client unconnected();
    bool connect(int port);

    void send(std::string_view bytes);  // also if nobody takes them any more
    void end_sending();
    void reset();  // closes so that the other end gets an error

    /// The next answer. `has_body`: false for answers to HEAD.
    Answer read_answer(bool has_body = true);

    /// Whether the connection ends, with nothing more to read; false if it breaks.
    bool ends();

    /// Whether there is something to read already.
    bool has_input() const;

    bool is_broken() const { return is_broken_; }  // a read has failed

  private:
    Client() = default;
    bool read_more();

    int descriptor_ = -1;
    std::string input_;
    bool is_broken_ = false;
};

/// "GET /path HTTP/1.1" with Host.
std::string get(std::string_view path, std::string_view more_headers = {});

/// A handler and a server for it, on any port.
class RunningServer {
  public:
    explicit RunningServer(ServerOptions options = {},
                           const std::function<void(ScriptedHandler&)>& script = {});

    Client client() const { return Client(server.port()); }

    ScriptedHandler handler;
    Server server;
};

}  // namespace qrgen::daemon::http
