// SPDX-License-Identifier: MIT
//
// Reading and writing many codes with one statement each: a statement for each code costs a round trip, and
// the counting of codes by triggers.
#pragma once

#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/codes/code.hpp"
#include "core/store/store.hpp"
#include "core/store/tables.hpp"

namespace qrgen::store {

/// What leads to one code at most.
enum class UniqueField { id, short_id, external_key };

/// Some thousand codes at a time are meant: all of them are in memory, in the statement and in the server.
/// Lives no longer than its transaction.
class BulkCodes {
  public:
    explicit BulkCodes(Transaction& transaction) : transaction_(transaction) {}

    /// Inserts the codes whose id, short id and external key nobody has, also no deleted code; of two in
    /// `codes` that clash the first. Returns the ids of those that are stored now.
    std::set<std::string> insert(std::span<const codes::Code> codes);

    /// Writes every field of the codes with these ids. Throws Error(not_found) if one is not there,
    /// Error(conflict) if a short id or an external key is another's.
    void update(std::span<const codes::Code> codes);

    /// The codes that have one of the values, in the order of their ids. Short ids and ids in lower case.
    std::vector<codes::Code> find(UniqueField field, std::span<const std::string> values,
                                  Deleted deleted = Deleted::excluded, RowLock lock = RowLock::none);

    /// Codes of the batch set that are not deleted, in the order of their ids: the first `most` behind the
    /// id `after` (empty: from the beginning).
    std::vector<codes::Code> of_batch_set(const std::string& set, const std::string& after,
                                          std::int64_t most);

  private:
    Transaction& transaction_;
};

}  // namespace qrgen::store
