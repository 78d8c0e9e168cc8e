// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <mutex>

#include <sys/types.h>

#include <spdlog/sinks/base_sink.h>
#include <spdlog/sinks/rotating_file_sink.h>

namespace qrgen {

/// A log file that is rotated at max_log_file_bytes. Several processes may write to it, and one that finds
/// that another has put a new file in its place, be it a process of ours or logrotate(8), goes on in that
/// one; if that cannot be opened, in the old one. Thread-safe.
class LogFileSink final : public spdlog::sinks::base_sink<std::mutex> {
  public:
    /// Makes missing directories. Throws Error(failure) if the file cannot be written.
    explicit LogFileSink(std::filesystem::path path);

  protected:
    void sink_it_(const spdlog::details::log_msg& message) override;
    void flush_() override;
    void set_formatter_(std::unique_ptr<spdlog::formatter> formatter) override;

  private:
    using File = spdlog::sinks::rotating_file_sink_st;
    struct Identity {
        dev_t device = 0;
        ino_t number = 0;
        bool operator==(const Identity&) const = default;
    };

    std::unique_ptr<File> open();
    bool can_go_on() const;
    void open_anew();

    const std::filesystem::path path_;
    Identity opened_{};
    std::unique_ptr<File> file_;
    std::chrono::steady_clock::time_point next_try_{};
};

}  // namespace qrgen
