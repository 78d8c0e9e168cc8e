// SPDX-License-Identifier: MIT
#include "cmd/daemon_library.hpp"

#include <cerrno>
#include <cstring>
#include <string>
#include <string_view>

#include <dlfcn.h>
#include <sys/mman.h>
#include <unistd.h>

#include "core/base/error.hpp"
#include "core/base/file.hpp"

// The build passes the path of the library file.
asm(R"(
    .section .rodata
    .balign 16
qrgen_daemon_begin:
    .incbin ")" QRGEN_DAEMON_LIBRARY R"("
qrgen_daemon_end:
    .previous
)");
extern "C" const char qrgen_daemon_begin[] __attribute__((visibility("hidden")));
extern "C" const char qrgen_daemon_end[] __attribute__((visibility("hidden")));

namespace qrgen::cmd {
namespace {

[[noreturn]] void fail(const std::string& reason) {
    throw Error(ErrorKind::failure, "the service cannot be loaded: " + reason,
                "it needs memfd_create(2), a mounted /proc, and the packages libpoconet80 and "
                "libprometheus-cpp-core1.0");
}

void* load_from_memory(std::string_view bytes) {
    const int file = memfd_create("qrgen-daemon", MFD_CLOEXEC);
    if (file < 0) fail(std::strerror(errno));
    const int error = write_all(file, bytes);
    if (error != 0) fail(std::strerror(error));
    void* const library = dlopen(("/proc/self/fd/" + std::to_string(file)).c_str(), RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr) fail(dlerror());
    close(file);
    return library;
}

}  // namespace

const daemon::Entry& daemon_library() {
    static void* const library = load_from_memory(
        {qrgen_daemon_begin, static_cast<std::size_t>(qrgen_daemon_end - qrgen_daemon_begin)});
    const auto* entry = static_cast<const daemon::Entry*>(dlsym(library, "qrgen_daemon_entry"));
    if (entry == nullptr) fail("it has no entry");
    return *entry;
}

}  // namespace qrgen::cmd
