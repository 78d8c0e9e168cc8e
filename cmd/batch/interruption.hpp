// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file.hpp"
#include "core/records/byte_source.hpp"

namespace qrgen::cmd {

/// While it lives, SIGINT, SIGTERM and SIGHUP do not end the process but are told by is_requested(), also in
/// threads that are started meanwhile; a signal that came takes effect when it is destroyed.
class Interruption {
  public:
    bool is_requested() const { return DeferredSignals::any_waiting(); }

    /// The same bytes, but an end as soon as the process is asked to end: for standard input, which could
    /// keep it waiting.
    records::ByteSource interruptible_stdin(records::ByteSource source) const;

  private:
    DeferredSignals deferred_;
};

}  // namespace qrgen::cmd
