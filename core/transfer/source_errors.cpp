// SPDX-License-Identifier: MIT
#include "core/transfer/source_errors.hpp"

#include "core/base/error.hpp"

namespace qrgen::transfer {

void reject_source(const std::string& message, const std::string& hint) {
    throw Error({Fault{"source", message}}, hint);
}

std::string listed(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
    return text;
}

void guarded(const std::string& place, Intake& intake, const std::function<void()>& read) {
    try {
        read();
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::invalid || error.faults().empty()) throw;
        const Fault& fault = error.faults().front();
        intake.refuse_row(place + ": " + fault.field + " " + fault.message);
    }
}

void guarded(const RecordFile& file, Intake& intake, const std::function<void()>& read) {
    const std::string place = "line " + std::to_string(file.line());
    if (file.fault().empty()) return guarded(place, intake, read);
    intake.refuse_row(place + ": " + file.fault());
}

Values values_of(const RecordFile& file) {
    return [&file](std::string_view column) { return file.value(column); };
}

}  // namespace qrgen::transfer
