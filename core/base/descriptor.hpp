// SPDX-License-Identifier: MIT
//
// An open file descriptor with one owner.
#pragma once

#include <cerrno>
#include <utility>

#include <unistd.h>

namespace qrgen {

class Descriptor {
  public:
    Descriptor() = default;
    explicit Descriptor(int number) noexcept : number_(number) {}
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(number_, other.number_);
        return *this;
    }
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }

    bool is_open() const noexcept { return number_ >= 0; }
    int get() const noexcept { return number_; }

    /// Returns 0 or the errno: some file systems report a full disk only here.
    int close() noexcept {
        const int number = std::exchange(number_, -1);
        return ::close(number) == 0 ? 0 : errno;
    }

  private:
    int number_ = -1;  // none is open
};

}  // namespace qrgen
