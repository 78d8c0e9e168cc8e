// SPDX-License-Identifier: MIT
//
// Files that appear whole or not at all, and files read whole.
#pragma once

#include <csignal>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/error.hpp"

namespace qrgen {

enum class Overwrite { refuse, allow };

/// Holds back the signals that ask a process to end (SIGINT, SIGTERM, SIGHUP) in this thread while it lives,
/// so that a temporary file is not left behind; one that came meanwhile takes effect afterwards.
class DeferredSignals {
  public:
    DeferredSignals();
    ~DeferredSignals();
    DeferredSignals(const DeferredSignals&) = delete;
    DeferredSignals& operator=(const DeferredSignals&) = delete;

    /// Whether one is being held back: time to stop what takes long.
    static bool any_waiting() noexcept;

  private:
    sigset_t previous_;
};

/// A file that is written under another name beside its target and takes the target's name in commit(). The
/// destructor of an uncommitted one removes it; signals are deferred from write() to the end. Not fsynced: a
/// crash of the process loses nothing half-way, a power cut may lose the newest files. An existing target
/// that is no regular file (a pipe, /dev/null) is written to directly, in commit(). Errors: Error(conflict)
/// if the target exists and may not be overwritten, Error(failure) with the system's reason.
class StagedFile {
  public:
    /// Checks the target already, so that a hopeless one fails before any work is done.
    StagedFile(std::filesystem::path target, Overwrite overwrite);
    ~StagedFile();
    StagedFile(const StagedFile&) = delete;
    StagedFile& operator=(const StagedFile&) = delete;

    /// The whole content. Called again, it replaces what was written before.
    void write(std::string_view bytes);

    /// Adds to what was written before.
    void append(std::string_view bytes);

    /// Gives the file its name. Without Overwrite::allow a target that appeared meanwhile is kept (conflict).
    void commit();

  private:
    void write_file(const std::filesystem::path& place, int flags, std::string_view bytes);
    [[noreturn]] void fail(const char* what, int error_number) const;
    [[noreturn]] void fail_exists() const;

    std::filesystem::path target_;
    Overwrite overwrite_;
    bool is_device_ = false;           // the target is a device or pipe
    std::string for_device_;           // what commit() writes to it
    std::filesystem::path temporary_;  // empty: none to remove
    std::optional<DeferredSignals> deferred_signals_;
};

/// The whole file, or what a pipe or device gives until its end. Throws Error(failure): with the system's
/// reason (no such file, a directory), or if there are more than `max_bytes`, of which no more are read.
std::string read_file(const std::filesystem::path& file, std::size_t max_bytes);

/// Makes the directory, and those above it that are missing, for this user only, unlike the function of the
/// standard library. Returns 0 or the errno of the failure. What is there already is not looked at.
int make_private_directories(const std::filesystem::path& directory);

/// Writes all bytes to an open descriptor. Returns 0 or the errno of the failure.
int write_all(int descriptor, std::string_view bytes) noexcept;

}  // namespace qrgen
