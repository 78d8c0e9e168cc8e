// SPDX-License-Identifier: MIT
#include "tests/support/print_reader.hpp"

#include <string>

#include "tests/support/command.hpp"
#include "tests/support/pnm_reader.hpp"

namespace qrgen::test {

Image rasterise_pdf(std::string_view file, int dpi) {
    return read_pnm(run("pdftoppm -r " + std::to_string(dpi) + " {}", file));
}

Image rasterise_eps(std::string_view file, int dpi) {
    return read_pnm(run("gs -q -dSAFER -dBATCH -dNOPAUSE -dEPSCrop -sDEVICE=ppmraw -sOutputFile=- -r" +
                            std::to_string(dpi) + " {}",
                        file));
}

void check_pdf(std::string_view file) {
    run("qpdf --check {}", file);
}

}  // namespace qrgen::test
