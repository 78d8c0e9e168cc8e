// SPDX-License-Identifier: MIT
#include "core/records/byte_source.hpp"

#include <cerrno>
#include <cstring>
#include <memory>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/descriptor.hpp"
#include "core/base/error.hpp"
#include "core/base/text.hpp"

namespace qrgen::records {
namespace {

[[noreturn]] void fail(const std::string& name, int error_number) {
    throw Error(ErrorKind::failure, "cannot read " + name + ": " + std::strerror(error_number));
}

std::size_t read_some(int descriptor, const std::string& name, std::span<char> buffer) {
    for (;;) {
        const ssize_t got = ::read(descriptor, buffer.data(), buffer.size());
        if (got >= 0) return static_cast<std::size_t>(got);
        if (errno != EINTR) fail(name, errno);
    }
}

}  // namespace

ByteSource open_bytes(const std::string& file) {
    if (file == "-") {
        return [](std::span<char> buffer) { return read_some(STDIN_FILENO, "standard input", buffer); };
    }
    const std::string name = printable(file);
    const auto descriptor = std::make_shared<Descriptor>(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
    if (!descriptor->is_open()) fail(name, errno);
    struct stat status {};
    if (::fstat(descriptor->get(), &status) != 0) fail(name, errno);
    if (S_ISDIR(status.st_mode)) fail(name, EISDIR);
    return [descriptor, name](std::span<char> buffer) { return read_some(descriptor->get(), name, buffer); };
}

}  // namespace qrgen::records
