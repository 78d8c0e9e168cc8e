// SPDX-License-Identifier: MIT
//
// Programs that fetch a link because somebody wrote it into a message, or that a mail holds, before any
// person opens it. Rules of uap-core know most as bots, and these not, or not in all of their spellings.
#pragma once

#include <string_view>

namespace qrgen::agents {

/// Whether the agent is known to fetch previews. Browsers inside of apps ("[FBAN/FBIOS;...", "Instagram
/// 300.0", "Snapchat/12.0") are used by people: not these. The case of ASCII letters does not matter. Does
/// not allocate.
bool is_link_preview(std::string_view agent) noexcept;

}  // namespace qrgen::agents
