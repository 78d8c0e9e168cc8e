// SPDX-License-Identifier: MIT
#include "daemon/metrics.hpp"

#include <array>
#include <map>
#include <mutex>
#include <shared_mutex>
#include <tuple>
#include <vector>

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

namespace qrgen::daemon {
namespace {

using prometheus::Counter;
using prometheus::Family;
using prometheus::Histogram;

// In seconds: what a redirect takes stands beside what a slow picture takes.
const Histogram::BucketBoundaries buckets{0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025,
                                          0.05,   0.1,     0.25,   0.5,   1,      2.5,   5,    10};

constexpr std::array<std::string_view, 6> outcomes{"found",     "genuine", "head",
                                                   "not_found", "refused", "unavailable"};
constexpr std::array<std::string_view, 8> methods{"GET",   "HEAD",   "POST",    "PUT",
                                                  "PATCH", "DELETE", "OPTIONS", "other"};

std::string_view known_method(std::string_view method) {
    for (const std::string_view known : methods) {
        if (known == method) return known;
    }
    return methods.back();
}

// Metrics of one family by the words of their labels. Finding one takes a shared lock and no allocation.
template <typename Metric, typename Key>
class Members {
  public:
    template <typename Make>
    Metric& find(const Key& key, Make make) {
        {
            const std::shared_lock lock(mutex_);
            if (const auto found = members_.find(key); found != members_.end()) return *found->second;
        }
        const std::lock_guard lock(mutex_);
        const auto [member, is_new] = members_.try_emplace(key, nullptr);
        if (is_new) member->second = &make();
        return *member->second;
    }

  private:
    std::shared_mutex mutex_;
    std::map<Key, Metric*> members_;
};

}  // namespace

class Metrics::Impl {
  public:
    explicit Impl(std::string_view version)
        : requests_(counter("qrgen_http_requests_total",
                            "Requests answered, by pattern of the route, method and status.")),
          durations_(
              prometheus::BuildHistogram()
                  .Name("qrgen_http_request_duration_seconds")
                  .Help("Time from the end of a request's head to its answer, by pattern of the route.")
                  .Register(registry_)),
          redirects_(counter("qrgen_redirects_total", "Requests of short URLs, by outcome.")),
          images_(counter("qrgen_images_total", "Pictures made, by format.")),
          codes_(counter("qrgen_codes_created_total", "Codes created by this process, by type.")) {
        prometheus::BuildGauge()
            .Name("qrgen_build_info")
            .Help("Always 1; the label tells the version.")
            .Register(registry_)
            .Add({{"version", std::string(version)}})
            .Set(1);
        for (std::size_t i = 0; i < outcomes.size(); ++i) {
            by_outcome_[i] = &redirects_.Add({{"outcome", std::string(outcomes[i])}});
        }
    }

    void request(std::string_view route, std::string_view method, int status, std::chrono::nanoseconds time) {
        // Patterns and methods live as long as the program.
        const std::string_view word = known_method(method);
        by_request_
            .find({route, word, status},
                  [&]() -> Counter& {
                      return requests_.Add({{"route", std::string(route)},
                                            {"method", std::string(word)},
                                            {"status", std::to_string(status)}});
                  })
            .Increment();
        by_route_
            .find(route,
                  [&]() -> Histogram& {
                      return durations_.Add({{"route", std::string(route)}}, buckets);
                  })
            .Observe(std::chrono::duration<double>(time).count());
    }

    void redirect(RedirectOutcome outcome) { by_outcome_[static_cast<std::size_t>(outcome)]->Increment(); }
    void image(std::string_view format) { images_.Add({{"format", std::string(format)}}).Increment(); }
    void code_created(std::string_view type) { codes_.Add({{"type", std::string(type)}}).Increment(); }

    void add_gauge(const std::string& name, const std::string& help, std::function<double()> read) {
        add_reading(prometheus::BuildGauge().Name(name).Help(help).Register(registry_).Add({}),
                    std::move(read));
    }

    void add_gauge(const std::string& name, const std::string& help, const std::string& label,
                   std::vector<Reading> readings) {
        auto& family = prometheus::BuildGauge().Name(name).Help(help).Register(registry_);
        for (Reading& reading : readings)
            add_reading(family.Add({{label, reading.value}}), std::move(reading.read));
    }

    void add_counter(const std::string& name, const std::string& help, std::function<double()> read) {
        auto& total = counter(name, help).Add({});
        // Figures of others only grow, so the difference is what to add.
        readings_.push_back([&total, read = std::move(read)] {
            const double more = read() - total.Value();
            if (more > 0) total.Increment(more);
        });
    }

    std::string text() {
        const std::lock_guard lock(readings_mutex_);
        for (const auto& update : readings_) update();
        return prometheus::TextSerializer().Serialize(registry_.Collect());
    }

  private:
    void add_reading(prometheus::Gauge& gauge, std::function<double()> read) {
        readings_.push_back([&gauge, read = std::move(read)] { gauge.Set(read()); });
    }

    Family<Counter>& counter(const std::string& name, const std::string& help) {
        return prometheus::BuildCounter().Name(name).Help(help).Register(registry_);
    }

    prometheus::Registry registry_;
    Family<Counter>& requests_;
    Family<Histogram>& durations_;
    Family<Counter>& redirects_;
    Family<Counter>& images_;
    Family<Counter>& codes_;
    Members<Counter, std::tuple<std::string_view, std::string_view, int>> by_request_;
    Members<Histogram, std::string_view> by_route_;
    std::array<Counter*, outcomes.size()> by_outcome_{};
    std::mutex readings_mutex_;
    std::vector<std::function<void()>> readings_;
};

Metrics::Metrics(std::string_view version) : impl_(std::make_unique<Impl>(version)) {}
Metrics::~Metrics() = default;

void Metrics::request(std::string_view route, std::string_view method, int status,
                      std::chrono::nanoseconds time) {
    impl_->request(route, method, status, time);
}
void Metrics::redirect(RedirectOutcome outcome) {
    impl_->redirect(outcome);
}
void Metrics::image(std::string_view format) {
    impl_->image(format);
}
void Metrics::code_created(std::string_view type) {
    impl_->code_created(type);
}
void Metrics::add_gauge(const std::string& name, const std::string& help, std::function<double()> read) {
    impl_->add_gauge(name, help, std::move(read));
}
void Metrics::add_gauge(const std::string& name, const std::string& help, const std::string& label,
                        std::vector<Reading> readings) {
    impl_->add_gauge(name, help, label, std::move(readings));
}
void Metrics::add_counter(const std::string& name, const std::string& help, std::function<double()> read) {
    impl_->add_counter(name, help, std::move(read));
}
std::string Metrics::text() {
    return impl_->text();
}

}  // namespace qrgen::daemon
