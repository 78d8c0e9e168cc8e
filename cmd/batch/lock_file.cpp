// SPDX-License-Identifier: MIT
#include "cmd/batch/lock_file.hpp"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/file.h>

#include "core/base/error.hpp"
#include "core/base/text.hpp"

namespace qrgen::cmd {

LockFile::LockFile(const std::filesystem::path& file)
    : descriptor_(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOCTTY, 0666)) {
    const std::string name = printable(file.string());
    if (descriptor_.is_open() && ::flock(descriptor_.get(), LOCK_EX | LOCK_NB) == 0) return;
    if (descriptor_.is_open() && errno == EWOULDBLOCK) {
        throw Error(ErrorKind::conflict, "another run holds the lock " + name,
                    "nothing was done; it is free again when that run ends");
    }
    throw Error(ErrorKind::failure, "cannot lock " + name + ": " + std::strerror(errno));
}

}  // namespace qrgen::cmd
