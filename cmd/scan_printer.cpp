// SPDX-License-Identifier: MIT
#include "cmd/scan_printer.hpp"

#include <utility>
#include <vector>

#include "cmd/terminal.hpp"
#include "core/scans/scan_json.hpp"

namespace qrgen::cmd {
namespace {

const std::vector<std::string_view>& field_names() {
    static const Record example = scans::to_json(store::StoredScan{});
    static const std::vector<std::string_view> names = [] {
        std::vector<std::string_view> found;
        for (const auto& member : example.items()) found.emplace_back(member.key());
        return found;
    }();
    return names;
}

}  // namespace

ScanPrinter::ScanPrinter(RecordFormat format)
    : table_(terminal_width()), format_(format), records_(format, field_names()) {
    require_reader();
}

void ScanPrinter::add(const store::StoredScan& scan) {
    if (format_ == RecordFormat::table) {
        if (!std::exchange(has_header_, true)) write_stdout(table_.header());
        write_stdout(table_.row(scan));
    } else {
        records_.add(scans::to_json(scan));
        require_reader();
    }
}

void ScanPrinter::finish() {
    records_.finish();
    require_reader();
}

void ScanPrinter::require_reader() const {
    if (records_.reader_is_gone()) throw ReaderGone();
}

}  // namespace qrgen::cmd
