// SPDX-License-Identifier: MIT
//
// One line of JSON for each request, to standard error and, with log_dir, to a rotated file. Lines are
// gathered and written together: a system call for each would cost more than a redirect.
#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>

#include "daemon/http/request.hpp"
#include "daemon/http/response.hpp"
#include "daemon/scan_privacy.hpp"

namespace qrgen::daemon {

/// Thread-safe; never throws when a line cannot be written.
class AccessLog {
  public:
    /// Throws Error(failure) if the file cannot be written. `is_on` false: nothing is ever written.
    AccessLog(bool is_on, const std::optional<std::filesystem::path>& file, ScanPrivacy privacy);
    ~AccessLog();  // flushes
    AccessLog(const AccessLog&) = delete;
    AccessLog& operator=(const AccessLog&) = delete;

    /// Of the client, what may be kept of a scan is logged. Queries are not logged: they may
    /// hold what is secret.
    void add(const http::Request& request, const http::Response& response, std::size_t sent,
             std::chrono::nanoseconds time);

    /// To be called about once a second.
    void flush();

    void set(bool is_on, ScanPrivacy privacy);

  private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace qrgen::daemon
