// SPDX-License-Identifier: MIT
#include "core/batch/planner.hpp"

#include <set>
#include <utility>
#include <vector>

#include <unistd.h>

#include "core/base/text.hpp"
#include "core/batch/wishes.hpp"
#include "core/codes/code_changes.hpp"
#include "core/store/bulk_codes.hpp"

namespace qrgen::batch {
namespace {

using codes::Code;
using codes::CodeType;
using store::BulkCodes;
using store::Deleted;
using store::Transaction;
using store::UniqueField;

constexpr int max_short_id_draws = 10;

// No text of a row can be mistaken for the end of the one before.
void append_field(std::string& description, std::string_view text) {
    description += std::to_string(text.size()) + ':';
    description += text;
}

}  // namespace

Planner::Planner(store::Store* store, const codes::CodeService& service, PictureLedger& ledger,
                 PlanOptions options)
    : store_(store), service_(service), ledger_(ledger), options_(std::move(options)) {}

void Planner::plan(Chunk& chunk) {
    for (Item& item : chunk.items) claim_key(item);
    const CodesByText stored = stored_codes(chunk);
    for (Item& item : chunk.items) {
        if (item.error.empty()) plan_code(item, stored);
    }
    if (store_ != nullptr) give_free_short_ids(chunk);
    if (!options_.makes_pictures) return;
    for (Item& item : chunk.items) {
        if (!item.is_refused()) plan_picture(item);
    }
}

void Planner::claim_key(Item& item) {
    const Row& row = item.row;
    if (!row.key && !row.fault.empty()) has_unreadable_rows_ = true;
    if (row.key) {
        std::uint32_t& line = keys_.insert(fingerprint(*row.key));
        if (line != 0) {
            item.refuse("key: line " + std::to_string(line) + " has the same, '" + printable(*row.key) + "'");
        } else {
            line = static_cast<std::uint32_t>(row.line);
        }
    }
    if (!row.fault.empty()) item.refuse(row.fault);
}

Planner::CodesByText Planner::stored_codes(const Chunk& chunk) {
    std::vector<std::string> keys;
    for (const Item& item : chunk.items) {
        if (item.error.empty() && item.row.key) keys.push_back(*item.row.key);
    }
    CodesByText stored;
    if (store_ == nullptr || keys.empty()) return stored;
    store_->read([&](Transaction& transaction) {
        stored.clear();
        for (Code& code : BulkCodes(transaction).find(UniqueField::external_key, keys, Deleted::included)) {
            std::string key = code.external_key.value_or("");
            stored.emplace(std::move(key), std::move(code));
        }
    });
    return stored;
}

void Planner::plan_code(Item& item, const CodesByText& stored) {
    std::vector<Fault> faults;
    const auto found = item.row.key ? stored.find(*item.row.key) : stored.end();
    if (found != stored.end()) {
        item.code = found->second;
        change(service_, item.row, options_.set, item.code, faults);
        const bool is_same = codes::differences(found->second, item.code).empty();
        item.action = is_same ? Action::unchanged : Action::updated;
    } else {
        item.code = draft(service_, item.row, options_.set, faults);
        item.action = store_ == nullptr ? Action::drawn : Action::created;
        item.has_own_short_id = item.code.short_id.has_value();
        if (store_ == nullptr && item.code.type == CodeType::dynamic_code) {
            faults.push_back({"qr_type", "a dynamic code must be stored, or it leads nowhere"});
        }
        if (faults.empty() && store_ != nullptr) service_.give_ids(item.code);
    }
    if (!faults.empty()) item.refuse(text_of(faults));
}

// Drawn ones are drawn again until they are free; a wanted one that is not refuses its row.
void Planner::give_free_short_ids(Chunk& chunk) {
    std::set<std::string> used;
    for (int draw = 0; draw < max_short_id_draws; ++draw) {
        std::vector<std::string> asked;
        for (const Item& item : chunk.items) {
            if (item.action == Action::created && item.code.short_id) asked.push_back(*item.code.short_id);
        }
        if (asked.empty()) return;
        std::set<std::string> taken;
        store_->read([&](Transaction& transaction) {
            taken.clear();
            for (const Code& code :
                 BulkCodes(transaction).find(UniqueField::short_id, asked, Deleted::included)) {
                taken.insert(code.short_id.value_or(""));
            }
        });
        bool draws_again = false;
        used.clear();
        for (Item& item : chunk.items) {
            if (item.action != Action::created || !item.code.short_id) continue;
            const std::string& short_id = *item.code.short_id;
            if (!taken.contains(short_id) && used.insert(short_id).second) continue;
            if (item.has_own_short_id) {
                item.refuse("short_id: '" + printable(short_id) + "' is taken");
            } else {
                item.code.short_id.reset();
                service_.give_ids(item.code);
                draws_again = true;
            }
        }
        if (!draws_again) return;
    }
}

void Planner::plan_picture(Item& item) {
    if (!choose_format(item) || !choose_name(item)) return;
    item.source = picture_source(picture_description(item));
    const auto entry = ledger_.find(item.file, item.source);
    item.replaces_picture = entry != PictureLedger::Entry::none;
    const bool is_there = entry == PictureLedger::Entry::current && exists(item.file);
    item.picture = is_there ? PictureState::kept : PictureState::wanted;
}

bool Planner::choose_format(Item& item) {
    const Row& row = item.row;
    if (row.format) {
        item.format = qr::find_format(*row.format);
        if (item.format == nullptr) {
            item.refuse("format: there is no format '" + printable(*row.format) + "'; there are " +
                        qr::format_names(", "));
        }
        return item.format != nullptr;
    }
    if (row.file) item.format = qr::format_of_file(*row.file);
    if (item.format == nullptr) item.format = options_.format;
    return true;
}

bool Planner::choose_name(Item& item) {
    const codes::Code& code = item.code;
    if (item.row.file) {
        item.file = *item.row.file;
    } else {
        const NameParts parts{.key = item.row.key.value_or(""),
                              .id = code.id,
                              .short_id = code.short_id.value_or(""),
                              .format = std::string(item.format->name),
                              .line = item.row.line};
        std::string missing;
        const char* const standard = !parts.key.empty()        ? "{key}.{format}"
                                     : !parts.short_id.empty() ? "{short_id}.{format}"
                                     : !parts.id.empty()       ? "{id}.{format}"
                                                               : "{line}.{format}";
        const NameTemplate& chosen =
            options_.name_template ? *options_.name_template : NameTemplate(standard);
        const auto name = chosen.name(parts, missing);
        if (!name) {
            item.refuse("file: the name template wants {" + missing + "}, which this row has not");
            return false;
        }
        item.file = *name;
    }
    if (const auto fault = file_name_fault(item.file)) {
        item.refuse("file: '" + printable(item.file) + "' " + *fault);
    } else if (!ledger_.claim(item.file)) {
        item.refuse("file: an earlier row has the same name, '" + printable(item.file) + "'");
    }
    return !item.is_refused();
}

bool Planner::exists(const std::string& name) const {
    return !options_.directory.empty() && ::access((options_.directory / name).c_str(), F_OK) == 0;
}

std::string Planner::picture_description(const Item& item) const {
    const codes::Code& code = item.code;
    std::string description = options_.drawing;
    append_field(description, item.format->name);
    append_field(description, code.content);
    append_field(description, code.fill_color + code.back_color + qr::to_char(code.error_level));
    append_field(description, std::to_string(code.size) + ' ' + std::to_string(code.border));
    append_field(description, code.title.value_or(""));
    append_field(description, code.description.value_or(""));
    for (const auto& [option, value] : item.row.drawing) {
        append_field(description, option);
        append_field(description, value);
    }
    return description;
}

}  // namespace qrgen::batch
