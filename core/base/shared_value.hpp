// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <mutex>
#include <utility>

namespace qrgen {

/// A value that some threads read while another replaces it as a whole: who has got() it keeps what was
/// there. Thread-safe.
template <typename Value>
class SharedValue {
  public:
    using Pointer = std::shared_ptr<const Value>;

    explicit SharedValue(Value value) : value_(std::make_shared<const Value>(std::move(value))) {}

    Pointer get() const {
        const std::lock_guard lock(mutex_);
        return value_;
    }

    void set(Value value) {
        auto fresh = std::make_shared<const Value>(std::move(value));
        const std::lock_guard lock(mutex_);
        value_ = std::move(fresh);
    }

  private:
    mutable std::mutex mutex_;
    Pointer value_;
};

}  // namespace qrgen
