// SPDX-License-Identifier: MIT
#include <cstring>

#include "core/base/clock.hpp"
#include "tests/fuzz/expect.hpp"

namespace {

using namespace qrgen;
using fuzz::expect;

void check_round_trip(Timestamp time) {
    const std::string text = format_rfc3339(time);
    expect(text.size() == 27 && text.back() == 'Z', "the one format");
    expect(parse_rfc3339(text) == time, "a time survives being written and read");
}

}  // namespace

// The input is read both as a text and as a number of microseconds.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (const auto time = parse_rfc3339(fuzz::as_text(data, size))) check_round_trip(*time);

    std::int64_t number = 0;
    if (size != sizeof number) return 0;
    std::memcpy(&number, data, sizeof number);
    const Timestamp first = *parse_rfc3339("0000-01-01T00:00:00Z");
    const Timestamp last = *parse_rfc3339("9999-12-31T23:59:59.999999Z");
    const Timestamp time{std::chrono::microseconds(number)};
    if (time >= first && time <= last) check_round_trip(time);
    return 0;
}
