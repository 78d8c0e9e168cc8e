// SPDX-License-Identifier: MIT
//
// A code as it is stored: what was printed, where it leads and how it looks. Names and meanings are those of
// the HTTP API.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.hpp"
#include "core/qr/symbol/symbol.hpp"

namespace qrgen::codes {

enum class CodeType {
    static_code,   // the symbol holds the content itself
    dynamic_code,  // the symbol holds our short URL, which redirects to `redirect_url`
};

enum class CodeStatus {
    active,
    disabled,  // kept, but /r/ refuses to redirect
};

std::string_view to_string(CodeType type) noexcept;      // "static", "dynamic"
std::string_view to_string(CodeStatus status) noexcept;  // "active", "disabled"
std::optional<CodeType> parse_code_type(std::string_view text) noexcept;
std::optional<CodeStatus> parse_code_status(std::string_view text) noexcept;

struct Code {
    std::string id;       // UUID, lower case
    std::string content;  // what the symbol says
    CodeType type = CodeType::static_code;
    std::optional<std::string> redirect_url;  // dynamic codes only
    std::optional<std::string> title;
    std::optional<std::string> description;
    std::string fill_color = "#000000";
    std::string back_color = "#FFFFFF";
    int size = 10;   // picture width in units of 25 pixels
    int border = 4;  // quiet zone in modules
    qr::ErrorLevel error_level = qr::ErrorLevel::medium;
    std::optional<std::string> short_id;  // dynamic codes only; lower case; never given to another code
    CodeStatus status = CodeStatus::active;
    std::vector<std::string> tags;            // sorted, each once; of [a-z0-9_-]
    std::optional<std::string> external_key;  // unique; the key that a batch file gave the code
    std::optional<std::string> batch_set;     // name of the set of batch files that the key is from
    Timestamp created_at{};
    Timestamp updated_at{};
    std::optional<Timestamp> deleted_at;  // set: the code is gone, only its ids stay taken
    std::int64_t scan_count = 0;
    std::optional<Timestamp> last_scan_at;
    std::int64_t genuine_scan_count = 0;  // scans that came from the printed symbol (scan_ref=qr)
    std::optional<Timestamp> first_genuine_scan_at;
    std::optional<Timestamp> last_genuine_scan_at;
};

/// Which codes to list. Deleted ones are never listed.
struct CodeQuery {
    std::optional<CodeType> type{};
    std::string search{};  // in content, title, description and redirect_url, regardless of case; empty: all
    std::optional<std::string> tag{};
    std::optional<Timestamp> created_from{};    // inclusive
    std::optional<Timestamp> created_before{};  // exclusive
    std::string sort_by = "created_at";         // a name from code_fields.hpp
    bool sort_desc = false;
    std::int64_t skip = 0;
    std::int64_t limit = 20;  // 0: count only
};

struct CodePage {
    std::vector<Code> items;
    std::int64_t total = 0;  // of all codes that match, before skip and limit
};

/// One changed field of one change. All rows of one change share revision, time, actor and action; revisions
/// of a code count from 1, which is its creation.
struct HistoryEntry {
    std::int64_t revision = 0;
    Timestamp changed_at{};
    std::string actor;
    std::string action;  // create, update, delete, rollback, import
    std::string field;   // name of the field, as in the API
    std::optional<std::string> from;
    std::optional<std::string> to;
};

}  // namespace qrgen::codes
