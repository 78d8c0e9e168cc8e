// SPDX-License-Identifier: MIT
#include "core/qr/images/eps_header.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <optional>

#include "core/qr/images/image_error.hpp"

namespace qrgen::qr {
namespace {

/// The four numbers that a line begins with.
std::optional<Box> read_box(std::string_view line) {
    line = line.substr(0, line.find_first_of("\r\n"));
    std::array<double, 4> numbers{};
    for (double& number : numbers) {
        line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
        const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), number);
        if (error != std::errc()) return std::nullopt;
        line.remove_prefix(static_cast<std::size_t>(end - line.data()));
    }
    return Box{numbers[0], numbers[1], numbers[2], numbers[3]};
}

}  // namespace

std::string_view postscript_in(std::string_view bytes) {
    constexpr std::size_t table = 30;
    if (!bytes.starts_with("\xC5\xD0\xD3\xC6") || bytes.size() < table) return bytes;
    const auto number = [bytes](std::size_t place) {
        std::size_t value = 0;
        for (std::size_t i = 4; i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[place + i]);
        return value;
    };
    return bytes.substr(std::min(number(4), bytes.size()), number(8));
}

Box bounding_box(std::string_view program) {
    const std::string_view header = program.substr(0, program.find("%%EndComments"));
    for (const std::string_view comment : {"%%HiResBoundingBox:", "%%BoundingBox:"}) {
        if (const std::size_t place = header.find(comment); place != std::string_view::npos) {
            if (const auto box = read_box(header.substr(place + comment.size()))) return *box;
        }
    }
    constexpr std::string_view comment = "%%BoundingBox:";
    if (const std::size_t place = program.rfind(comment); place != std::string_view::npos) {
        if (const auto box = read_box(program.substr(place + comment.size()))) return *box;
    }
    refuse_picture("the EPS has no bounding box");
}

}  // namespace qrgen::qr
