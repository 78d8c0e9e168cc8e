// SPDX-License-Identifier: MIT
//
// Names of pictures: which of them this run has given away, and what the pictures that are there already were
// made from, so that a run that finds nothing changed makes none anew. The latter is kept in a file of the
// directory: the line "qrgen pictures 1", then for each picture that was written 12 bytes, the fingerprint of
// its name and that of its source, little-endian. Later entries go before earlier ones; a torn one at the end
// is passed over.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "core/base/descriptor.hpp"
#include "core/batch/fingerprint_table.hpp"

namespace qrgen::batch {

inline constexpr std::string_view ledger_file_name = ".qrgen-pictures";

/// 31 bits of a hash of all that decides how a picture looks; never 0.
using PictureSource = std::uint32_t;
PictureSource picture_source(std::string_view description);

/// Not thread-safe.
class PictureLedger {
  public:
    /// Remembers nothing beyond this run.
    PictureLedger() = default;

    /// Reads the ledger of the directory, if it has one; nothing is written yet. Throws Error(failure) if it
    /// cannot be read, or is something else.
    explicit PictureLedger(const std::filesystem::path& directory);

    /// False if another picture of this run has the name.
    bool claim(const std::string& name);

    enum class Entry {
        none,     // no picture of ours has the name
        other,    // one that was made from another source
        current,  // one that was made from this source
    };
    Entry find(const std::string& name, PictureSource source);

    /// To be called when the picture is there.
    void add(const std::string& name, PictureSource source);

    bool has_unsaved() const noexcept { return !added_.empty(); }

    /// Appends what was added since to the file. Throws Error(failure).
    void flush();

  private:
    void read();
    [[noreturn]] void fail(const char* what, int error_number) const;

    std::filesystem::path file_;  // empty: none
    FingerprintTable table_;
    std::string added_;
    Descriptor descriptor_;
};

}  // namespace qrgen::batch
