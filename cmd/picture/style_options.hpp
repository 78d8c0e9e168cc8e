// SPDX-License-Identifier: MIT
//
// The options for colours and shapes of a picture, beyond the two colours that are stored with a code.
#pragma once

#include <optional>

#include <CLI/CLI.hpp>

#include "core/qr/picture/picture.hpp"

namespace qrgen::cmd {

struct StyleOptions {
    std::optional<qr::Colour> data_dark;
    std::optional<qr::Colour> data_light;
    std::optional<qr::Colour> finder;
    std::optional<qr::Colour> alignment;
    std::optional<qr::GradientKind> gradient;
    std::optional<qr::Colour> gradient_end;
    int gradient_angle = 0;
    qr::ModuleShape module_shape = qr::ModuleShape::square;
    qr::FinderShape finder_shape = qr::FinderShape::square;

    void setup(CLI::App& app);
    void apply_to(qr::Picture& picture) const;
};

}  // namespace qrgen::cmd
