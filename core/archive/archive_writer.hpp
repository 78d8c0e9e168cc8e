// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "core/base/byte_sink.hpp"
#include "core/base/clock.hpp"

namespace qrgen::archive {

enum class ArchiveKind {
    tar,  // POSIX pax, plain ustar as long as that is enough
    zip,  // entries are stored: pictures are compressed already
};

/// Writes an archive of files as a stream: nothing is kept but the list of names that ZIP ends with.
/// Same calls, same bytes (ZIP, which knows local time only, also takes the time zone). Pieces of 64 KiB come
/// to the sink. Not thread-safe. Throws Error(failure).
class ArchiveWriter {
  public:
    /// All files get the time `modified`, cut to seconds, and mode 0644.
    ArchiveWriter(ArchiveKind kind, Timestamp modified, ByteSink sink);
    ~ArchiveWriter();  // without finish() the archive is incomplete
    ArchiveWriter(const ArchiveWriter&) = delete;
    ArchiveWriter& operator=(const ArchiveWriter&) = delete;

    /// `name` is UTF-8, relative, with / between folders.
    void add(const std::string& name, std::string_view bytes);

    /// To be called once, at the end.
    void finish();

  private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace qrgen::archive
