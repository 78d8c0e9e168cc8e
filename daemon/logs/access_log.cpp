// SPDX-License-Identifier: MIT
#include "daemon/logs/access_log.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <charconv>
#include <mutex>
#include <string>
#include <string_view>

#include <unistd.h>

#include <nlohmann/json.hpp>

#include "core/base/clock.hpp"
#include "core/base/file.hpp"
#include "daemon/logs/rotated_file.hpp"

namespace qrgen::daemon {
namespace {

constexpr std::size_t enough = 32 * 1024;  // to be worth a system call

bool needs_no_escape(char c) {
    return c >= ' ' && c <= '~' && c != '"' && c != '\\';
}

// A line is made for each redirect, so texts that are JSON as they stand, which nearly all are, are only
// copied.
void add_text(std::string& line, std::string_view name, std::string_view value) {
    line.append(",\"").append(name).append("\":");
    if (std::all_of(value.begin(), value.end(), needs_no_escape)) {
        line.append("\"").append(value).append("\"");
    } else {
        line += nlohmann::json(value).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    }
}

void add_number(std::string& line, std::string_view name, std::string_view value) {
    line.append(",\"").append(name).append("\":").append(value);
}

std::string milliseconds_text(std::chrono::nanoseconds time) {
    std::array<char, 32> text{};
    const double value = std::chrono::duration<double, std::milli>(time).count();
    const auto end =
        std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed, 3).ptr;
    return {text.data(), end};
}

struct Client {
    std::string address;
    bool may_be_told = true;
};

std::string line_of(const http::Request& request, const http::Response& response, std::size_t sent,
                    std::chrono::nanoseconds time, const Client& client) {
    std::string line =
        "{\"time\":\"" + format_rfc3339(system_now()) + "\",\"level\":\"info\",\"part\":\"access\"";
    add_text(line, "request_id", request.request_id);
    if (client.may_be_told) add_text(line, "client", client.address);
    add_text(line, "method", request.method);
    add_text(line, "path", request.path);
    add_text(line, "route", request.route);
    add_number(line, "status", std::to_string(response.status));
    add_number(line, "bytes", std::to_string(sent));
    add_number(line, "duration_ms", milliseconds_text(time));
    const std::string* const agent = http::find_header(request, "User-Agent");
    if (client.may_be_told && agent != nullptr) add_text(line, "user_agent", *agent);
    if (!request.caller.empty()) add_text(line, "caller", request.caller);
    return line + "}\n";
}

}  // namespace

class AccessLog::Impl {
  public:
    Impl(bool is_on, const std::optional<std::filesystem::path>& file, ScanPrivacy privacy) : is_on_(is_on) {
        set(is_on, privacy);
        if (file) file_ = std::make_unique<RotatedFile>(*file);
    }

    ~Impl() { flush(); }

    void add(const http::Request& request, const http::Response& response, std::size_t sent,
             std::chrono::nanoseconds time) {
        if (!is_on_) return;
        const Client client{scans::keep_of_address(request.client, address_privacy_),
                            !honours_do_not_track_ || !asks_not_to_be_tracked(request)};
        const std::string line = line_of(request, response, sent, time, client);
        const std::lock_guard lock(mutex_);
        lines_ += line;
        if (lines_.size() >= enough) write();
    }

    void flush() {
        const std::lock_guard lock(mutex_);
        if (!lines_.empty()) write();
    }

    void set(bool is_on, ScanPrivacy privacy) {
        is_on_ = is_on;
        address_privacy_ = privacy.address;
        honours_do_not_track_ = privacy.honours_do_not_track;
    }

  private:
    void write() {
        write_all(STDERR_FILENO, lines_);
        if (file_) file_->write(lines_);
        lines_.clear();
    }

    std::atomic<bool> is_on_;
    std::atomic<scans::IpPrivacy> address_privacy_{};
    std::atomic<bool> honours_do_not_track_ = false;
    std::mutex mutex_;
    std::string lines_;
    std::unique_ptr<RotatedFile> file_;
};

AccessLog::AccessLog(bool is_on, const std::optional<std::filesystem::path>& file, ScanPrivacy privacy)
    : impl_(std::make_unique<Impl>(is_on, file, privacy)) {}
AccessLog::~AccessLog() = default;

void AccessLog::add(const http::Request& request, const http::Response& response, std::size_t sent,
                    std::chrono::nanoseconds time) {
    impl_->add(request, response, sent, time);
}
void AccessLog::flush() {
    impl_->flush();
}
void AccessLog::set(bool is_on, ScanPrivacy privacy) {
    impl_->set(is_on, privacy);
}

}  // namespace qrgen::daemon
