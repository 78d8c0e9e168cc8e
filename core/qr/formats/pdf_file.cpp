// SPDX-License-Identifier: MIT
#include "core/qr/formats/pdf_file.hpp"

#include <cstddef>

#include "core/base/text.hpp"
#include "core/qr/formats/deflate.hpp"

namespace qrgen::qr {
namespace {

// The comment tells programs that guess that the file is binary (section 7.5.2).
constexpr std::string_view header = "%PDF-1.4\n%\xE2\xE3\xCF\xD3\n";

// Exactly 20 bytes (section 7.5.4).
std::string table_entry(std::size_t offset) {
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

int PdfFile::reserve() {
    objects_.emplace_back();
    return static_cast<int>(objects_.size());
}

void PdfFile::set(int number, std::string object) {
    objects_[static_cast<std::size_t>(number - 1)] = std::move(object);
}

int PdfFile::add(std::string object) {
    const int number = reserve();
    set(number, std::move(object));
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

std::string PdfFile::finish(int catalog, int info) const {
    const std::string size = std::to_string(objects_.size() + 1);
    std::string file(header);
    std::string table = "xref\n0 " + size + "\n0000000000 65535 f \n";
    for (std::size_t i = 0; i < objects_.size(); ++i) {
        table += table_entry(file.size());
        file += std::to_string(i + 1) + " 0 obj\n" + objects_[i] + "\nendobj\n";
    }
    const std::size_t start = file.size();
    file += table + "trailer\n<< /Size " + size + " /Root " + reference(catalog);
    if (info != 0) file += " /Info " + reference(info);
    file += " >>\nstartxref\n" + std::to_string(start) + "\n%%EOF\n";
    return file;
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
