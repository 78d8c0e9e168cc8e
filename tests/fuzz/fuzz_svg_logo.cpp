// SPDX-License-Identifier: MIT
#include <string>

#include "core/base/error.hpp"
#include "core/base/text.hpp"
#include "core/qr/picture/svg_check.hpp"
#include "tests/fuzz/expect.hpp"

namespace {

using namespace qrgen;
using fuzz::expect;

bool is_accepted(std::string_view svg) {
    try {
        qr::check_svg(svg);
        return true;
    } catch (const Error& error) {
        expect(error.kind() == ErrorKind::invalid, "a bad SVG is invalid");
        expect(error.faults().size() == 1 && error.faults().front().field == "logo", "the field is named");
        expect(printable(error.message()) == error.message(), "the message is printable");
        return false;
    }
}

}  // namespace

// Whatever is around it, what is forbidden is found.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    constexpr std::string_view end = "</svg>";
    const std::string_view svg = fuzz::as_text(data, size);
    if (!is_accepted(svg) || !svg.ends_with(end)) return 0;
    const std::string inside(svg.substr(0, svg.size() - end.size()));
    expect(is_accepted(inside + "<g/>" + std::string(end)), "drawing may be added");
    for (const char* forbidden : {"<script/>", "<g onload='x'/>", "<image href='http://example.com'/>",
                                  "<style>@import 'a'</style>", "<g fill='url(a.svg#b)'/>"}) {
        expect(!is_accepted(inside + forbidden + std::string(end)), "what is forbidden is found");
    }
    return 0;
}
