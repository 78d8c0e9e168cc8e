// SPDX-License-Identifier: MIT
#include "core/scans/journal_format.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <libdeflate.h>

#include "core/base/error.hpp"
#include "tests/support/scan_events.hpp"

namespace qrgen::scans {
namespace {

std::string little_endian(std::uint32_t number) {
    std::string bytes;
    for (int shift = 0; shift < 32; shift += 8) bytes += static_cast<char>(number >> shift & 0xFFU);
    return bytes;
}

std::string record_with(const std::string& payload) {
    return "\xF8QS\xFF" + little_endian(static_cast<std::uint32_t>(payload.size())) +
           little_endian(libdeflate_crc32(0, payload.data(), payload.size())) + payload;
}

std::string payload_of(const ScanEvent& event) {
    return record_of(event).substr(record_head);
}

FoundRecord find_last(std::string_view bytes) {
    return find_record(bytes, MoreBytes::are_none);
}

TEST(JournalFormat, WhatIsWrittenIsRead) {
    ScanEvent event = make_scan(3);
    for (const std::string& text : {std::string(), std::string("Größe"), std::string(max_user_agent, 'x')}) {
        event.user_agent = text;
        event.referrer = text;
        event.is_genuine = !event.is_genuine;
        const std::string record = record_of(event);
        const auto found = find_last(record);
        EXPECT_EQ(found.skipped, 0U);
        EXPECT_EQ(found.size, record.size());
        EXPECT_EQ(decode_payload(found.payload), event);
    }
}

// The bytes themselves: journals of this version must be read by all later ones.
TEST(JournalFormat, TheLayoutIsFixed) {
    ScanEvent event;
    event.event_id = "00010203-0405-0607-0809-0a0b0c0d0e0f";
    event.code_id = "F0F1F2F3-F4F5-F6F7-F8F9-FAFBFCFDFEFF";
    event.scanned_at = Timestamp(std::chrono::microseconds(0x0102030405060));
    event.is_genuine = true;
    event.ip_address = "1.2.3.0";
    event.user_agent = "U";
    event.referrer = "R";
    using namespace std::string_literals;
    const std::string payload =
        "\x01"
        "\x01\x10\x00"s
        "\x00\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e\x0f"s
        "\x02\x10\x00"s
        "\xf0\xf1\xf2\xf3\xf4\xf5\xf6\xf7\xf8\xf9\xfa\xfb\xfc\xfd\xfe\xff"s
        "\x03\x08\x00"s
        "\x60\x50\x40\x30\x20\x10\x00\x00"s
        "\x04\x00\x00"s
        "\x05\x07\x00"s
        "1.2.3.0"
        "\x06\x01\x00"s
        "U"
        "\x07\x01\x00"s
        "R";
    EXPECT_EQ(record_of(event), record_with(payload));
}

TEST(JournalFormat, TextsOfStrangersAreMadeStorableAndCut) {
    ScanEvent event = make_scan(1);
    event.user_agent = std::string(2000, 'x') + "\xFF";
    event.referrer = std::string("a\0b\xC3", 4) + std::string(2000, 'y');
    const auto read = decode_payload(payload_of(event));
    ASSERT_TRUE(read);
    EXPECT_EQ(read->user_agent, std::string(max_user_agent, 'x'));
    EXPECT_EQ(read->referrer, "a\uFFFDb\uFFFD" + std::string(max_referrer - 8, 'y'));
}

TEST(JournalFormat, WhatCannotBeStoredIsRefusedAndAddsNothing) {
    std::string records = "kept";
    ScanEvent event = make_scan(1);
    event.event_id = "1";
    EXPECT_THROW(encode_record(event, records), Error);
    event = make_scan(1);
    event.code_id.clear();
    EXPECT_THROW(encode_record(event, records), Error);
    event = make_scan(1);
    event.scanned_at = Timestamp::max();
    EXPECT_THROW(encode_record(event, records), Error);
    EXPECT_EQ(records, "kept");
}

TEST(JournalFormat, FieldsOfLaterVersionsAreSkipped) {
    const std::string payload = payload_of(make_scan(1)) + std::string(
                                                               "\x63\x03\x00"
                                                               "abc"
                                                               "\xC8\x00\x00",
                                                               9);
    EXPECT_EQ(decode_payload(payload), make_scan(1));
}

TEST(JournalFormat, APayloadThatIsCutAnywhereIsNoEvent) {
    const std::string payload = payload_of(make_scan(2));
    std::size_t whole = 0;
    for (std::size_t size = 0; size < payload.size(); ++size) {
        if (decode_payload(payload.substr(0, size))) ++whole;
    }
    // Behind the time, the address, the agent and the referrer: what follows is optional.
    EXPECT_EQ(whole, 4U);
    EXPECT_FALSE(decode_payload("\x02" + payload.substr(1)));
}

TEST(JournalFormat, FieldsOfWrongLengthAreNoEvent) {
    const std::string payload = payload_of(make_scan(1));
    std::string shorter_id = payload;
    shorter_id[2] = 15;
    EXPECT_FALSE(decode_payload(shorter_id));
    using namespace std::string_literals;
    EXPECT_FALSE(decode_payload(payload + "\x03\x01\x00x"s));
    EXPECT_FALSE(decode_payload(payload + "\x03\x08\x00\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x7F"s));
}

TEST(JournalFormat, ARecordIsFoundBehindGarbage) {
    const std::string record = record_of(make_scan(1));
    for (const std::string& garbage :
         {std::string("x"), std::string("\xF8"), std::string("\xF8QS\xFF"),
          std::string("\xF8QS\xFF\x20\0\0\0", 8), std::string(5000, '\0'),
          record.substr(0, record.size() - 1), "\xF8QS\xFF" + std::string(8, '\xFF')}) {
        const std::string bytes = garbage + record;
        const auto found = find_last(bytes);
        EXPECT_EQ(found.skipped, garbage.size());
        EXPECT_EQ(decode_payload(found.payload), make_scan(1));
    }
}

TEST(JournalFormat, AChangeOfAnyBitOfARecordIsNoticed) {
    const std::string record = record_of(make_scan(1));
    for (std::size_t bit = 0; bit < record.size() * 8; ++bit) {
        std::string damaged = record;
        damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << bit % 8));
        EXPECT_EQ(find_last(damaged).size, 0U) << bit;
        EXPECT_EQ(find_last(damaged).skipped, damaged.size()) << bit;
    }
}

TEST(JournalFormat, ALengthBeyondTheLimitIsDamage) {
    EXPECT_EQ(find_last(record_with(std::string(max_payload, 'x'))).size, max_record);
    EXPECT_EQ(find_last(record_with(std::string(max_payload + 1, 'x'))).size, 0U);
    const std::string start = record_with(std::string(max_payload + 1, 'x')).substr(0, 100);
    EXPECT_EQ(find_record(start, MoreBytes::may_follow).skipped, 100U);
}

TEST(JournalFormat, TheStartOfARecordIsLeftAloneWhenMoreBytesMayFollow) {
    const std::string record = record_of(make_scan(1));
    for (std::size_t size = 1; size < record.size(); ++size) {
        const std::string bytes = "garbage" + record.substr(0, size);
        const auto found = find_record(bytes, MoreBytes::may_follow);
        EXPECT_EQ(found.size, 0U);
        EXPECT_EQ(found.skipped, 7U);
        EXPECT_EQ(find_last(bytes).skipped, bytes.size());
    }
}

}  // namespace
}  // namespace qrgen::scans
