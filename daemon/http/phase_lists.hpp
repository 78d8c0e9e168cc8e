// SPDX-License-Identifier: MIT
//
// The connections of one event thread by what they wait for. In each phase they are ordered by how long they
// have been waiting, so that those whose time is up are found without looking at others.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <list>
#include <memory>
#include <vector>

namespace qrgen::daemon::http {

class Connection;

enum class Phase {
    idle,       // for a request to begin
    head,       // for the end of a head
    body,       // for the end of a body
    working,    // for the handler's answer
    writing,    // for the end of the round, or for the other end to read
    lingering,  // for the other end to close; we have
};

constexpr std::array all_phases{Phase::idle,    Phase::head,    Phase::body,
                                Phase::working, Phase::writing, Phase::lingering};

class PhaseLists {
  public:
    using TimePoint = std::chrono::steady_clock::time_point;

    struct Entry {
        std::unique_ptr<Connection> connection;
        Phase phase;
        TimePoint since;
    };

    /// Where a connection is in the lists; valid until it is removed.
    using Place = std::list<Entry>::iterator;

    PhaseLists();
    ~PhaseLists();
    PhaseLists(const PhaseLists&) = delete;
    PhaseLists& operator=(const PhaseLists&) = delete;

    Place insert(std::unique_ptr<Connection> connection, Phase phase, TimePoint now);

    /// To the end of a list; also if it is in it already.
    void move(Place place, Phase phase, TimePoint now);

    std::unique_ptr<Connection> remove(Place place);

    /// The one that waits for longest, nullptr if none does.
    const Entry* first(Phase phase) const noexcept;

    std::size_t size(Phase phase) const noexcept { return list(phase).size(); }

    /// All in that phase, as of now.
    std::vector<Connection*> all(Phase phase) const;

  private:
    std::list<Entry>& list(Phase phase) noexcept { return lists_[static_cast<std::size_t>(phase)]; }
    const std::list<Entry>& list(Phase phase) const noexcept {
        return lists_[static_cast<std::size_t>(phase)];
    }

    std::array<std::list<Entry>, all_phases.size()> lists_;
};

}  // namespace qrgen::daemon::http
