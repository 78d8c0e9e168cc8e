// SPDX-License-Identifier: MIT
#include "core/geo/geo_database.hpp"

#include <cerrno>
#include <cstring>
#include <optional>
#include <string_view>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/socket.h>

#include <maxminddb.h>

#include "core/base/clean_text.hpp"
#include "core/base/descriptor.hpp"
#include "core/base/error.hpp"
#include "core/base/text.hpp"

namespace qrgen::geo {
namespace {

constexpr const char* hint =
    "set geoip_file to a GeoLite2, GeoIP2 or DB-IP file of countries or cities (.mmdb)";

[[noreturn]] void refuse(const std::filesystem::path& file, const std::string& reason) {
    throw Error(ErrorKind::failure, "cannot use the places in " + printable(file.string()) + ": " + reason,
                hint);
}

union Address {
    sockaddr any;
    sockaddr_in ipv4;
    sockaddr_in6 ipv6;
};

/// IPv4 addresses that are written as IPv6 are looked up as what they are.
void unmap(Address& address) {
    if (!IN6_IS_ADDR_V4MAPPED(&address.ipv6.sin6_addr)) return;
    in_addr inner{};
    std::memcpy(&inner, address.ipv6.sin6_addr.s6_addr + 12, sizeof inner);
    address = {};
    address.ipv4.sin_family = AF_INET;
    address.ipv4.sin_addr = inner;
}

std::optional<Address> parse(const std::string& text) {
    if (text.find('\0') != std::string::npos) return std::nullopt;
    Address address{};
    if (inet_pton(AF_INET, text.c_str(), &address.ipv4.sin_addr) == 1) {
        address.ipv4.sin_family = AF_INET;
        return address;
    }
    address = {};
    if (inet_pton(AF_INET6, text.c_str(), &address.ipv6.sin6_addr) != 1) return std::nullopt;
    address.ipv6.sin6_family = AF_INET6;
    unmap(address);
    return address;
}

/// The text at the end of a path of names that a null pointer ends; empty if there is none.
std::string_view text_at(const MMDB_lookup_result_s& found, const char* const* path) {
    MMDB_entry_s entry = found.entry;
    MMDB_entry_data_s data{};
    if (MMDB_aget_value(&entry, &data, path) != MMDB_SUCCESS || !data.has_data ||
        data.type != MMDB_DATA_TYPE_UTF8_STRING)
        return {};
    return {data.utf8_string, data.data_size};
}

std::string country_code(std::string_view text) {
    if (text.size() != 2) return {};
    std::string code;
    for (const char c : to_lower_ascii(text)) {
        if (c < 'a' || c > 'z') return {};
        code += static_cast<char>(c - 'a' + 'A');
    }
    return code;
}

constexpr const char* country_path[] = {"country", "iso_code", nullptr};
constexpr const char* city_path[] = {"city", "names", "en", nullptr};

// The file itself may be written to by others at any time: what is mapped of it would change, and where it
// became shorter, reading would end the process.
Descriptor copy_of(const std::filesystem::path& path) {
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    Descriptor copy(::memfd_create("qrgen-places", MFD_CLOEXEC));
    if (!file.is_open() || !copy.is_open()) refuse(path, std::strerror(errno));
    for (;;) {
        const ssize_t count = ::sendfile(copy.get(), file.get(), nullptr, 1 << 30);
        if (count == 0) return copy;
        if (count < 0 && errno != EINTR) refuse(path, std::strerror(errno));
    }
}

}  // namespace

class GeoDatabase::File {
  public:
    explicit File(const std::filesystem::path& path) {
        std::error_code error;
        const auto status = std::filesystem::status(path, error);
        if (error) refuse(path, error.message());
        // A pipe would be waited for.
        if (!std::filesystem::is_regular_file(status)) refuse(path, "it is not a file");
        const Descriptor copy = copy_of(path);
        const std::string name = "/proc/self/fd/" + std::to_string(copy.get());
        const int result = MMDB_open(name.c_str(), MMDB_MODE_MMAP, &database_);
        if (result != MMDB_SUCCESS) refuse(path, MMDB_strerror(result));
    }
    ~File() { MMDB_close(&database_); }
    File(const File&) = delete;
    File& operator=(const File&) = delete;

    Place find(const Address& address) const {
        int error = MMDB_SUCCESS;
        const MMDB_lookup_result_s found = MMDB_lookup_sockaddr(&database_, &address.any, &error);
        if (error != MMDB_SUCCESS || !found.found_entry) return {};
        return {country_code(text_at(found, country_path)), clean_text(text_at(found, city_path), max_city)};
    }

  private:
    MMDB_s database_{};
};

GeoDatabase::GeoDatabase(const std::filesystem::path& file) : file_(std::make_unique<File>(file)) {}

GeoDatabase::~GeoDatabase() = default;

Place GeoDatabase::find(const std::string& address) const noexcept {
    const auto parsed = parse(address);
    return parsed ? file_->find(*parsed) : Place();
}

}  // namespace qrgen::geo
