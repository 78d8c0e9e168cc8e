// SPDX-License-Identifier: MIT
#include "core/base/log_file_sink.hpp"

#include <cstdio>
#include <utility>

#include <sys/stat.h>

#include "core/base/error.hpp"
#include "core/base/log.hpp"
#include "core/base/text.hpp"

namespace qrgen {
namespace {

constexpr std::chrono::seconds retry_interval{1};

}  // namespace

LogFileSink::LogFileSink(std::filesystem::path path) : path_(std::move(path)) {
    try {
        file_ = open();
    } catch (const spdlog::spdlog_ex&) {
        throw Error(ErrorKind::failure, "cannot write the log file " + printable(path_.string()),
                    "check log_dir: the directory must be writable for this user");
    }
}

std::unique_ptr<LogFileSink::File> LogFileSink::open() {
    spdlog::file_event_handlers events;
    events.after_open = [this](const spdlog::filename_t&, std::FILE* file) {
        struct stat status {};
        if (fstat(fileno(file), &status) == 0) opened_ = {status.st_dev, status.st_ino};
    };
    return std::make_unique<File>(path_.string(), max_log_file_bytes, older_log_files, false, events);
}

bool LogFileSink::can_go_on() const {
    struct stat status {};
    return stat(path_.c_str(), &status) == 0 && Identity{status.st_dev, status.st_ino} == opened_ &&
           static_cast<std::size_t>(status.st_size) < max_log_file_bytes;
}

// What is opened anew knows its real size, and is rotated with the next message if that is too much.
void LogFileSink::open_anew() {
    const auto now = std::chrono::steady_clock::now();
    if (now < next_try_) return;
    try {
        auto file = open();
        file->set_formatter(formatter_->clone());
        file_ = std::move(file);
    } catch (const spdlog::spdlog_ex&) {
        next_try_ = now + retry_interval;
    }
}

void LogFileSink::sink_it_(const spdlog::details::log_msg& message) {
    if (!can_go_on()) open_anew();
    file_->log(message);
}

void LogFileSink::flush_() {
    file_->flush();
}

void LogFileSink::set_formatter_(std::unique_ptr<spdlog::formatter> formatter) {
    file_->set_formatter(formatter->clone());
    formatter_ = std::move(formatter);
}

}  // namespace qrgen
