// SPDX-License-Identifier: MIT
//
// What Prometheus gets to see (https://prometheus.io/docs/practices/naming/). Labels are patterns, methods,
// statuses and other words of short lists, never ids or paths.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace qrgen::daemon {

/// `head`: a program has asked where the address leads, which is no scan.
enum class RedirectOutcome { found, genuine, head, not_found, refused, unavailable };

/// Thread-safe. Counting never blocks for long and never throws.
class Metrics {
  public:
    explicit Metrics(std::string_view version);
    ~Metrics();
    Metrics(const Metrics&) = delete;
    Metrics& operator=(const Metrics&) = delete;

    /// `route` is the pattern of the route table, which lives as long as the program, or "none".
    void request(std::string_view route, std::string_view method, int status, std::chrono::nanoseconds time);
    void redirect(RedirectOutcome outcome);
    void image(std::string_view format);
    void code_created(std::string_view type);

    /// Sets the gauge or counter of that name when the text is asked for. All must be added before the first
    /// text(); `read` must be callable from any thread until the metrics end.
    void add_gauge(const std::string& name, const std::string& help, std::function<double()> read);
    void add_counter(const std::string& name, const std::string& help, std::function<double()> read);

    /// A gauge with one label, which has a reading for each of its values.
    struct Reading {
        std::string value;  // of the label
        std::function<double()> read;
    };
    void add_gauge(const std::string& name, const std::string& help, const std::string& label,
                   std::vector<Reading> readings);

    /// Prometheus text format 0.0.4.
    std::string text();

  private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace qrgen::daemon
