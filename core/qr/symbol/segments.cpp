// SPDX-License-Identifier: MIT
#include "core/qr/symbol/segments.hpp"

#include <algorithm>
#include <array>
#include <limits>

namespace qrgen::qr {
namespace {

constexpr std::array all_modes{SegmentMode::numeric, SegmentMode::alphanumeric, SegmentMode::bytes};

// Costs are counted in sixths of bits: a digit takes 10/3 bits, an alphanumeric character 11/2. Where a
// segment ends, they are rounded up to whole bits, which is just what the last digits of a segment cost more.
constexpr int whole_bit = 6;
constexpr std::array<int, all_modes.size()> cost_per_character{20, 33, 48};
constexpr int impossible = std::numeric_limits<int>::max() / 2;

constexpr int round_up(int cost) {
    return (cost + whole_bit - 1) / whole_bit * whole_bit;
}

constexpr std::size_t index_of(SegmentMode mode) {
    return static_cast<std::size_t>(mode);
}

bool holds(SegmentMode mode, char c) noexcept {
    switch (mode) {
        case SegmentMode::numeric: return is_digit(c);
        case SegmentMode::alphanumeric: return is_alphanumeric(c);
        case SegmentMode::bytes: return true;
    }
    return false;
}

// The least costs of all content so far, by the mode of its last character.
using Costs = std::array<int, all_modes.size()>;

SegmentMode cheapest(const Costs& costs) noexcept {
    return static_cast<SegmentMode>(std::min_element(costs.begin(), costs.end()) - costs.begin());
}

// For one character in each mode: the mode of the character before it.
using Step = std::array<SegmentMode, all_modes.size()>;

// Dynamic programming: appends one character after the other and remembers where the best way came from.
class Cutter {
  public:
    Cutter(ContentKind content_kind, SymbolKind kind, int version) {
        for (const SegmentMode mode : all_modes) {
            const auto bits = header_bits(mode, kind, version);
            const bool is_allowed = content_kind == ContentKind::text || mode == SegmentMode::bytes;
            headers_[index_of(mode)] = bits && is_allowed ? *bits * whole_bit : impossible;
        }
    }

    void append(char c) {
        const SegmentMode best = cheapest(costs_);
        const int so_far = steps_.empty() ? 0 : round_up(costs_[index_of(best)]);
        Costs costs;
        Step step;
        for (const SegmentMode mode : all_modes) {
            const std::size_t i = index_of(mode);
            const int in_new_segment = headers_[i] == impossible ? impossible : so_far + headers_[i];
            const int before = std::min(costs_[i], in_new_segment);
            costs[i] = before < impossible && holds(mode, c) ? before + cost_per_character[i] : impossible;
            step[i] = costs_[i] <= in_new_segment ? mode : best;
        }
        costs_ = costs;
        steps_.push_back(step);
    }

    /// After at least one character.
    int bits() const noexcept { return round_up(costs_[index_of(last_mode())]) / whole_bit; }
    SegmentMode last_mode() const noexcept { return cheapest(costs_); }

    /// The segments of the characters up to here, or of fewer, the last of which is in the mode.
    std::vector<Segment> segments(std::string_view content, SegmentMode mode) const {
        std::vector<Segment> segments;
        std::size_t end = content.size();
        for (std::size_t i = content.size(); i-- > 0;) {
            const SegmentMode before = steps_[i][index_of(mode)];
            if (i > 0 && before == mode) continue;
            segments.push_back({mode, content.substr(i, end - i)});
            end = i;
            mode = before;
        }
        std::reverse(segments.begin(), segments.end());
        return segments;
    }

  private:
    Costs headers_{};
    Costs costs_{impossible, impossible, impossible};
    std::vector<Step> steps_;
};

bool may_end(std::string_view content, ContentKind kind, std::size_t length) noexcept {
    constexpr unsigned continuation = 0x80;  // UTF-8: 10xxxxxx
    return kind == ContentKind::bytes || length == content.size() ||
           (static_cast<unsigned char>(content[length]) & 0xC0U) != continuation;
}

}  // namespace

bool is_digit(char c) noexcept {
    return c >= '0' && c <= '9';
}

bool is_alphanumeric(char c) noexcept {
    return is_digit(c) || (c >= 'A' && c <= 'Z') ||
           std::string_view(" $%*+-./:").find(c) != std::string_view::npos;
}

std::vector<Segment> longest_fitting(std::string_view content, ContentKind content_kind, int bits,
                                     SymbolKind kind, int version) {
    Cutter cutter(content_kind, kind, version);
    std::size_t fitting = 0;
    SegmentMode last_mode{};
    for (std::size_t length = 1; length <= content.size(); ++length) {
        cutter.append(content[length - 1]);
        if (cutter.bits() > bits) break;  // and so does anything longer
        if (!may_end(content, content_kind, length)) continue;
        fitting = length;
        last_mode = cutter.last_mode();
    }
    return cutter.segments(content.substr(0, fitting), last_mode);
}

std::size_t length_of(const std::vector<Segment>& segments) noexcept {
    std::size_t length = 0;
    for (const Segment& segment : segments) length += segment.content.size();
    return length;
}

}  // namespace qrgen::qr
