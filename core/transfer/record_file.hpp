// SPDX-License-Identifier: MIT
//
// A file of records whose values are asked for by name.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/records/record_reader.hpp"

namespace qrgen::transfer {

enum class NameForm {
    exact,
    loose,  // letters and digits alone count, in either case: "Long URL", long_url and longUrl are one name
};

/// Not thread-safe. Throws what RecordReader throws.
class RecordFile {
  public:
    RecordFile(std::unique_ptr<records::RecordReader> reader, NameForm form);

    /// False at the end.
    bool next();

    std::int64_t line() const noexcept { return record_.line; }
    const std::string& fault() const noexcept { return record_.fault; }

    /// Of the record that next() read; nullopt if it has no such column, or nothing in it. `column` in the
    /// form that the constructor was told, loose names without all that does not count ("longurl").
    std::optional<std::string> value(std::string_view column) const;

    bool has_column(std::string_view column) const;

    /// Those of `columns` that the file does not have.
    std::vector<std::string> missing(const std::vector<std::string>& columns) const;

  private:
    void learn_columns();

    std::unique_ptr<records::RecordReader> reader_;
    NameForm form_;
    records::Record record_;
    std::unordered_map<std::string, std::size_t> places_;  // of columns
    std::vector<const records::Cell*> cells_;              // by place of the column
    std::size_t known_ = 0;
};

/// A name in its loose form.
std::string loose_name(std::string_view name);

}  // namespace qrgen::transfer
