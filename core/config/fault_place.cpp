// SPDX-License-Identifier: MIT
#include "core/config/fault_place.hpp"

namespace qrgen::config {

Error with_fault_place(const Error& error, const Configuration& configuration) {
    if (error.faults().empty()) return error;
    const Fault& fault = error.faults().front();
    if (find_setting(fault.field) == nullptr) return error;
    const Value& value = configuration.value(fault.field);
    const std::string place = value.origin == Origin::fallback ? fault.field : value.source;
    return {value.origin == Origin::flag ? ErrorKind::usage : ErrorKind::failure,
            place + ": " + fault.message, error.hint()};
}

}  // namespace qrgen::config
