// SPDX-License-Identifier: MIT
//
// Countries and cities of addresses, from a file in MaxMind's DB format 2.0
// (https://maxmind.github.io/MaxMind-DB/): GeoLite2 or GeoIP2 Country and City, DB-IP, and others with the
// same fields.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>

namespace qrgen::geo {

inline constexpr std::size_t max_city = 100;  // bytes; the rest is cut off

struct Place {
    std::string country = {};  // ISO 3166-1 alpha-2, upper case; empty: not known
    std::string city = {};     // English, well-formed UTF-8 without control characters; empty: not known

    bool operator==(const Place&) const = default;
};

/// Thread-safe once opened. The file is copied into memory: whatever becomes of it is noticed by opening
/// again.
class GeoDatabase {
  public:
    /// Throws Error(failure) with a hint if the file cannot be read, is none of that format or has no place
    /// for addresses.
    explicit GeoDatabase(const std::filesystem::path& file);
    ~GeoDatabase();
    GeoDatabase(const GeoDatabase&) = delete;
    GeoDatabase& operator=(const GeoDatabase&) = delete;

    /// `address` is IPv4 or IPv6 as text. What is not known, no address, or damaged in the file comes back
    /// empty.
    Place find(const std::string& address) const noexcept;

  private:
    class File;
    std::unique_ptr<const File> file_;
};

}  // namespace qrgen::geo
