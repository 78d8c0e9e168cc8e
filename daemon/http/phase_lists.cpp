// SPDX-License-Identifier: MIT
#include "daemon/http/phase_lists.hpp"

#include <utility>

#include "daemon/http/connection.hpp"

namespace qrgen::daemon::http {

PhaseLists::PhaseLists() = default;
PhaseLists::~PhaseLists() = default;

PhaseLists::Place PhaseLists::insert(std::unique_ptr<Connection> connection, Phase phase, TimePoint now) {
    return list(phase).insert(list(phase).end(), Entry{std::move(connection), phase, now});
}

void PhaseLists::move(Place place, Phase phase, TimePoint now) {
    list(phase).splice(list(phase).end(), list(place->phase), place);
    place->phase = phase;
    place->since = now;
}

std::unique_ptr<Connection> PhaseLists::remove(Place place) {
    auto connection = std::move(place->connection);
    list(place->phase).erase(place);
    return connection;
}

const PhaseLists::Entry* PhaseLists::first(Phase phase) const noexcept {
    return list(phase).empty() ? nullptr : &list(phase).front();
}

std::vector<Connection*> PhaseLists::all(Phase phase) const {
    std::vector<Connection*> connections;
    connections.reserve(size(phase));
    for (const Entry& entry : list(phase)) connections.push_back(entry.connection.get());
    return connections;
}

}  // namespace qrgen::daemon::http
