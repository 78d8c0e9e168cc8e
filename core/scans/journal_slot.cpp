// SPDX-License-Identifier: MIT
#include "core/scans/journal_slot.hpp"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstring>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <libdeflate.h>

#include "core/base/error.hpp"
#include "core/base/file.hpp"
#include "core/base/text.hpp"

namespace qrgen::scans {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view segment_ending = ".scans";
constexpr std::string_view checkpoint_start = "qrgen scans 1 ";
constexpr std::size_t number_digits = 16;
constexpr std::size_t checksum_digits = 8;
constexpr int most_slots = 1000;

template <typename Number>
std::optional<Number> parse_hex(std::string_view text) {
    Number number = 0;
    const auto result = std::from_chars(text.data(), text.data() + text.size(), number, 16);
    const bool is_number = result.ec == std::errc() && result.ptr == text.data() + text.size();
    return is_number ? std::optional(number) : std::nullopt;
}

std::string hex(std::uint64_t number, std::size_t digits) {
    char text[20];
    std::snprintf(text, sizeof text, "%0*llx", static_cast<int>(digits),
                  static_cast<unsigned long long>(number));
    return text;
}

std::string checksum_of(std::string_view text) {
    return hex(libdeflate_crc32(0, text.data(), text.size()), checksum_digits);
}

std::optional<std::uint64_t> segment_number(const std::string& name) {
    if (name.size() != number_digits + segment_ending.size() || !name.ends_with(segment_ending))
        return std::nullopt;
    return parse_hex<std::uint64_t>(std::string_view(name).substr(0, number_digits));
}

bool is_slot_name(const std::string& name) {
    return !name.empty() &&
           std::all_of(name.begin(), name.end(), [](char c) { return c >= '0' && c <= '9'; });
}

[[noreturn]] void fail(const fs::path& directory, const std::string& reason) {
    throw Error(ErrorKind::failure,
                "cannot use the journal directory " + printable(directory.string()) + ": " + reason,
                "name another directory as journal_dir, or change the permissions");
}

}  // namespace

std::string write_checkpoint_text(const Checkpoint& checkpoint) {
    std::string text(checkpoint_start);
    text += hex(checkpoint.segment, number_digits) + " " + hex(checkpoint.offset, number_digits) + " ";
    return text + checksum_of(text) + "\n";
}

std::optional<Checkpoint> parse_checkpoint_text(std::string_view text) {
    constexpr std::size_t segment_at = checkpoint_start.size();
    constexpr std::size_t offset_at = segment_at + number_digits + 1;
    if (text.size() < offset_at + number_digits) return std::nullopt;
    const auto segment = parse_hex<std::uint64_t>(text.substr(segment_at, number_digits));
    const auto offset = parse_hex<std::uint64_t>(text.substr(offset_at, number_digits));
    if (!segment || !offset) return std::nullopt;
    const Checkpoint checkpoint{*segment, *offset};
    return text == write_checkpoint_text(checkpoint) ? std::optional(checkpoint) : std::nullopt;
}

JournalSlot::JournalSlot(fs::path place, Descriptor lock)
    : place_(std::move(place)), lock_(std::move(lock)) {}

std::optional<JournalSlot> JournalSlot::try_take(const fs::path& place) {
    Descriptor lock(::open((place / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (!lock.is_open()) fail(place, std::strerror(errno));
    if (::flock(lock.get(), LOCK_EX | LOCK_NB) == 0) return JournalSlot(place, std::move(lock));
    if (errno != EWOULDBLOCK) fail(place, std::strerror(errno));
    return std::nullopt;
}

JournalSlot JournalSlot::take_free(const fs::path& directory) {
    for (int number = 0; number < most_slots; ++number) {
        const fs::path place = directory / std::to_string(number);
        if (const int error = make_private_directories(place)) fail(place, std::strerror(error));
        if (auto slot = try_take(place)) return std::move(*slot);
    }
    fail(directory, std::to_string(most_slots) + " processes use it already");
}

std::vector<fs::path> JournalSlot::all_places(const fs::path& directory) {
    std::vector<fs::path> places;
    for (const fs::directory_entry& entry : fs::directory_iterator(directory)) {
        if (is_slot_name(entry.path().filename().string()) && entry.is_directory())
            places.push_back(entry.path());
    }
    return places;
}

fs::path JournalSlot::segment_path(std::uint64_t number) const {
    return place_ / (hex(number, number_digits) += segment_ending);
}

std::vector<std::uint64_t> JournalSlot::segments() const {
    std::vector<std::uint64_t> numbers;
    for (const fs::directory_entry& entry : fs::directory_iterator(place_)) {
        if (const auto number = segment_number(entry.path().filename().string())) numbers.push_back(*number);
    }
    std::sort(numbers.begin(), numbers.end());
    return numbers;
}

Checkpoint JournalSlot::read_checkpoint() const {
    constexpr std::size_t more_than_it_can_have = 256;
    try {
        return parse_checkpoint_text(read_file(place_ / "checkpoint", more_than_it_can_have))
            .value_or(Checkpoint{});
    } catch (const Error&) {
        return {};
    }
}

int JournalSlot::write_checkpoint(const Checkpoint& checkpoint) const noexcept {
    try {
        const fs::path target = place_ / "checkpoint";
        const fs::path temporary = place_ / "checkpoint.tmp";
        Descriptor file(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
        if (!file.is_open()) return errno;
        if (const int error = write_all(file.get(), write_checkpoint_text(checkpoint))) return error;
        if (const int error = file.close()) return error;
        return ::rename(temporary.c_str(), target.c_str()) == 0 ? 0 : errno;
    } catch (const std::bad_alloc&) {
        return ENOMEM;
    }
}

int JournalSlot::sync() const noexcept {
    const Descriptor directory(::open(place_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    return directory.is_open() && ::fsync(directory.get()) == 0 ? 0 : errno;
}

}  // namespace qrgen::scans
