// SPDX-License-Identifier: MIT
#include "core/codes/code_lookup.hpp"

#include <string>

#include "core/base/error.hpp"
#include "core/base/text.hpp"

namespace qrgen::codes {

Code found_or_throw(store::CodeTable& table, std::string_view reference, store::Deleted deleted,
                    store::RowLock lock) {
    auto code = table.find(reference, store::Deleted::included, lock);
    const std::string shown = printable(reference.substr(0, 80));
    if (!code) {
        throw Error(ErrorKind::not_found, "no code has the id or short id '" + shown + "'",
                    "qrgen list shows what there is");
    }
    if (code->deleted_at && deleted == store::Deleted::excluded) {
        throw Error(ErrorKind::not_found, "the code '" + shown + "' was deleted",
                    "qrgen rollback " + code->id + " brings it back");
    }
    return *code;
}

}  // namespace qrgen::codes
