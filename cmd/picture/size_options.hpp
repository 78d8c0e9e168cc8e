// SPDX-License-Identifier: MIT
//
// The options for how large a picture is, on the screen or in print.
#pragma once

#include <optional>
#include <string>

#include <CLI/CLI.hpp>

#include "core/qr/picture/picture_size.hpp"

namespace qrgen::cmd {

struct SizeOptions {
    std::optional<int> size;  // in units of qr::pixels_per_size_unit; the one that is stored with a code
    std::optional<int> pixels;
    std::optional<int> scale;
    std::optional<qr::PhysicalWidth> width;
    std::optional<double> physical_size;  // the same in two options, as in the HTTP API
    qr::LengthUnit unit = qr::LengthUnit::millimetre;
    std::optional<int> dpi;

    /// `size_default` tells what holds without any of them.
    void setup(CLI::App& app, const std::string& size_default);

    /// Only the options for a width in print.
    void setup_width(CLI::App& app);

    /// `stored_size` holds when none was given.
    qr::PictureSize picture_size(int stored_size) const;
};

}  // namespace qrgen::cmd
