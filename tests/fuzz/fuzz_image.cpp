// SPDX-License-Identifier: MIT
#include <optional>

#include "core/base/error.hpp"
#include "core/base/text.hpp"
#include "core/qr/images/read_image.hpp"
#include "tests/fuzz/expect.hpp"

namespace {

using namespace qrgen;
using fuzz::expect;

// Small, so that what is read is read quickly.
constexpr qr::ImageLimits limits{.max_side = 1500, .max_pixels = 200'000};

// Drawn by libraries in a process of their own, thousands of which a second are too many.
bool is_document(qr::ImageType type) {
    return type == qr::ImageType::svg || type == qr::ImageType::pdf || type == qr::ImageType::eps;
}

std::optional<qr::Image> try_to_read(std::string_view bytes) {
    try {
        return qr::read_image(bytes, limits);
    } catch (const Error& error) {
        expect(error.kind() == ErrorKind::invalid, "a picture that cannot be read is invalid");
        expect(error.faults().size() == 1 && error.faults().front().field == "picture", "the field is named");
        expect(printable(error.message()) == error.message(), "the message is printable");
        expect(printable(error.hint()) == error.hint(), "the hint is printable");
        return std::nullopt;
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes = fuzz::as_text(data, size);
    const qr::ImageType type = qr::image_type(bytes);
    if (is_document(type)) return 0;
    const auto image = try_to_read(bytes);
    if (!image) return 0;
    expect(type != qr::ImageType::unknown, "only kinds that are known are read");
    expect(image->width > 0 && image->width <= limits.max_side, "the width is within the limits");
    expect(image->height > 0 && image->height <= limits.max_side, "the height is within the limits");
    const auto pixels = static_cast<std::size_t>(image->width) * static_cast<std::size_t>(image->height);
    expect(pixels <= static_cast<std::size_t>(limits.max_pixels), "the area is within the limits");
    expect(image->rgba.size() == 4 * pixels, "every pixel is there");
    expect(qr::read_image(bytes, limits).rgba == image->rgba, "same input, same pixels");
    return 0;
}
