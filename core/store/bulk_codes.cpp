// SPDX-License-Identifier: MIT
#include "core/store/bulk_codes.hpp"

#include <utility>

#include "core/base/error.hpp"
#include "core/store/code_columns.hpp"
#include "core/store/dialect.hpp"
#include "core/store/json_rows.hpp"
#include "core/store/sql.hpp"

namespace qrgen::store {
namespace {

using codes::Code;

std::string rows_of(std::span<const Code> codes) {
    Json rows = Json::array();
    for (const Code& code : codes) {
        Json row = Json::array();
        for (const CodeColumn& column : code_columns()) row.push_back(json_of(column.get(code)));
        row.push_back(search_text_of(code));
        rows.push_back(std::move(row));
    }
    return text_of(rows);
}

// Calls `add` with the name of each column and the SQL of its value in a row of rows_of().
template <typename Add>
void for_each_column(const Dialect& dialect, const Add& add) {
    std::size_t index = 0;
    for (const CodeColumn& column : code_columns()) {
        add(std::string(column.name), element(index, type_of(column, dialect)));
        ++index;
    }
    add("search_text", element(index, "text"));
}

std::string from_rows(const Dialect& dialect) {
    return " FROM " + dialect.json_rows(":rows");
}

const CodeColumn& column_of(UniqueField field) {
    switch (field) {
        case UniqueField::id: return *find_code_column("id");
        case UniqueField::short_id: return *find_code_column("short_id");
        case UniqueField::external_key: break;
    }
    return *find_code_column("external_key");
}

std::vector<Code> read_codes(Transaction& transaction, const std::string& rest,
                             const std::vector<Value>& values) {
    std::vector<Code> codes;
    query(transaction, "SELECT " + select_list(transaction.dialect()) + " FROM qr_codes" + rest, values,
          code_columns().size(), [&](Row& row) { codes.push_back(read_code(row)); });
    return codes;
}

}  // namespace

std::set<std::string> BulkCodes::insert(std::span<const Code> codes) {
    std::set<std::string> inserted;
    if (codes.empty()) return inserted;
    const Dialect& dialect = transaction_.dialect();
    std::string names;
    std::string values;
    for_each_column(dialect, [&](const std::string& name, const std::string& value) {
        names += (names.empty() ? "" : ", ") + name;
        values += (values.empty() ? "" : ", ") + value;
    });
    query(transaction_,
          "INSERT INTO qr_codes (" + names + ") SELECT " + values + from_rows(dialect) +
              " WHERE true ON CONFLICT DO NOTHING RETURNING id",
          {rows_of(codes)}, 1, [&](Row& row) { inserted.insert(std::move(row[0]).value_or("")); });
    return inserted;
}

void BulkCodes::update(std::span<const Code> codes) {
    if (codes.empty()) return;
    const Dialect& dialect = transaction_.dialect();
    std::string assignments;
    std::string values;
    for_each_column(dialect, [&](const std::string& name, const std::string& value) {
        if (name != "id") assignments += (assignments.empty() ? "" : ", ") + name + " = wanted." + name;
        values += (values.empty() ? "" : ", ") + value + " AS " + name;
    });
    const std::int64_t changed = execute(transaction_,
                                         "UPDATE qr_codes SET " + assignments + " FROM (SELECT " + values +
                                             from_rows(dialect) + ") AS wanted WHERE qr_codes.id = wanted.id",
                                         {rows_of(codes)});
    if (changed != static_cast<std::int64_t>(codes.size())) {
        throw Error(ErrorKind::not_found, "a code to be changed does not exist");
    }
}

std::vector<Code> BulkCodes::find(UniqueField field, std::span<const std::string> values, Deleted deleted,
                                  RowLock lock) {
    if (values.empty()) return {};
    const Dialect& dialect = transaction_.dialect();
    const CodeColumn& column = column_of(field);
    std::string rest = " WHERE " + is_among_rows(column.name, type_of(column, dialect), dialect);
    if (deleted == Deleted::excluded) rest += " AND deleted_at IS NULL";
    rest += " ORDER BY id";
    if (lock == RowLock::for_update) rest += dialect.row_lock;
    return read_codes(transaction_, rest, {store::rows_of(values)});
}

std::vector<Code> BulkCodes::of_batch_set(const std::string& set, const std::string& after,
                                          std::int64_t most) {
    std::string rest = " WHERE batch_set = :batch_set AND deleted_at IS NULL";
    std::vector<Value> values{set};
    if (!after.empty()) {
        rest += " AND id > :after";
        values.emplace_back(after);
    }
    values.emplace_back(most);
    return read_codes(transaction_, rest + " ORDER BY id LIMIT :most", values);
}

}  // namespace qrgen::store
