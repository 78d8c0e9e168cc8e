// SPDX-License-Identifier: MIT
//
// Modules as areas, in all their shapes.
#pragma once

#include "core/qr/picture/module_grid.hpp"
#include "core/qr/picture/path.hpp"
#include "core/qr/picture/picture.hpp"

namespace qrgen::qr {

/// The modules of `part`, which are among those of `whole`. Connected modules flow into each other within the
/// whole: where a module of another part is next to one of this part, the corner stays as it is. The symbol's
/// upper left corner is put at `origin`. Each module's centre is inside of the path exactly if it is in the
/// part.
void add_modules(Path& path, const ModuleGrid& part, const ModuleGrid& whole, ModuleShape shape, Spot origin);

/// The modules' outlines as they are.
void add_squares(Path& path, const ModuleGrid& modules, Spot origin);

/// A finder pattern, 7 × 7 modules from `corner`: a ring one module wide, and a centre 3 modules wide.
void add_finder(Path& path, FinderShape shape, Spot corner);

}  // namespace qrgen::qr
