// SPDX-License-Identifier: MIT
//
// How many codes there are and which of them nobody scans.
#pragma once

#include <cstdint>
#include <vector>

#include "core/codes/code.hpp"
#include "core/store/store.hpp"

namespace qrgen::store {

/// Of codes that are not deleted.
struct CodeCounts {
    std::int64_t static_codes = 0;
    std::int64_t dynamic_codes = 0;
    std::int64_t disabled = 0;  // of both
    std::int64_t dead = 0;      // see CodeFigures::dead()

    bool operator==(const CodeCounts&) const = default;
};

/// Lives no longer than its transaction. A code is dead if it is dynamic and active, but nobody has followed
/// it since some time; one that nobody ever followed: if it was made before that time.
class CodeFigures {
  public:
    explicit CodeFigures(Transaction& transaction) : transaction_(transaction) {}

    /// Reads all codes once.
    CodeCounts counts(Timestamp dead_since);

    /// At most `limit` of the dead, those first that nobody has followed for the longest time. Reads all
    /// codes once.
    std::vector<codes::Code> dead(Timestamp since, std::int64_t limit);

    /// Those with the most scans first, of equals the newest; none without scans. Reads all codes once.
    std::vector<codes::Code> most_scanned(std::int64_t limit);

    /// By an index.
    std::vector<codes::Code> newest(std::int64_t limit);

  private:
    Transaction& transaction_;
};

}  // namespace qrgen::store
