// SPDX-License-Identifier: MIT
#include "core/qr/symbol/segments.hpp"

#include <algorithm>
#include <random>

#include <gtest/gtest.h>

#include "core/base/text.hpp"

namespace qrgen::qr {
namespace {

constexpr int plenty = 1'000'000;

int bits_of(const Segment& segment, SymbolKind kind, int version) {
    const auto header = header_bits(segment.mode, kind, version);
    if (!header) return plenty + 1;
    const int size = static_cast<int>(segment.content.size());
    switch (segment.mode) {
        case SegmentMode::numeric: return *header + size / 3 * 10 + (size % 3 == 0 ? 0 : size % 3 * 3 + 1);
        case SegmentMode::alphanumeric: return *header + size / 2 * 11 + size % 2 * 6;
        case SegmentMode::bytes: return *header + size * 8;
    }
    return 0;
}

int bits_of(const std::vector<Segment>& segments, SymbolKind kind, int version) {
    int bits = 0;
    for (const Segment& segment : segments) bits += bits_of(segment, kind, version);
    return bits;
}

std::string joined(const std::vector<Segment>& segments) {
    std::string content;
    for (const Segment& segment : segments) content += segment.content;
    return content;
}

bool can_hold(const Segment& segment) {
    const auto all = [&](auto predicate) {
        return std::all_of(segment.content.begin(), segment.content.end(), predicate);
    };
    switch (segment.mode) {
        case SegmentMode::numeric: return all(is_digit);
        case SegmentMode::alphanumeric: return all(is_alphanumeric);
        case SegmentMode::bytes: return true;
    }
    return false;
}

// By trying all segments that the content may begin with.
int fewest_bits(std::string_view content, SymbolKind kind, int version) {
    if (content.empty()) return 0;
    int fewest = plenty + 1;
    for (std::size_t size = 1; size <= content.size(); ++size) {
        for (const auto mode : {SegmentMode::numeric, SegmentMode::alphanumeric, SegmentMode::bytes}) {
            const Segment first{mode, content.substr(0, size)};
            if (!can_hold(first)) continue;
            fewest = std::min(
                fewest, bits_of(first, kind, version) + fewest_bits(content.substr(size), kind, version));
        }
    }
    return fewest;
}

std::string random_content(std::mt19937& random, std::size_t size) {
    // Runs, because only they make changes of mode pay.
    std::string content;
    while (content.size() < size) {
        constexpr std::string_view kinds[]{"0123456789", "ABC $:", "abc,"};
        const std::string_view kind = kinds[random() % 3];
        for (auto run = 1 + random() % 5; run > 0; --run) content += kind[random() % kind.size()];
    }
    content.resize(size);
    return content;
}

TEST(SegmentsTest, no_other_cuts_take_fewer_bits) {
    std::mt19937 random(1);
    for (const auto& [kind, version] :
         {std::pair(SymbolKind::qr, 1), std::pair(SymbolKind::qr, 10), std::pair(SymbolKind::qr, 27),
          std::pair(SymbolKind::micro, 3), std::pair(SymbolKind::micro, 4)}) {
        for (int i = 0; i < 150; ++i) {
            const std::string content = random_content(random, 1 + random() % 9);
            const auto segments = longest_fitting(content, ContentKind::text, plenty, kind, version);
            EXPECT_EQ(joined(segments), content);
            EXPECT_TRUE(std::all_of(segments.begin(), segments.end(), can_hold)) << content;
            EXPECT_EQ(bits_of(segments, kind, version), fewest_bits(content, kind, version)) << content;
        }
    }
}

TEST(SegmentsTest, changes_mode_where_it_pays) {
    const auto segments =
        longest_fitting("abc0123456789ABCDEFGHIJKL", ContentKind::text, plenty, SymbolKind::qr, 1);
    ASSERT_EQ(segments.size(), 3U);
    EXPECT_EQ(segments[0].mode, SegmentMode::bytes);
    EXPECT_EQ(segments[0].content, "abc");
    EXPECT_EQ(segments[1].mode, SegmentMode::numeric);
    EXPECT_EQ(segments[1].content, "0123456789");
    EXPECT_EQ(segments[2].mode, SegmentMode::alphanumeric);
    EXPECT_EQ(segments[2].content, "ABCDEFGHIJKL");
}

TEST(SegmentsTest, takes_as_much_as_fits) {
    std::mt19937 random(2);
    for (int i = 0; i < 300; ++i) {
        const std::string content = random_content(random, 60);
        const int bits = static_cast<int>(random() % 400);
        const auto segments = longest_fitting(content, ContentKind::text, bits, SymbolKind::qr, 1);
        const std::string taken = joined(segments);
        ASSERT_TRUE(content.starts_with(taken));
        EXPECT_LE(bits_of(segments, SymbolKind::qr, 1), bits);
        EXPECT_EQ(length_of(segments), taken.size());
        if (taken.size() == content.size()) continue;
        const auto more = std::string_view(content).substr(0, taken.size() + 1);
        EXPECT_GT(
            bits_of(longest_fitting(more, ContentKind::text, plenty, SymbolKind::qr, 1), SymbolKind::qr, 1),
            bits);
    }
}

TEST(SegmentsTest, text_ends_between_characters) {
    const std::string content = "aä€😀aä€😀";
    for (int bits = 0; bits < 200; ++bits) {
        const auto text = joined(longest_fitting(content, ContentKind::text, bits, SymbolKind::qr, 1));
        EXPECT_FALSE(find_invalid_utf8(text)) << bits;
        const auto bytes = joined(longest_fitting(content, ContentKind::bytes, bits, SymbolKind::qr, 1));
        const auto room = static_cast<std::size_t>(std::max(bits - 12, 0) / 8);
        EXPECT_EQ(bytes.size(), std::min(content.size(), room));
    }
}

TEST(SegmentsTest, bytes_are_one_segment) {
    const auto segments = longest_fitting("0123456789ABCDEF", ContentKind::bytes, plenty, SymbolKind::qr, 1);
    ASSERT_EQ(segments.size(), 1U);
    EXPECT_EQ(segments[0].mode, SegmentMode::bytes);
}

TEST(SegmentsTest, modes_that_a_version_lacks_are_not_used) {
    const auto length = [](std::string_view content, int version) {
        return length_of(longest_fitting(content, ContentKind::text, plenty, SymbolKind::micro, version));
    };
    EXPECT_EQ(length("123A", 1), 3U);
    EXPECT_EQ(length("123Ab", 2), 4U);
    EXPECT_EQ(length("b", 2), 0U);
    EXPECT_EQ(length("123Ab", 3), 5U);
    EXPECT_TRUE(longest_fitting("123", ContentKind::bytes, plenty, SymbolKind::micro, 2).empty());
}

TEST(SegmentsTest, nothing_of_nothing) {
    EXPECT_TRUE(longest_fitting("", ContentKind::text, plenty, SymbolKind::qr, 1).empty());
    EXPECT_TRUE(longest_fitting("abc", ContentKind::text, 0, SymbolKind::qr, 1).empty());
}

}  // namespace
}  // namespace qrgen::qr
