// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace qrgen::qr {

/// The objects of a PDF 1.4 file (ISO 32000-1, section 7.5): numbers from 1, generation 0, in the order in
/// which they were reserved or added.
class PdfFile {
  public:
    /// A number whose object is set later.
    int reserve();
    void set(int number, std::string object);

    int add(std::string object);

    /// A stream, compressed; `entries` are those of its dictionary but Length and Filter.
    int add_stream(std::string_view entries, std::string_view data);

    /// A picture of 8 bits a component; `entries` as in add_stream().
    int add_image(int width, int height, std::string_view colour_space, std::string_view data,
                  std::string_view entries = {});

    /// The whole file. `info` is the number of the information dictionary, 0 if there is none.
    std::string finish(int catalog, int info) const;

  private:
    std::vector<std::string> objects_;
};

/// "7 0 R".
std::string reference(int number);

/// A text string (ISO 32000-1, section 7.9.2.2) of UTF-8; U+FFFD where that is ill-formed.
std::string pdf_text(std::string_view utf8);

}  // namespace qrgen::qr
