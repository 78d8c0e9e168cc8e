// SPDX-License-Identifier: MIT
#include "core/transfer/importer.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "core/base/clean_text.hpp"
#include "core/base/error.hpp"
#include "core/base/text.hpp"
#include "core/codes/code_rules.hpp"
#include "core/store/bulk_codes.hpp"
#include "core/store/code_columns.hpp"
#include "core/store/log_start.hpp"
#include "core/store/rollup_writer.hpp"
#include "core/store/scan_table.hpp"
#include "core/transfer/foreign_rules.hpp"

namespace qrgen::transfer {
namespace {

using codes::Code;
using store::BulkCodes;
using store::UniqueField;

constexpr std::size_t batch_size = 1000;
constexpr std::size_t max_agent_part = 100;  // bytes of a family or version

// Columns that change as codes are scanned, and those that only the one who made the code knows.
constexpr std::string_view never_compared[] = {"created_at",          "updated_at",
                                               "scan_count",          "last_scan_at",
                                               "genuine_scan_count",  "first_genuine_scan_at",
                                               "last_genuine_scan_at"};
constexpr std::string_view only_ours[] = {"content", "external_key", "batch_set"};

template <typename Names>
bool is_among(const Names& names, std::string_view name) {
    return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

std::string joined(const std::vector<std::string>& texts, const char* separator) {
    std::string text;
    for (const std::string& part : texts) text += (text.empty() ? "" : separator) + part;
    return text;
}

std::vector<std::string> differing_fields(const Code& a, const Code& b, bool is_own_export) {
    std::vector<std::string> names;
    for (const store::CodeColumn& column : store::code_columns()) {
        if (is_among(never_compared, column.name)) continue;
        if (!is_own_export && is_among(only_ours, column.name)) continue;
        if (column.get(a) != column.get(b)) names.emplace_back(column.name);
    }
    return names;
}

codes::HistoryEntry import_entry(const Code& code, Timestamp now, const std::string& actor) {
    const bool is_dynamic = code.type == codes::CodeType::dynamic_code;
    codes::HistoryEntry entry;
    entry.revision = 1;
    entry.changed_at = now;
    entry.actor = actor;
    entry.action = "import";
    entry.field = is_dynamic ? "redirect_url" : "content";
    entry.to = is_dynamic ? code.redirect_url : std::optional(code.content);
    return entry;
}

std::string taken_by(const char* what, const Code& other) {
    return std::string(what) + " is taken by the " + (other.deleted_at ? "deleted " : "") + "code " +
           other.id;
}

ImportResult result_of(const ForeignCode& foreign, ImportAction action, std::string reason) {
    return {action, foreign.code.short_id.value_or(""), foreign.code.id, std::move(reason)};
}

// The codes that clash with one of a batch, whatever the reason, found with a statement for each.
class Neighbours {
  public:
    Neighbours(store::Transaction& transaction, const std::vector<ForeignCode>& batch) {
        std::vector<std::string> ids;
        std::vector<std::string> short_ids;
        std::vector<std::string> keys;
        for (const ForeignCode& foreign : batch) {
            if (!foreign.fault.empty()) continue;
            ids.push_back(foreign.code.id);
            if (foreign.code.short_id) short_ids.push_back(*foreign.code.short_id);
            if (foreign.code.external_key) keys.push_back(*foreign.code.external_key);
        }
        BulkCodes codes(transaction);
        for (const auto& [field, values] : {std::pair{UniqueField::id, &ids},
                                            {UniqueField::short_id, &short_ids},
                                            {UniqueField::external_key, &keys}}) {
            for (Code& code : codes.find(field, *values, store::Deleted::included)) add(code);
        }
    }

    void add(const Code& code) {
        by_id_.emplace(code.id, code);
        if (code.short_id) by_short_id_.emplace(*code.short_id, code);
        if (code.external_key) by_key_.emplace(*code.external_key, code);
    }

    const Code* with_id(const std::string& id) const { return find(by_id_, id); }
    const Code* with_short_id(const std::optional<std::string>& id) const {
        return id ? find(by_short_id_, *id) : nullptr;
    }
    const Code* with_key(const std::optional<std::string>& key) const {
        return key ? find(by_key_, *key) : nullptr;
    }

  private:
    using Map = std::map<std::string, Code>;

    static const Code* find(const Map& map, const std::string& value) {
        const auto found = map.find(value);
        return found == map.end() ? nullptr : &found->second;
    }

    Map by_id_, by_short_id_, by_key_;
};

}  // namespace

std::string_view to_string(ImportAction action) noexcept {
    switch (action) {
        case ImportAction::created: return "created";
        case ImportAction::unchanged: return "unchanged";
        case ImportAction::skipped: return "skipped";
        case ImportAction::refused: break;
    }
    return "refused";
}

struct Importer::Plan {
    std::vector<ImportResult> results;  // one for each code of the batch
    std::vector<Code> fresh;            // those to be inserted
    std::vector<std::size_t> places;    // of these among the results
};

Importer::Importer(store::Store& store, ImportRules rules, OnResult on_result)
    : store_(store),
      rules_(std::move(rules)),
      on_result_(std::move(on_result)),
      partitions_(store, rules_.now) {
    codes::check_actor(rules_.actor);
}

void Importer::run(Source& source, Scans scans) {
    try {
        source.read(*this, scans);
    } catch (const Error&) {
        // What came before the source failed is stored; where our own database has failed, that is vain.
        if (!is_storing_) flush();
        throw;
    }
    flush();
}

void Importer::store(const Work& work) {
    is_storing_ = true;
    rules_.is_dry_run ? store_.read(work) : store_.write(work);
    is_storing_ = false;
}

void Importer::take(ForeignCode&& code) {
    flush_history();
    flush_scans();
    flush_days();
    prepare(code);
    codes_.push_back(std::move(code));
    if (codes_.size() == batch_size) flush_codes();
}

// The entries of one revision are never parted: which are missing is told by the last revision that is there.
void Importer::take(store::HistoryRow&& row) {
    flush_codes();
    const bool begins_revision = history_.empty() || history_.back().code_id != row.code_id ||
                                 history_.back().entry.revision != row.entry.revision;
    if (begins_revision && history_.size() >= batch_size) flush_history();
    history_.push_back(std::move(row));
}

void Importer::take(store::StoredScan&& scan) {
    flush_codes();
    flush_history();
    if (!rules_.is_own_export) {
        scan.ip_address = scans::keep_of_address(scan.ip_address, rules_.ip_privacy);
        scan.user_agent = clean_text(scan.user_agent, scans::max_user_agent);
        scan.referrer = clean_text(scan.referrer, scans::max_referrer);
        for (auto* text : {&scan.country, &scan.device_family, &scan.os_family, &scan.os_version,
                           &scan.browser_family, &scan.browser_version}) {
            if (*text) *text = clean_text(**text, max_agent_part);
        }
        details_.complete(scan);
    }
    scans_.push_back(std::move(scan));
    if (scans_.size() == batch_size) flush_scans();
}

void Importer::take(const store::CodeDay& day) {
    flush_codes();
    flush_history();
    flush_scans();
    days_.push_back(day);
    if (days_.size() == batch_size) flush_days();
}

void Importer::refuse_row(const std::string& reason) {
    flush_codes();
    tell({ImportAction::refused, "", "", reason});
}

void Importer::flush() {
    flush_codes();
    flush_history();
    flush_scans();
    flush_days();
}

void Importer::prepare(ForeignCode& foreign) const {
    if (rules_.is_own_export) return check(foreign, rules_.policy);
    adapt(foreign, rules_.policy, rules_.base_url);
    if (foreign.fault.empty()) foreign.history = {import_entry(foreign.code, rules_.now(), rules_.actor)};
}

void Importer::decide(store::Transaction& transaction, Plan& plan) {
    plan = {};
    Neighbours neighbours(transaction, codes_);
    for (const ForeignCode& foreign : codes_) {
        const Code& code = foreign.code;
        const auto add = [&](ImportAction action, std::string reason) {
            plan.results.push_back(result_of(foreign, action, std::move(reason)));
        };
        if (!foreign.fault.empty()) {
            add(ImportAction::refused, foreign.fault);
        } else if (const Code* same = neighbours.with_id(code.id)) {
            const auto names = differing_fields(code, *same, rules_.is_own_export);
            add(names.empty() ? ImportAction::unchanged : ImportAction::skipped,
                names.empty() ? "" : "is here already, with other values: " + joined(names, ", "));
        } else if (const Code* other = neighbours.with_short_id(code.short_id)) {
            add(ImportAction::refused, taken_by("the short id", *other));
        } else if (const Code* owner = neighbours.with_key(code.external_key)) {
            add(ImportAction::refused, taken_by("the key", *owner));
        } else if (rules_.is_dry_run && !is_new_in_dry_run(code)) {
            add(ImportAction::refused, "the short id is taken by an earlier code of this source");
        } else {
            neighbours.add(code);
            plan.fresh.push_back(code);
            plan.places.push_back(plan.results.size());
            add(ImportAction::created, joined(foreign.notes, "; "));
        }
    }
}

bool Importer::is_new_in_dry_run(const Code& code) {
    return !code.short_id || planned_.insert(std::hash<std::string>()(*code.short_id)).second;
}

void Importer::flush_codes() {
    if (codes_.empty()) return;
    Plan plan;
    store([&](store::Transaction& transaction) {
        decide(transaction, plan);
        if (rules_.is_dry_run) return;
        BulkCodes bulk(transaction);
        const auto inserted = bulk.insert(plan.fresh);
        std::vector<store::HistoryRow> rows;
        for (const std::size_t place : plan.places) {
            ImportResult& result = plan.results[place];
            if (!inserted.contains(result.id)) {
                result.action = ImportAction::refused;
                result.reason = "its id, short id or key was taken at this moment";
                continue;
            }
            for (const codes::HistoryEntry& entry : codes_[place].history) rows.push_back({result.id, entry});
        }
        store::HistoryTable(transaction).append(rows);
    });
    codes_.clear();
    for (const ImportResult& result : plan.results) tell(result);
}

void Importer::flush_history() {
    if (history_.empty()) return;
    std::vector<ImportResult> refused;
    const auto work = [&](store::Transaction& transaction) {
        refused.clear();
        std::vector<std::string> ids;
        for (const store::HistoryRow& row : history_) ids.push_back(row.code_id);
        BulkCodes bulk(transaction);
        std::set<std::string> known;
        for (const Code& code : bulk.find(UniqueField::id, ids, store::Deleted::included))
            known.insert(code.id);
        store::HistoryTable table(transaction);
        auto last = table.last_revisions(ids);
        std::vector<store::HistoryRow> missing;
        for (const store::HistoryRow& row : history_) {
            if (!known.contains(row.code_id)) {
                refused.push_back(
                    {ImportAction::refused, "", row.code_id, "history of a code that is not there"});
            } else if (row.entry.revision > last[row.code_id]) {
                missing.push_back(row);
            }
        }
        if (!rules_.is_dry_run) table.append(missing);
    };
    store(work);
    history_.clear();
    for (const ImportResult& result : refused) tell(result);
}

void Importer::flush_scans() {
    if (scans_.empty()) return;
    store::InsertedScans inserted;
    if (!rules_.is_dry_run) {
        const std::vector<scans::ScanEvent> events(scans_.begin(), scans_.end());
        partitions_.prepare(events);
    }
    const auto given = static_cast<std::int64_t>(scans_.size());
    store([&](store::Transaction& transaction) {
        store::ScanTable table(transaction);
        if (rules_.is_own_export) leave_out_purged(transaction);
        inserted = rules_.is_dry_run ? table.count_missing(scans_) : table.import(scans_);
    });
    summary_.scans += inserted.rows;
    summary_.refused_scans += inserted.refused;
    summary_.known_scans += given - inserted.rows - inserted.refused;
    scans_.clear();
}

// What was removed from the log here does not come back: the days of the export tell what it added up to.
void Importer::leave_out_purged(store::Transaction& transaction) {
    const auto start = store::whole_log_start(transaction);
    std::erase_if(scans_, [&](const store::StoredScan& scan) { return scan.scanned_at < start; });
}

void Importer::flush_days() {
    if (days_.empty()) return;
    store::RollupRows rollups;
    for (const store::CodeDay& day : days_) rollups[{day.code_id, day.day}] = day.rollup;
    if (!rules_.is_dry_run)
        store([&](store::Transaction& transaction) { store::raise_rollups_to(transaction, rollups); });
    days_.clear();
}

void Importer::tell(const ImportResult& result) {
    switch (result.action) {
        case ImportAction::created: ++summary_.created; break;
        case ImportAction::unchanged: ++summary_.unchanged; break;
        case ImportAction::skipped: ++summary_.skipped; break;
        case ImportAction::refused: ++summary_.refused; break;
    }
    on_result_(result);
}

}  // namespace qrgen::transfer
