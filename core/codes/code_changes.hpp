// SPDX-License-Identifier: MIT
//
// The fields of a code that can change, as the history records them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/codes/code.hpp"

namespace qrgen::codes {

/// What the history says of a new code: its content, or where it leads; the rest is left empty.
HistoryEntry creation_entry(const Code& code);

/// One entry for each field that differs, with the texts from and to; revision, time, actor and action are
/// left empty.
std::vector<HistoryEntry> differences(const Code& before, const Code& after);

/// Takes back all entries of a revision later than `revision`, the latest first. `entries` are in the order
/// of their revisions.
void undo_after(std::int64_t revision, const std::vector<HistoryEntry>& entries, Code& code);

}  // namespace qrgen::codes
