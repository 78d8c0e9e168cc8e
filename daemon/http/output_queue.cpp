// SPDX-License-Identifier: MIT
#include "daemon/http/output_queue.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <string_view>
#include <utility>

#include <sys/socket.h>
#include <sys/uio.h>

namespace qrgen::daemon::http {
namespace {

constexpr std::size_t most_pieces = 64;  // of one call of the kernel

class Pieces {
  public:
    bool full() const { return count_ == pieces_.size(); }

    void add(std::string_view bytes) {
        if (!bytes.empty() && !full()) pieces_[count_++] = {const_cast<char*>(bytes.data()), bytes.size()};
    }

    ssize_t send_to(int descriptor) {
        msghdr message{};
        message.msg_iov = pieces_.data();
        message.msg_iovlen = count_;
        ssize_t sent = 0;
        do {
            sent = sendmsg(descriptor, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
        } while (sent < 0 && errno == EINTR);
        return sent;
    }

  private:
    std::array<iovec, most_pieces> pieces_;
    std::size_t count_ = 0;
};

void add_rest(Pieces& pieces, const Outgoing& outgoing) {
    pieces.add(std::string_view(outgoing.head).substr(std::min(outgoing.sent, outgoing.head.size())));
    if (outgoing.sends_body)
        pieces.add(std::string_view(outgoing.response.body).substr(outgoing.sent_body()));
}

}  // namespace

void OutputQueue::push(Outgoing outgoing) {
    bytes_ += outgoing.size();
    waiting_.push_back(std::move(outgoing));
}

OutputQueue::Result OutputQueue::write_to(int descriptor,
                                          const std::function<void(const Outgoing&)>& when_sent) {
    while (!waiting_.empty()) {
        Pieces pieces;
        for (auto it = waiting_.begin(); it != waiting_.end() && !pieces.full(); ++it) add_rest(pieces, *it);
        const ssize_t sent = pieces.send_to(descriptor);
        if (sent < 0) return errno == EAGAIN || errno == EWOULDBLOCK ? Result::blocked : Result::lost;
        note_sent(static_cast<std::size_t>(sent), when_sent);
    }
    return Result::done;
}

void OutputQueue::note_sent(std::size_t count, const std::function<void(const Outgoing&)>& when_sent) {
    bytes_ -= count;
    auto it = waiting_.begin();
    for (; it != waiting_.end(); ++it) {
        const std::size_t part = std::min(count, it->size() - it->sent);
        it->sent += part;
        count -= part;
        if (it->sent < it->size()) break;
        when_sent(*it);
    }
    waiting_.erase(waiting_.begin(), it);
}

std::vector<Outgoing> OutputQueue::take_all() {
    bytes_ = 0;
    return std::exchange(waiting_, {});
}

}  // namespace qrgen::daemon::http
