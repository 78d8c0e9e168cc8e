// SPDX-License-Identifier: MIT
#include "core/qr/verify/sequence.hpp"

#include <optional>

#include "core/base/error.hpp"
#include "core/qr/images/read_image.hpp"
#include "core/qr/verify/code_search.hpp"

namespace qrgen::qr {
namespace {

[[noreturn]] void refuse(std::size_t number, std::size_t count, const std::string& what) {
    throw Error(ErrorKind::verification,
                "picture " + std::to_string(number + 1) + " of " + std::to_string(count) + " " + what);
}

}  // namespace

void require_scannable_sequence(std::span<const std::string> pictures, std::string_view content) {
    std::string joined;
    for (std::size_t i = 0; i < pictures.size(); ++i) {
        const std::optional<FoundCode> found = find_one_code(Luminance(read_image(pictures[i])));
        if (!found) refuse(i, pictures.size(), "does not scan");
        const std::optional<SequencePlace>& place = found->decoded.sequence;
        if (!place || place->index != static_cast<int>(i) ||
            place->count != static_cast<int>(pictures.size())) {
            refuse(i, pictures.size(), "does not say its place in the sequence");
        }
        joined += found->decoded.content;
    }
    if (joined != content) {
        throw Error(ErrorKind::verification, "the finished pictures together say something else");
    }
}

}  // namespace qrgen::qr
