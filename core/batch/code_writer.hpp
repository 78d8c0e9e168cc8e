// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <mutex>
#include <string>

#include "core/batch/item.hpp"
#include "core/codes/code_service.hpp"
#include "core/store/store.hpp"

namespace qrgen::batch {

/// Runs the work in a transaction: Store::write(), or a transaction that holds the whole run.
using RunTransaction = std::function<void(const std::function<void(store::Transaction&)>&)>;

/// Stores the codes of whole chunks. Thread-safe: one chunk at a time.
class CodeWriter {
  public:
    /// The service must outlive it.
    CodeWriter(RunTransaction run, const codes::CodeService& service, std::string set, std::string actor,
               std::function<Timestamp()> now);

    /// What was planned, as far as it still holds: a code that somebody else changed since is changed as it
    /// is now, one whose key or short id somebody else took is refused. Throws what the store throws; then
    /// nothing of the chunk is stored.
    void write(Chunk& chunk);

  private:
    class Work;

    std::mutex mutex_;
    RunTransaction run_;
    const codes::CodeService& service_;
    std::string set_;
    std::string actor_;
    std::function<Timestamp()> now_;
};

}  // namespace qrgen::batch
