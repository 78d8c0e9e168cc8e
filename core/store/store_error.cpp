// SPDX-License-Identifier: MIT
#include "core/store/store_error.hpp"

#include <array>
#include <string_view>

#include "core/store/backend_library.hpp"

namespace qrgen::store {
namespace {

constexpr auto try_again = "try again";

// Of SQLite's messages only the first line names the constraint; of PostgreSQL's the next one would repeat
// values.
std::string_view first_line(std::string_view text) {
    return text.substr(0, text.find('\n'));
}

[[noreturn]] void unavailable(const std::string& message, const std::string& hint) {
    throw Error(ErrorKind::unavailable, message, hint);
}

[[noreturn]] void throw_taken(const std::string& message) {
    struct Taken {
        std::string_view postgresql, sqlite;
        const char* message;
    };
    static constexpr std::array columns{
        Taken{"qr_codes_short_id_key", "qr_codes.short_id", "the short id is taken already"},
        Taken{"qr_codes_external_key_key", "qr_codes.external_key", "the key is taken already"},
        Taken{"qr_codes_id_key", "qr_codes.id", "the id is taken already"},
    };
    const std::string_view line = first_line(message);
    for (const Taken& column : columns) {
        if (line.find(column.postgresql) != std::string_view::npos ||
            line.find(column.sqlite) != std::string_view::npos) {
            throw Error(ErrorKind::conflict, column.message);
        }
    }
    throw Error(ErrorKind::conflict, "a value that must be unique is taken already");
}

// Codes: https://www.postgresql.org/docs/15/errcodes-appendix.html
void throw_postgresql(const std::string& state, const std::string& message, const std::string& place) {
    const std::string_view group = std::string_view(state).substr(0, 2);
    if (state == "23505") throw_taken(message);
    if (state == "40001" || state == "40P01") {
        throw RetryError(ErrorKind::unavailable, "the database was too busy with other changes", try_again);
    }
    if (group == "08" || state == "57P01" || state == "57P02" || state == "57P03" || state == "57P05") {
        unavailable("the connection to the database was lost (" + place + ")",
                    "try again when the server is back");
    }
    if (group == "57")
        unavailable("the database cancelled the operation", "try again; see statement_timeout");
    if (state == "25006") {
        unavailable("the database is read-only (" + place + ")", "connect to the primary server");
    }
    if (state == "42501") {
        unavailable("the user of the database lacks a privilege that qrgen needs (" + place + ")",
                    "grant it, or use the user that ran: qrgen migrate up");
    }
    if (state == "53300") unavailable("the database has no connection left (" + place + ")", try_again);
    if (state == "53100") unavailable("the disk of the database is full (" + place + ")", "make room there");
    if (group == "53") unavailable("the database has run out of resources (" + place + ")", try_again);
    if (group == "58" || group == "XX") {
        unavailable("the database has an internal problem (SQLSTATE " + state + ")",
                    "see the log of the server");
    }
    if (state == "55P03") unavailable("the database is busy (" + place + ")", try_again);
    // Data exceptions, and violations of constraints.
    if (group == "22" || group == "23" || group == "44")
        throw RefusedValue(ErrorKind::failure, "the database refused the operation (SQLSTATE " + state + ")");
    const bool is_known = state.find(' ') == std::string::npos;
    throw Error(ErrorKind::failure,
                "the database refused the operation" + (is_known ? " (SQLSTATE " + state + ")" : ""));
}

// Codes: https://www.sqlite.org/rescode.html
void throw_sqlite(int code, const std::string& message, const std::string& place) {
    const std::string file = "the database file " + place;
    const std::string refused =
        "the database refused the operation (SQLite code " + std::to_string(code) + ")";
    switch (code) {
        case 5:  // BUSY
        case 6:  // LOCKED
            unavailable(file + " is busy: another process writes to it", try_again);
        case 8:  // READONLY
            unavailable(file + " is read-only", "make the file and its directory writable for this user");
        case 3:   // PERM
        case 14:  // CANTOPEN
        case 23:  // AUTH
            unavailable(file + " cannot be opened", "it must be a file that this user may read and write");
        case 11:  // CORRUPT
            unavailable(file + " is damaged", "restore it from a backup");
        case 26:  // NOTADB
            unavailable(file + " is not an SQLite database", "name another file as database_url");
        case 13:  // FULL
            unavailable("the disk with the database file " + place + " is full", "make room there");
        case 7:   // NOMEM
        case 10:  // IOERR
            unavailable(file + " cannot be read or written", "check the disk");
        case 19:  // CONSTRAINT
            if (first_line(message).find("UNIQUE constraint failed") != std::string_view::npos)
                throw_taken(message);
            [[fallthrough]];
        case 18:  // TOOBIG
        case 20:  // MISMATCH
            throw RefusedValue(ErrorKind::failure, refused);
        default: throw Error(ErrorKind::failure, refused);
    }
}

struct ConnectionProblem {
    std::string_view sign;
    const char* reason;
    const char* hint;
};

// A failed attempt to connect has no SQLSTATE, only a text. In another language than English we just know
// less.
constexpr std::array connection_problems{
    ConnectionProblem{"too many", "it has no connection left", "try again"},
    ConnectionProblem{"password authentication failed", "it refuses the user name or the password",
                      "check both in database_url"},
    ConnectionProblem{"no password supplied", "it wants a password", "give one in database_url"},
    ConnectionProblem{"pg_hba.conf", "it does not allow this user or host to connect",
                      "see pg_hba.conf of the server"},
    ConnectionProblem{"role \"", "there is no such user", "check database_url, or create the user"},
    ConnectionProblem{"database \"", "there is no such database",
                      "check database_url, or create the database"},
    ConnectionProblem{"remaining connection slots", "it has no connection left", "try again"},
    ConnectionProblem{"starting up", "the server is starting", "try again"},
    ConnectionProblem{"shutting down", "the server is shutting down", "try again when it is back"},
    ConnectionProblem{"could not translate host name", "the host is unknown",
                      "check the host in database_url"},
    ConnectionProblem{"Connection refused", "nothing answers there",
                      "start the server, or check database_url"},
    ConnectionProblem{"No such file or directory", "nothing answers there",
                      "start the server, or check database_url"},
    ConnectionProblem{"timeout expired", "the server does not answer", "check the host in database_url"},
    ConnectionProblem{"timed out", "the server does not answer", "check the host in database_url"},
    ConnectionProblem{"SSL", "the encryption could not be agreed on", "check sslmode and certificates"},
};

}  // namespace

void throw_translated(const soci::soci_error& error, const std::string& place) {
    const std::string message = error.get_error_message();
    if (const std::string state = sqlstate_of(error); !state.empty()) throw_postgresql(state, message, place);
    if (const int code = sqlite_code_of(error); code != 0) throw_sqlite(code, message, place);
    throw Error(ErrorKind::failure, "the database refused the operation");
}

void throw_connection_error(const soci::soci_error& error, Backend backend, const std::string& place) {
    if (backend == Backend::sqlite) throw_translated(error, place);
    const std::string message = error.get_error_message();
    for (const ConnectionProblem& problem : connection_problems) {
        if (message.find(problem.sign) != std::string::npos) {
            unavailable("cannot connect to " + place + ": " + problem.reason, problem.hint);
        }
    }
    unavailable("cannot connect to " + place, "check database_url and the server");
}

bool is_connection_lost(const soci::soci_error& error) {
    const std::string state = sqlstate_of(error);
    return state.starts_with("08") || state.starts_with("57P");
}

}  // namespace qrgen::store
