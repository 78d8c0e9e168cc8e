// SPDX-License-Identifier: MIT
#include <string>

#include "core/base/text.hpp"
#include "core/base/clean_text.hpp"
#include "core/scans/journal.hpp"
#include "core/scans/journal_format.hpp"
#include "core/scans/journal_slot.hpp"
#include "tests/fuzz/expect.hpp"

namespace {

using namespace qrgen;
using namespace qrgen::scans;
using fuzz::expect;

ScanEvent make_event(std::string_view text) {
    ScanEvent event;
    event.event_id = "0196a000-0000-7000-9000-000000000001";
    event.code_id = "00000000-0000-7000-8000-000000000001";
    event.is_genuine = text.size() % 2 == 0;
    event.user_agent = clean_text(text, max_user_agent);
    event.referrer = clean_text(text.substr(text.size() / 2), max_referrer);
    return event;
}

void check_event(const ScanEvent& event) {
    expect(!find_invalid_utf8(event.user_agent) && event.user_agent.size() <= max_user_agent,
           "clean user agents");
    expect(!find_invalid_utf8(event.referrer) && event.referrer.size() <= max_referrer, "clean referrers");
    expect(event.ip_address.size() <= max_ip_address, "short addresses");
    std::string record;
    encode_record(event, record);
    expect(decode_payload(find_record(record, MoreBytes::are_none).payload) == event, "a round trip");
}

// Whether `wanted` is among the records; reads everything.
bool holds(std::string_view bytes, const ScanEvent& wanted) {
    bool is_found = false;
    for (;;) {
        const auto found = find_record(bytes, MoreBytes::are_none);
        expect(found.skipped + found.size <= bytes.size(), "no reading past the end");
        if (found.size == 0) break;
        if (const auto event = decode_payload(found.payload)) {
            check_event(*event);
            is_found = is_found || *event == wanted;
        }
        bytes.remove_prefix(found.skipped + found.size);
    }
    return is_found;
}

// What may be the start of a longer record is left alone, and nothing else.
void check_waiting_for_more(std::string_view bytes) {
    const auto all = find_record(bytes, MoreBytes::are_none);
    const auto some = find_record(bytes, MoreBytes::may_follow);
    if (some.size > 0) expect(some.skipped == all.skipped && some.size == all.size, "the same record");
    if (some.size == 0)
        expect(bytes.size() - some.skipped < max_record, "a rest that is shorter than a record");
}

}  // namespace

// The input is a journal that is damaged in all ways; and a record is put into it, in the middle.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto bytes = fuzz::as_text(data, size);
    const ScanEvent event = make_event(bytes);
    std::string record;
    encode_record(event, record);
    check_waiting_for_more(bytes);
    holds(bytes, event);
    decode_payload(bytes);
    if (const auto checkpoint = parse_checkpoint_text(bytes))
        expect(write_checkpoint_text(*checkpoint) == bytes, "one text for a checkpoint");

    // A record that begins in front of it and is whole may cover it: then that one is found instead.
    const auto front = bytes.substr(0, size / 2);
    std::string embedded(front);
    embedded += record;
    embedded += bytes.substr(size / 2);
    if (find_record(front, MoreBytes::may_follow).skipped == front.size())
        expect(holds(embedded, event), "a record is found in garbage");
    return 0;
}
