// SPDX-License-Identifier: MIT
#include "core/store/libpq.hpp"

#include <soci/postgresql/soci-postgresql.h>

#include "core/base/shared_library.hpp"

namespace qrgen::store {

const Libpq& libpq() {
    static const Libpq functions = [] {
        const SharedLibrary library("libpq.so.5", "libpq5", "PostgreSQL");
        return Libpq{library.function<decltype(PQsocket)>("PQsocket"),
                     library.function<decltype(PQconsumeInput)>("PQconsumeInput"),
                     library.function<decltype(PQnotifies)>("PQnotifies"),
                     library.function<decltype(PQfreemem)>("PQfreemem"),
                     library.function<decltype(PQsetNoticeProcessor)>("PQsetNoticeProcessor"),
                     library.function<decltype(PQsendQuery)>("PQsendQuery"),
                     library.function<decltype(PQisBusy)>("PQisBusy"),
                     library.function<decltype(PQgetResult)>("PQgetResult"),
                     library.function<decltype(PQclear)>("PQclear")};
    }();
    return functions;
}

// The sanitizer would want the type information of a class whose library is not linked.
__attribute__((no_sanitize("vptr"))) PGconn* connection_of(soci::session& session) {
    return static_cast<soci::postgresql_session_backend*>(session.get_backend())->conn_;
}

}  // namespace qrgen::store
