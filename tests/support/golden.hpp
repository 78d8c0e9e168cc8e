// SPDX-License-Identifier: MIT
#pragma once

#include <fstream>
#include <iterator>
#include <string>

namespace qrgen::test {

/// A file of tests/golden: what the program wrote when it was last looked at. For targets that define
/// QRGEN_GOLDEN_DIR.
inline std::string golden(const std::string& name) {
    std::ifstream file(QRGEN_GOLDEN_DIR "/" + name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace qrgen::test
