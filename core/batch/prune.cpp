// SPDX-License-Identifier: MIT
#include "core/batch/prune.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "core/codes/code_changes.hpp"
#include "core/store/bulk_codes.hpp"

namespace qrgen::batch {
namespace {

using codes::Code;
using store::BulkCodes;
using store::HistoryRow;
using store::HistoryTable;
using store::Transaction;

constexpr std::size_t codes_at_once = 500;

std::set<std::string> delete_some(Transaction& transaction, const std::string& set,
                                  const std::vector<std::string>& ids, const std::string& actor,
                                  Timestamp now) {
    BulkCodes bulk(transaction);
    HistoryTable history(transaction);
    const auto revisions = history.last_revisions(ids);
    std::set<std::string> deleted;
    std::vector<Code> changed;
    std::vector<HistoryRow> rows;
    for (const Code& before :
         bulk.find(store::UniqueField::id, ids, store::Deleted::excluded, store::RowLock::for_update)) {
        if (before.batch_set != set) continue;
        Code after = before;
        after.deleted_at = after.updated_at = now;
        for (codes::HistoryEntry& entry : codes::differences(before, after)) {
            const auto last = revisions.find(before.id);
            entry.revision = (last == revisions.end() ? 0 : last->second) + 1;
            entry.changed_at = now;
            entry.actor = actor;
            entry.action = "delete";
            rows.push_back({before.id, std::move(entry)});
        }
        changed.push_back(std::move(after));
        deleted.insert(before.id);
    }
    bulk.update(changed);
    history.append(rows);
    return deleted;
}

}  // namespace

std::vector<VanishedCode> vanished_codes(store::Store& store, const std::string& set,
                                         const std::function<bool(const std::string& key)>& is_there) {
    std::vector<VanishedCode> vanished;
    std::string after;
    for (bool has_more = true; has_more;) {
        std::vector<Code> page;
        store.read([&](Transaction& transaction) {
            page = BulkCodes(transaction).of_batch_set(set, after, codes_at_once);
        });
        has_more = page.size() == codes_at_once;
        for (Code& code : page) {
            after = code.id;
            const std::string key = code.external_key.value_or("");
            if (!is_there(key)) vanished.push_back({code.id, key, code.short_id.value_or("")});
        }
    }
    return vanished;
}

void delete_vanished(store::Store& store, const std::string& set, const std::vector<VanishedCode>& codes,
                     const std::string& actor, Timestamp now,
                     const std::function<void(const VanishedCode&)>& on_deleted) {
    for (std::size_t start = 0; start < codes.size(); start += codes_at_once) {
        const std::size_t end = std::min(start + codes_at_once, codes.size());
        std::vector<std::string> ids;
        for (std::size_t i = start; i < end; ++i) ids.push_back(codes[i].id);
        std::set<std::string> deleted;
        store.write(
            [&](Transaction& transaction) { deleted = delete_some(transaction, set, ids, actor, now); });
        for (std::size_t i = start; i < end; ++i) {
            if (deleted.contains(codes[i].id)) on_deleted(codes[i]);
        }
    }
}

}  // namespace qrgen::batch
