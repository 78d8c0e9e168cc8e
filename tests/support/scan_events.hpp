// SPDX-License-Identifier: MIT
//
// Scans for tests of the journal, its writer and their tables.
#pragma once

#include <cstdio>
#include <ostream>
#include <string>
#include <vector>

#include "core/scans/journal.hpp"
#include "core/scans/scan_event.hpp"
#include "core/store/scan_table.hpp"

namespace qrgen::scans {

/// Deterministic: scan number 7 happened seven seconds after the year 2026 began and is that of code `code`,
/// whose id is that of tests/db/test_database.hpp. Every third one is genuine.
inline ScanEvent make_scan(int number, int code = 1) {
    using namespace std::chrono;
    const auto id = [](const char* start, int n) {
        char digits[16];
        std::snprintf(digits, sizeof digits, "%012d", n);
        return std::string(start) + digits;
    };
    ScanEvent event;
    event.event_id = id("0196a000-0000-7000-9000-", number);
    event.code_id = id("00000000-0000-7000-8000-", code);
    event.scanned_at = sys_days(year(2026) / January / 1) + seconds(number);
    event.is_genuine = number % 3 == 0;
    event.ip_address = "192.0.2.0";
    event.user_agent = "Phone/" + std::to_string(number);
    event.referrer = number % 2 == 0 ? "https://example.com/" : "";
    event.language = number % 2 == 0 ? "de" : "";
    return event;
}

/// Numbers `first` to `last`.
inline std::vector<ScanEvent> make_scans(int first, int last, int code = 1) {
    std::vector<ScanEvent> events;
    for (int number = first; number <= last; ++number) events.push_back(make_scan(number, code));
    return events;
}

/// As they are stored when nothing more is found out about them.
inline std::vector<store::StoredScan> as_stored(const std::vector<ScanEvent>& events) {
    std::vector<store::StoredScan> scans;
    for (const ScanEvent& event : events) scans.push_back({event});
    return scans;
}

inline std::string record_of(const ScanEvent& event) {
    std::string record;
    encode_record(event, record);
    return record;
}

inline bool append(Journal& journal, const std::vector<ScanEvent>& events) {
    std::string records;
    for (const ScanEvent& event : events) encode_record(event, records);
    return journal.append(records, events.size());
}

/// All that is not delivered yet; delivers it.
inline std::vector<ScanEvent> take_all(Journal& journal) {
    std::vector<ScanEvent> all;
    for (;;) {
        const auto batch = journal.next_batch(1000, std::chrono::milliseconds(0));
        if (batch.empty()) return all;
        all.insert(all.end(), batch.begin(), batch.end());
        journal.delivered();
    }
}

inline std::ostream& operator<<(std::ostream& out, const ScanEvent& event) {
    return out << event.event_id << " of " << event.code_id << " at " << format_rfc3339(event.scanned_at)
               << (event.is_genuine ? " genuine " : " ") << event.ip_address << " [" << event.user_agent
               << "] [" << event.referrer << "]";
}

}  // namespace qrgen::scans
