// SPDX-License-Identifier: MIT
#include "core/batch/code_writer.hpp"

#include <map>
#include <set>
#include <utility>
#include <vector>

#include "core/base/text.hpp"
#include "core/batch/wishes.hpp"
#include "core/codes/code_changes.hpp"
#include "core/store/bulk_codes.hpp"

namespace qrgen::batch {

using codes::Code;
using codes::HistoryEntry;
using store::BulkCodes;
using store::Deleted;
using store::HistoryRow;
using store::HistoryTable;
using store::RowLock;
using store::Transaction;
using store::UniqueField;

// One transaction. It may have to be run again, so the items learn of it only when it is through.
class CodeWriter::Work {
  public:
    Work(const CodeWriter& writer, Chunk& chunk) : writer_(writer), chunk_(chunk), now_(writer.now_()) {}

    bool is_needed() const {
        for (const Item& item : chunk_.items) {
            if (is_stored(item)) return true;
        }
        return false;
    }

    void run(Transaction& transaction) {
        refusals_.clear();
        changed_.clear();
        history_.clear();
        insert(transaction);
        update(transaction);
        HistoryTable(transaction).append(history_);
    }

    void tell_items() {
        for (auto& [item, code] : changed_) {
            if (item->action == Action::updated && code.second) item->action = Action::unchanged;
            item->code = std::move(code.first);
        }
        for (auto& [item, reason] : refusals_) item->refuse(std::move(reason));
    }

  private:
    static bool is_stored(const Item& item) {
        return item.action == Action::created || item.action == Action::updated;
    }

    void record(const Code& code, std::vector<HistoryEntry> entries, std::int64_t revision,
                std::string_view action) {
        for (HistoryEntry& entry : entries) {
            entry.revision = revision;
            entry.changed_at = now_;
            entry.actor = writer_.actor_;
            entry.action = action;
            history_.push_back({code.id, std::move(entry)});
        }
    }

    void insert(Transaction& transaction) {
        std::vector<Code> codes;
        for (const Item& item : chunk_.items) {
            if (item.action == Action::created) codes.push_back(item.code);
        }
        const std::set<std::string> inserted = BulkCodes(transaction).insert(codes);
        for (Item& item : chunk_.items) {
            if (item.action != Action::created) continue;
            if (inserted.contains(item.code.id)) {
                record(item.code, {codes::creation_entry(item.code)}, 1, "create");
            } else {
                refusals_[&item] = "its key or short id was taken by somebody else just now; run again";
            }
        }
    }

    void update(Transaction& transaction) {
        std::map<std::string, Item*> items;
        std::vector<std::string> ids;
        for (Item& item : chunk_.items) {
            if (item.action != Action::updated) continue;
            items[item.code.id] = &item;
            ids.push_back(item.code.id);
        }
        if (ids.empty()) return;
        BulkCodes bulk(transaction);
        auto revisions = HistoryTable(transaction).last_revisions(ids);
        std::vector<Code> codes;
        for (const Code& before : bulk.find(UniqueField::id, ids, Deleted::included, RowLock::for_update)) {
            Item& item = *items[before.id];
            std::vector<Fault> faults;
            Code after = before;
            change(writer_.service_, item.row, writer_.set_, after, faults);
            std::vector<HistoryEntry> entries = codes::differences(before, after);
            if (!faults.empty()) {
                refusals_[&item] = text_of(faults);
                continue;
            }
            const bool is_same = entries.empty();
            if (!is_same) {
                after.updated_at = now_;
                codes.push_back(after);
                record(after, std::move(entries), revisions[after.id] + 1, "update");
            }
            changed_[&item] = {std::move(after), is_same};
        }
        bulk.update(codes);
    }

    const CodeWriter& writer_;
    Chunk& chunk_;
    Timestamp now_;
    std::map<Item*, std::string> refusals_;
    std::map<Item*, std::pair<Code, bool>> changed_;  // true: it was as it should be already
    std::vector<HistoryRow> history_;
};

CodeWriter::CodeWriter(RunTransaction run, const codes::CodeService& service, std::string set,
                       std::string actor, std::function<Timestamp()> now)
    : run_(std::move(run)),
      service_(service),
      set_(std::move(set)),
      actor_(std::move(actor)),
      now_(std::move(now)) {}

void CodeWriter::write(Chunk& chunk) {
    Work work(*this, chunk);
    if (!work.is_needed()) return;
    const std::lock_guard lock(mutex_);
    run_([&](Transaction& transaction) { work.run(transaction); });
    work.tell_items();
}

}  // namespace qrgen::batch
