// SPDX-License-Identifier: MIT
//
// A log as a real installation has one: few codes are scanned much and many little, days and hours differ,
// phones prevail, some scans are bots'.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "core/scans/scan_event.hpp"

namespace qrgen::bench {

/// The same numbers give the same scans. Not thread-safe.
class BelievableScans {
  public:
    explicit BelievableScans(std::size_t codes);

    static std::string code_id(std::size_t code);
    static std::string short_id(std::size_t code);

    /// `count` scans of the day, in no order.
    std::vector<scans::ScanEvent> of_day(std::chrono::sys_days day, std::size_t count);

    /// How many of `total` scans of `days` days fall on the day with this number.
    static std::size_t share_of_day(std::size_t total, std::size_t days, std::size_t day);

    /// Where who scans is: what a geographic database would say of the address.
    static std::string country_of(const std::string& address);

  private:
    std::size_t pick(const std::vector<double>& sums);
    std::string agent();
    scans::ScanEvent scan(std::chrono::sys_days day);

    std::mt19937_64 random_{1};
    std::vector<double> code_sums_;  // of the weights up to each code
    std::vector<double> hour_sums_;
};

}  // namespace qrgen::bench
