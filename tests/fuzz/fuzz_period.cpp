// SPDX-License-Identifier: MIT
// Periods as callers write them. The first four lines of the input are period, from, to and time zone, each
// of which counts as absent if it is empty.
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/error.hpp"
#include "core/base/text.hpp"
#include "core/scans/period.hpp"
#include "tests/fuzz/expect.hpp"

namespace {

using qrgen::Timestamp;
using qrgen::fuzz::expect;

constexpr Timestamp now = std::chrono::sys_days(std::chrono::year(2026) / std::chrono::March / 29);

std::optional<std::string> next_line(std::string_view& text) {
    const std::size_t end = text.find('\n');
    const std::string line(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return line.empty() ? std::nullopt : std::optional(line);
}

void check(const qrgen::scans::Period& period) {
    const auto steps = qrgen::scans::steps_of(period);
    expect(steps.size() <= 1'201, "a hundred years are at most that many months");
    Timestamp end = period.from;
    for (const qrgen::scans::Step& step : steps) {
        expect(step.start == end && step.start < step.end, "steps have a length and no gaps");
        expect(step.start.time_since_epoch() % std::chrono::minutes(15) == std::chrono::microseconds(0),
               "steps are on quarters of an hour");
        end = step.end;
    }
    expect(end == period.to, "steps end with the period");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view text = qrgen::fuzz::as_text(data, size);
    qrgen::scans::PeriodWish wish;
    wish.period = next_line(text);
    wish.from = next_line(text);
    wish.to = next_line(text);
    wish.time_zone = next_line(text);
    try {
        check(qrgen::scans::PeriodPlan(wish, now).period({}));
    } catch (const qrgen::Error& error) {
        expect(error.kind() == qrgen::ErrorKind::invalid && !error.faults().empty(),
               "what is wrong is named");
        expect(qrgen::printable(error.message()) == error.message(), "messages are safe to show");
    }
    return 0;
}
