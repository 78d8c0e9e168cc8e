// SPDX-License-Identifier: MIT
#include "cmd/batch/progress_bar.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <utility>

#include <sys/ioctl.h>
#include <unistd.h>

#include "cmd/terminal.hpp"
#include "core/base/file.hpp"

namespace qrgen::cmd {
namespace {

constexpr std::chrono::milliseconds redraw_interval{200};
constexpr int bar_width = 20;

std::string time_text(double seconds) {
    const auto whole = static_cast<long>(std::lround(std::min(seconds, 359'999.0)));
    char text[32];
    if (whole >= 3600) {
        std::snprintf(text, sizeof text, "%ld:%02ld:%02ld", whole / 3600, whole / 60 % 60, whole % 60);
    } else {
        std::snprintf(text, sizeof text, "%ld:%02ld", whole / 60, whole % 60);
    }
    return text;
}

int columns_of_stderr() {
    winsize size{};
    return ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

}  // namespace

std::string progress_text(double share, std::int64_t rows, std::chrono::duration<double> elapsed, int width) {
    const double seconds = std::max(elapsed.count(), 1e-3);
    std::string text;
    if (share > 0) {
        const double done = std::min(share, 1.0);
        const auto filled = static_cast<std::size_t>(done * bar_width);
        text = "[" + std::string(filled, '=') + std::string(bar_width - filled, ' ') + "] ";
        char percent[16];
        std::snprintf(percent, sizeof percent, "%3.0f %%  ", done * 100);
        text += percent;
    }
    text += std::to_string(rows) + " rows, " +
            std::to_string(static_cast<std::int64_t>(static_cast<double>(rows) / seconds)) + "/s";
    if (share > 0) text += ", " + time_text(seconds * (1 / std::min(share, 1.0) - 1)) + " left";
    return cut_to_width(text, width);
}

ProgressBar::ProgressBar(std::uint64_t total, bool is_wanted)
    : total_(total), is_shown_(is_wanted && is_terminal(STDERR_FILENO)) {}

ProgressBar::~ProgressBar() {
    clear();
}

void ProgressBar::update(std::uint64_t position, std::int64_t rows) {
    if (!is_shown_) return;
    const Clock::time_point now = Clock::now();
    if (now - drawn_ < redraw_interval) return;
    drawn_ = now;
    is_drawn_ = true;
    const double share = total_ == 0 ? 0 : static_cast<double>(position) / static_cast<double>(total_);
    write_all(STDERR_FILENO, "\r\x1b[K" + progress_text(share, rows, now - start_, columns_of_stderr() - 1));
}

void ProgressBar::clear() {
    if (!std::exchange(is_drawn_, false)) return;
    write_all(STDERR_FILENO, "\r\x1b[K");
}

}  // namespace qrgen::cmd
