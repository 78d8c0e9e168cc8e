// SPDX-License-Identifier: MIT
#include "tests/support/txt_reader.hpp"

#include <map>
#include <stdexcept>
#include <string>

namespace qrgen::test {
namespace {

using Row = std::vector<qr::Colour>;

// The colours of the 256 colour palette that we use.
qr::Colour cube_colour(int number) {
    if (number == 16) return qr::black;
    if (number == 231) return qr::white;
    throw std::runtime_error("colour " + std::to_string(number));
}

// One line of a terminal: every character fills a cell of two pixels, one above the other.
class Line {
  public:
    explicit Line(std::string_view text) {
        while (!text.empty()) text.remove_prefix(take(text));
        if (coloured_) throw std::runtime_error("colours set at the line's end");
    }

    Row upper;
    Row lower;

  private:
    std::size_t take(std::string_view text) {
        static const std::map<std::string_view, int> blocks{
            {" ", 0}, {"#", 3}, {"\u2580", 2}, {"\u2584", 1}, {"\u2588", 3}};
        if (text.front() == '\x1B') return take_escape(text);
        const auto found = blocks.find(text.substr(0, (text.front() & 0x80) != 0 ? 3 : 1));
        if (found == blocks.end()) throw std::runtime_error("unexpected character");
        upper.push_back((found->second & 2) != 0 ? ink_ : ground_);
        lower.push_back((found->second & 1) != 0 ? ink_ : ground_);
        return found->first.size();
    }

    std::size_t take_escape(std::string_view text) {
        const std::size_t end = text.find('m');
        if (end == std::string_view::npos || text[1] != '[') throw std::runtime_error("unexpected escape");
        std::vector<int> numbers{0};
        for (const char c : text.substr(2, end - 2)) {
            if (c == ';') {
                numbers.push_back(0);
            } else {
                numbers.back() = numbers.back() * 10 + (c - '0');
            }
        }
        apply(numbers);
        return end + 1;
    }

    void apply(const std::vector<int>& numbers) {
        for (std::size_t i = 0; i < numbers.size();) {
            if (numbers[i] == 0) {
                ink_ = qr::black;
                ground_ = qr::white;
                coloured_ = false;
                i += 1;
            } else if ((numbers[i] == 38 || numbers[i] == 48) && numbers.at(i + 1) == 5) {
                (numbers[i] == 38 ? ink_ : ground_) = cube_colour(numbers.at(i + 2));
                coloured_ = true;
                i += 3;
            } else {
                throw std::runtime_error("unexpected escape");
            }
        }
    }

    qr::Colour ink_ = qr::black;
    qr::Colour ground_ = qr::white;
    bool coloured_ = false;
};

Image to_image(const std::vector<Row>& rows, int scale) {
    const int width = static_cast<int>(rows.front().size());
    Image image(width * scale, static_cast<int>(rows.size()) * scale, qr::white);
    for (int y = 0; y < image.height; ++y) {
        const Row& row = rows[static_cast<std::size_t>(y / scale)];
        for (int x = 0; x < image.width; ++x) image.at(x, y) = row[static_cast<std::size_t>(x / scale)];
    }
    return image;
}

// Keeps every second column of a row in which modules are two columns wide.
Row halve(const Row& row) {
    if (row.size() % 2 != 0) throw std::runtime_error("half a module");
    Row half;
    for (std::size_t i = 0; i < row.size(); i += 2) {
        if (row[i] != row[i + 1]) throw std::runtime_error("two halves of a module differ");
        half.push_back(row[i]);
    }
    return half;
}

}  // namespace

Image read_txt(std::string_view text, int scale) {
    // Half blocks are the only characters beyond ASCII; a symbol without any of them does not exist.
    const bool two_rows_a_line = text.find('\xE2') != std::string_view::npos;
    std::vector<Row> rows;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        if (end == std::string_view::npos) throw std::runtime_error("no line feed at the end");
        Line line(text.substr(0, end));
        text.remove_prefix(end + 1);
        if (two_rows_a_line) {
            rows.push_back(line.upper);
            rows.push_back(line.lower);
        } else {
            rows.push_back(halve(line.upper));
        }
        if (rows.back().size() != rows.front().size()) throw std::runtime_error("lines of unequal length");
    }
    return to_image(rows, scale);
}

}  // namespace qrgen::test
