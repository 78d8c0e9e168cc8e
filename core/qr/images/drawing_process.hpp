// SPDX-License-Identifier: MIT
//
// Documents are drawn by libraries of a size that nobody has read as a whole, from bytes of any origin; one
// of them (Ghostscript) runs programs by design. So each document is drawn in a process of its own, which can
// neither take the caller down with it nor keep it waiting.
#pragma once

#include <functional>
#include <string>

#include "core/qr/images/image.hpp"
#include "core/qr/images/image_limits.hpp"

namespace qrgen::qr {

/// What draw() returns in a copy of this process (fork) that has `limits.drawing_seconds` of processor time
/// and a gigabyte of memory more than there is now, writes no file (and with Landlock, which kernels have
/// since 5.13, changes and runs none), has /dev/null for standard input, output and error, no other open
/// file, and dies with the thread that called. Locks that draw() takes must not be held by other threads now;
/// libraries it needs should be loaded, or every call loads them anew.
///
/// `kind` names what is drawn in errors ("SVG"). Error(invalid), field "picture": what draw() threw; the
/// limits are exceeded; the process died; the picture is beyond the limits. Error(failure) if there is no
/// process to be had.
Image draw_in_own_process(const std::string& kind, const ImageLimits& limits,
                          const std::function<Image()>& draw);

}  // namespace qrgen::qr
