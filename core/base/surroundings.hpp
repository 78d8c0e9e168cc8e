// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/clock.hpp"
#include "core/base/random.hpp"

namespace qrgen {

/// Where a service gets time and randomness from; tests pass their own.
struct Surroundings {
    Clock now = system_now;
    RandomSource random = system_random;
};

}  // namespace qrgen
