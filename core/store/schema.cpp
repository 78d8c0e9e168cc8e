// SPDX-License-Identifier: MIT
#include "core/store/schema.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <string_view>

#include "core/base/error.hpp"
#include "core/store/dialect.hpp"
#include "core/store/sql.hpp"

namespace qrgen::store {
namespace {

struct AppliedMigration {
    std::string checksum;
    std::optional<Timestamp> applied_at;
};

bool has_own_table(Transaction& transaction) {
    return query_number(transaction, transaction.dialect().count_tables, {std::string("schema_migrations")}) >
           0;
}

// A server's database is often shared on purpose; a file is not.
void require_own_file(Transaction& transaction) {
    if (transaction.dialect().backend != Backend::sqlite) return;
    if (query_number(transaction, "SELECT count(*) FROM sqlite_schema WHERE type = 'table'") == 0) return;
    throw Error(ErrorKind::unavailable,
                "the database file " + transaction.place() +
                    " belongs to another program: it has tables, but none of qrgen's",
                "name another file as database_url");
}

std::map<int, AppliedMigration> read_applied(Transaction& transaction) {
    std::map<int, AppliedMigration> applied;
    if (!has_own_table(transaction)) {
        require_own_file(transaction);
        return applied;
    }
    const std::string sql = "SELECT version, checksum, " + transaction.dialect().read_time("applied_at") +
                            " FROM schema_migrations";
    query(transaction, sql, {}, 3, [&](const Row& row) {
        int version = 0;
        const std::string text = row[0].value_or("");
        std::from_chars(text.data(), text.data() + text.size(), version);
        applied[version] = {row[1].value_or(""), parse_rfc3339(row[2].value_or(""))};
    });
    return applied;
}

void require_known(const std::map<int, AppliedMigration>& applied, std::span<const Migration> known) {
    const int newest = known.empty() ? 0 : known.back().version;
    if (!applied.empty() && applied.rbegin()->first > newest) {
        throw Error(ErrorKind::unavailable,
                    "the schema of the database (version " + std::to_string(applied.rbegin()->first) +
                        ") is newer than this qrgen knows (" + std::to_string(newest) + ")",
                    "upgrade qrgen");
    }
    for (const auto& [version, migration] : applied) {
        const auto same = std::find_if(known.begin(), known.end(),
                                       [v = version](const Migration& m) { return m.version == v; });
        if (same == known.end() || migration.checksum != same->checksum) {
            throw Error(ErrorKind::unavailable,
                        "migration " + std::to_string(version) +
                            " of the database is not the one that this qrgen has",
                        "use the qrgen that made this database, or restore a backup");
        }
    }
}

void create_own_table(Transaction& transaction) {
    const std::string time = transaction.dialect().backend == Backend::sqlite ? "TEXT" : "timestamptz";
    execute(transaction,
            "CREATE TABLE schema_migrations (version INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL, "
            "checksum TEXT NOT NULL, applied_at " +
                time + " NOT NULL)");
}

// Splits at the marker lines and drops the comment lines.
std::vector<std::string> split_statements(std::string_view sql) {
    std::vector<std::string> statements(1);
    while (!sql.empty()) {
        const std::size_t end = std::min(sql.find('\n'), sql.size());
        const std::string_view line = sql.substr(0, end);
        sql.remove_prefix(std::min(end + 1, sql.size()));
        const std::size_t text = line.find_first_not_of(' ');
        if (line == "-- next") {
            statements.emplace_back();
        } else if (text != std::string_view::npos && !line.substr(text).starts_with("--")) {
            statements.back().append(line).append("\n");
        }
    }
    return statements;
}

}  // namespace

std::vector<MigrationState> read_migration_states(Transaction& transaction,
                                                  std::span<const Migration> known) {
    const auto applied = read_applied(transaction);
    require_known(applied, known);
    std::vector<MigrationState> states;
    for (const Migration& migration : known) {
        const auto found = applied.find(migration.version);
        states.push_back({migration.version, migration.name, migration.checksum,
                          found == applied.end() ? std::nullopt : found->second.applied_at});
    }
    return states;
}

std::optional<MigrationState> apply_next_migration(Transaction& transaction,
                                                   std::span<const Migration> known) {
    std::vector<MigrationState> states = read_migration_states(transaction, known);
    const auto next =
        std::find_if(states.begin(), states.end(), [](const MigrationState& s) { return !s.applied_at; });
    if (next == states.end()) return std::nullopt;
    if (!has_own_table(transaction)) create_own_table(transaction);
    const auto index = static_cast<std::size_t>(next - states.begin());
    for (const std::string& statement : split_statements(known[index].sql)) execute(transaction, statement);
    next->applied_at = system_now();
    execute(transaction,
            "INSERT INTO schema_migrations (version, name, checksum, applied_at) "
            "VALUES (:version, :name, :checksum, :applied_at)",
            {std::int64_t{next->version}, next->name, next->checksum, format_rfc3339(*next->applied_at)});
    return *next;
}

}  // namespace qrgen::store
