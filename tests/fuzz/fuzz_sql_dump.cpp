// SPDX-License-Identifier: MIT
#include "core/base/error.hpp"
#include "core/transfer/sql_dump.hpp"
#include "tests/fuzz/expect.hpp"
#include "tests/support/text_source.hpp"

namespace {

using namespace qrgen;
using fuzz::expect;

// All rows, and how it ended.
std::string read(const std::string& text, std::size_t piece) {
    std::string all;
    try {
        transfer::SqlDump dump(test::text_source(text, piece),
                               [](const std::string& table, const auto&) { return !table.starts_with('u'); });
        while (dump.next()) {
            all += dump.table() + ':';
            for (const auto& value : dump.values()) all += value ? '<' + *value + '>' : "NULL";
            expect(!dump.values().empty(), "a row has a value");
            expect(dump.line() >= 1, "lines count from 1");
        }
        all += "end";
    } catch (const Error& error) {
        expect(error.kind() == ErrorKind::invalid, "what is wrong with a dump is said so");
        all += error.message();
    }
    return all;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    expect(read(text, std::string::npos) == read(text, 1), "the pieces in which it comes do not matter");
    return 0;
}
