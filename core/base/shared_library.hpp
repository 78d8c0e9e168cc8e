// SPDX-License-Identifier: MIT
//
// Libraries that are heavy to start and seldom needed (fonts, SVG, the second decoder) are loaded when they
// are used, so that `qrgen render` in a shell loop does not pay for them. Only the system's own directories
// are searched.
#pragma once

#include <string>

namespace qrgen {

/// Loaded until the process ends; immutable afterwards, so thread-safe. Copies are cheap.
class SharedLibrary {
  public:
    /// `file` with its version ("libzbar.so.0"). Throws Error(failure) that says what it is needed for
    /// ("the second decoder") and names the Debian package that brings it.
    SharedLibrary(std::string file, std::string package, std::string purpose);

    /// The function called `name`, of the type declared in the library's header:
    /// `library.function<decltype(zbar_image_create)>("zbar_image_create")`. Throws Error(failure) if the
    /// library has none.
    template <typename Function>
    Function* function(const char* name) const {
        return reinterpret_cast<Function*>(address(name));
    }

  private:
    void* address(const char* name) const;

    std::string file_;
    std::string package_;
    void* handle_;
};

}  // namespace qrgen
