// SPDX-License-Identifier: MIT
#include "tests/fuzz/record_file.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace qrgen;
    fuzz::check_record_file(records::RecordSyntax::csv, fuzz::as_text(data, size), "");
    return 0;
}
