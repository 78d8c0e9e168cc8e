// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include "core/base/descriptor.hpp"
#include "core/batch/file_name.hpp"
#include "core/batch/fingerprint_table.hpp"
#include "core/batch/item.hpp"
#include "core/codes/code_service.hpp"
#include "core/store/store.hpp"

namespace qrgen::batch {

struct PlanOptions {
    std::string set{};  // name of the batch set; empty: none
    bool makes_pictures = false;
    std::filesystem::path directory{};            // where pictures of earlier runs are; empty: none
    std::optional<NameTemplate> name_template{};  // none: {key}, or what there is instead, and the format
    const qr::Format* format = nullptr;           // of rows that tell none
    std::string drawing{};  // tells all options of the pictures that are not the rows' own
};

/// Decides what is to be done with each row: whether its code is new, changed or as it was, which ids it
/// gets, how its picture is called and whether it has to be made. Reads the database, changes nothing. Chunks
/// must come in the order of the file. Not thread-safe.
class Planner {
  public:
    /// All must outlive it. Without a store codes are only drawn.
    Planner(store::Store* store, const codes::CodeService& service, PictureLedger& ledger,
            PlanOptions options);

    /// Throws what the store throws.
    void plan(Chunk& chunk);

    /// Whether a row of the file had the key, refused or not.
    bool has_seen(const std::string& key) { return keys_.find(fingerprint(key)) != nullptr; }

    /// Whether there were rows whose key nobody can tell.
    bool has_unreadable_rows() const noexcept { return has_unreadable_rows_; }

  private:
    using CodesByText = std::map<std::string, codes::Code>;

    void claim_key(Item& item);
    CodesByText stored_codes(const Chunk& chunk);
    void plan_code(Item& item, const CodesByText& stored);
    void give_free_short_ids(Chunk& chunk);
    void plan_picture(Item& item);
    bool choose_format(Item& item);
    bool choose_name(Item& item);
    bool exists(const std::string& name) const;
    std::string picture_description(const Item& item) const;

    store::Store* store_;
    const codes::CodeService& service_;
    PictureLedger& ledger_;
    PlanOptions options_;
    FingerprintTable keys_;  // with the number of the line
    bool has_unreadable_rows_ = false;
};

}  // namespace qrgen::batch
