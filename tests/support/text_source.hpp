// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <utility>

#include "core/records/byte_source.hpp"

namespace qrgen::test {

/// Gives the text in pieces of at most `piece` bytes.
inline records::ByteSource text_source(std::string text, std::size_t piece = std::string::npos) {
    return [text = std::make_shared<const std::string>(std::move(text)), piece,
            offset = std::size_t{0}](std::span<char> buffer) mutable {
        const std::size_t count = std::min({piece, buffer.size(), text->size() - offset});
        std::copy_n(text->data() + offset, count, buffer.data());
        offset += count;
        return count;
    };
}

}  // namespace qrgen::test
