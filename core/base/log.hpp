// SPDX-License-Identifier: MIT
//
// What a program says about its work, on standard error: messages of the command line and logs of the daemon.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace qrgen {

enum class LogLevel { trace, debug, info, warning, error };
enum class LogFormat {
    text,  // "qrgen: what happened", "qrgen: warning: what happened"
    json,  // one object a line: time, level, message
};

/// trace, debug, info, warning (or warn), error (or critical), regardless of case.
std::optional<LogLevel> parse_log_level(std::string_view text);

/// One line of the JSON log, without line end: always valid JSON and UTF-8, whatever bytes `message` holds.
/// An empty `part` is left out.
std::string json_log_line(std::string_view time, std::string_view level, std::string_view part,
                          std::string_view message);

/// A log file is rotated when it has this size; so many older ones are kept.
inline constexpr std::size_t max_log_file_bytes = 50 * 1024 * 1024;
inline constexpr std::size_t older_log_files = 4;

/// Where messages go besides standard error, always as JSON.
struct LogFile {
    std::filesystem::path path;  // its directory is made if missing
    LogLevel least = LogLevel::trace;
};

/// Thread-safe. Never throws when the message cannot be written.
class Log {
  public:
    Log(LogLevel least, LogFormat format) : Log(least, format, {}, {}) {}

    /// `part` names the part of the program that speaks ("database"). Throws Error(failure) if a file cannot
    /// be written.
    Log(LogLevel least, LogFormat format, std::string part, const std::vector<LogFile>& files);
    ~Log();
    Log(const Log&) = delete;
    Log& operator=(const Log&) = delete;

    bool shows(LogLevel level) const;
    void set_level(LogLevel least);
    void write(LogLevel level, std::string_view message) const;

    void debug(std::string_view message) const { write(LogLevel::debug, message); }
    void info(std::string_view message) const { write(LogLevel::info, message); }
    void warning(std::string_view message) const { write(LogLevel::warning, message); }
    void error(std::string_view message) const { write(LogLevel::error, message); }

  private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace qrgen
