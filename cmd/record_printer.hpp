// SPDX-License-Identifier: MIT
//
// Printing records one by one, as the work on each of them is done.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cmd/records.hpp"

namespace qrgen::cmd {

/// Prints each record as soon as it is there, so that an interruption hides nothing that has happened; only a
/// table with columns has to wait for finish(). When the reader goes away, the work can go on all the same.
class RecordPrinter {
  public:
    /// `fields` are those of every record. For people, a record is a block of lines, one for each field; with
    /// `columns`, which name some of the fields, it is a line of a table.
    RecordPrinter(RecordFormat format, std::vector<std::string_view> fields,
                  std::vector<std::string_view> columns = {});

    void add(const Record& record);

    /// To be called once, at the end.
    void finish();

    bool reader_is_gone() const noexcept { return reader_is_gone_; }

  private:
    bool has_to_wait() const noexcept;
    void add_to_document(const Record& record);
    void write(const std::string& text);

    RecordFormat format_;
    std::vector<std::string_view> columns_;
    RecordList list_;
    bool reader_is_gone_ = false;
};

}  // namespace qrgen::cmd
