// SPDX-License-Identifier: MIT
#include "core/records/window.hpp"

#include <algorithm>

#include "core/records/complaint.hpp"

namespace qrgen::records {
namespace {

constexpr std::size_t piece_bytes = 64 * 1024;
constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";

}  // namespace

bool Window::extend() {
    if (is_started_) return read();
    is_started_ = true;
    while (bytes().size() < utf8_mark.size() && read()) {
    }
    pass_byte_order_mark();
    return !bytes().empty() || read();
}

bool Window::read() {
    if (is_at_end_) return false;
    if (buffer_.size() - end_ < piece_bytes) {
        std::copy(buffer_.data() + begin_, buffer_.data() + end_, buffer_.data());
        end_ -= begin_;
        begin_ = 0;
        if (buffer_.size() - end_ < piece_bytes) buffer_.resize(std::max(2 * end_, 2 * piece_bytes));
    }
    const std::size_t got = source_(std::span(buffer_).subspan(end_, piece_bytes));
    end_ += got;
    is_at_end_ = got == 0;
    return !is_at_end_;
}

void Window::pass_byte_order_mark() {
    if (bytes().starts_with(utf8_mark)) {
        drop(utf8_mark.size());
    } else if (bytes().starts_with("\xFF\xFE") || bytes().starts_with("\xFE\xFF")) {
        refuse(1, "the file is UTF-16, not UTF-8", "convert it with: iconv -f utf-16 -t utf-8");
    }
}

}  // namespace qrgen::records
