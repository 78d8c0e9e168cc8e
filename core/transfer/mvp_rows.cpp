// SPDX-License-Identifier: MIT
#include "core/transfer/mvp_rows.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "core/base/error.hpp"
#include "core/base/random.hpp"
#include "core/base/text.hpp"
#include "core/transfer/foreign_values.hpp"

namespace qrgen::transfer {
namespace {

using codes::Code;

// Ids are UUIDs by default, but the column is a text.
std::string uuid_of(const std::string& kind, const std::string& id) {
    const std::string lower = to_lower_ascii(id);
    return is_uuid(lower) ? lower : derived_uuid({"mvp", kind, id});
}

std::optional<Timestamp> read_time(const Values& values, std::string_view column, ForeignCode& foreign) {
    const auto text = values(column);
    if (!text) return std::nullopt;
    const auto time = foreign_time(*text);
    if (!time) foreign.notes.push_back(std::string(column) + " '" + printable(*text) + "' is no time");
    return time;
}

std::int64_t read_number(const Values& values, std::string_view column, std::int64_t fallback,
                         ForeignCode& foreign) {
    const auto text = values(column);
    if (!text) return fallback;
    const auto number = foreign_number(*text);
    if (!number) foreign.notes.push_back(std::string(column) + " '" + printable(*text) + "' is no number");
    return number.value_or(fallback);
}

int read_size(const Values& values, std::string_view column, int fallback, ForeignCode& foreign) {
    const auto number = read_number(values, column, fallback, foreign);
    return static_cast<int>(std::min<std::int64_t>(number, std::numeric_limits<int>::max()));
}

// Codes from before the column short_id have it in their content alone: as the end of a URL, or as all of it.
std::optional<std::string> short_id_of(const Values& values, const std::string& content) {
    if (auto short_id = values("short_id")) return short_id;
    constexpr std::string_view before = "/r/";
    const std::size_t place = content.rfind(before);
    std::string id = place == std::string::npos ? content : content.substr(place + before.size());
    id = id.substr(0, id.find_first_of("?#/"));
    return id.empty() ? std::nullopt : std::optional(id);
}

void read_appearance(const Values& values, ForeignCode& foreign) {
    Code& code = foreign.code;
    code.fill_color = values("fill_color").value_or(code.fill_color);
    code.back_color = values("back_color").value_or(code.back_color);
    code.size = read_size(values, "size", code.size, foreign);
    code.border = read_size(values, "border", code.border, foreign);
    const auto text = values("error_level");
    const auto level = text ? qr::parse_error_level(to_lower_ascii(*text)) : std::nullopt;
    code.error_level = level.value_or(code.error_level);
    if (text && !level)
        foreign.notes.push_back("error_level '" + printable(*text) + "' is not known, m was taken");
}

void read_counters(const Values& values, ForeignCode& foreign) {
    Code& code = foreign.code;
    code.scan_count = read_number(values, "scan_count", 0, foreign);
    code.genuine_scan_count = read_number(values, "genuine_scan_count", 0, foreign);
    code.last_scan_at = read_time(values, "last_scan_at", foreign);
    code.first_genuine_scan_at = read_time(values, "first_genuine_scan_at", foreign);
    code.last_genuine_scan_at = read_time(values, "last_genuine_scan_at", foreign);
}

[[noreturn]] void reject(std::string_view column, const char* message) {
    throw Error({Fault{std::string(column), message}});
}

// What was not found out stands there as this word.
std::string known_text(const Values& values, std::string_view column) {
    std::string text = values(column).value_or("");
    return text == "unknown" ? std::string() : text;
}

std::optional<bool> read_flag(const Values& values, std::string_view column) {
    const auto text = values(column);
    return text ? foreign_flag(*text) : std::nullopt;
}

}  // namespace

const std::vector<std::string>& mvp_code_columns() {
    static const std::vector<std::string> names{"id",         "content",    "qr_type",    "redirect_url",
                                                "created_at", "scan_count", "fill_color", "back_color"};
    return names;
}

const std::vector<std::string>& mvp_scan_columns() {
    static const std::vector<std::string> names{"id", "qr_code_id", "scanned_at", "is_genuine_scan"};
    return names;
}

ForeignCode mvp_code(const Values& values) {
    ForeignCode foreign;
    Code& code = foreign.code;
    const std::string id = values("id").value_or("");
    const std::string type = values("qr_type").value_or("");
    code.content = values("content").value_or("");
    code.type = codes::parse_code_type(type).value_or(codes::CodeType::static_code);
    if (code.type == codes::CodeType::dynamic_code) code.short_id = short_id_of(values, code.content);
    code.redirect_url = values("redirect_url");
    code.title = values("title");
    code.description = values("description");
    read_appearance(values, foreign);
    read_counters(values, foreign);
    const auto created = read_time(values, "created_at", foreign);
    code.created_at = created.value_or(Timestamp());
    code.updated_at =
        std::max(read_time(values, "updated_at", foreign).value_or(code.created_at), code.created_at);
    if (id.empty()) {
        foreign.fault = "id is missing";
    } else if (!codes::parse_code_type(type)) {
        foreign.fault = "qr_type '" + printable(type) + "' is neither static nor dynamic";
    } else if (!created) {
        foreign.fault = "created_at is missing or no time";
    }
    code.id = id.empty() ? std::string() : uuid_of("code", id);
    return foreign;
}

store::StoredScan mvp_scan(const Values& values) {
    store::StoredScan scan;
    const auto id = values("id");
    const auto code = values("qr_code_id");
    const auto time = values("scanned_at");
    const auto scanned_at = time ? foreign_time(*time) : std::nullopt;
    if (!id) reject("id", "is missing");
    if (!code) reject("qr_code_id", "is missing");
    if (!scanned_at) reject("scanned_at", "is missing or no time");
    scan.event_id = uuid_of("scan", *id);
    scan.code_id = uuid_of("code", *code);
    scan.scanned_at = *scanned_at;
    scan.is_genuine = read_flag(values, "is_genuine_scan").value_or(false);
    scan.ip_address = known_text(values, "ip_address");
    scan.user_agent = known_text(values, "raw_user_agent");
    scan.device_family = values("device_family");
    scan.os_family = values("os_family");
    scan.os_version = values("os_version");
    scan.browser_family = values("browser_family");
    scan.browser_version = values("browser_version");
    scan.is_mobile = read_flag(values, "is_mobile");
    scan.is_tablet = read_flag(values, "is_tablet");
    scan.is_pc = read_flag(values, "is_pc");
    scan.is_bot = read_flag(values, "is_bot");
    return scan;
}

}  // namespace qrgen::transfer
