// SPDX-License-Identifier: MIT
#include <algorithm>
#include <chrono>

#include "core/base/error.hpp"
#include "core/base/random.hpp"
#include "core/base/text.hpp"
#include "core/codes/code_fields.hpp"
#include "core/codes/short_id.hpp"
#include "core/store/code_columns.hpp"
#include "core/store/dialect.hpp"
#include "core/store/sql.hpp"
#include "core/store/tables.hpp"

namespace qrgen::store {
namespace {

using codes::Code;
using codes::CodeQuery;

// Calls `add` with each column's name, and puts `separator` between what it appends.
template <typename Add>
std::string join_columns(const char* separator, const Add& add) {
    std::string joined;
    for (const CodeColumn& column : code_columns()) {
        if (!joined.empty()) joined += separator;
        joined += add(column);
    }
    return joined;
}

std::string name_of(const CodeColumn& column) {
    return std::string(column.name);
}

std::vector<Value> values_of(const Code& code) {
    std::vector<Value> values;
    for (const CodeColumn& column : code_columns()) values.push_back(column.get(code));
    values.emplace_back(search_text_of(code));
    return values;
}

void read_codes(Transaction& transaction, const std::string& sql, const std::vector<Value>& values,
                std::vector<Code>& codes) {
    query(transaction, sql, values, code_columns().size(),
          [&](Row& row) { codes.push_back(read_code(row)); });
}

std::optional<Code> find_by(Transaction& transaction, const char* column, const std::string& value,
                            Deleted deleted, RowLock lock) {
    std::string sql =
        "SELECT " + select_list(transaction.dialect()) + " FROM qr_codes WHERE " + column + " = :value";
    if (deleted == Deleted::excluded) sql += " AND deleted_at IS NULL";
    if (lock == RowLock::for_update) sql += transaction.dialect().row_lock;
    std::vector<Code> codes;
    read_codes(transaction, sql, {value}, codes);
    return codes.empty() ? std::nullopt : std::optional(std::move(codes.front()));
}

// What both databases can hold; nothing was created before or after.
std::string storable_time(Timestamp time) {
    using namespace std::chrono;
    constexpr Timestamp first = sys_days(year(1) / January / 1);
    constexpr Timestamp last = sys_days(year(9999) / December / 31) + days(1) - microseconds(1);
    return format_rfc3339(std::clamp(time, first, last));
}

struct Filter {
    std::string where;
    std::vector<Value> values{};
    bool is_only_type = true;

    void add(const std::string& condition, std::string value) {
        where += " AND " + condition;
        values.emplace_back(std::move(value));
        is_only_type = false;
    }
};

Filter filter_of(const CodeQuery& wanted, const Dialect& dialect) {
    Filter filter{.where = wanted.type ? " WHERE listed_type = :type" : " WHERE deleted_at IS NULL"};
    if (wanted.type) filter.values.emplace_back(std::string(to_string(*wanted.type)));
    const std::string position = dialect.position;
    if (!wanted.search.empty()) filter.add(position + "(search_text, :search) > 0", fold_case(wanted.search));
    if (wanted.tag) {
        filter.add(position + "(tags, :tag) > 0", std::string(" ").append(*wanted.tag).append(" "));
    }
    if (wanted.created_from) filter.add("created_at >= :created_from", storable_time(*wanted.created_from));
    if (wanted.created_before)
        filter.add("created_at < :created_before", storable_time(*wanted.created_before));
    return filter;
}

std::int64_t count(Transaction& transaction, const CodeQuery& wanted, const Filter& filter) {
    if (!filter.is_only_type) {
        return query_number(transaction, "SELECT count(*) FROM qr_codes" + filter.where, filter.values);
    }
    const char* counter = "static_count + dynamic_count";
    if (wanted.type)
        counter = *wanted.type == codes::CodeType::static_code ? "static_count" : "dynamic_count";
    return query_number(transaction, std::string("SELECT sum(") + counter + ") FROM qr_code_counts");
}

// Where absent values go is only said for columns that can have any: PostgreSQL would not use the index
// otherwise.
std::string order_by(const CodeQuery& wanted, const Dialect& dialect) {
    const CodeColumn* column = find_code_column(wanted.sort_by);
    if (column == nullptr || codes::find_code_field(wanted.sort_by) == nullptr) {
        throw Error({{"sort_by", "codes cannot be sorted by \"" + printable(wanted.sort_by) + "\""}});
    }
    const char* const direction = wanted.sort_desc ? " DESC" : "";
    std::string order = " ORDER BY " + name_of(*column) + direction;
    if (column->nullable == Nullable::yes)
        order += wanted.sort_desc ? dialect.nulls_last : dialect.nulls_first;
    return order + ", id" + direction;
}

}  // namespace

void CodeTable::insert(const Code& code) {
    const auto parameter = [](const CodeColumn& column) { return std::string(":").append(column.name); };
    execute(transaction_,
            "INSERT INTO qr_codes (" + join_columns(", ", name_of) + ", search_text) VALUES (" +
                join_columns(", ", parameter) + ", :search_text)",
            values_of(code));
}

void CodeTable::update(const Code& code) {
    const auto assignment = [](const CodeColumn& column) {
        return name_of(column) + " = :" + name_of(column);
    };
    std::vector<Value> values = values_of(code);
    values.emplace_back(code.id);
    const auto changed = execute(transaction_,
                                 "UPDATE qr_codes SET " + join_columns(", ", assignment) +
                                     ", search_text = :search_text WHERE id = :which",
                                 values);
    if (changed != 1) throw Error(ErrorKind::not_found, "there is no code with the id " + printable(code.id));
}

std::optional<Code> CodeTable::find(std::string_view reference, Deleted deleted, RowLock lock) {
    const std::string wanted = to_lower_ascii(reference);
    if (is_uuid(wanted)) {
        if (auto code = find_by(transaction_, "id", wanted, deleted, lock)) return code;
    }
    // A UUID also has the form of a short id.
    return codes::served_short_id_fault(wanted) == std::nullopt
               ? find_by(transaction_, "short_id", wanted, deleted, lock)
               : std::nullopt;
}

codes::CodePage CodeTable::list(const CodeQuery& wanted) {
    const Dialect& dialect = transaction_.dialect();
    Filter filter = filter_of(wanted, dialect);
    const std::string order = order_by(wanted, dialect);
    codes::CodePage page;
    page.total = count(transaction_, wanted, filter);
    if (wanted.limit == 0 || wanted.skip >= page.total) return page;
    filter.values.emplace_back(wanted.limit);
    filter.values.emplace_back(wanted.skip);
    read_codes(transaction_,
               "SELECT " + select_list(dialect) + " FROM qr_codes" + filter.where + order +
                   " LIMIT :limit OFFSET :skip",
               filter.values, page.items);
    return page;
}

}  // namespace qrgen::store
