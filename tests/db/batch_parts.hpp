// SPDX-License-Identifier: MIT
//
// A planner and a writer of batches on a database of their own.
#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/batch/code_writer.hpp"
#include "core/batch/planner.hpp"
#include "core/batch/row.hpp"
#include "tests/db/test_database.hpp"
#include "tests/support/text_source.hpp"

namespace qrgen::batch {

class BatchStoreTest : public store::StoreTest {
  protected:
    BatchStoreTest()
        : service_(*store_, {"https://qr.example", {}}, {[this] { return now_; }, system_random}) {}

    /// Rows of CSV as a run plans them that knows of no rows before.
    Chunk planned(const std::string& csv, const std::string& set = "") {
        PictureLedger ledger;
        Planner planner(store_.get(), service_, ledger, {.set = set});
        Chunk chunk = read(csv);
        planner.plan(chunk);
        return chunk;
    }

    void write(Chunk& chunk, const std::string& set = "") {
        CodeWriter writer([this](const auto& work) { store_->write(work); }, service_, set, "ann",
                          [this] { return now_; });
        writer.write(chunk);
    }

    Chunk run(const std::string& csv, const std::string& set = "") {
        Chunk chunk = planned(csv, set);
        write(chunk, set);
        return chunk;
    }

    static Chunk read(const std::string& csv) {
        const auto reader = records::open_records(records::RecordSyntax::csv, test::text_source(csv));
        RowReader rows(*reader, {});
        Chunk chunk;
        for (Item item; rows.next(item.row); item = {}) chunk.items.push_back(std::move(item));
        return chunk;
    }

    static std::vector<std::string> actions(const Chunk& chunk) {
        std::vector<std::string> actions;
        for (const Item& item : chunk.items) actions.emplace_back(to_string(item.action));
        return actions;
    }

    codes::Code stored(const Item& item) { return find(item.code.id, store::Deleted::included).value(); }

    Timestamp now_ = store::time_of(1000);
    codes::CodeService service_;
};

}  // namespace qrgen::batch
