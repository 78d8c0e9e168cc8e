// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "core/base/file.hpp"

namespace qrgen::cmd {

/// A file that is written in many small pieces, and replaces one of its name when it is complete. Throws what
/// StagedFile throws.
class TextFile {
  public:
    explicit TextFile(const std::filesystem::path& file, Overwrite overwrite = Overwrite::allow)
        : file_(file, overwrite) {}

    /// Tells of a place where nothing can be written before there is anything to write.
    void begin() { flush(); }

    void append(std::string_view text) {
        pending_ += text;
        if (pending_.size() >= most_pending) flush();
    }

    void commit() {
        flush();
        file_.commit();
    }

  private:
    static constexpr std::size_t most_pending = 1 << 16;

    void flush() {
        file_.append(pending_);
        pending_.clear();
    }

    StagedFile file_;
    std::string pending_;
};

}  // namespace qrgen::cmd
