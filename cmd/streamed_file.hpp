// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/file.hpp"

namespace qrgen::cmd {

/// Where a file goes that is made bit by bit and may become large: a name, or standard output.
class StreamedFile {
  public:
    /// `name`: none or "-" for standard output. Throws Error(usage) if that is a terminal, calling the file
    /// `what` ("a PDF file"), and what StagedFile throws.
    StreamedFile(const std::optional<std::string>& name, Overwrite overwrite, const char* what);

    /// Throws what write_stdout() and StagedFile throw, and Error(failure) when the process was asked to end:
    /// the file has held back the signal, and lets it take effect when it is destroyed.
    void append(std::string_view bytes);

    /// To be called once, at the end.
    void commit();

  private:
    std::unique_ptr<StagedFile> file_;
};

}  // namespace qrgen::cmd
