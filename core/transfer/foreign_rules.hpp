// SPDX-License-Identifier: MIT
//
// What a code must be to be taken over.
#pragma once

#include <string>

#include "core/codes/redirect_policy.hpp"
#include "core/transfer/intake.hpp"

namespace qrgen::transfer {

/// Of a code of another system: brings what only matters here within our limits, each with a note; adds the
/// content of a dynamic code that has none. Its fault is what cannot be mended: no or a refused target, a
/// short id that cannot be served, content that does not fit, text that is not UTF-8. `base_url` without
/// slash at the end.
void adapt(ForeignCode& foreign, const codes::RedirectPolicy& policy, const std::string& base_url);

/// Of a code that was exported here: nothing is changed; its fault is the first rule that it breaks.
void check(ForeignCode& foreign, const codes::RedirectPolicy& policy);

}  // namespace qrgen::transfer
