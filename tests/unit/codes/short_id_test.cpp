// SPDX-License-Identifier: MIT
#include "core/codes/short_id.hpp"

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include <gtest/gtest.h>

namespace qrgen::codes {
namespace {

const std::string alphabet = "23456789abcdefghjkmnpqrstuvwxyz";

// The bytes 0 to 255 in order, again and again: every value exactly as often as every other.
RandomSource counting_source() {
    return [next = std::uint8_t{0}](std::span<std::uint8_t> bytes) mutable {
        for (std::uint8_t& byte : bytes) byte = next++;
    };
}

TEST(MakeShortId, IsEightCharactersOfTheAlphabet) {
    std::mt19937 generator(1);
    const RandomSource random = [&](std::span<std::uint8_t> bytes) {
        for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(generator());
    };
    std::map<char, int> counts;
    for (int i = 0; i < 31000; ++i) {
        const std::string id = make_short_id(random);
        ASSERT_EQ(id.size(), 8U);
        ASSERT_EQ(id.find_first_not_of(alphabet), std::string::npos) << id;
        for (const char c : id) ++counts[c];
    }
    ASSERT_EQ(counts.size(), alphabet.size());
    // 8000 of each expected, standard deviation 88.
    for (const auto& [c, count] : counts) EXPECT_NEAR(count, 8000, 440) << c;
}

// If every byte value is drawn equally often, every character must come out equally often. Taking bytes
// modulo 31 without rejection would give the first eight of the alphabet 9 of 256 instead of 8.
TEST(MakeShortId, FavoursNoCharacter) {
    for (int value = 0; value < 256; ++value) {
        // The value under test once, then a byte that is known to give '2'.
        bool is_first = true;
        const RandomSource random = [&](std::span<std::uint8_t> bytes) {
            std::fill(bytes.begin(), bytes.end(), std::uint8_t{0});
            if (is_first) bytes[0] = static_cast<std::uint8_t>(value);
            is_first = false;
        };
        const std::string id = make_short_id(random);
        const char expected = value < 248 ? alphabet[static_cast<std::size_t>(value) % 31] : '2';
        EXPECT_EQ(id, expected + std::string("2222222")) << value;
    }
}

TEST(MakeShortId, AsksForMoreWhenTooManyBytesAreRejected) {
    int calls = 0;
    const RandomSource random = [&](std::span<std::uint8_t> bytes) {
        std::fill(bytes.begin(), bytes.end(), calls++ < 3 ? std::uint8_t{255} : std::uint8_t{1});
    };
    EXPECT_EQ(make_short_id(random), "33333333");
    EXPECT_EQ(calls, 4);
}

TEST(MakeShortId, DependsOnTheSourceAlone) {
    EXPECT_EQ(make_short_id(counting_source()), "23456789");
    EXPECT_EQ(make_short_id(counting_source()), make_short_id(counting_source()));
}

TEST(MakeShortId, DoesNotRepeatWithTheSystemsRandomness) {
    std::set<std::string> seen;
    for (int i = 0; i < 1000; ++i) EXPECT_TRUE(seen.insert(make_short_id(system_random)).second);
}

TEST(MakeShortId, MakesWhatAUserMayChooseToo) {
    for (int i = 0; i < 100; ++i) EXPECT_EQ(short_id_fault(make_short_id(system_random)), std::nullopt);
}

TEST(ShortIdFault, AcceptsTheAllowedForms) {
    for (const std::string& id : {std::string("abc"), std::string("menu-2026"), std::string("a_b"),
                                  std::string("0123abcd"), std::string("---"), std::string(64, 'z')}) {
        EXPECT_EQ(short_id_fault(id), std::nullopt) << id;
    }
}

TEST(ShortIdFault, NamesWhatIsWrong) {
    for (const std::string& id : {std::string(), std::string("a"), std::string("ab"), std::string(65, 'a')}) {
        EXPECT_EQ(short_id_fault(id), "must have 3 to 64 characters") << id;
    }
    for (const std::string id :
         {"Menu", "a b", "a.b", "a/b", "..a", "käse", "a%b", "abc\n", "a\tb", "abc?"}) {
        EXPECT_EQ(short_id_fault(id), "may hold only lower-case letters a-z, digits, - and _") << id;
    }
    EXPECT_NE(short_id_fault(std::string_view("ab\0c", 4)), std::nullopt);
    EXPECT_EQ(short_id_fault("01890a5d-ac96-774b-bcce-b302099a8057"), "must not have the form of a UUID");
    EXPECT_EQ(short_id_fault("01890a5d-ac96-774b-bcce-b302099a805g"), std::nullopt);
}

TEST(ServedShortIdFault, AcceptsWhatAShortUrlCanLeadTo) {
    for (const std::string id : {"1", "menu", "v1.2", "käse", "日本", "a+b", "a~b!$&'()*,;=:@", "...",
                                 "01890a5d-ac96-774b-bcce-b302099a8057"}) {
        EXPECT_EQ(served_short_id_fault(id), std::nullopt) << id;
    }
    EXPECT_EQ(served_short_id_fault(std::string(255, 'a')), std::nullopt);
}

TEST(ServedShortIdFault, AcceptsWhatCanBeChosen) {
    for (const std::string& id : {std::string("abc"), std::string("a_b-c"), std::string(64, '9')}) {
        ASSERT_EQ(short_id_fault(id), std::nullopt);
        EXPECT_EQ(served_short_id_fault(id), std::nullopt) << id;
    }
}

TEST(ServedShortIdFault, NamesWhatIsWrong) {
    EXPECT_EQ(served_short_id_fault(""), "must not be empty");
    EXPECT_EQ(served_short_id_fault(std::string(256, 'a')), "must have at most 255 bytes, but has 256");
    EXPECT_EQ(served_short_id_fault("a\xC3"), "is not UTF-8 text");
    EXPECT_EQ(served_short_id_fault("Menu"), "must be in lower case");
    for (const std::string id : {"a b", "a\tb", "a\nb", "a\x7F", "a\xE2\x80\xAE"}) {
        EXPECT_EQ(served_short_id_fault(id), "must not hold white space or control characters") << id;
    }
    EXPECT_NE(served_short_id_fault(std::string_view("ab\0c", 4)), std::nullopt);
    for (const std::string id : {"a/b", "a\\b", "a?b", "a#b", "a%b"}) {
        EXPECT_EQ(served_short_id_fault(id), "must not hold any of / \\ ? # %") << id;
    }
    for (const std::string id : {".", ".."}) {
        EXPECT_EQ(served_short_id_fault(id), "has a meaning of its own in a URL") << id;
    }
}

TEST(ShortIdInUrl, EncodesAllButUnreservedCharacters) {
    EXPECT_EQ(short_id_in_url("aZ09-._~"), "aZ09-._~");
    EXPECT_EQ(short_id_in_url("käse+1"), "k%C3%A4se%2B1");
}

}  // namespace
}  // namespace qrgen::codes
