// SPDX-License-Identifier: MIT
#include "daemon/http/request_reader.hpp"

#include <algorithm>
#include <utility>
#include <variant>

#include "core/base/text.hpp"
#include "daemon/http/poco_request.hpp"
#include "daemon/http/target.hpp"

namespace qrgen::daemon::http {
namespace {

constexpr std::size_t longest_shown_target = 256;

// The path of a target that was not taken, safe to show.
std::string shown_path(std::string_view target) {
    return printable(target.substr(0, std::min(target.find('?'), longest_shown_target)));
}

}  // namespace

std::size_t RequestReader::feed(std::string_view bytes, std::chrono::steady_clock::time_point now) {
    std::size_t used = 0;
    if (state_ == State::idle || state_ == State::head) used = read_head(bytes, now);
    if (state_ == State::body) used += read_body(bytes.substr(used));
    return used;
}

std::size_t RequestReader::read_head(std::string_view bytes, std::chrono::steady_clock::time_point now) {
    const std::size_t before = head_.size();
    const bool is_in_pieces = before > 0;
    if (is_in_pieces) head_ += bytes;
    const std::string_view all = is_in_pieces ? std::string_view(head_) : bytes;

    const HeadScan scan = find_head_end(all, line_);
    const std::size_t size = scan == HeadScan::complete ? line_ : all.size();
    if (size > limits_.max_head) {
        const bool is_target = all.find('\n', 2) > longest_target;
        refuse(is_target ? 414 : 431, is_target ? "the target is too long" : "the headers are too large");
    } else if (scan == HeadScan::malformed) {
        refuse(400, "this is not HTTP/1.1, whose lines end with CR LF");
    } else if (scan == HeadScan::complete) {
        take_head(all.substr(0, size), now);
        head_ = {};  // with its memory: many connections wait for long
        line_ = 0;
        return size - before;
    } else {
        if (!is_in_pieces) head_ = bytes;
        const bool is_empty_line = head_ == "\r" || head_ == "\r\n";  // which is no part of a request
        state_ = head_.empty() || is_empty_line ? State::idle : State::head;
    }
    return bytes.size();
}

void RequestReader::take_head(std::string_view head, std::chrono::steady_clock::time_point now) {
    const auto checked = check_head(head);
    if (const auto* refusal = std::get_if<HeadRefusal>(&checked)) return refuse(*refusal);
    facts_ = std::get<HeadFacts>(checked);
    auto parsed = parse_target(facts_.method, facts_.target);
    if (const auto* refusal = std::get_if<HeadRefusal>(&parsed)) return refuse(*refusal);

    auto& target = std::get<Target>(parsed);
    request_ = read_request(head);
    request_.path = std::move(target.path);
    request_.query = std::move(target.query);
    request_.peer = peer_;
    request_.received = now;
    facts_.method = facts_.target = {};
    begin_body();
}

void RequestReader::begin_body() {
    state_ = State::body;
    if (facts_.body == BodyKind::chunked) {
        chunks_.emplace(limits_.max_body);
    } else if (facts_.body == BodyKind::none || facts_.content_length == 0) {
        state_ = State::complete;
    } else if (facts_.content_length > limits_.max_body) {
        refuse(413, "the body is too large");
    }
}

std::size_t RequestReader::read_body(std::string_view bytes) {
    if (bytes.empty()) return 0;
    facts_.expects_continue = false;  // it did not wait, or no longer does
    if (chunks_) return read_chunks(bytes);
    const auto missing = static_cast<std::size_t>(facts_.content_length) - request_.body.size();
    const std::string_view piece = bytes.substr(0, missing);
    request_.body += piece;
    if (piece.size() == missing) state_ = State::complete;
    return piece.size();
}

std::size_t RequestReader::read_chunks(std::string_view bytes) {
    const std::size_t used = chunks_->feed(bytes);
    switch (chunks_->state()) {
        case ChunkedBody::State::incomplete: break;
        case ChunkedBody::State::malformed: refuse(400, "the chunked body is ill-formed"); break;
        case ChunkedBody::State::too_large: refuse(413, "the body is too large"); break;
        case ChunkedBody::State::complete:
            request_.body = std::move(chunks_->body());
            chunks_.reset();
            state_ = State::complete;
            break;
    }
    return used;
}

Request RequestReader::take_request() {
    state_ = State::idle;
    return std::exchange(request_, {});
}

Refusal RequestReader::refusal_of_part(int status, std::string detail) const {
    return {status, std::move(detail), request_.method, request_.path, peer_};
}

void RequestReader::refuse(int status, std::string detail) {
    refusal_ = refusal_of_part(status, std::move(detail));
    state_ = State::refused;
}

void RequestReader::refuse(const HeadRefusal& refusal) {
    refusal_ = {refusal.status, refusal.detail, std::string(refusal.method), shown_path(refusal.target),
                peer_};
    state_ = State::refused;
}

}  // namespace qrgen::daemon::http
