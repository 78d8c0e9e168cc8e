// SPDX-License-Identifier: MIT
#include "core/batch/picture_directory.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/error.hpp"
#include "core/base/text.hpp"

namespace qrgen::batch {
namespace {

// The same in every run, so that what a killed one left behind is overwritten and taken away by the next.
std::string temporary_name(int worker) {
    return ".qrgen-batch-" + std::to_string(worker) + ".tmp";
}

}  // namespace

PictureDirectory::PictureDirectory(const std::filesystem::path& directory, Overwrite overwrite,
                                   PictureLedger& ledger, int workers)
    : directory_(directory), overwrite_(overwrite), ledger_(ledger), workers_(workers) {
    std::error_code error;
    std::filesystem::create_directories(directory, error);
    descriptor_ = Descriptor(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!descriptor_.is_open()) fail({}, error ? error.value() : errno);
    if (::flock(descriptor_.get(), LOCK_EX | LOCK_NB) != 0) {
        throw Error(ErrorKind::conflict,
                    "another run is writing into " + printable(directory.string()) + " at this moment",
                    "wait for it, or choose another --out-dir");
    }
    struct stat status {};
    if (::fstatat(descriptor_.get(), running_file_name, &status, AT_SYMLINK_NOFOLLOW) == 0) {
        killed_run_began_ = status.st_mtim;
    }
}

PictureDirectory::~PictureDirectory() {
    // Pictures that the ledger could not take are known by the next run as those of a killed one.
    if (!ledger_.has_unsaved()) ::unlinkat(descriptor_.get(), running_file_name, 0);
    for (int worker = 0; worker < workers_; ++worker) {
        ::unlinkat(descriptor_.get(), temporary_name(worker).c_str(), 0);
    }
}

void PictureDirectory::announce() {
    std::call_once(is_announced_, [this] {
        if (killed_run_began_) return;  // the file is there
        const Descriptor file(::openat(descriptor_.get(), running_file_name,
                                       O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666));
        if (!file.is_open()) fail(running_file_name, errno);
    });
}

bool PictureDirectory::may_replace(const Item& item) const {
    return overwrite_ == Overwrite::allow || item.replaces_picture;
}

bool PictureDirectory::is_of_killed_run(const std::string& name) const {
    struct stat status {};
    if (!killed_run_began_ || ::fstatat(descriptor_.get(), name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) {
        return false;
    }
    const timespec& made = status.st_mtim;
    return S_ISREG(status.st_mode) && std::pair(made.tv_sec, made.tv_nsec) >=
                                          std::pair(killed_run_began_->tv_sec, killed_run_began_->tv_nsec);
}

PictureDirectory::Existing PictureDirectory::compare(const Item& item) const {
    const Descriptor file(
        ::openat(descriptor_.get(), item.file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
    if (!file.is_open()) return errno == ENOENT ? Existing::none : Existing::other;
    std::string bytes(item.bytes.size() + 1, '\0');
    std::size_t size = 0;
    while (size < bytes.size()) {
        const ssize_t count = ::read(file.get(), bytes.data() + size, bytes.size() - size);
        if (count <= 0) break;
        size += static_cast<std::size_t>(count);
    }
    return std::string_view(bytes).substr(0, size) == item.bytes ? Existing::same : Existing::other;
}

void PictureDirectory::check(Item& item) {
    if (item.picture != PictureState::wanted || may_replace(item)) return;
    if (compare(item) != Existing::other) return;
    if (is_of_killed_run(item.file)) {
        item.replaces_picture = true;
    } else {
        item.refuse("file: " + printable(item.file) + " exists already and was kept; --force overwrites it");
    }
}

void PictureDirectory::write(Item& item, int worker) {
    if (item.picture != PictureState::wanted) return;
    announce();
    const std::string temporary = temporary_name(worker);
    Descriptor file(::openat(descriptor_.get(), temporary.c_str(),
                             O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0666));
    if (!file.is_open()) fail(item.file, errno);
    if (const int error = write_all(file.get(), item.bytes)) fail(item.file, error);
    if (const int error = file.close()) fail(item.file, error);
    const int error = place(item.file, temporary, may_replace(item));
    if (error != 0 && !(error == EEXIST && compare(item) == Existing::same)) fail(item.file, error);
    item.picture = PictureState::written;
}

// Returns 0 or an errno.
int PictureDirectory::place(const std::string& name, const std::string& temporary, bool replace) const {
    const auto rename = [&] {
        const unsigned flags = replace ? 0 : RENAME_NOREPLACE;
        const int result =
            ::renameat2(descriptor_.get(), temporary.c_str(), descriptor_.get(), name.c_str(), flags);
        if (result == 0) return 0;
        if (replace || (errno != EINVAL && errno != ENOSYS)) return errno;
        // A file system that cannot: a link never replaces.
        return ::linkat(descriptor_.get(), temporary.c_str(), descriptor_.get(), name.c_str(), 0) == 0
                   ? 0
                   : errno;
    };
    const int error = rename();
    if (error != ENOENT) return error;
    if (const int folder_error = make_folders(name)) return folder_error;
    return rename();
}

int PictureDirectory::make_folders(const std::string& name) const {
    for (std::size_t slash = name.find('/'); slash != std::string::npos; slash = name.find('/', slash + 1)) {
        const std::string folder = name.substr(0, slash);
        if (::mkdirat(descriptor_.get(), folder.c_str(), 0777) != 0 && errno != EEXIST) return errno;
    }
    return 0;
}

void PictureDirectory::collect(Item& item) {
    if (item.picture == PictureState::written) ledger_.add(item.file, item.source);
}

void PictureDirectory::fail(const std::string& name, int error_number) const {
    const std::filesystem::path file = name.empty() ? directory_ : directory_ / name;
    throw Error(ErrorKind::failure,
                "cannot write " + printable(file.string()) + ": " + std::strerror(error_number),
                name.empty() ? "--out-dir names a directory, which is made if it is missing"
                             : "what was written before stays; run again to do the rest");
}

}  // namespace qrgen::batch
