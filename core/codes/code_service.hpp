// SPDX-License-Identifier: MIT
//
// Everything that can be done with stored codes, with all rules applied: what command line, API and batch
// call.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/clock.hpp"
#include "core/base/error.hpp"
#include "core/base/random.hpp"
#include "core/base/shared_value.hpp"
#include "core/base/surroundings.hpp"
#include "core/codes/code.hpp"
#include "core/codes/code_wish.hpp"
#include "core/codes/redirect_policy.hpp"
#include "core/store/store.hpp"
#include "core/store/tables.hpp"

namespace qrgen::codes {

/// A code to be made. Fields as in Code; what is not here the service chooses.
struct NewCode {
    CodeType type = CodeType::static_code;
    std::string content;                  // static only
    std::string redirect_url;             // dynamic only
    std::optional<std::string> short_id;  // dynamic only; none: a random one
    std::optional<std::string> title;     // an empty text counts as none, as everywhere here
    std::optional<std::string> description;
    std::string fill_color = "#000000";
    std::string back_color = "#FFFFFF";
    int size = 10;
    int border = 4;
    qr::ErrorLevel error_level = qr::ErrorLevel::medium;
    std::vector<std::string> tags;
};

/// What to change; a field without a value stays as it is.
struct CodeChanges {
    std::optional<std::string> redirect_url = {};  // dynamic codes only
    std::optional<std::string> title = {};         // "" removes it
    std::optional<std::string> description = {};   // "" removes it
    std::optional<std::vector<std::string>> tags = {};
    std::optional<CodeStatus> status = {};
};

using qrgen::Surroundings;

/// Called with a new code inside of its transaction: throwing undoes the creation. May be called more than
/// once (with other ids) when the database asks to try again.
using BeforeCommit = std::function<void(const Code&)>;

/// As thread-safe as its store, which must outlive it. `reference` is an id or a short id, in any case; one
/// that leads to no code is Error(not_found). `actor` says who makes a change, for the history. Broken rules
/// are Error(invalid) with all faults; errors of the database are the store's.
class CodeService {
  public:
    CodeService(store::Store& store, const RedirectPolicy::Rules& rules, Surroundings surroundings = {});

    /// Error(conflict) if the wanted short id is or ever was another code's.
    Code create(const NewCode& wanted, const std::string& actor, const BeforeCommit& before_commit = {});

    /// What is wrong with a code to be made, or with changes as far as that can be told without the code.
    /// create() and update() check this themselves; it is for callers that found other faults already.
    std::vector<Fault> faults_of(const NewCode& wanted) const;
    std::vector<Fault> faults_of(const CodeChanges& changes) const;

    /// For those who store many codes at once. A code as it is wanted, still without ids and times, and
    /// adding what is wrong with it to `faults`; and a stored code with what is wanted changed.
    Code draft(const CodeWish& wish, std::vector<Fault>& faults) const;
    void change(const CodeWish& wish, Code& code, std::vector<Fault>& faults) const;

    /// Gives a draft its times and ids, at random where none was wanted, and a dynamic one its content.
    void give_ids(Code& draft) const;

    Code find(std::string_view reference);
    CodePage list(const CodeQuery& query);

    /// Changes nothing, not even updated_at, if all values are as wanted already.
    Code update(std::string_view reference, const CodeChanges& changes, const std::string& actor);

    /// Leaves a tombstone: the ids stay taken for ever, and rollback() brings the code back.
    Code remove(std::string_view reference, const std::string& actor);

    /// Oldest first, also of a deleted code.
    std::vector<HistoryEntry> history(std::string_view reference);

    /// Gives all fields the values they had after `revision` (none: the one before the last), as a new
    /// revision, also of a deleted code. Error(conflict) if there is no such earlier revision, or if
    /// that is a deletion: a rollback never deletes. The redirect
    /// URL must satisfy today's policy.
    Code rollback(std::string_view reference, std::optional<std::int64_t> revision, const std::string& actor);

    /// From now on redirect URLs must satisfy this one.
    void set_policy(RedirectPolicy policy) { policy_.set(std::move(policy)); }

    /// "{base_url}/r/{short_id}"; empty for a static code.
    std::string short_url(const Code& code) const;

    /// Without a slash at the end.
    const std::string& base_url() const noexcept { return base_url_; }

  private:
    using Mutation = std::function<void(store::Transaction&, Code&)>;

    Code prepare(const NewCode& wanted, std::vector<Fault>& faults) const;
    std::string dynamic_content(const Code& code) const { return short_url(code) + "?scan_ref=qr"; }
    bool insert(Code& code, const std::string& actor, const BeforeCommit& before_commit);
    Code change(std::string_view reference, store::Deleted deleted, std::string_view action,
                const std::string& actor, const Mutation& mutate);
    void apply(const CodeChanges& changes, Code& code) const;

    store::Store& store_;
    SharedValue<RedirectPolicy> policy_;
    std::string base_url_;  // without slash at the end
    Surroundings surroundings_;
};

}  // namespace qrgen::codes
