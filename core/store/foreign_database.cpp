// SPDX-License-Identifier: MIT
#include "core/store/foreign_database.hpp"

#include <utility>

#include <soci/soci.h>

#include "core/base/error.hpp"
#include "core/store/dialect.hpp"
#include "core/store/session.hpp"

namespace qrgen::store {
namespace {

DatabaseUrl parse_source_url(const std::string& url) {
    DatabaseUrl parsed;
    try {
        parsed = DatabaseUrl::parse(url);
    } catch (const Error& error) {
        throw Error({Fault{"source", error.faults().front().message}},
                    "write it as postgresql://user@host/database");
    }
    if (parsed.backend != Backend::postgresql) {
        throw Error({Fault{"source", "only databases on PostgreSQL can be read"}},
                    "write it as postgresql://user@host/database, or give a file");
    }
    return parsed;
}

// The usual hints name our own setting, and our own commands.
Error for_a_source(const Error& error) {
    const bool is_about_us = error.hint().find("database_url") != std::string::npos ||
                             error.hint().find("qrgen") != std::string::npos;
    return {
        error.kind(), error.message(),
        is_about_us ? "check the URL of the source, and that its user may read the tables" : error.hint()};
}

}  // namespace

template <typename Work>
void ForeignDatabase::run(const Work& work) {
    try {
        work();
    } catch (const Error& error) {
        throw for_a_source(error);
    }
}

ForeignDatabase::ForeignDatabase(const std::string& url) {
    const DatabaseUrl parsed = parse_source_url(url);
    place_ = place_of(parsed);
    run([&] {
        session_ = open_session(parsed);
        transaction_ = std::make_unique<Transaction>(*session_, dialect_of(Backend::postgresql), place_);
        execute(*transaction_, transaction_->dialect().begin_read);
        execute(*transaction_, "SET LOCAL TIME ZONE 'UTC'");
        // Such a server would refuse to send bytes that are not UTF-8 instead of leaving that to us.
        if (query_number(*transaction_,
                         "SELECT count(*) WHERE current_setting('server_encoding') = 'SQL_ASCII'") > 0)
            execute(*transaction_, "SET LOCAL client_encoding TO 'SQL_ASCII'");
    });
}

ForeignDatabase::~ForeignDatabase() = default;

std::vector<std::string> ForeignDatabase::columns_of(const std::string& table) {
    std::vector<std::string> names;
    run([&] {
        query(*transaction_,
              "SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(:name) AND attnum > 0 "
              "AND NOT attisdropped ORDER BY attnum",
              {table}, 1, [&](Row& row) { names.push_back(std::move(row[0]).value_or("")); });
    });
    return names;
}

// Without a zone they are taken for UTC, which is the zone of the session.
std::string ForeignDatabase::time_of(const std::string& column) {
    return dialect_of(Backend::postgresql).read_time("CAST(" + column + " AS timestamptz)");
}

// Errors that `on_row` throws are not the source's: they go by without a change.
void ForeignDatabase::read(const std::string& select, std::size_t columns,
                           const std::function<void(Row&)>& on_row) {
    bool is_ours = false;
    try {
        stream(*transaction_, select, {}, columns, [&](Row& row) {
            is_ours = true;
            on_row(row);
            is_ours = false;
        });
    } catch (const Error& error) {
        if (is_ours) throw;
        throw for_a_source(error);
    }
}

}  // namespace qrgen::store
