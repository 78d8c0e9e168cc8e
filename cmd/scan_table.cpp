// SPDX-License-Identifier: MIT
#include "cmd/scan_table.hpp"

#include <algorithm>
#include <numeric>

#include "cmd/terminal.hpp"
#include "core/base/text.hpp"

namespace qrgen::cmd {
namespace {

struct Column {
    const char* name;
    int width;  // if there is room for all
    int least;
};

constexpr std::array columns{Column{"scanned_at", 20, 20}, Column{"genuine", 7, 7},  Column{"device", 16, 6},
                             Column{"system", 14, 6},      Column{"browser", 20, 7}, Column{"country", 7, 7},
                             Column{"address", 15, 7},     Column{"referrer", 20, 8}};
constexpr int gap = 2;

std::string joined(const std::optional<std::string>& name, const std::optional<std::string>& version) {
    if (!name) return {};
    return version && !version->empty() ? *name + ' ' + *version : *name;
}

std::string seconds_of(Timestamp time) {
    return format_rfc3339(time).substr(0, 19) + 'Z';
}

}  // namespace

ScanTable::ScanTable(int width) : width_(width) {
    std::transform(columns.begin(), columns.end(), widths_.begin(), [](const Column& c) { return c.width; });
    int excess =
        std::accumulate(widths_.begin(), widths_.end(), gap * (static_cast<int>(column_count) - 1)) - width;
    // The widest gives, one cell at a time.
    for (; width > 0 && excess > 0; --excess) {
        std::size_t widest = column_count;
        for (std::size_t i = 0; i < column_count; ++i) {
            const bool may_give = widths_[i] > columns[i].least;
            if (may_give && (widest == column_count || widths_[i] > widths_[widest])) widest = i;
        }
        if (widest == column_count) break;
        --widths_[widest];
    }
}

std::string ScanTable::header() const {
    Cells cells;
    std::transform(columns.begin(), columns.end(), cells.begin(), [](const Column& c) { return c.name; });
    return line(std::move(cells));
}

std::string ScanTable::row(const store::StoredScan& scan) const {
    return line({seconds_of(scan.scanned_at), scan.is_genuine ? "yes" : "no", scan.device_family.value_or(""),
                 joined(scan.os_family, scan.os_version), joined(scan.browser_family, scan.browser_version),
                 scan.country.value_or(""), scan.ip_address, scan.referrer_host.value_or("")});
}

std::string ScanTable::line(Cells cells) const {
    std::string text;
    for (std::size_t i = 0; i < column_count; ++i) {
        std::string cell = printable(cells[i]);
        const bool is_last = i + 1 == column_count;
        if (width_ > 0 && !is_last) cell = cut_to_width(cell, widths_[i]);
        if (i > 0) text.append(gap, ' ');
        text += padded(std::move(cell), widths_[i]);
    }
    text.erase(text.find_last_not_of(' ') + 1);
    return (width_ > 0 ? cut_to_width(text, width_) : text) + '\n';
}

}  // namespace qrgen::cmd
