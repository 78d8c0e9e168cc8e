// SPDX-License-Identifier: MIT
//
// The tables of a foreign database, and SELECTs on those of their columns that are there: schemas change from
// version to version.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/store/foreign_database.hpp"
#include "core/transfer/export_rows.hpp"

namespace qrgen::transfer {

class ForeignTables {
  public:
    /// Connects. `system` is what messages call the program whose database it should be.
    ForeignTables(const std::string& url, std::string system);

    /// Throws Error(invalid) that names the table or the columns that are missing.
    void require(const std::string& table, const std::vector<std::string>& columns);

    bool has(const std::string& table);
    bool has(const std::string& table, const std::string& column);

    /// `expression` if the table has the column, otherwise NULL.
    std::string if_there(const std::string& table, const std::string& column, const std::string& expression);

    struct Item {
        std::string name;        // by which `on_row` gets it
        std::string expression;  // SQL
    };

    /// `rest` begins with " FROM". Values are gone when `on_row` returns.
    void read(const std::vector<Item>& items, const std::string& rest,
              const std::function<void(const Values&)>& on_row);

    [[noreturn]] void reject(const std::string& message, const std::string& hint) const;

  private:
    const std::vector<std::string>& columns_of(const std::string& table);

    store::ForeignDatabase database_;
    std::string system_;
    std::map<std::string, std::vector<std::string>> columns_;
};

}  // namespace qrgen::transfer
