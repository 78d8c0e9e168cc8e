// SPDX-License-Identifier: MIT
#include "core/qr/formats/svg_path.hpp"

#include <cmath>
#include <cstdint>

#include "core/qr/formats/decimal.hpp"

namespace qrgen::qr {
namespace {

constexpr int places = 3;
constexpr double unit = 1000;

class PathWriter {
  public:
    std::string take() { return std::move(data_); }

    void move_to(Spot to) {
        begin('m');
        append(to);
        at_ = start_ = rounded(to);
    }

    void line_to(Spot to) {
        const Place place = rounded(to);
        if (place.y == at_.y && place.x == at_.x) return;
        if (place.y == at_.y) {
            begin('h');
            append(place.x - at_.x);
        } else if (place.x == at_.x) {
            begin('v');
            append(place.y - at_.y);
        } else {
            begin('l');
            append(to);
        }
        at_ = place;
    }

    void cubic_to(Spot control1, Spot control2, Spot to) {
        begin('c');
        append(control1);
        append(control2);
        append(to);
        at_ = rounded(to);
    }

    // Draws the edge back to the start, which becomes the current point again.
    void close() {
        begin('z');
        at_ = start_;
    }

  private:
    struct Place {
        std::int64_t x = 0;  // in thousandths
        std::int64_t y = 0;
    };

    // std::llround() would take a third of the time of all this.
    static std::int64_t rounded(double value) {
        return static_cast<std::int64_t>(value * unit + (value < 0 ? -0.5 : 0.5));
    }
    static Place rounded(Spot spot) { return {rounded(spot.x), rounded(spot.y)}; }

    void begin(char command) {
        data_ += command;
        is_first_ = true;
    }

    void append(std::int64_t thousandths) {
        // A minus sign separates by itself.
        if (!is_first_ && thousandths >= 0) data_ += ' ';
        is_first_ = false;
        append_scaled(data_, thousandths, places);
    }

    void append(Spot spot) {
        const Place place = rounded(spot);
        append(place.x - at_.x);
        append(place.y - at_.y);
    }

    std::string data_;
    Place at_;
    Place start_;
    bool is_first_ = true;  // of the command's numbers
};

}  // namespace

std::string svg_path_data(const Path& path) {
    PathWriter writer;
    const Spot* next = path.points().data();
    for (const Path::Verb verb : path.verbs()) {
        switch (verb) {
            case Path::Verb::move: writer.move_to(*next++); break;
            case Path::Verb::line: writer.line_to(*next++); break;
            case Path::Verb::cubic:
                writer.cubic_to(next[0], next[1], next[2]);
                next += 3;
                break;
            case Path::Verb::close: writer.close(); break;
        }
    }
    return writer.take();
}

}  // namespace qrgen::qr
