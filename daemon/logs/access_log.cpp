// SPDX-License-Identifier: MIT
#include "daemon/logs/access_log.hpp"

#include <atomic>
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

std::string line_of(const http::Request& request, const http::Response& response, std::size_t sent,
                    std::chrono::nanoseconds time, const std::string& client) {
    const auto microseconds = std::chrono::duration_cast<std::chrono::microseconds>(time).count();
    nlohmann::ordered_json line{{"time", format_rfc3339(system_now())},
                                {"level", "info"},
                                {"part", "access"},
                                {"request_id", request.request_id},
                                {"client", client},
                                {"method", request.method},
                                {"path", request.path},
                                {"route", request.route},
                                {"status", response.status},
                                {"bytes", sent},
                                {"duration_ms", static_cast<double>(microseconds) / 1000}};
    if (const std::string* const agent = http::find_header(request, "User-Agent"))
        line["user_agent"] = *agent;
    if (!request.caller.empty()) line["caller"] = request.caller;
    return line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + '\n';
}

}  // namespace

class AccessLog::Impl {
  public:
    Impl(bool is_on, const std::optional<std::filesystem::path>& file, scans::IpPrivacy privacy)
        : is_on_(is_on), privacy_(privacy) {
        if (file) file_ = std::make_unique<RotatedFile>(*file);
    }

    ~Impl() { flush(); }

    void add(const http::Request& request, const http::Response& response, std::size_t sent,
             std::chrono::nanoseconds time) {
        if (!is_on_) return;
        const std::string line =
            line_of(request, response, sent, time, scans::keep_of_address(request.client, privacy_));
        const std::lock_guard lock(mutex_);
        lines_ += line;
        if (lines_.size() >= enough) write();
    }

    void flush() {
        const std::lock_guard lock(mutex_);
        if (!lines_.empty()) write();
    }

    void set(bool is_on, scans::IpPrivacy privacy) {
        is_on_ = is_on;
        privacy_ = privacy;
    }

  private:
    void write() {
        write_all(STDERR_FILENO, lines_);
        if (file_) file_->write(lines_);
        lines_.clear();
    }

    std::atomic<bool> is_on_;
    std::atomic<scans::IpPrivacy> privacy_;
    std::mutex mutex_;
    std::string lines_;
    std::unique_ptr<RotatedFile> file_;
};

AccessLog::AccessLog(bool is_on, const std::optional<std::filesystem::path>& file, scans::IpPrivacy privacy)
    : impl_(std::make_unique<Impl>(is_on, file, privacy)) {}
AccessLog::~AccessLog() = default;

void AccessLog::add(const http::Request& request, const http::Response& response, std::size_t sent,
                    std::chrono::nanoseconds time) {
    impl_->add(request, response, sent, time);
}
void AccessLog::flush() {
    impl_->flush();
}
void AccessLog::set(bool is_on, scans::IpPrivacy privacy) {
    impl_->set(is_on, privacy);
}

}  // namespace qrgen::daemon
