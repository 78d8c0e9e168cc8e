// SPDX-License-Identifier: MIT
#include "core/qr/verify/second_opinion.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>

#include "core/base/text.hpp"
#include "core/qr/verify/zbar_reader.hpp"

namespace qrgen::qr {
namespace {

bool is_same(const DecodedCode& code, const ZbarCode& other) {
    if (other.content == code.content) return true;
    return code.sequence && other.is_sequence && other.content.find(code.content) != std::string::npos;
}

std::vector<std::string> disagreements_about(const DecodedCode& code, const std::vector<ZbarCode>& read) {
    std::vector<std::string> others;
    for (const ZbarCode& other : read) {
        if (is_same(code, other)) return {};
        if (is_inside(other.centre, code.corners)) {
            others.push_back("zbar reads something else: " + printable(other.content));
        }
    }
    if (others.empty()) others.emplace_back("zbar does not read it");
    return others;
}

}  // namespace

std::vector<std::vector<std::string>> ask_second_decoder(const Luminance& picture,
                                                         const std::vector<FoundCode>& codes) {
    std::optional<std::vector<ZbarCode>> read[2];  // in the picture and in its negative, once one is needed
    std::vector<std::vector<std::string>> answers;
    for (const FoundCode& code : codes) {
        if (code.decoded.kind == SymbolKind::micro) {
            answers.emplace_back();
            continue;
        }
        auto& there = read[code.inverted ? 1 : 0];
        if (!there) there = read_with_zbar(code.inverted ? picture.inverted() : picture);
        answers.push_back(disagreements_about(code.decoded, *there));
    }
    return answers;
}

}  // namespace qrgen::qr
