// SPDX-License-Identifier: MIT
//
// Telling users where the value stands that a fault is about.
#pragma once

#include "core/base/error.hpp"
#include "core/config/configuration.hpp"

namespace qrgen::config {

/// If the first fault of `error` is about a setting, an error that names the place where that was set: of
/// kind usage for a flag, failure for everything else. Any other error comes back as it is.
Error with_fault_place(const Error& error, const Configuration& configuration);

/// Returns what `make` returns; its errors come out through with_fault_place().
template <typename Make>
auto telling_place(const Configuration& configuration, Make make) {
    try {
        return make();
    } catch (const Error& error) {
        throw with_fault_place(error, configuration);
    }
}

}  // namespace qrgen::config
