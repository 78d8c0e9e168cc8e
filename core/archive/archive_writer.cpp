// SPDX-License-Identifier: MIT
#include "core/archive/archive_writer.hpp"

#include <chrono>
#include <exception>
#include <memory>
#include <utility>

#include <locale.h>
#include <sys/stat.h>

#include "core/archive/libarchive.hpp"
#include "core/base/error.hpp"
#include "core/base/text.hpp"

namespace qrgen::archive {
namespace {

constexpr int piece_bytes = 64 * 1024;

struct FreeArchive {
    void operator()(::archive* archive) const { libarchive().write_free(archive); }
};

struct FreeEntry {
    void operator()(archive_entry* entry) const { libarchive().entry_free(entry); }
};

// libarchive takes names for text in the encoding of this thread's locale.
class Utf8Locale {
  public:
    Utf8Locale() : previous_(uselocale(unicode())) {}
    ~Utf8Locale() { uselocale(previous_); }
    Utf8Locale(const Utf8Locale&) = delete;
    Utf8Locale& operator=(const Utf8Locale&) = delete;

  private:
    // C.UTF-8 is built into Debian's libc. Lives as long as the process.
    static locale_t unicode() {
        static const locale_t locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
        return locale;
    }

    locale_t previous_;
};

void require_good_name(const std::string& name) {
    const bool is_good = !name.empty() && name.front() != '/' && name.find('\0') == std::string::npos &&
                         !find_invalid_utf8(name);
    if (is_good) return;
    throw Error(ErrorKind::failure, "'" + printable(name) + "' cannot be the name of a file in an archive");
}

}  // namespace

class ArchiveWriter::Impl {
  public:
    Impl(ArchiveKind kind, Timestamp modified, ByteSink sink)
        : modified_(std::chrono::floor<std::chrono::seconds>(modified)),
          sink_(std::move(sink)),
          archive_(libarchive().write_new()),
          entry_(libarchive().entry_new()) {
        if (!archive_ || !entry_) throw Error(ErrorKind::failure, "cannot make an archive: out of memory");
        require(kind == ArchiveKind::tar ? set_tar() : set_zip());
        // Whole pieces, and no zeros behind the end of the archive.
        require(libarchive().write_set_bytes_per_block(archive_.get(), piece_bytes));
        require(libarchive().write_set_bytes_in_last_block(archive_.get(), 1));
        require(libarchive().write_open2(archive_.get(), this, nullptr, &Impl::write, nullptr, nullptr));
    }

    // Freeing an archive that is not finished finishes it, which its sink must not see.
    ~Impl() { is_silent_ = true; }
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;

    void add(const std::string& name, std::string_view bytes) {
        require_good_name(name);
        const Utf8Locale utf8;
        archive_entry* entry = entry_.get();
        libarchive().entry_copy_pathname(entry, name.c_str());
        libarchive().entry_set_filetype(entry, S_IFREG);
        libarchive().entry_set_perm(entry, 0644);
        libarchive().entry_set_mtime(entry, modified_.time_since_epoch().count(), 0);
        libarchive().entry_set_size(entry, static_cast<la_int64_t>(bytes.size()));
        require(libarchive().write_header(archive_.get(), entry));
        if (bytes.empty()) return;
        const la_ssize_t written = libarchive().write_data(archive_.get(), bytes.data(), bytes.size());
        require(written == static_cast<la_ssize_t>(bytes.size()));
    }

    void finish() {
        const Utf8Locale utf8;
        require(libarchive().write_close(archive_.get()));
    }

  private:
    int set_tar() { return libarchive().write_set_format_pax_restricted(archive_.get()); }

    int set_zip() {
        const int result = libarchive().write_set_format_zip(archive_.get());
        return result == ARCHIVE_OK ? libarchive().write_set_options(archive_.get(), "zip:compression=store")
                                    : result;
    }

    // Exceptions must not pass through a library of C; and after a failure it would not free all of its
    // memory.
    static la_ssize_t write(::archive*, void* self, const void* bytes, std::size_t size) {
        auto* impl = static_cast<Impl*>(self);
        try {
            if (!impl->is_silent_) impl->sink_({static_cast<const char*>(bytes), size});
        } catch (...) {
            impl->is_silent_ = true;
            impl->thrown_ = std::current_exception();
        }
        return static_cast<la_ssize_t>(size);
    }

    void require(bool is_good) {
        if (thrown_) std::rethrow_exception(thrown_);
        if (is_good) return;
        const char* reason = libarchive().error_string(archive_.get());
        throw Error(ErrorKind::failure, "cannot write the archive: " +
                                            printable(reason != nullptr ? reason : "no reason is given"));
    }

    void require(int result) { require(result == ARCHIVE_OK); }

    std::chrono::sys_seconds modified_;
    ByteSink sink_;
    std::exception_ptr thrown_;
    bool is_silent_ = false;  // the sink has thrown or is no longer wanted
    std::unique_ptr<::archive, FreeArchive> archive_;
    std::unique_ptr<archive_entry, FreeEntry> entry_;
};

ArchiveWriter::ArchiveWriter(ArchiveKind kind, Timestamp modified, ByteSink sink)
    : impl_(std::make_unique<Impl>(kind, modified, std::move(sink))) {}

ArchiveWriter::~ArchiveWriter() = default;

void ArchiveWriter::add(const std::string& name, std::string_view bytes) {
    impl_->add(name, bytes);
}

void ArchiveWriter::finish() {
    impl_->finish();
}

}  // namespace qrgen::archive
