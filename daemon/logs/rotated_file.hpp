// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <memory>
#include <string_view>

namespace qrgen::daemon {

/// A file of lines, rotated and shared as core/base/log_file_sink.hpp says. Not thread-safe.
class RotatedFile {
  public:
    /// Makes missing directories. Throws Error(failure) if the file cannot be written.
    explicit RotatedFile(const std::filesystem::path& path);
    ~RotatedFile();
    RotatedFile(const RotatedFile&) = delete;
    RotatedFile& operator=(const RotatedFile&) = delete;

    /// Whole lines, written at once. What cannot be written is lost.
    void write(std::string_view lines) noexcept;

  private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace qrgen::daemon
