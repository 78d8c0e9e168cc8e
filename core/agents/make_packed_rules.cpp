// SPDX-License-Identifier: MIT
//
// A program of the build: make_packed_rules REGEXES_YAML PACKED_FILE
#include <fstream>
#include <iostream>
#include <iterator>

#include "core/agents/rules_yaml.hpp"
#include "core/base/error.hpp"

int main(int count, char** arguments) {
    if (count != 3) {
        std::cerr << "usage: make_packed_rules REGEXES_YAML PACKED_FILE\n";
        return 2;
    }
    try {
        std::ifstream from(arguments[1], std::ios::binary);
        const std::string yaml{std::istreambuf_iterator<char>(from), {}};
        std::ofstream to(arguments[2], std::ios::binary);
        to << qrgen::agents::pack(qrgen::agents::read_rules(yaml)) << std::flush;
        if (from && to) return 0;
        std::cerr << "make_packed_rules: cannot read " << arguments[1] << " or write " << arguments[2]
                  << '\n';
    } catch (const qrgen::Error& e) {
        std::cerr << "make_packed_rules: " << arguments[1] << ": " << e.message() << '\n';
    }
    return 1;
}
