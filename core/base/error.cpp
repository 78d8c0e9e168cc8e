// SPDX-License-Identifier: MIT
#include "core/base/error.hpp"

namespace qrgen {
namespace {

std::string join(const std::vector<Fault>& faults) {
    std::string text;
    for (const Fault& fault : faults) {
        if (!text.empty()) text += "; ";
        text += fault.field + ": " + fault.message;
    }
    return text;
}

}  // namespace

Error::Error(std::vector<Fault> faults, std::string hint)
    : kind_(ErrorKind::invalid), message_(join(faults)), hint_(std::move(hint)), faults_(std::move(faults)) {}

const char* to_string(ErrorKind kind) noexcept {
    switch (kind) {
        case ErrorKind::failure: return "failure";
        case ErrorKind::usage: return "usage";
        case ErrorKind::invalid: return "invalid";
        case ErrorKind::not_found: return "not_found";
        case ErrorKind::conflict: return "conflict";
        case ErrorKind::unavailable: return "unavailable";
        case ErrorKind::verification: return "verification";
    }
    return "failure";
}

}  // namespace qrgen
