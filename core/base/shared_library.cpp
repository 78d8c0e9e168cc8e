// SPDX-License-Identifier: MIT
#include "core/base/shared_library.hpp"

#include <utility>

#include <dlfcn.h>

#include "core/base/error.hpp"

namespace qrgen {

SharedLibrary::SharedLibrary(std::string file, std::string package, std::string purpose)
    : file_(std::move(file)),
      package_(std::move(package)),
      handle_(dlopen(file_.c_str(), RTLD_LAZY | RTLD_LOCAL)) {
    if (handle_ == nullptr) {
        throw Error(ErrorKind::failure, purpose + " needs the library " + file_ + ", which cannot be loaded",
                    "install the package " + package_);
    }
}

void* SharedLibrary::address(const char* name) const {
    if (void* const found = dlsym(handle_, name)) return found;
    throw Error(ErrorKind::failure, "the library " + file_ + " has no function " + name,
                "install the package " + package_ + " as Debian 12 has it");
}

}  // namespace qrgen
