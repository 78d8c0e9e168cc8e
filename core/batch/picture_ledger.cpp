// SPDX-License-Identifier: MIT
#include "core/batch/picture_ledger.hpp"

#include <array>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/error.hpp"
#include "core/base/file.hpp"
#include "core/base/hash.hpp"
#include "core/base/text.hpp"

namespace qrgen::batch {
namespace {

constexpr std::string_view first_line = "qrgen pictures 1\n";
constexpr std::size_t name_bytes = 8;
constexpr std::size_t entry_bytes = 12;

// Numbers of the table.
constexpr std::uint32_t claimed_bit = 1U << 31U;
constexpr std::uint32_t source_bits = claimed_bit - 1;

template <typename Number>
void append_little_endian(std::string& bytes, Number number) {
    for (std::size_t i = 0; i < sizeof number; ++i) {
        bytes += static_cast<char>(static_cast<unsigned char>(number >> (8 * i)));
    }
}

template <typename Number>
Number little_endian(std::string_view bytes) {
    Number number = 0;
    for (std::size_t i = 0; i < sizeof number; ++i) {
        number |= static_cast<Number>(static_cast<Number>(static_cast<unsigned char>(bytes[i])) << (8 * i));
    }
    return number;
}

}  // namespace

PictureSource picture_source(std::string_view description) {
    const auto bits = static_cast<std::uint32_t>(hash64(description)) & source_bits;
    return bits == 0 ? 1 : bits;
}

PictureLedger::PictureLedger(const std::filesystem::path& directory) : file_(directory / ledger_file_name) {
    descriptor_ = Descriptor(::open(file_.c_str(), O_RDONLY | O_CLOEXEC));
    if (descriptor_.is_open()) {
        read();
    } else if (errno != ENOENT) {
        fail("cannot read", errno);
    }
}

void PictureLedger::read() {
    std::array<char, entry_bytes * 4096> buffer;
    std::string rest;
    bool is_start = true;
    while (true) {
        const ssize_t count = ::read(descriptor_.get(), buffer.data(), buffer.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) fail("cannot read", errno);
        if (count == 0) break;
        rest.append(buffer.data(), static_cast<std::size_t>(count));
        std::string_view bytes = rest;
        if (is_start && bytes.size() >= first_line.size()) {
            if (!bytes.starts_with(first_line)) {
                throw Error(ErrorKind::failure, printable(file_.string()) + " is not what qrgen keeps there",
                            "remove it; then all pictures are compared with what is there");
            }
            bytes.remove_prefix(first_line.size());
            is_start = false;
        }
        while (!is_start && bytes.size() >= entry_bytes) {
            const auto name = little_endian<std::uint64_t>(bytes.substr(0, name_bytes));
            const auto source = little_endian<std::uint32_t>(bytes.substr(name_bytes, 4));
            if (name != 0) table_.insert(name) = source & source_bits;
            bytes.remove_prefix(entry_bytes);
        }
        rest.erase(0, rest.size() - bytes.size());
    }
}

bool PictureLedger::claim(const std::string& name) {
    std::uint32_t& number = table_.insert(fingerprint(name));
    if ((number & claimed_bit) != 0) return false;
    number |= claimed_bit;
    return true;
}

PictureLedger::Entry PictureLedger::find(const std::string& name, PictureSource source) {
    const std::uint32_t* number = table_.find(fingerprint(name));
    const std::uint32_t known = number == nullptr ? 0 : *number & source_bits;
    if (known == 0) return Entry::none;
    return known == source ? Entry::current : Entry::other;
}

void PictureLedger::add(const std::string& name, PictureSource source) {
    if (file_.empty()) return;
    const std::uint64_t key = fingerprint(name);
    std::uint32_t& number = table_.insert(key);
    number = (number & claimed_bit) | source;
    append_little_endian(added_, key);
    append_little_endian(added_, source);
}

void PictureLedger::flush() {
    if (added_.empty()) return;
    descriptor_ = Descriptor(::open(file_.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0666));
    struct stat status {};
    if (!descriptor_.is_open() || ::fstat(descriptor_.get(), &status) != 0) fail("cannot write", errno);
    const auto size = static_cast<std::size_t>(status.st_size);
    const bool has_first_line = size >= first_line.size();
    const std::size_t torn = has_first_line ? (size - first_line.size()) % entry_bytes : size;
    if (torn != 0 && ::ftruncate(descriptor_.get(), status.st_size - static_cast<off_t>(torn)) != 0) {
        fail("cannot write", errno);
    }
    if (!has_first_line) added_.insert(0, first_line);
    if (const int error = write_all(descriptor_.get(), added_)) fail("cannot write", error);
    added_.clear();
}

void PictureLedger::fail(const char* what, int error_number) const {
    throw Error(ErrorKind::failure,
                std::string(what) + " " + printable(file_.string()) + ": " + std::strerror(error_number));
}

}  // namespace qrgen::batch
