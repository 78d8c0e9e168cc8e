// SPDX-License-Identifier: MIT
#include "core/qr/verify/code_search.hpp"

#include <algorithm>
#include <span>
#include <utility>

namespace qrgen::qr {
namespace {

constexpr int most_codes = 255;  // zxing's own limit
constexpr Threshold thresholds[] = {Threshold::local, Threshold::global};
constexpr int largest_side_to_enlarge = 1200;

// One way to look at a picture.
struct View {
    bool inverted = false;
    bool mirrored = false;
    int enlargement = 1;
};

constexpr View plain[] = {{}, {.inverted = true}};
// zxing tries mirrored symbols itself, but does not recognise every mirrored format information.
constexpr View mirrored[] = {{.mirrored = true}, {.inverted = true, .mirrored = true}};
// It finds no way through some symbols of many modules with two pixels each.
constexpr View enlarged[] = {{.enlargement = 2}, {.inverted = true, .enlargement = 2}};

Luminance look(const Luminance& picture, const View& view) {
    Luminance seen = view.inverted ? picture.inverted() : picture;
    if (view.mirrored) seen = seen.mirrored();
    if (view.enlargement > 1) seen = seen.enlarged(view.enlargement);
    return seen;
}

// Back to the picture itself.
FoundCode found_in(const View& view, const Luminance& picture, DecodedCode code) {
    code.mirrored = code.mirrored != view.mirrored;
    for (Point& corner : code.corners) {
        corner = {corner.x / view.enlargement, corner.y / view.enlargement};
        if (view.mirrored) corner.x = picture.width() - corner.x;
    }
    return {std::move(code), view.inverted};
}

bool may_enlarge(const Luminance& picture) {
    return std::max(picture.width(), picture.height()) <= largest_side_to_enlarge;
}

bool overlap(const DecodedCode& a, const DecodedCode& b) {
    return is_inside(centre(a.corners), b.corners) || is_inside(centre(b.corners), a.corners);
}

void add(std::vector<FoundCode>& codes, FoundCode code) {
    const auto is_same_place = [&](const FoundCode& other) { return overlap(other.decoded, code.decoded); };
    if (code.decoded.kind == SymbolKind::qr) {
        std::erase_if(codes, [&](const FoundCode& other) {
            return other.decoded.kind == SymbolKind::micro && is_same_place(other);
        });
    }
    if (std::none_of(codes.begin(), codes.end(), is_same_place)) codes.push_back(std::move(code));
}

double top(const Corners& corners) {
    return std::min({corners[0].y, corners[1].y, corners[2].y, corners[3].y});
}

std::vector<FoundCode> all_in(const Luminance& picture, std::span<const View> views) {
    std::vector<FoundCode> codes;
    for (const View& view : views) {
        const Luminance seen = look(picture, view);
        for (const Threshold threshold : thresholds) {
            for (DecodedCode& code : read_with_zxing(seen, threshold, most_codes)) {
                add(codes, found_in(view, picture, std::move(code)));
            }
        }
    }
    return codes;
}

std::optional<FoundCode> first_in(const Luminance& picture, std::span<const View> views) {
    for (const View& view : views) {
        const Luminance seen = look(picture, view);
        for (const Threshold threshold : thresholds) {
            auto codes = read_with_zxing(seen, threshold, 1);
            if (!codes.empty()) return found_in(view, picture, std::move(codes.front()));
        }
    }
    return std::nullopt;
}

}  // namespace

std::vector<FoundCode> find_all_codes(const Luminance& picture) {
    std::vector<FoundCode> codes = all_in(picture, plain);
    if (codes.empty()) codes = all_in(picture, mirrored);
    if (codes.empty() && may_enlarge(picture)) codes = all_in(picture, enlarged);
    return codes;
}

std::optional<FoundCode> find_one_code(const Luminance& picture) {
    auto code = first_in(picture, plain);
    if (!code && may_enlarge(picture)) code = first_in(picture, enlarged);
    return code;
}

void sort_for_reading(std::vector<FoundCode>& codes) {
    const auto middle = [](const FoundCode& code) { return centre(code.decoded.corners); };
    std::sort(codes.begin(), codes.end(),
              [&](const FoundCode& a, const FoundCode& b) { return middle(a).y < middle(b).y; });
    for (auto row = codes.begin(); row != codes.end();) {
        const double height = 2 * (middle(*row).y - top(row->decoded.corners));
        const double end = middle(*row).y + height / 2;
        const auto next = std::find_if(
            row, codes.end(), [&](const FoundCode& code) { return &code != &*row && middle(code).y >= end; });
        std::sort(row, next,
                  [&](const FoundCode& a, const FoundCode& b) { return middle(a).x < middle(b).x; });
        row = next;
    }
}

}  // namespace qrgen::qr
