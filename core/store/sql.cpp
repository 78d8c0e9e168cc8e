// SPDX-License-Identifier: MIT
#include "core/store/sql.hpp"

#include <atomic>
#include <charconv>
#include <string>

#include <soci/soci.h>

#include "core/base/text.hpp"
#include "core/store/dialect.hpp"
#include "core/store/store_error.hpp"

namespace qrgen::store {
namespace {

void require_storable(const std::string& text) {
    if (text.find('\0') != std::string::npos || find_invalid_utf8(text)) {
        throw Error(ErrorKind::invalid, "text that is not UTF-8, or has a NUL byte, cannot be stored");
    }
}

class Statement {
  public:
    // `values` must outlive the statement.
    Statement(soci::session& session, const std::vector<Value>& values, std::size_t columns)
        : texts_(columns), found_(columns), numbers_(values.size()), statement_(session) {
        for (std::size_t i = 0; i < columns; ++i) statement_.exchange(soci::into(texts_[i], found_[i]));
        for (std::size_t i = 0; i < values.size(); ++i) bind(values[i], numbers_[i]);
    }

    bool execute(const std::string& sql) {
        statement_.alloc();
        // Prepared separately it would cost two more round trips.
        statement_.prepare(sql, soci::details::st_one_time_query);
        statement_.define_and_bind();
        return statement_.execute(true);
    }

    bool fetch() { return statement_.fetch(); }

    void read(Row& row) {
        row.clear();
        for (std::size_t i = 0; i < texts_.size(); ++i) {
            if (found_[i] == soci::i_null) {
                row.emplace_back();
            } else {
                row.emplace_back(std::move(texts_[i]));
            }
        }
    }

    std::int64_t affected() { return statement_.get_affected_rows(); }

  private:
    void bind(const Value& value, long long& number) {
        if (const auto* text = std::get_if<std::string>(&value)) {
            require_storable(*text);
            statement_.exchange(soci::use(*text));
        } else if (const auto* integer = std::get_if<std::int64_t>(&value)) {
            number = *integer;
            statement_.exchange(soci::use(number));
        } else {
            statement_.exchange(soci::use(null_text_, null_));
        }
    }

    std::vector<std::string> texts_;
    std::vector<soci::indicator> found_;
    std::vector<long long> numbers_;  // SOCI knows no std::int64_t
    std::string null_text_;
    soci::indicator null_ = soci::i_null;
    soci::statement statement_;
};

// SOCI's exceptions become ours, and the transaction learns that it has failed.
template <typename Work>
auto translated(Transaction& transaction, const Work& work) {
    try {
        try {
            return work();
        } catch (const soci::soci_error& error) {
            throw_translated(error, transaction.place());
        }
    } catch (...) {
        transaction.fail(std::current_exception());
        throw;
    }
}

}  // namespace

std::int64_t number_of(const std::optional<std::string>& digits) noexcept {
    std::int64_t number = 0;
    if (digits) std::from_chars(digits->data(), digits->data() + digits->size(), number);
    return number;
}

std::int64_t execute(Transaction& transaction, const std::string& sql, const std::vector<Value>& values) {
    return translated(transaction, [&] {
        Statement statement(transaction.session(), values, 0);
        statement.execute(sql);
        return statement.affected();
    });
}

void query(Transaction& transaction, const std::string& sql, const std::vector<Value>& values,
           std::size_t columns, const std::function<void(Row&)>& on_row) {
    translated(transaction, [&] {
        Statement statement(transaction.session(), values, columns);
        Row row;
        for (bool has_row = statement.execute(sql); has_row; has_row = statement.fetch()) {
            statement.read(row);
            on_row(row);
        }
    });
}

// SQLite gives row by row anyway; libpq would keep the whole result.
void stream(Transaction& transaction, const std::string& sql, const std::vector<Value>& values,
            std::size_t columns, const std::function<void(Row&)>& on_row) {
    if (transaction.dialect().backend == Backend::sqlite)
        return query(transaction, sql, values, columns, on_row);
    static std::atomic<unsigned> number = 0;
    const std::string cursor = "qrgen_rows_" + std::to_string(++number);
    execute(transaction, "DECLARE " + cursor + " NO SCROLL CURSOR FOR " + sql, values);
    for (bool has_more = true; has_more;) {
        has_more = false;
        query(transaction, "FETCH 1000 FROM " + cursor, {}, columns, [&](Row& row) {
            has_more = true;
            on_row(row);
        });
    }
    execute(transaction, "CLOSE " + cursor);
}

std::int64_t query_number(Transaction& transaction, const std::string& sql,
                          const std::vector<Value>& values) {
    std::int64_t number = 0;
    query(transaction, sql, values, 1, [&](const Row& row) { number = number_of(row[0]); });
    return number;
}

}  // namespace qrgen::store
