// SPDX-License-Identifier: MIT
#include "core/qr/formats/pdf_file.hpp"

#include <cstddef>
#include <utility>

#include "core/base/error.hpp"
#include "core/base/text.hpp"
#include "core/qr/formats/deflate.hpp"

namespace qrgen::qr {
namespace {

// The comment tells programs that guess that the file is binary (section 7.5.2).
constexpr std::string_view header = "%PDF-1.4\n%\xE2\xE3\xCF\xD3\n";

// What readers take (annex C.2), and what ten digits can count (section 7.5.4).
constexpr std::size_t max_objects = 8388607;
constexpr std::uint64_t max_bytes = 9'999'999'999;

// How much the sink gets at once.
constexpr std::size_t block = 64 * 1024;

// Exactly 20 bytes (section 7.5.4).
std::string table_entry(std::uint64_t offset) {
    const std::string digits = std::to_string(offset);
    return std::string(10 - digits.size(), '0') + digits + " 00000 n \n";
}

void append_utf16_unit(std::string& out, unsigned unit) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    for (const unsigned shift : {12U, 8U, 4U, 0U}) out += digits[unit >> shift & 0xFU];
}

void append_utf16(std::string& out, char32_t c) {
    if (c < 0x10000) {
        append_utf16_unit(out, c);
        return;
    }
    append_utf16_unit(out, 0xD800U + ((c - 0x10000) >> 10));
    append_utf16_unit(out, 0xDC00U + ((c - 0x10000) & 0x3FFU));
}

}  // namespace

PdfFile::PdfFile(ByteSink sink) : sink_(std::move(sink)) {
    write(header);
}

int PdfFile::reserve() {
    if (offsets_.size() == max_objects) {
        throw Error(ErrorKind::failure,
                    "a PDF file cannot hold more than " + std::to_string(max_objects) +
                        " objects, and there would be more",
                    "spread the work over several files");
    }
    offsets_.push_back(0);
    return static_cast<int>(offsets_.size());
}

void PdfFile::set(int number, std::string_view object) {
    offsets_[static_cast<std::size_t>(number - 1)] = flushed_ + buffer_.size();
    write(std::to_string(number) + " 0 obj\n");
    write(object);
    write("\nendobj\n");
}

int PdfFile::add(std::string_view object) {
    const int number = reserve();
    set(number, object);
    return number;
}

int PdfFile::add_stream(std::string_view entries, std::string_view data) {
    const std::string compressed = zlib_compress(data);
    std::string object = "<< ";
    if (!entries.empty()) object.append(entries).append(" ");
    object += "/Filter /FlateDecode /Length " + std::to_string(compressed.size()) + " >>\nstream\n";
    return add(object + compressed + "\nendstream");
}

int PdfFile::add_image(int width, int height, std::string_view colour_space, std::string_view data,
                       std::string_view entries) {
    std::string all = "/Type /XObject /Subtype /Image /Width " + std::to_string(width) + " /Height " +
                      std::to_string(height) + " /BitsPerComponent 8 /ColorSpace ";
    all += colour_space;
    if (!entries.empty()) all.append(" ").append(entries);
    return add_stream(all, data);
}

void PdfFile::finish(int catalog, int info) {
    const std::string size = std::to_string(offsets_.size() + 1);
    const std::uint64_t start = flushed_ + buffer_.size();
    write("xref\n0 " + size + "\n0000000000 65535 f \n");
    for (const std::uint64_t offset : offsets_) write(table_entry(offset));
    write("trailer\n<< /Size " + size + " /Root " + reference(catalog));
    if (info != 0) write(" /Info " + reference(info));
    write(" >>\nstartxref\n" + std::to_string(start) + "\n%%EOF\n");
    flush();
}

void PdfFile::write(std::string_view bytes) {
    buffer_ += bytes;
    if (buffer_.size() >= block) flush();
}

void PdfFile::flush() {
    flushed_ += buffer_.size();
    if (flushed_ > max_bytes) {
        throw Error(ErrorKind::failure, "a PDF file cannot be larger than 10 GB, and this would be",
                    "spread the work over several files");
    }
    sink_(buffer_);
    buffer_.clear();
}

std::string reference(int number) {
    return std::to_string(number) + " 0 R";
}

std::string pdf_text(std::string_view utf8) {
    std::string text = "<FEFF";  // the byte order mark says UTF-16BE
    std::size_t offset = 0;
    while (offset < utf8.size()) {
        const auto c = next_code_point(utf8, offset);
        if (!c) ++offset;
        append_utf16(text, c.value_or(U'\uFFFD'));
    }
    text += '>';
    return text;
}

}  // namespace qrgen::qr
