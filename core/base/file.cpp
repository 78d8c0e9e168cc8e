// SPDX-License-Identifier: MIT
#include "core/base/file.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>

#include <fcntl.h>
#include <pthread.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/descriptor.hpp"
#include "core/base/random.hpp"
#include "core/base/text.hpp"

namespace qrgen {
namespace {

constexpr int ending_signals[] = {SIGINT, SIGTERM, SIGHUP};

std::string random_suffix() {
    std::uint8_t bytes[6];
    system_random(bytes);
    std::string text;
    for (const std::uint8_t byte : bytes) {
        char hex[3];
        std::snprintf(hex, sizeof hex, "%02x", byte);
        text += hex;
    }
    return text;
}

// The new name is given only if nothing has it: by the atomic rename where the file system has it, by a hard
// link elsewhere.
int rename_without_replacing(const char* from, const char* to) {
    if (::renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0) return 0;
    if (errno != EINVAL && errno != ENOSYS) return errno;
    if (::link(from, to) != 0) return errno;
    ::unlink(from);
    return 0;
}

}  // namespace

DeferredSignals::DeferredSignals() {
    sigset_t ending;
    sigemptyset(&ending);
    for (const int signal : ending_signals) sigaddset(&ending, signal);
    pthread_sigmask(SIG_BLOCK, &ending, &previous_);
}

DeferredSignals::~DeferredSignals() {
    pthread_sigmask(SIG_SETMASK, &previous_, nullptr);
}

bool DeferredSignals::any_waiting() noexcept {
    sigset_t waiting;
    sigpending(&waiting);
    return std::any_of(std::begin(ending_signals), std::end(ending_signals),
                       [&](int signal) { return sigismember(&waiting, signal) == 1; });
}

StagedFile::StagedFile(std::filesystem::path target, Overwrite overwrite)
    : target_(std::move(target)), overwrite_(overwrite) {
    struct stat status {};
    if (::lstat(target_.c_str(), &status) != 0) {
        if (errno != ENOENT) fail("cannot write", errno);
        return;
    }
    const bool is_link = S_ISLNK(status.st_mode) && ::stat(target_.c_str(), &status) == 0;
    if (S_ISDIR(status.st_mode)) fail("cannot write", EISDIR);
    is_device_ = !S_ISREG(status.st_mode) && !S_ISLNK(status.st_mode);
    if (is_link && !is_device_) {
        std::error_code error;
        const std::filesystem::path real = std::filesystem::canonical(target_, error);
        if (error) fail("cannot write", error.value());
        target_ = real;  // replace the file, not the link to it
    }
    if (!is_device_ && overwrite_ == Overwrite::refuse) fail_exists();
}

StagedFile::~StagedFile() {
    if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

void StagedFile::write(std::string_view bytes) {
    if (is_device_) {
        for_device_ = bytes;
        return;
    }
    if (!temporary_.empty()) return write_file(temporary_, O_TRUNC, bytes);
    deferred_signals_.emplace();
    const auto place = target_.parent_path() / (".qrgen-" + random_suffix() + ".tmp");
    write_file(place, O_CREAT | O_EXCL, bytes);
}

void StagedFile::append(std::string_view bytes) {
    if (is_device_) {
        for_device_ += bytes;
    } else if (temporary_.empty()) {
        write(bytes);
    } else {
        write_file(temporary_, O_APPEND, bytes);
    }
}

void StagedFile::write_file(const std::filesystem::path& place, int flags, std::string_view bytes) {
    Descriptor file(::open(place.c_str(), O_WRONLY | O_CLOEXEC | flags, 0666));
    if (file.get() < 0) fail("cannot create", errno);
    if (!is_device_) temporary_ = place;
    if (const int error = write_all(file.get(), bytes)) fail("cannot write", error);
    if (const int error = file.close()) fail("cannot write", error);
}

void StagedFile::commit() {
    if (is_device_) return write_file(target_, 0, for_device_);
    struct stat old {};
    if (overwrite_ == Overwrite::allow) {
        if (::stat(target_.c_str(), &old) == 0) ::chmod(temporary_.c_str(), old.st_mode & 07777U);
        if (::rename(temporary_.c_str(), target_.c_str()) != 0) fail("cannot write", errno);
    } else if (const int error = rename_without_replacing(temporary_.c_str(), target_.c_str())) {
        if (error == EEXIST) fail_exists();
        fail("cannot write", error);
    }
    temporary_.clear();
    deferred_signals_.reset();
}

void StagedFile::fail(const char* what, int error_number) const {
    std::string hint;
    if (error_number == ENOENT || error_number == ENOTDIR) hint = "the directory must exist before";
    if (error_number == ENOSPC || error_number == EDQUOT)
        hint = "nothing was left behind; make room and try again";
    throw Error(ErrorKind::failure,
                std::string(what) + " " + printable(target_.string()) + ": " + std::strerror(error_number),
                hint);
}

void StagedFile::fail_exists() const {
    throw Error(ErrorKind::conflict, printable(target_.string()) + " exists already and was kept",
                "use --force to overwrite it, or another name");
}

std::string read_file(const std::filesystem::path& file, std::size_t max_bytes) {
    const auto fail = [&](const std::string& reason) {
        throw Error(ErrorKind::failure, "cannot read " + printable(file.string()) + ": " + reason);
    };
    const Descriptor descriptor(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
    if (descriptor.get() < 0) fail(std::strerror(errno));
    struct stat status {};
    if (::fstat(descriptor.get(), &status) != 0) fail(std::strerror(errno));
    std::string bytes;
    if (S_ISREG(status.st_mode) && status.st_size > 0) {
        bytes.reserve(std::min(static_cast<std::size_t>(status.st_size), max_bytes));
    }
    std::array<char, 64 * 1024> buffer;
    for (;;) {
        const ssize_t got = ::read(descriptor.get(), buffer.data(), buffer.size());
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) fail(std::strerror(errno));
        if (got == 0) return bytes;
        if (static_cast<std::size_t>(got) > max_bytes - bytes.size()) {
            fail("it has more than " + std::to_string(max_bytes) + " bytes");
        }
        bytes.append(buffer.data(), static_cast<std::size_t>(got));
    }
}

int make_private_directories(const std::filesystem::path& directory) {
    std::filesystem::path made;
    for (const std::filesystem::path& part : directory) {
        made /= part;
        if (::mkdir(made.c_str(), 0700) == 0 || errno == EEXIST) continue;
        const int error = errno;
        struct stat status {};
        if (::stat(made.c_str(), &status) != 0 || !S_ISDIR(status.st_mode)) return error;
    }
    return 0;
}

int write_all(int descriptor, std::string_view bytes) noexcept {
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0) {
            if (errno == EINTR) continue;
            return errno;
        }
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return 0;
}

}  // namespace qrgen
