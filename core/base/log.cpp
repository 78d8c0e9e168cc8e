// SPDX-License-Identifier: MIT
#include "core/base/log.hpp"

#include <utility>

#include <nlohmann/json.hpp>
#include <spdlog/formatter.h>
#include <spdlog/logger.h>
#include <spdlog/sinks/stdout_sinks.h>

#include "core/base/clock.hpp"
#include "core/base/log_file_sink.hpp"
#include "core/base/text.hpp"

namespace qrgen {
namespace {

spdlog::level::level_enum to_spdlog(LogLevel level) {
    switch (level) {
        case LogLevel::trace: return spdlog::level::trace;
        case LogLevel::debug: return spdlog::level::debug;
        case LogLevel::info: return spdlog::level::info;
        case LogLevel::warning: return spdlog::level::warn;
        case LogLevel::error: return spdlog::level::err;
    }
    return spdlog::level::err;
}

std::string_view level_name(spdlog::level::level_enum level) {
    const auto name = spdlog::level::to_string_view(level);
    return {name.data(), name.size()};
}

std::string_view payload_of(const spdlog::details::log_msg& message) {
    return {message.payload.data(), message.payload.size()};
}

// spdlog's patterns do not escape what they print, so a message could forge a line or send a terminal
// commands.
class TextFormatter final : public spdlog::formatter {
  public:
    void format(const spdlog::details::log_msg& message, spdlog::memory_buf_t& out) override {
        std::string line = "qrgen: ";
        if (message.level >= spdlog::level::warn) line.append(level_name(message.level)).append(": ");
        line += printable(payload_of(message));
        line += '\n';
        out.append(line.data(), line.data() + line.size());
    }
    std::unique_ptr<spdlog::formatter> clone() const override { return std::make_unique<TextFormatter>(); }
};

class JsonFormatter final : public spdlog::formatter {
  public:
    explicit JsonFormatter(std::string part) : part_(std::move(part)) {}

    void format(const spdlog::details::log_msg& message, spdlog::memory_buf_t& out) override {
        const Timestamp time = std::chrono::floor<std::chrono::microseconds>(message.time);
        const std::string line =
            json_log_line(format_rfc3339(time), level_name(message.level), part_, payload_of(message)) + '\n';
        out.append(line.data(), line.data() + line.size());
    }
    std::unique_ptr<spdlog::formatter> clone() const override {
        return std::make_unique<JsonFormatter>(part_);
    }

  private:
    std::string part_;
};

std::unique_ptr<spdlog::formatter> make_formatter(LogFormat format, const std::string& part) {
    if (format == LogFormat::json) return std::make_unique<JsonFormatter>(part);
    return std::make_unique<TextFormatter>();
}

std::shared_ptr<spdlog::sinks::sink> open_file(const LogFile& file, const std::string& part) {
    auto sink = std::make_shared<LogFileSink>(file.path);
    sink->set_formatter(make_formatter(LogFormat::json, part));
    sink->set_level(to_spdlog(file.least));
    return sink;
}

}  // namespace

std::optional<LogLevel> parse_log_level(std::string_view text) {
    const std::string word = to_lower_ascii(text);
    if (word == "trace") return LogLevel::trace;
    if (word == "debug") return LogLevel::debug;
    if (word == "info") return LogLevel::info;
    if (word == "warning" || word == "warn") return LogLevel::warning;
    if (word == "error" || word == "critical") return LogLevel::error;
    return std::nullopt;
}

std::string json_log_line(std::string_view time, std::string_view level, std::string_view part,
                          std::string_view message) {
    nlohmann::ordered_json line{{"time", time}, {"level", level}};
    if (!part.empty()) line["part"] = part;
    line["message"] = message;
    return line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

class Log::Impl {
  public:
    Impl(LogLevel least, LogFormat format, const std::string& part, const std::vector<LogFile>& files)
        : logger("qrgen", std::make_shared<spdlog::sinks::stderr_sink_mt>()) {
        logger.set_formatter(make_formatter(format, part));
        logger.set_level(to_spdlog(least));
        for (const LogFile& file : files) logger.sinks().push_back(open_file(file, part));
        logger.flush_on(spdlog::level::trace);
        // A log that cannot be written (closed stderr, full disk) must not end the work it tells about.
        logger.set_error_handler([](const std::string&) {});
    }

    spdlog::logger logger;
};

Log::Log(LogLevel least, LogFormat format, std::string part, const std::vector<LogFile>& files)
    : impl_(std::make_unique<Impl>(least, format, part, files)) {}
Log::~Log() = default;

bool Log::shows(LogLevel level) const {
    return impl_->logger.should_log(to_spdlog(level));
}

void Log::set_level(LogLevel least) {
    impl_->logger.set_level(to_spdlog(least));
}

void Log::write(LogLevel level, std::string_view message) const {
    impl_->logger.log(to_spdlog(level), spdlog::string_view_t(message.data(), message.size()));
}

}  // namespace qrgen
