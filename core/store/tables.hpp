// SPDX-License-Identifier: MIT
//
// Reading and writing the rows of the tables of codes and of their history. No rules here: those are in
// core/codes.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/codes/code.hpp"
#include "core/store/store.hpp"

namespace qrgen::store {

enum class Deleted { excluded, included };
enum class RowLock {
    none,
    for_update
};  // for_update: nobody else changes the row until the transaction ends

/// The table `qr_codes`. Lives no longer than its transaction.
class CodeTable {
  public:
    explicit CodeTable(Transaction& transaction) : transaction_(transaction) {}

    /// Throws Error(conflict) if the id, the short id or the external key is taken, also by a deleted code.
    void insert(const codes::Code& code);

    /// Writes every field of the code with this id; throws Error(not_found) if there is none, and
    /// Error(conflict) like insert().
    void update(const codes::Code& code);

    /// `reference` is an id (UUID) or a short id, either in any case.
    std::optional<codes::Code> find(std::string_view reference, Deleted deleted = Deleted::excluded,
                                    RowLock lock = RowLock::none);

    /// Rows with equal sort values come in the order of their ids, so that descending order is exactly the
    /// reverse of ascending. Texts sort by code point. Absent values (NULL) sort first in ascending order, on
    /// both databases. `query.sort_by` must be a name of code_fields.hpp that has a column. The total of a
    /// query with no filter but the type costs the same however many codes there are.
    codes::CodePage list(const codes::CodeQuery& query);

  private:
    Transaction& transaction_;
};

struct HistoryRow {
    std::string code_id;
    codes::HistoryEntry entry;
};

/// The table `qr_history`. Lives no longer than its transaction.
class HistoryTable {
  public:
    explicit HistoryTable(Transaction& transaction) : transaction_(transaction) {}

    void append(std::string_view code_id, const std::vector<codes::HistoryEntry>& entries);

    /// The same for many codes at once.
    void append(std::span<const HistoryRow> rows);

    /// 0 if the code has no history.
    std::int64_t last_revision(std::string_view code_id);

    /// By id of the code; one without history is missing.
    std::map<std::string, std::int64_t> last_revisions(std::span<const std::string> code_ids);

    /// Oldest first; rows of one revision in the order in which they were appended.
    std::vector<codes::HistoryEntry> entries(std::string_view code_id);

  private:
    Transaction& transaction_;
};

}  // namespace qrgen::store
