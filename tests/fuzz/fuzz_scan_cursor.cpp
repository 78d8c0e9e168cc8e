// SPDX-License-Identifier: MIT
//
// The input is the cursor that a client sends.
#include <string>

#include "core/base/error.hpp"
#include "core/base/random.hpp"
#include "core/scans/scan_cursor.hpp"
#include "tests/fuzz/expect.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace qrgen;
    using fuzz::expect;
    const std::string_view text = fuzz::as_text(data, size);
    try {
        const store::ScanCursor cursor = scans::parse_cursor(text);
        expect(scans::to_text(cursor) == text, "a cursor is read to the letter");
        expect(is_uuid(cursor.event_id), "it holds an event id");
        expect(parse_rfc3339(format_rfc3339(cursor.scanned_at)) == cursor.scanned_at,
               "and a time that can be told");
    } catch (const Error& error) {
        expect(error.kind() == ErrorKind::invalid, "what is no cursor is refused");
    }
    return 0;
}
