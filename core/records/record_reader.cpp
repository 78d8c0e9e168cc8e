// SPDX-License-Identifier: MIT
#include "core/records/record_reader.hpp"

#include <utility>

#include "core/base/text.hpp"
#include "core/records/csv_reader.hpp"
#include "core/records/ndjson_reader.hpp"

namespace qrgen::records {

std::optional<RecordSyntax> syntax_of_file(std::string_view file_name) {
    const std::string name = to_lower_ascii(file_name);
    if (name.ends_with(".csv")) return RecordSyntax::csv;
    if (name.ends_with(".ndjson") || name.ends_with(".jsonl")) return RecordSyntax::ndjson;
    return std::nullopt;
}

std::unique_ptr<RecordReader> open_records(RecordSyntax syntax, ByteSource source) {
    switch (syntax) {
        case RecordSyntax::csv: return std::make_unique<CsvReader>(std::move(source));
        case RecordSyntax::ndjson: return std::make_unique<NdjsonReader>(std::move(source));
    }
    return nullptr;
}

}  // namespace qrgen::records
