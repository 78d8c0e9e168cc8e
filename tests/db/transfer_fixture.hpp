// SPDX-License-Identifier: MIT
//
// Exports and imports, each with what it said.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/transfer/export.hpp"
#include "core/transfer/file_sources.hpp"
#include "core/transfer/importer.hpp"
#include "tests/db/test_database.hpp"
#include "tests/support/text_source.hpp"

namespace qrgen::transfer {

inline Timestamp import_time() {
    using namespace std::chrono;
    return sys_days(year(2026) / June / 1);
}

inline ImportRules import_rules() {
    return {.policy = codes::RedirectPolicy({"https://qr.example", {}}),
            .base_url = "https://qr.example",
            .actor = "tester",
            .now = import_time};
}

inline ImportRules own_rules() {
    ImportRules rules = import_rules();
    rules.is_own_export = true;
    return rules;
}

struct Imported {
    std::vector<std::string>
        lines;  // "created SHORT_ID: REASON"; the id stands for a short id that is not there
    ImportSummary summary;
};

inline Imported import(store::Store& store, Source& source, ImportRules rules = import_rules(),
                       Scans scans = Scans::without) {
    Imported imported;
    Importer importer(store, std::move(rules), [&](const ImportResult& result) {
        const std::string& name = result.short_id.empty() ? result.id : result.short_id;
        imported.lines.push_back(std::string(to_string(result.action)) + (name.empty() ? "" : " ") + name +
                                 (result.reason.empty() ? "" : ": " + result.reason));
    });
    importer.run(source, scans);
    imported.summary = importer.summary();
    return imported;
}

inline std::unique_ptr<records::RecordReader> reader_of(const std::string& text,
                                                        records::RecordSyntax syntax) {
    return records::open_records(syntax, test::text_source(text));
}

inline Imported import_ndjson(store::Store& store, const std::string& text, ImportRules rules = own_rules()) {
    const auto source =
        own_file(reader_of(text, records::RecordSyntax::ndjson), records::RecordSyntax::ndjson);
    return import(store, *source, std::move(rules));
}

inline Imported import_own_csv(store::Store& store, const std::string& text) {
    const auto source = own_file(reader_of(text, records::RecordSyntax::csv), records::RecordSyntax::csv);
    return import(store, *source, own_rules());
}

inline std::string ndjson_of(store::Store& store, ScansToo scans = ScansToo::yes) {
    std::string text;
    export_ndjson(store, scans, [&](std::string_view piece) { text += piece; });
    return text;
}

inline std::string csv_of(store::Store& store, ExportTable table) {
    std::string text;
    export_csv(store, table, [&](std::string_view piece) { text += piece; });
    return text;
}

}  // namespace qrgen::transfer
