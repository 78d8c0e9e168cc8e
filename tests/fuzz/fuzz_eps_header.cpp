// SPDX-License-Identifier: MIT
#include "core/base/error.hpp"
#include "core/qr/images/eps_header.hpp"
#include "tests/fuzz/expect.hpp"

using namespace qrgen;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes = fuzz::as_text(data, size);
    const std::string_view program = qr::postscript_in(bytes);
    fuzz::expect(program.empty() || (program.data() >= bytes.data() &&
                                     program.data() + program.size() <= bytes.data() + bytes.size()),
                 "the program lies within the file");
    try {
        qr::bounding_box(program);
    } catch (const Error& error) {
        fuzz::expect(error.kind() == ErrorKind::invalid, "what has no box is invalid");
    }
    return 0;
}
