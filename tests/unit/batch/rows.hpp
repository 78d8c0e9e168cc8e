// SPDX-License-Identifier: MIT
//
// What tests of batches share.
#pragma once

#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "core/base/error.hpp"
#include "core/batch/item.hpp"
#include "core/batch/row.hpp"
#include "core/qr/formats/format.hpp"
#include "core/records/record_reader.hpp"
#include "tests/support/text_source.hpp"

namespace qrgen::batch {

inline std::vector<Row> rows_of(records::RecordSyntax syntax, const std::string& text,
                                RowDefaults defaults = {}) {
    const auto reader = records::open_records(syntax, test::text_source(text));
    RowReader rows(*reader, std::move(defaults));
    std::vector<Row> all;
    for (Row row; rows.next(row);) all.push_back(row);
    return all;
}

/// A picture that is ready to be written.
inline Item picture_item(const std::string& name, const std::string& bytes) {
    Item item;
    item.action = Action::drawn;
    item.file = name;
    item.format = qr::find_format("png");
    item.source = picture_source(bytes);
    item.picture = PictureState::wanted;
    item.bytes = bytes;
    return item;
}

inline std::string content_of(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

inline void write_file(const std::filesystem::path& file, const std::string& bytes) {
    std::ofstream(file, std::ios::binary) << bytes;
}

/// The Error that `action` throws; fails with std::logic_error if it throws none.
inline Error refusal_of(const std::function<void()>& action) {
    try {
        action();
    } catch (const Error& error) {
        return error;
    }
    throw std::logic_error("nothing was refused");
}

}  // namespace qrgen::batch
