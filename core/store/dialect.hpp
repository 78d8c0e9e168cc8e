// SPDX-License-Identifier: MIT
//
// Where PostgreSQL and SQLite differ, all in one place. Everything else in core/store is the same SQL for
// both.
#pragma once

#include <string>
#include <string_view>

#include "core/store/store.hpp"

namespace qrgen::store {

struct Dialect {
    Backend backend;

    const char* begin_read;  // one snapshot for the whole transaction
    const char*
        begin_write;  // SQLite: takes the write lock at once, since a later upgrade of a read lock can fail
    const char* row_lock;      // behind a SELECT; SQLite needs none, a writer being alone
    const char* counter_lock;  // the same against other writers of scans only: rows that refer to it may
                               // still be made
    const char*
        nulls_first;         // behind an ORDER BY expression that can be NULL: absent values first, ascending
    const char* nulls_last;  // and last, descending
    const char* position;    // function (text, part): 0 if `text` does not hold `part`
    const char* time_start;  // around a column that holds a time: makes it RFC 3339 text in UTC
    const char* time_end;
    const char* day_start;  // the same for a day: YYYY-MM-DD
    const char* day_end;

    const char*
        json_rows_start;  // around a parameter that is a JSON list: a table of the elements, named `value`
    const char* json_rows_end;
    const char* among_start;  // behind a column, around a SELECT of one column: whether its rows hold the
    const char* among_end;    // column's value, looked up in its index
    const char* uuid_type;    // what to CAST text to, for columns of the kind
    const char* time_type;
    const char* day_type;

    const char* count_tables;     // parameter: a name; one row: how many tables of ours have it
    const char* lock_migrations;  // held by the session until unlock_migrations; empty: begin_write is enough
    const char* unlock_migrations;  // empty: nothing to unlock
    const char* lock_rollups;       // held to the end of the transaction; empty: begin_write is enough
    const char* lock_purge;         // the same, of those who remove old scans
    const char* try_lock_purge;     // one row: 0 if another has it, otherwise it is ours
    const char* server_version;     // one row: "15.18 (Debian …)"

    std::string read_time(std::string_view column) const {
        return time_start + std::string(column) + time_end;
    }
    std::string read_day(std::string_view column) const { return day_start + std::string(column) + day_end; }

    /// For FROM: the elements of the JSON list that is the parameter's value.
    std::string json_rows(std::string_view parameter) const {
        return json_rows_start + std::string(parameter) + json_rows_end;
    }
};

const Dialect& dialect_of(Backend backend) noexcept;

}  // namespace qrgen::store
