// SPDX-License-Identifier: MIT
//
// Output that is too long to be held in memory.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/descriptor.hpp"
#include "core/base/file.hpp"

namespace qrgen::cmd {

/// A file that appears whole or not at all, as StagedFile makes it; "-" is standard output, and devices and
/// pipes are written to directly. A signal that asks the program to end is heeded at the next write(). Errors
/// are StagedFile's and write_stdout()'s.
class OutputFile {
  public:
    OutputFile(const std::string& file, Overwrite overwrite);

    void write(std::string_view bytes);

    /// To be called once, at the end.
    void commit();

  private:
    std::string name_;
    Descriptor device_;
    std::optional<StagedFile> staged_;  // none: device or standard output
};

}  // namespace qrgen::cmd
