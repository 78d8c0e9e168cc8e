// SPDX-License-Identifier: MIT
//
// The few functions of libarchive that writing takes, loaded at run time.
#pragma once

#include <archive.h>
#include <archive_entry.h>

#include "core/base/shared_library.hpp"

namespace qrgen::archive {

struct Libarchive {
    SharedLibrary library{"libarchive.so.13", "libarchive13", "writing archives"};

    template <typename Function>
    Function* find(const char* name) const {
        return library.function<Function>(name);
    }

#define QRGEN_ARCHIVE(name) decltype(archive_##name)* name = find<decltype(archive_##name)>("archive_" #name)
    QRGEN_ARCHIVE(write_new);
    QRGEN_ARCHIVE(write_free);
    QRGEN_ARCHIVE(write_set_format_pax_restricted);
    QRGEN_ARCHIVE(write_set_format_zip);
    QRGEN_ARCHIVE(write_set_options);
    QRGEN_ARCHIVE(write_set_bytes_per_block);
    QRGEN_ARCHIVE(write_set_bytes_in_last_block);
    QRGEN_ARCHIVE(write_open2);
    QRGEN_ARCHIVE(write_header);
    QRGEN_ARCHIVE(write_data);
    QRGEN_ARCHIVE(write_close);
    QRGEN_ARCHIVE(error_string);
    QRGEN_ARCHIVE(entry_new);
    QRGEN_ARCHIVE(entry_free);
    QRGEN_ARCHIVE(entry_copy_pathname);
    QRGEN_ARCHIVE(entry_set_size);
    QRGEN_ARCHIVE(entry_set_filetype);
    QRGEN_ARCHIVE(entry_set_perm);
    QRGEN_ARCHIVE(entry_set_mtime);
#undef QRGEN_ARCHIVE
};

/// Throws Error(failure) if it cannot be loaded, naming its package.
const Libarchive& libarchive();

}  // namespace qrgen::archive
