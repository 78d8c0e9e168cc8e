// SPDX-License-Identifier: MIT
//
// The part of a source that is being looked at.
#pragma once

#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

#include "core/records/byte_source.hpp"

namespace qrgen::records {

/// Bytes of a source, without the byte order mark of UTF-8 at its beginning. Takes no more memory than twice
/// what was ever in it, and some 64 KiB. Not thread-safe.
class Window {
  public:
    explicit Window(ByteSource source) : source_(std::move(source)) {}

    /// What was read and not yet dropped. Good until extend() or drop().
    std::string_view bytes() const { return {buffer_.data() + begin_, end_ - begin_}; }

    /// Reads more behind it; false at the end of the source, which is then not asked again. Throws
    /// Error(invalid) if the source begins with the byte order mark of UTF-16, and what the source throws.
    bool extend();

    /// Its first `count` bytes, at most all.
    void drop(std::size_t count) { begin_ += count; }

  private:
    bool read();
    void pass_byte_order_mark();

    ByteSource source_;
    std::vector<char> buffer_;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
    bool is_started_ = false;
    bool is_at_end_ = false;
};

}  // namespace qrgen::records
