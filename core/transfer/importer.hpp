// SPDX-License-Identifier: MIT
//
// Putting what a source has into the database: in batches, each a transaction of its own, so that memory does
// not grow and an import that was interrupted goes on where it stopped when it is run again. What is there
// already is never changed.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "core/base/clock.hpp"
#include "core/codes/redirect_policy.hpp"
#include "core/scans/ip_privacy.hpp"
#include "core/scans/scan_details.hpp"
#include "core/store/scan_partitions.hpp"
#include "core/store/store.hpp"
#include "core/transfer/intake.hpp"

namespace qrgen::transfer {

enum class ImportAction {
    created,
    unchanged,  // it is here already
    skipped,    // it is here already, but not as the source has it, and stays as it is
    refused,
};
std::string_view to_string(ImportAction action) noexcept;

struct ImportResult {
    ImportAction action;
    std::string short_id;  // empty: none
    std::string id;        // of the code; empty: it could not be read
    std::string reason;    // why, or what is not as it was; may be empty
};

struct ImportSummary {
    std::int64_t created = 0;
    std::int64_t unchanged = 0;
    std::int64_t skipped = 0;
    std::int64_t refused = 0;  // codes and rows
    std::int64_t scans = 0;    // that were not there before
    std::int64_t known_scans = 0;
    std::int64_t refused_scans = 0;  // of codes that are not there
};

struct ImportRules {
    codes::RedirectPolicy policy;
    std::string base_url;
    std::string actor;                                         // for the history
    bool is_own_export = false;                                // is taken exactly as it is
    bool is_dry_run = false;                                   // nothing is written
    scans::IpPrivacy ip_privacy = scans::IpPrivacy::truncate;  // of scans of other systems
    Clock now = system_now;
};

using OnResult = std::function<void(const ImportResult&)>;

/// Results come in the order of the source, when they are stored. Throws like Store::write(). Not
/// thread-safe.
class Importer final : public Intake {
  public:
    Importer(store::Store& store, ImportRules rules, OnResult on_result);

    /// Everything of the source. If that throws, what came before stays.
    void run(Source& source, Scans scans);

    const ImportSummary& summary() const noexcept { return summary_; }

    void take(ForeignCode&& code) override;
    void take(store::HistoryRow&& row) override;
    void take(store::StoredScan&& scan) override;
    void take(const store::CodeDay& day) override;
    void refuse_row(const std::string& reason) override;

  private:
    struct Plan;
    using Work = std::function<void(store::Transaction&)>;

    void store(const Work& work);

    void flush();
    void flush_codes();
    void flush_history();
    void flush_scans();
    void flush_days();
    void leave_out_purged(store::Transaction& transaction);
    void prepare(ForeignCode& foreign) const;
    void decide(store::Transaction& transaction, Plan& plan);
    void tell(const ImportResult& result);
    bool is_new_in_dry_run(const codes::Code& code);

    store::Store& store_;
    const ImportRules rules_;
    const OnResult on_result_;
    store::ScanPartitions partitions_;
    scans::ScanDetails details_;  // other systems know less of an agent
    ImportSummary summary_;
    bool is_storing_ = false;  // stays when that fails
    std::vector<ForeignCode> codes_;
    std::vector<store::HistoryRow> history_;
    std::vector<store::StoredScan> scans_;
    std::vector<store::CodeDay> days_;
    std::unordered_set<std::size_t> planned_;  // hashes of short ids that a dry run found to be free
};

}  // namespace qrgen::transfer
