// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/byte_sink.hpp"

namespace qrgen::qr {

/// Writes a PDF 1.4 file (ISO 32000-1, section 7.5) as a stream: of an object that was set nothing is kept
/// but its place. Objects have numbers from 1 in the order in which they were reserved or added, and
/// generation 0. Throws Error(failure) beyond what the format can hold: 8388607 objects, 10^10 bytes.
class PdfFile {
  public:
    explicit PdfFile(ByteSink sink);
    PdfFile(const PdfFile&) = delete;
    PdfFile& operator=(const PdfFile&) = delete;

    /// A number whose object is set later.
    int reserve();

    /// To be called once for each number that was reserved.
    void set(int number, std::string_view object);

    int add(std::string_view object);

    /// A stream, compressed; `entries` are those of its dictionary but Length and Filter.
    int add_stream(std::string_view entries, std::string_view data);

    /// A picture of 8 bits a component; `entries` as in add_stream().
    int add_image(int width, int height, std::string_view colour_space, std::string_view data,
                  std::string_view entries = {});

    /// Ends the file. `info` is the number of the information dictionary, 0 if there is none.
    void finish(int catalog, int info);

  private:
    void write(std::string_view bytes);
    void flush();

    ByteSink sink_;
    std::string buffer_;
    std::uint64_t flushed_ = 0;           // bytes that the sink has
    std::vector<std::uint64_t> offsets_;  // of each object in the file
};

/// "7 0 R".
std::string reference(int number);

/// A text string (ISO 32000-1, section 7.9.2.2) of UTF-8; U+FFFD where that is ill-formed.
std::string pdf_text(std::string_view utf8);

}  // namespace qrgen::qr
