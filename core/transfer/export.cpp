// SPDX-License-Identifier: MIT
#include "core/transfer/export.hpp"

#include <string>

namespace qrgen::transfer {
namespace {

using store::WholeTables;

// Keeps text back until there is enough of it.
class Pieces {
  public:
    explicit Pieces(const TextSink& sink) : sink_(sink) {}

    void add(const std::string& text) {
        text_ += text;
        if (text_.size() >= enough) flush();
    }

    void flush() {
        if (!text_.empty()) sink_(text_);
        text_.clear();
    }

  private:
    static constexpr std::size_t enough = 256 * 1024;

    const TextSink& sink_;
    std::string text_;
};

void write_scans(WholeTables& tables, ExportCounts& counts, Pieces& out) {
    tables.scans([&](const store::StoredScan& scan) {
        ++counts.scans;
        out.add(ndjson_line("scan", row_of(scan)));
    });
    tables.days([&](const store::CodeDay& day) {
        ++counts.days;
        out.add(ndjson_line("day", row_of(day)));
    });
}

}  // namespace

ExportCounts export_ndjson(store::Store& store, ScansToo scans, const TextSink& sink) {
    ExportCounts counts;
    Pieces out(sink);
    store.read([&](store::Transaction& transaction) {
        WholeTables tables(transaction);
        out.add(ndjson_line("header", header_row()));
        tables.codes_with_history([&](const store::CodeWithHistory& c) {
            ++counts.codes;
            out.add(ndjson_line("code", row_of(c.code)));
            for (const codes::HistoryEntry& entry : c.history) {
                ++counts.history;
                out.add(ndjson_line("history", row_of(store::HistoryRow{c.code.id, entry})));
            }
        });
        if (scans == ScansToo::yes) write_scans(tables, counts, out);
    });
    out.add(ndjson_line("end", end_row(counts)));
    out.flush();
    return counts;
}

ExportCounts export_csv(store::Store& store, ExportTable table, const TextSink& sink) {
    ExportCounts counts;
    Pieces out(sink);
    out.add(csv_header(table));
    const auto write = [&](std::int64_t& count, const auto& row) {
        ++count;
        out.add(csv_line(row_of(row)));
    };
    store.read([&](store::Transaction& transaction) {
        WholeTables tables(transaction);
        switch (table) {
            case ExportTable::codes:
                tables.codes([&](const codes::Code& code) { write(counts.codes, code); });
                break;
            case ExportTable::history:
                tables.codes_with_history([&](const store::CodeWithHistory& c) {
                    for (const auto& entry : c.history)
                        write(counts.history, store::HistoryRow{c.code.id, entry});
                });
                break;
            case ExportTable::scans:
                tables.scans([&](const store::StoredScan& scan) { write(counts.scans, scan); });
                break;
            case ExportTable::days:
                tables.days([&](const store::CodeDay& day) { write(counts.days, day); });
                break;
        }
    });
    out.flush();
    return counts;
}

}  // namespace qrgen::transfer
