// SPDX-License-Identifier: MIT
//
// The functions of libpq that SOCI has no words for. libpq is not linked (see backend_library.hpp): by the
// time there is a connection, SOCI has loaded it.
#pragma once

#include <libpq-fe.h>
#include <soci/soci.h>

namespace qrgen::store {

struct Libpq {
    decltype(PQsocket)* socket;
    decltype(PQconsumeInput)* consume_input;
    decltype(PQnotifies)* notifies;
    decltype(PQfreemem)* free_memory;
    decltype(PQsetNoticeProcessor)* set_notice_processor;
    decltype(PQsendQuery)* send_query;
    decltype(PQisBusy)* is_busy;
    decltype(PQgetResult)* get_result;
    decltype(PQclear)* clear;
};

/// Throws Error(failure) if the library cannot be loaded.
const Libpq& libpq();

/// The connection of a session with PostgreSQL; lives as long as the session.
PGconn* connection_of(soci::session& session);

}  // namespace qrgen::store
