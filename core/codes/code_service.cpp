// SPDX-License-Identifier: MIT
#include "core/codes/code_service.hpp"

#include "core/base/error.hpp"
#include "core/base/text.hpp"
#include "core/codes/code_changes.hpp"
#include "core/codes/code_fields.hpp"
#include "core/codes/code_lookup.hpp"
#include "core/codes/code_rules.hpp"
#include "core/codes/short_id.hpp"

namespace qrgen::codes {
namespace {

using store::CodeTable;
using store::Deleted;
using store::HistoryTable;
using store::RowLock;
using store::Transaction;

// 31^8 short ids: with a hundred million in use, one draw in 8,500 meets a taken one.
constexpr int max_short_id_draws = 10;

std::string without_trailing_slash(std::string url) {
    while (!url.empty() && url.back() == '/') url.pop_back();
    return url;
}

std::optional<std::string> non_empty(const std::optional<std::string>& text) {
    return text && !text->empty() ? text : std::nullopt;
}

// Runs a check that throws Error(invalid), and keeps its faults together with the others'.
template <typename Check>
void collect(std::vector<Fault>& faults, Check check) {
    try {
        check();
    } catch (const Error& error) {
        if (error.faults().empty()) throw;
        faults.insert(faults.end(), error.faults().begin(), error.faults().end());
    }
}

void record(Transaction& transaction, const Code& code, std::vector<HistoryEntry> entries, Timestamp now,
            const std::string& actor, std::string_view action) {
    HistoryTable history(transaction);
    const std::int64_t revision = history.last_revision(code.id) + 1;
    for (HistoryEntry& entry : entries) {
        entry.revision = revision;
        entry.changed_at = now;
        entry.actor = actor;
        entry.action = action;
    }
    history.append(code.id, entries);
}

// A static code leads nowhere; an empty value is none.
bool has_redirect_url(const CodeWish& wish) {
    return wish.redirect_url && !wish.redirect_url->empty();
}

NewCode new_code(const CodeWish& wish) {
    NewCode wanted;
    wanted.type = wish.type.value_or(has_redirect_url(wish) ? CodeType::dynamic_code : CodeType::static_code);
    wanted.content = wish.content.value_or("");
    wanted.redirect_url = wish.redirect_url.value_or("");
    wanted.short_id = wish.short_id;
    wanted.title = wish.title;
    wanted.description = wish.description;
    wanted.tags = wish.tags.value_or(std::vector<std::string>());
    wanted.fill_color = wish.fill_color.value_or(wanted.fill_color);
    wanted.back_color = wish.back_color.value_or(wanted.back_color);
    wanted.size = wish.size.value_or(wanted.size);
    wanted.border = wish.border.value_or(wanted.border);
    wanted.error_level = wish.error_level.value_or(wanted.error_level);
    return wanted;
}

template <typename Value>
void set_if(const std::optional<Value>& wanted, Value& value) {
    if (wanted) value = *wanted;
}

void change_appearance(const CodeWish& wish, Code& code) {
    set_if(wish.fill_color, code.fill_color);
    set_if(wish.back_color, code.back_color);
    set_if(wish.size, code.size);
    set_if(wish.border, code.border);
    set_if(wish.error_level, code.error_level);
}

Fault no_redirect_url() {
    return {"redirect_url", "a static code has none; what it says is printed in it"};
}

void check_mutable(const Code& code, std::vector<Fault>& faults) {
    check_text("title", code.title, max_title_length, faults);
    check_text("description", code.description, max_description_length, faults);
    check_tags(code.tags, faults);
}

}  // namespace

CodeService::CodeService(store::Store& store, const RedirectPolicy::Rules& rules, Surroundings surroundings)
    : store_(store),
      policy_(RedirectPolicy(rules)),
      base_url_(without_trailing_slash(rules.base_url)),
      surroundings_(std::move(surroundings)) {}

Code CodeService::create(const NewCode& wanted, const std::string& actor, const BeforeCommit& before_commit) {
    check_actor(actor);
    std::vector<Fault> faults;
    Code code = prepare(wanted, faults);
    if (!faults.empty()) throw Error(std::move(faults));
    code.created_at = code.updated_at = surroundings_.now();
    code.id = make_uuid_v7(code.created_at, surroundings_.random);
    const bool draws_short_id = code.type == CodeType::dynamic_code && !wanted.short_id;
    for (int draw = 0; draw < max_short_id_draws; ++draw) {
        if (draws_short_id) code.short_id = make_short_id(surroundings_.random);
        if (code.short_id) code.content = dynamic_content(code);
        if (insert(code, actor, before_commit)) return code;
        if (!draws_short_id) break;
    }
    throw Error(ErrorKind::conflict, "the short id '" + code.short_id.value_or("") + "' is taken",
                "choose another one; ids of deleted codes are never given away again");
}

std::vector<Fault> CodeService::faults_of(const NewCode& wanted) const {
    std::vector<Fault> faults;
    prepare(wanted, faults);
    return faults;
}

std::vector<Fault> CodeService::faults_of(const CodeChanges& changes) const {
    std::vector<Fault> faults;
    Code code;
    code.type = CodeType::dynamic_code;
    collect(faults, [&] { apply(changes, code); });
    return faults;
}

Code CodeService::draft(const CodeWish& wish, std::vector<Fault>& faults) const {
    const NewCode wanted = new_code(wish);
    Code code = prepare(wanted, faults);
    set_if(wish.status, code.status);
    if (code.type == CodeType::static_code && has_redirect_url(wish)) faults.push_back(no_redirect_url());
    if (code.type == CodeType::static_code && wish.short_id) {
        faults.push_back({"short_id", "a static code has none; it leads nowhere"});
    }
    return code;
}

void CodeService::change(const CodeWish& wish, Code& code, std::vector<Fault>& faults) const {
    if (wish.type && *wish.type != code.type) {
        faults.push_back({"qr_type", "the code is " + std::string(to_string(code.type)) + " and stays so"});
    }
    if (wish.short_id && wish.short_id != code.short_id) {
        faults.push_back(
            {"short_id", "cannot change: it is printed as '" + code.short_id.value_or("") + "'"});
    }
    if (wish.content && code.type == CodeType::static_code) {
        code.content = *wish.content;
        collect(faults,
                [&] { check_content(code.content, wish.error_level.value_or(code.error_level), faults); });
    }
    change_appearance(wish, code);
    check_appearance(code, faults);
    CodeChanges changes{
        .title = wish.title, .description = wish.description, .tags = wish.tags, .status = wish.status};
    // What is there already is not checked again.
    if (has_redirect_url(wish) && wish.redirect_url != code.redirect_url) {
        changes.redirect_url = wish.redirect_url;
    }
    collect(faults, [&] { apply(changes, code); });
}

void CodeService::give_ids(Code& draft) const {
    draft.created_at = draft.updated_at = surroundings_.now();
    draft.id = make_uuid_v7(draft.created_at, surroundings_.random);
    if (draft.type != CodeType::dynamic_code) return;
    if (!draft.short_id) draft.short_id = make_short_id(surroundings_.random);
    draft.content = dynamic_content(draft);
}

// All but ids and times.
Code CodeService::prepare(const NewCode& wanted, std::vector<Fault>& faults) const {
    Code code;
    code.type = wanted.type;
    code.title = non_empty(wanted.title);
    code.description = non_empty(wanted.description);
    code.fill_color = wanted.fill_color;
    code.back_color = wanted.back_color;
    code.size = wanted.size;
    code.border = wanted.border;
    code.error_level = wanted.error_level;
    code.tags = normalised_tags(wanted.tags);
    if (wanted.type == CodeType::static_code) {
        code.content = wanted.content;
        collect(faults, [&] { check_content(code.content, code.error_level, faults); });
    } else {
        collect(faults, [&] { code.redirect_url = policy_.get()->check(wanted.redirect_url); });
        code.short_id = wanted.short_id;
        if (const auto fault = wanted.short_id ? short_id_fault(*wanted.short_id) : std::nullopt) {
            faults.push_back({"short_id", *fault});
        }
    }
    check_mutable(code, faults);
    check_appearance(code, faults);
    return code;
}

// False if the short id is taken.
bool CodeService::insert(Code& code, const std::string& actor, const BeforeCommit& before_commit) {
    bool is_taken = false;
    const auto work = [&](Transaction& transaction) {
        is_taken = true;
        CodeTable(transaction).insert(code);
        is_taken = false;
        record(transaction, code, {creation_entry(code)}, code.created_at, actor, "create");
        if (before_commit) before_commit(code);
    };
    try {
        store_.write(work);
    } catch (const Error& error) {
        if (error.kind() == ErrorKind::conflict && is_taken) return false;
        throw;
    }
    return true;
}

Code CodeService::find(std::string_view reference) {
    Code code;
    store_.read([&](Transaction& transaction) {
        CodeTable table(transaction);
        code = found_or_throw(table, reference, Deleted::excluded, RowLock::none);
    });
    return code;
}

CodePage CodeService::list(const CodeQuery& query) {
    if (find_code_field(query.sort_by) == nullptr) {
        throw Error({Fault{"sort_by", "there is no field '" + printable(query.sort_by) + "'"}});
    }
    std::vector<Fault> faults;
    check_text("search", query.search, max_content_length, faults);
    if (query.skip < 0) faults.push_back({"skip", "must not be negative"});
    if (query.limit < 0) faults.push_back({"limit", "must not be negative"});
    if (!faults.empty()) throw Error(std::move(faults));
    CodePage page;
    store_.read([&](Transaction& transaction) { page = CodeTable(transaction).list(query); });
    return page;
}

Code CodeService::change(std::string_view reference, Deleted deleted, std::string_view action,
                         const std::string& actor, const Mutation& mutate) {
    check_actor(actor);
    Code code;
    store_.write([&](Transaction& transaction) {
        CodeTable table(transaction);
        const Code before = found_or_throw(table, reference, deleted, RowLock::for_update);
        code = before;
        mutate(transaction, code);
        auto entries = differences(before, code);
        if (entries.empty()) return;
        code.updated_at = surroundings_.now();
        table.update(code);
        record(transaction, code, std::move(entries), code.updated_at, actor, action);
    });
    return code;
}

Code CodeService::update(std::string_view reference, const CodeChanges& changes, const std::string& actor) {
    return change(reference, Deleted::excluded, "update", actor,
                  [&](Transaction&, Code& code) { apply(changes, code); });
}

void CodeService::apply(const CodeChanges& changes, Code& code) const {
    std::vector<Fault> faults;
    if (changes.redirect_url && code.type == CodeType::static_code) {
        faults.push_back(no_redirect_url());
    } else if (changes.redirect_url) {
        collect(faults, [&] { code.redirect_url = policy_.get()->check(*changes.redirect_url); });
    }
    if (changes.title) code.title = non_empty(changes.title);
    if (changes.description) code.description = non_empty(changes.description);
    if (changes.tags) code.tags = normalised_tags(*changes.tags);
    if (changes.status) code.status = *changes.status;
    check_mutable(code, faults);
    if (!faults.empty()) throw Error(std::move(faults));
}

Code CodeService::remove(std::string_view reference, const std::string& actor) {
    return change(reference, Deleted::excluded, "delete", actor,
                  [&](Transaction&, Code& code) { code.deleted_at = surroundings_.now(); });
}

std::vector<HistoryEntry> CodeService::history(std::string_view reference) {
    std::vector<HistoryEntry> entries;
    store_.read([&](Transaction& transaction) {
        CodeTable table(transaction);
        const Code code = found_or_throw(table, reference, Deleted::included, RowLock::none);
        entries = HistoryTable(transaction).entries(code.id);
    });
    return entries;
}

Code CodeService::rollback(std::string_view reference, std::optional<std::int64_t> revision,
                           const std::string& actor) {
    return change(reference, Deleted::included, "rollback", actor, [&](Transaction& transaction, Code& code) {
        const auto entries = HistoryTable(transaction).entries(code.id);
        const std::int64_t last = entries.empty() ? 0 : entries.back().revision;
        const std::int64_t target = revision.value_or(last - 1);
        if (target < 1 || target >= last) {
            throw Error(ErrorKind::conflict,
                        revision ? "the code has no earlier revision " + std::to_string(target)
                                 : "the code was never changed, there is nothing to roll back",
                        "qrgen history " + code.id + " shows its revisions");
        }
        const auto redirect_url = code.redirect_url;
        const bool was_deleted = code.deleted_at.has_value();
        undo_after(target, entries, code);
        if (code.deleted_at && !was_deleted) {
            throw Error(ErrorKind::conflict, "revision " + std::to_string(target) + " is a deletion",
                        "--revision N goes further back; qrgen delete " + code.id + " deletes the code");
        }
        if (code.redirect_url && code.redirect_url != redirect_url) policy_.get()->check(*code.redirect_url);
    });
}

std::string CodeService::short_url(const Code& code) const {
    return code.short_id ? base_url_ + "/r/" + short_id_in_url(*code.short_id) : std::string();
}

}  // namespace qrgen::codes
