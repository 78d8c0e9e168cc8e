// SPDX-License-Identifier: MIT
#include "core/qr/images/txt_reader.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/qr/images/image_error.hpp"

namespace qrgen::qr {
namespace {

using Row = std::vector<bool>;  // true for dark

// A character fills a cell of two pixels, one above the other, with the colour of the letters (ink) or of
// what is behind them (ground).
struct Cell {
    std::string_view bytes;
    bool upper_is_ink;
    bool lower_is_ink;
};

constexpr std::array cells{Cell{" ", false, false}, Cell{"#", true, true}, Cell{"\u2580", true, false},
                           Cell{"\u2584", false, true}, Cell{"\u2588", true, true}};

const Cell* cell_at(std::string_view text) noexcept {
    const auto* found = std::find_if(cells.begin(), cells.end(),
                                     [&](const Cell& cell) { return text.starts_with(cell.bytes); });
    return found == cells.end() ? nullptr : found;
}

constexpr std::string_view escape = "\x1B[";

// "38;5;16" of the escape sequence "\x1B[38;5;16m" that the text begins with; nullopt if there is none.
std::optional<std::string_view> escape_at(std::string_view text) noexcept {
    constexpr std::size_t longest = 32;
    if (!text.starts_with(escape)) return std::nullopt;
    text = text.substr(escape.size(), longest);
    const std::size_t end = text.find_first_not_of("0123456789;");
    if (end == std::string_view::npos || text[end] != 'm') return std::nullopt;
    return text.substr(0, end);
}

struct Shades {
    bool ink_is_dark = true;
    bool ground_is_dark = false;
    bool are_set = false;
};

// By the sequences that the format writes: letters and ground in black or white of the 256 colour palette,
// and back to the terminal's own. False at others.
bool apply(std::string_view sequence, Shades& shades) {
    constexpr std::string_view black = "5;16";
    constexpr std::string_view white = "5;231";
    if (sequence == "0") {
        shades = {};
        return true;
    }
    while (!sequence.empty()) {
        const bool is_ink = sequence.starts_with("38;");
        if (!is_ink && !sequence.starts_with("48;")) return false;
        sequence.remove_prefix(3);
        const bool is_dark = sequence.starts_with(black);
        if (!is_dark && !sequence.starts_with(white)) return false;
        sequence.remove_prefix((is_dark ? black : white).size());
        (is_ink ? shades.ink_is_dark : shades.ground_is_dark) = is_dark;
        shades.are_set = true;
        if (sequence.empty()) return true;
        if (!sequence.starts_with(';')) return false;
        sequence.remove_prefix(1);
    }
    return false;
}

class TextReader {
  public:
    TextReader(std::string_view text, int scale, const ImageLimits& limits)
        // Half blocks are the only characters beyond ASCII; a symbol without any of them does not exist.
        : has_two_rows_a_line_(text.find('\xE2') != std::string_view::npos), scale_(scale), limits_(limits) {
        while (!text.empty()) {
            const std::size_t end = std::min(text.find('\n'), text.size());
            ++line_number_;
            read_line(text.substr(0, end));
            text.remove_prefix(std::min(end + 1, text.size()));
        }
    }

    Image image() const {
        const std::size_t width = rows_.empty() ? 0 : rows_.front().size();
        Image image = make_image(static_cast<std::int64_t>(width) * scale_,
                                 static_cast<std::int64_t>(rows_.size()) * scale_, limits_);
        for (int y = 0; y < image.height; ++y) {
            const Row& row = rows_[static_cast<std::size_t>(y / scale_)];
            for (int x = 0; x < image.width; ++x) {
                std::uint8_t* pixel = image.pixel(x, y);
                std::fill_n(pixel, 3, row[static_cast<std::size_t>(x / scale_)] ? 0 : 255);
                pixel[3] = 255;
            }
        }
        return image;
    }

  private:
    [[noreturn]] void refuse(const std::string& what) const {
        refuse_picture("line " + std::to_string(line_number_) + " of the text " + what,
                       "text is read as the format txt writes it");
    }

    void read_line(std::string_view line) {
        Shades shades;
        Row upper;
        Row lower;
        while (!line.empty()) {
            if (const auto sequence = escape_at(line)) {
                if (!apply(*sequence, shades)) refuse("has an escape sequence that is not one of ours");
                line.remove_prefix(escape.size() + sequence->size() + 1);
                continue;
            }
            const Cell* cell = cell_at(line);
            if (cell == nullptr) refuse("has a character that does not belong to a code");
            upper.push_back(cell->upper_is_ink ? shades.ink_is_dark : shades.ground_is_dark);
            lower.push_back(cell->lower_is_ink ? shades.ink_is_dark : shades.ground_is_dark);
            line.remove_prefix(cell->bytes.size());
        }
        if (shades.are_set) refuse("leaves colours set at its end");
        if (has_two_rows_a_line_) {
            add(std::move(upper));
            add(std::move(lower));
        } else {
            add(halve(upper));
        }
    }

    // Keeps every second column where modules are two columns wide.
    Row halve(const Row& row) const {
        if (row.size() % 2 != 0) refuse("ends in the middle of a module");
        Row half;
        for (std::size_t i = 0; i < row.size(); i += 2) {
            if (row[i] != row[i + 1]) refuse("has a module whose two halves differ");
            half.push_back(row[i]);
        }
        return half;
    }

    void add(Row row) {
        if (!rows_.empty() && row.size() != rows_.front().size()) refuse("is not as long as the one before");
        rows_.push_back(std::move(row));
        check_size(static_cast<std::int64_t>(rows_.back().size()) * scale_,
                   static_cast<std::int64_t>(rows_.size()) * scale_, limits_);
    }

    bool has_two_rows_a_line_;
    int scale_;
    const ImageLimits& limits_;
    int line_number_ = 0;
    std::vector<Row> rows_;
};

}  // namespace

Image read_txt(std::string_view text, int scale, const ImageLimits& limits) {
    return TextReader(text, scale, limits).image();
}

bool looks_like_txt(std::string_view text) noexcept {
    std::string_view line = text.substr(0, text.find('\n'));
    bool has_cells = false;
    while (!line.empty()) {
        if (const auto sequence = escape_at(line)) {
            line.remove_prefix(escape.size() + sequence->size() + 1);
        } else if (const Cell* cell = cell_at(line)) {
            line.remove_prefix(cell->bytes.size());
            has_cells = true;
        } else {
            return false;
        }
    }
    return has_cells;
}

}  // namespace qrgen::qr
