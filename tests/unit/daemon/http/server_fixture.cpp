// SPDX-License-Identifier: MIT
#include "tests/unit/daemon/http/server_fixture.hpp"

#include <array>
#include <cerrno>
#include <stdexcept>
#include <system_error>
#include <utility>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace qrgen::daemon::http {
namespace {

[[noreturn]] void fail(const char* what) {
    throw std::system_error(errno, std::generic_category(), what);
}

std::size_t content_length(const std::string& head) {
    constexpr std::string_view name = "\r\nContent-Length: ";
    const std::size_t place = head.find(name);
    return place == std::string::npos ? 0 : std::stoul(head.substr(place + name.size()));
}

ServerOptions on_any_port(ServerOptions options) {
    options.port = 0;
    return options;
}

}  // namespace

std::optional<Response> ScriptedHandler::answer_at_once(Request& request) {
    if (request.path.starts_with("/work")) return std::nullopt;
    if (answer) return answer(request);
    return make_response(200, "text/plain", request.method + " " + request.path + " " + request.body);
}

Response ScriptedHandler::work(Request& request) {
    at_work(request);
    if (answer) return answer(request);
    return make_response(200, "text/plain", "worked on " + request.path + " " + request.body);
}

Response ScriptedHandler::refuse(const Refusal& refusal) {
    const std::lock_guard lock(mutex_);
    refusals_.push_back(refusal);
    return make_response(refusal.status, "text/plain", refusal.detail);
}

void ScriptedHandler::before_sending() {
    {
        const std::lock_guard lock(mutex_);
        ++sendings_;
    }
    sending();
}

void ScriptedHandler::answered(const Request& request, const Response& response, std::size_t sent) {
    {
        const std::lock_guard lock(mutex_);
        sent_.push_back({request.path, response.status, sent});
    }
    changed_.notify_all();
}

std::vector<Refusal> ScriptedHandler::refusals() const {
    const std::lock_guard lock(mutex_);
    return refusals_;
}

int ScriptedHandler::sendings() const {
    const std::lock_guard lock(mutex_);
    return sendings_;
}

std::vector<Sent> ScriptedHandler::wait_for_sent(std::size_t count) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return sent_.size() >= count; });
    return sent_;
}

bool Answer::has(std::string_view header_line) const {
    return head.find("\r\n" + std::string(header_line) + "\r\n") != std::string::npos;
}

Client::Client(int port) : Client(unconnected()) {
    if (!connect(port)) fail("connect");
}

Client::Client(Client&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      input_(std::move(other.input_)),
      is_broken_(other.is_broken_) {}

Client::~Client() {
    if (descriptor_ >= 0) close(descriptor_);
}

Client Client::unconnected() {
    Client client;
    client.descriptor_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (client.descriptor_ < 0) fail("socket");
    const timeval patience{30, 0};
    setsockopt(client.descriptor_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    setsockopt(client.descriptor_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    return client;
}

bool Client::connect(int port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return ::connect(descriptor_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
}

void Client::send(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t count = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (count < 0) return;  // the next read tells
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
}

void Client::end_sending() {
    shutdown(descriptor_, SHUT_WR);
}

void Client::reset() {
    const linger nothing{1, 0};
    setsockopt(descriptor_, SOL_SOCKET, SO_LINGER, &nothing, sizeof nothing);
    close(std::exchange(descriptor_, -1));
}

bool Client::read_more() {
    std::array<char, 64 * 1024> buffer;
    const ssize_t count = recv(descriptor_, buffer.data(), buffer.size(), 0);
    if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) fail("nothing came for half a minute");
    is_broken_ = is_broken_ || count < 0;
    if (count > 0) input_.append(buffer.data(), static_cast<std::size_t>(count));
    return count > 0;
}

Answer Client::read_answer(bool has_body) {
    while (input_.find("\r\n\r\n") == std::string::npos) {
        if (!read_more()) return {};
    }
    const std::size_t head_size = input_.find("\r\n\r\n") + 4;
    Answer answer{.status = std::stoi(input_.substr(9, 3)), .head = input_.substr(0, head_size), .body = {}};
    const std::size_t length = has_body ? content_length(answer.head) : 0;
    while (input_.size() < head_size + length) {
        if (!read_more()) return {};
    }
    answer.body = input_.substr(head_size, length);
    input_.erase(0, head_size + length);
    return answer;
}

bool Client::ends() {
    while (read_more()) {
    }
    return input_.empty() && !is_broken_;
}

bool Client::has_input() const {
    pollfd poll{descriptor_, POLLIN, 0};
    return ::poll(&poll, 1, 0) > 0;
}

std::string get(std::string_view path, std::string_view more_headers) {
    return "GET " + std::string(path) + " HTTP/1.1\r\nHost: localhost\r\n" + std::string(more_headers) +
           "\r\n";
}

RunningServer::RunningServer(ServerOptions options, const std::function<void(ScriptedHandler&)>& script)
    : server(on_any_port(std::move(options)), handler) {
    if (script) script(handler);
    server.start();
}

}  // namespace qrgen::daemon::http
