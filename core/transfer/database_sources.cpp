// SPDX-License-Identifier: MIT
#include "core/transfer/database_sources.hpp"

#include <chrono>

#include "core/transfer/foreign_tables.hpp"
#include "core/transfer/foreign_values.hpp"
#include "core/transfer/link_rows.hpp"
#include "core/transfer/mvp_rows.hpp"
#include "core/transfer/source_errors.hpp"

namespace qrgen::transfer {
namespace {

using Item = ForeignTables::Item;

std::string time_of(const std::string& column) {
    return store::ForeignDatabase::time_of(column);
}

class MvpDatabase final : public Source {
  public:
    explicit MvpDatabase(const std::string& url) : tables_(url, "mvp_qr_gen") {}

    void read(Intake& intake, Scans scans) override {
        if (tables_.has("qr_codes", "external_key"))
            tables_.reject("it is one of qrgen", "qrgen export reads it, and qrgen import qrgen takes that");
        tables_.require("qr_codes", mvp_code_columns());
        const bool has_scans = scans == Scans::with && tables_.has("scan_logs");
        if (has_scans) tables_.require("scan_logs", mvp_scan_columns());
        tables_.read(items("qr_codes",
                           {"id", "content", "qr_type", "redirect_url", "title", "description", "fill_color",
                            "back_color", "size", "border", "error_level", "short_id", "scan_count",
                            "genuine_scan_count"},
                           {"created_at", "updated_at", "last_scan_at", "first_genuine_scan_at",
                            "last_genuine_scan_at"}),
                     " FROM qr_codes ORDER BY created_at, id",
                     [&](const Values& values) { intake.take(mvp_code(values)); });
        if (has_scans) read_scans(intake);
    }

  private:
    std::vector<Item> items(const std::string& table, const std::vector<std::string>& texts,
                            const std::vector<std::string>& times) {
        std::vector<Item> items;
        for (const std::string& name : texts) items.push_back({name, tables_.if_there(table, name, name)});
        for (const std::string& name : times)
            items.push_back({name, tables_.if_there(table, name, time_of(table + "." + name))});
        return items;
    }

    void read_scans(Intake& intake) {
        tables_.read(items("scan_logs",
                           {"id", "qr_code_id", "ip_address", "raw_user_agent", "is_genuine_scan",
                            "device_family", "os_family", "os_version", "browser_family", "browser_version",
                            "is_mobile", "is_tablet", "is_pc", "is_bot"},
                           {"scanned_at"}),
                     " FROM scan_logs ORDER BY scanned_at, id", [&](const Values& values) {
                         guarded("scan " + values("id").value_or(""), intake,
                                 [&] { intake.take(mvp_scan(values)); });
                     });
    }

    ForeignTables tables_;
};

// What is over by now leads nowhere there any more.
void end_if_over(Link& link, const std::optional<std::string>& until, Timestamp now) {
    const auto time = until ? foreign_time(*until) : std::nullopt;
    if (!time) return;
    link.is_active = link.is_active && *time > now;
    link.notes.push_back(*time > now ? "it will not end at " + *until : "disabled, as it ended at " + *until);
}

class ShlinkDatabase final : public Source {
  public:
    ShlinkDatabase(const std::string& url, const Clock& now) : tables_(url, "Shlink"), now_(now()) {}

    void read(Intake& intake, Scans scans) override {
        tables_.require("short_urls", {"id", "short_code", "original_url", "date_created", "domain_id"});
        tables_.require("domains", {"id", "authority"});
        tables_.require("visits", {"id", "short_url_id", "date", "user_agent", "referer", "remote_addr"});
        read_links(intake);
        if (scans == Scans::with) read_visits(intake);
    }

  private:
    std::string click_count() {
        if (tables_.has("short_url_visits_counts", "count"))
            return "(SELECT sum(c.count) FROM short_url_visits_counts c WHERE c.short_url_id = s.id)";
        return "(SELECT count(*) FROM visits v WHERE v.short_url_id = s.id)";
    }

    std::string tags() {
        if (!tables_.has("short_urls_in_tags") || !tables_.has("tags", "name")) return "NULL";
        return "(SELECT string_agg(t.name, '|' ORDER BY t.name) FROM short_urls_in_tags i JOIN tags t ON "
               "t.id = "
               "i.tag_id WHERE i.short_url_id = s.id)";
    }

    void read_links(Intake& intake) {
        const auto optional = [&](const char* column, const std::string& expression) {
            return Item{column, tables_.if_there("short_urls", column, expression)};
        };
        tables_.read(
            {{"short_code", "s.short_code"},
             {"original_url", "s.original_url"},
             {"date_created", time_of("s.date_created")},
             {"authority", "d.authority"},
             {"clicks", click_count()},
             {"tags", tags()},
             optional("title", "s.title"),
             optional("valid_since", time_of("s.valid_since")),
             optional("valid_until", time_of("s.valid_until")),
             optional("max_visits", "s.max_visits")},
            " FROM short_urls s LEFT JOIN domains d ON d.id = s.domain_id ORDER BY s.id",
            [&](const Values& values) { intake.take(code_of(Shortener::shlink, link_of(values), now_)); });
    }

    Link link_of(const Values& values) const {
        Link link{.domain = values("authority").value_or(""),
                  .short_code = values("short_code").value_or(""),
                  .target = values("original_url"),
                  .title = values("title"),
                  .created_at = values("date_created"),
                  .clicks = values("clicks"),
                  .tags = foreign_list(values("tags").value_or(""))};
        end_if_over(link, values("valid_until"), now_);
        const auto since = foreign_time(values("valid_since").value_or(""));
        if (since && *since > now_)
            link.notes.push_back("it begins at once, not at " + format_rfc3339(*since));
        const auto most = foreign_number(values("max_visits").value_or(""));
        if (most) {
            const bool is_over = foreign_number(link.clicks.value_or("")).value_or(0) >= *most;
            link.is_active = link.is_active && !is_over;
            link.notes.push_back(is_over ? "disabled, as its " + std::to_string(*most) + " visits are over"
                                         : "it will not end after " + std::to_string(*most) + " visits");
        }
        return link;
    }

    void read_visits(Intake& intake) {
        const bool has_places =
            tables_.has("visit_locations", "country_code") && tables_.has("visits", "visit_location_id");
        tables_.read(
            {{"id", "v.id"},
             {"short_code", "s.short_code"},
             {"authority", "d.authority"},
             {"date", time_of("v.date")},
             {"referer", "v.referer"},
             {"user_agent", "v.user_agent"},
             {"remote_addr", "v.remote_addr"},
             {"country", has_places ? "l.country_code" : "NULL"},
             {"bot", tables_.if_there("visits", "potential_bot", "v.potential_bot")}},
            std::string(" FROM visits v JOIN short_urls s ON s.id = v.short_url_id LEFT JOIN domains d "
                        "ON d.id = s.domain_id") +
                (has_places ? " LEFT JOIN visit_locations l ON l.id = v.visit_location_id" : "") +
                " ORDER BY v.id",
            [&](const Values& values) {
                const Visit visit{.id = values("id").value_or(""),
                                  .code_id = code_id_of(Shortener::shlink, values("authority").value_or(""),
                                                        values("short_code").value_or("")),
                                  .time = values("date"),
                                  .referrer = values("referer"),
                                  .user_agent = values("user_agent"),
                                  .ip_address = values("remote_addr"),
                                  .country = values("country"),
                                  .is_bot = values("bot")};
                guarded("visit " + visit.id, intake, [&] { intake.take(scan_of(Shortener::shlink, visit)); });
            });
    }

    ForeignTables tables_;
    const Timestamp now_;
};

class KuttDatabase final : public Source {
  public:
    KuttDatabase(const std::string& url, const Clock& now) : tables_(url, "Kutt"), now_(now()) {}

    void read(Intake& intake, Scans scans) override {
        tables_.require("links",
                        {"id", "address", "target", "visit_count", "created_at", "uuid", "domain_id"});
        tables_.require("domains", {"id", "address"});
        const bool has_days = scans == Scans::with && tables_.has("visits");
        if (has_days) tables_.require("visits", {"link_id", "created_at", "total"});
        read_links(intake);
        if (has_days) read_days(intake);
    }

  private:
    void read_links(Intake& intake) {
        const auto optional = [&](const char* column, const std::string& expression) {
            return Item{column, tables_.if_there("links", column, expression)};
        };
        tables_.read(
            {{"address", "l.address"},
             {"target", "l.target"},
             {"created_at", time_of("l.created_at")},
             {"visit_count", "l.visit_count"},
             {"uuid", "l.uuid"},
             {"domain", "d.address"},
             optional("description", "l.description"),
             optional("banned", "l.banned"),
             optional("password", "CASE WHEN l.password <> '' THEN 1 END"),
             optional("expire_in", time_of("l.expire_in"))},
            " FROM links l LEFT JOIN domains d ON d.id = l.domain_id ORDER BY l.id",
            [&](const Values& values) { intake.take(code_of(Shortener::kutt, link_of(values), now_)); });
    }

    Link link_of(const Values& values) const {
        Link link{.domain = values("domain").value_or(""),
                  .short_code = values("address").value_or(""),
                  .target = values("target"),
                  .description = values("description"),
                  .created_at = values("created_at"),
                  .clicks = values("visit_count"),
                  .id = values("uuid")};
        if (values("password")) link.fault = "it asks for a password, which codes here cannot";
        if (foreign_flag(values("banned").value_or("")) == true) {
            link.is_active = false;
            link.notes.emplace_back("disabled, as it was banned");
        }
        end_if_over(link, values("expire_in"), now_);
        return link;
    }

    // Kutt keeps the visits of each hour as numbers.
    void read_days(Intake& intake) {
        tables_.read({{"uuid", "l.uuid"},
                      {"day", "to_char(CAST(v.created_at AS timestamptz), 'YYYY-MM-DD')"},
                      {"total", "sum(v.total)"}},
                     " FROM visits v JOIN links l ON l.id = v.link_id GROUP BY 1, 2 ORDER BY 1, 2",
                     [&](const Values& values) {
                         const auto day = foreign_time(values("day").value_or(""));
                         const auto total = foreign_number(values("total").value_or(""));
                         if (!day || !total) return;
                         store::CodeDay row{.code_id = values("uuid").value_or("")};
                         row.day = std::chrono::floor<std::chrono::days>(*day);
                         row.rollup.totals.scans = *total;
                         intake.take(row);
                     });
    }

    ForeignTables tables_;
    const Timestamp now_;
};

}  // namespace

std::unique_ptr<Source> mvp_database(const std::string& url) {
    return std::make_unique<MvpDatabase>(url);
}

std::unique_ptr<Source> shlink_database(const std::string& url, const Clock& now) {
    return std::make_unique<ShlinkDatabase>(url, now);
}

std::unique_ptr<Source> kutt_database(const std::string& url, const Clock& now) {
    return std::make_unique<KuttDatabase>(url, now);
}

}  // namespace qrgen::transfer
