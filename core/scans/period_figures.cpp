// SPDX-License-Identifier: MIT
#include "core/scans/period_figures.hpp"

#include <algorithm>
#include <optional>

namespace qrgen::scans {
namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::sys_days;
using store::ScanDay;

// Fills the steps of a series with what was counted by days and, where a day belongs to several steps or only
// in part to the period, with what was counted by quarters of an hour.
class Series {
  public:
    Series(store::ScanRollups& rollups, PeriodFigures& figures) : rollups_(rollups), figures_(figures) {
        figures_.series.resize(figures_.steps.size());
    }

    void fill(const std::vector<ScanDay>& found) {
        std::optional<sys_days> first;  // of the days in a row that have to be looked into
        sys_days last{};
        for (const ScanDay& each : found) {
            if (const auto step = step_with_all_of(each.day)) {
                add(*step, {each.totals.scans, each.totals.genuine});
                continue;
            }
            if (first && each.day > last + days(1)) {
                add_quarters(*first, last);
                first.reset();
            }
            if (!first) first = each.day;
            last = each.day;
        }
        if (first) add_quarters(*first, last);
    }

  private:
    // The step at that moment, which must be in the period.
    std::size_t step_at(Timestamp time) const {
        const auto after =
            std::upper_bound(figures_.steps.begin(), figures_.steps.end(), time,
                             [](Timestamp moment, const Step& step) { return moment < step.start; });
        return static_cast<std::size_t>(after - figures_.steps.begin()) - 1;
    }

    std::optional<std::size_t> step_with_all_of(sys_days day) const {
        if (day < figures_.period.from || day >= figures_.period.to) return std::nullopt;
        const std::size_t step = step_at(day);
        return figures_.steps[step].end >= day + days(1) ? std::optional(step) : std::nullopt;
    }

    void add(std::size_t step, const store::ScanQuarters::Counts& counts) {
        figures_.series[step].scans += counts.scans;
        figures_.series[step].genuine += counts.genuine;
    }

    void add_quarters(sys_days first, sys_days last) {
        const Timestamp from = std::max<Timestamp>(first, figures_.period.from);
        const Timestamp to = std::min<Timestamp>(last + days(1), figures_.period.to);
        for (const store::ScanQuarter& quarter : rollups_.quarters(from, to)) {
            add(step_at(quarter.start), quarter.counts);
        }
    }

    store::ScanRollups& rollups_;
    PeriodFigures& figures_;
};

std::vector<NameCount> most_frequent(const store::NameCounts& counts, int top) {
    std::vector<NameCount> list;
    for (const auto& [name, count] : counts.counts()) list.push_back({name, count});
    std::stable_sort(list.begin(), list.end(),
                     [](const NameCount& a, const NameCount& b) { return a.scans > b.scans; });
    if (list.size() > static_cast<std::size_t>(top)) list.resize(static_cast<std::size_t>(top));
    return list;
}

}  // namespace

PeriodFigures figures_of(store::ScanRollups& rollups, const Period& period, int top) {
    PeriodFigures figures{.period = period,
                          .lists_from = floor<days>(period.from),
                          .lists_to = floor<days>(period.to - std::chrono::microseconds(1)),
                          .steps = steps_of(period)};
    const std::vector<ScanDay> found = rollups.days(figures.lists_from, figures.lists_to);
    Series(rollups, figures).fill(found);
    for (const ScanDay& day : found) figures.totals += day.totals;
    figures.totals.scans = figures.totals.genuine = 0;
    for (const auto& step : figures.series) {
        figures.totals.scans += step.scans;
        figures.totals.genuine += step.genuine;
    }
    const store::ScanLists lists = rollups.lists(figures.lists_from, figures.lists_to);
    for (const store::ScanList list : store::scan_lists) {
        figures.lists[static_cast<std::size_t>(list)] = most_frequent(lists[list], top);
    }
    return figures;
}

}  // namespace qrgen::scans
