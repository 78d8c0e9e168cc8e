// SPDX-License-Identifier: MIT
#include "daemon/http/server.hpp"

#include <algorithm>
#include <memory>
#include <thread>
#include <vector>

#include "daemon/http/acceptor.hpp"
#include "daemon/http/connection_group.hpp"
#include "daemon/http/drain_board.hpp"
#include "daemon/http/worker_pool.hpp"

namespace qrgen::daemon::http {

class Server::Impl {
  public:
    Impl(const ServerOptions& options, Handler& handler)
        : options_(options),
          workers_(options_.workers, options_.max_waiting),
          drain_board_(static_cast<std::size_t>(options_.event_threads), counters_.connections),
          parts_{options_, handler, workers_, counters_, drain_board_},
          acceptor_(parts_) {
        for (std::size_t i = 0; i < static_cast<std::size_t>(options_.event_threads); ++i) {
            groups_.push_back(std::make_unique<ConnectionGroup>(parts_, i));
        }
        for (std::size_t i = 0; i < groups_.size(); ++i)
            groups_[i]->set_next(*groups_[(i + 1) % groups_.size()]);
    }

    ~Impl() {
        for (const auto& group : groups_) group->loop().stop();
        for (std::thread& thread : threads_) thread.join();
        workers_.stop();
        for (const auto& group : groups_) group->shut_down();
    }

    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;

    int port() const noexcept { return acceptor_.port(); }

    void start() {
        std::vector<ConnectionGroup*> groups;
        for (const auto& group : groups_) groups.push_back(group.get());
        acceptor_.start(std::move(groups));
        workers_.start();
        for (const auto& group : groups_) {
            threads_.emplace_back([&loop = group->loop(), &work = *group] { loop.run(work); });
        }
    }

    bool drain(std::chrono::milliseconds limit) {
        if (threads_.empty()) return true;
        // What finish() accepts is posted before begin_drain() is.
        groups_.front()->loop().post([this] {
            acceptor_.finish();
            for (const auto& group : groups_) group->loop().post([&group] { group->begin_drain(); });
        });
        return drain_board_.wait(limit);
    }

    ServerFigures figures() const {
        return {counters_.connections,         workers_.waiting(),    counters_.accepted_connections,
                counters_.refused_connections, counters_.closed_idle, counters_.refused_requests};
    }

  private:
    const ServerOptions options_;
    Counters counters_;
    WorkerPool workers_;
    DrainBoard drain_board_;
    ServerParts parts_;
    Acceptor acceptor_;
    std::vector<std::unique_ptr<ConnectionGroup>> groups_;
    std::vector<std::thread> threads_;
};

Server::Server(const ServerOptions& options, Handler& handler)
    : impl_(std::make_unique<Impl>(options, handler)) {}

Server::~Server() = default;

int Server::port() const noexcept {
    return impl_->port();
}

void Server::start() {
    impl_->start();
}

bool Server::drain(std::chrono::milliseconds limit) {
    return impl_->drain(limit);
}

ServerFigures Server::figures() const {
    return impl_->figures();
}

}  // namespace qrgen::daemon::http
