// SPDX-License-Identifier: MIT
#include "core/batch/wishes.hpp"

#include "core/codes/code_rules.hpp"

namespace qrgen::batch {
namespace {

void enter(const std::string& set, codes::Code& code) {
    if (!set.empty() && code.external_key) code.batch_set = set;
}

}  // namespace

codes::Code draft(const codes::CodeService& service, const Row& row, const std::string& set,
                  std::vector<Fault>& faults) {
    codes::check_text("key", row.key, max_key_length, faults);
    codes::Code code = service.draft(row.code, faults);
    code.external_key = row.key;
    enter(set, code);
    return code;
}

void change(const codes::CodeService& service, const Row& row, const std::string& set, codes::Code& code,
            std::vector<Fault>& faults) {
    service.change(row.code, code, faults);
    code.deleted_at.reset();
    enter(set, code);
}

std::string text_of(const std::vector<Fault>& faults) {
    std::string text;
    for (const Fault& fault : faults) text += (text.empty() ? "" : "; ") + fault.field + ": " + fault.message;
    return text;
}

}  // namespace qrgen::batch
