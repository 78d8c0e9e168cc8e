// SPDX-License-Identifier: MIT
#include "cmd/statistics_report.hpp"

#include <array>
#include <vector>

#include "cmd/terminal.hpp"
#include "core/base/text.hpp"

namespace qrgen::cmd {
namespace {

constexpr std::array name_lists{"devices", "systems", "browsers", "countries", "referrers"};
constexpr std::array code_lists{"most_scanned", "newest"};
constexpr int chart_height = 8;

std::string cut(const std::string& lines, int width) {
    if (width == 0) return lines;
    std::string text;
    for (std::size_t start = 0; start < lines.size();) {
        const std::size_t end = lines.find('\n', start);
        text += cut_to_width(lines.substr(start, end - start), width) + '\n';
        start = end + 1;
    }
    return text;
}

std::string percent(const Record& share) {
    const auto tenths = static_cast<int>(share.get<double>() * 1000 + 0.5);
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " %";
}

// Members that are no objects and no lists.
Record plain_members(const Record& object) {
    Record members = Record::object();
    for (const auto& member : object.items()) {
        if (!member.value().is_structured()) members[member.key()] = member.value();
    }
    const auto share = members.find("genuine_share");
    if (share != members.end() && share->is_number()) *share = percent(*share);
    return members;
}

std::string members_text(const Record& object, int width) {
    return cut(format_record(plain_members(object), RecordFormat::table), width);
}

std::string code_table(const std::string& name, const Record& codes, int width) {
    if (codes.empty()) return {};
    RecordList list;
    list.fields = {name, "scan_count", "last_scan_at", "title"};
    for (const Record& code : codes) {
        list.items.push_back({{name, code.at("short_id").is_null() ? code.at("id") : code.at("short_id")},
                              {"scan_count", code.at("scan_count")},
                              {"last_scan_at", code.at("last_scan_at")},
                              {"title", code.at("title")}});
    }
    return '\n' + format_list(list, RecordFormat::table, list.fields, width);
}

// What only those of all codes have.
std::string tables_of_codes(const Record& statistics, int width) {
    std::string text;
    for (const char* name : code_lists) {
        if (statistics.contains(name)) text += code_table(name, statistics.at(name), width);
    }
    if (!statistics.contains("dead_codes")) return text;
    const Record& dead = statistics.at("dead_codes");
    text +=
        '\n' + members_text({{"dead_codes", dead.at("count")}, {"dead_after", dead.at("dead_after")}}, width);
    return text + code_table("longest_unscanned", dead.at("longest_unscanned"), width);
}

std::string name_table(const std::string& name, const Record& entries) {
    if (entries.empty()) return {};
    RecordList list;
    list.fields = {name, "count"};
    for (const Record& entry : entries) {
        list.items.push_back({{name, entry.at("name")}, {"count", entry.at("count")}});
    }
    return '\n' + format_list(list, RecordFormat::table, list.fields, 0);
}

std::string plain_head(const Record& statistics) {
    std::string text = members_text(statistics, 0);
    if (statistics.contains("codes")) text += "\ncodes\n" + members_text(statistics.at("codes"), 0);
    return text + "\nperiod\n" + members_text(statistics.at("period"), 0);
}

std::string text_of(const Record& value) {
    return value.is_null() ? std::string() : printable(value.get<std::string>());
}

std::string count_of(const Record& number, const char* of_what) {
    return std::to_string(number.get<std::int64_t>()) + ' ' + of_what;
}

// Separated by commas, as many on a line as fit.
std::string sentence(const std::vector<std::string>& pieces, int width) {
    std::string lines;
    std::string line;
    for (const std::string& piece : pieces) {
        const std::string longer = line.empty() ? piece : line + ", " + piece;
        if (!line.empty() && display_width(longer) > width - 1) {
            lines += line + ",\n";
            line = piece;
        } else {
            line = longer;
        }
    }
    return cut(lines + line + '\n', width);
}

std::string drawn_title(const Record& statistics, int width) {
    if (statistics.contains("codes")) {
        const Record& codes = statistics.at("codes");
        return sentence(
            {count_of(codes.at("total"), "codes"), count_of(codes.at("static"), "static"),
             count_of(codes.at("dynamic"), "dynamic"), count_of(codes.at("disabled"), "disabled")},
            width);
    }
    const Record& short_id = statistics.at("short_id");
    const std::string name = text_of(short_id.is_null() ? statistics.at("id") : short_id);
    const std::string title = text_of(statistics.at("title"));
    return cut((title.empty() ? name : name + "  " + title) + '\n', width);
}

std::string drawn_totals(const Record& statistics, int width) {
    const Record& share = statistics.at("genuine_share");
    if (share.is_null()) return "no scans\n";
    const Record& last =
        statistics.contains("last_scan_on") ? statistics.at("last_scan_on") : statistics.at("last_scan_at");
    return sentence(
        {count_of(statistics.at("total_scans"), "scans"),
         count_of(statistics.at("genuine_scans"), "genuine") + " (" + percent(share) + ")",
         count_of(statistics.at("bot_scans"), "by bots"),
         count_of(statistics.at("unique_visitors"), "visitors"),
         "first on " + text_of(statistics.at("first_scan_on")), "last on " + text_of(last).substr(0, 10)},
        width);
}

std::string drawn_period(const Record& statistics, int width) {
    const Record& period = statistics.at("period");
    const Record& labels = statistics.at("series").at("labels");
    std::vector<std::string> pieces;
    if (!period.at("name").is_null()) pieces.push_back(text_of(period.at("name")));
    if (!labels.empty()) {
        pieces.push_back(text_of(labels.front()).substr(0, 16) + " to " +
                         text_of(labels.back()).substr(0, 16));
    }
    pieces.push_back(text_of(period.at("time_zone")));
    std::string text =
        sentence(pieces, width) +
        sentence(
            {count_of(period.at("scans"), "scans"), count_of(period.at("genuine_scans"), "genuine"),
             count_of(period.at("bot_scans"), "by bots"), count_of(period.at("unique_visitors"), "visitors")},
            width);
    const auto is_midnight = [](const std::string& time) { return time.ends_with("T00:00:00.000000Z"); };
    if (!is_midnight(text_of(period.at("from"))) || !is_midnight(text_of(period.at("to")))) {
        text += sentence({"bots, visitors and lists are of whole days in UTC",
                          text_of(period.at("lists_from")) + " to " + text_of(period.at("lists_to"))},
                         width);
    }
    return text;
}

// "01-31" of a day, "09:00" of an hour.
std::string short_label(const std::string& label, const std::string& interval) {
    if (interval == "hour") return label.substr(11, 5);
    return interval == "day" ? label.substr(5) : label;
}

std::string chart(const Record& statistics, const ChartStyle& style) {
    const std::string interval = statistics.at("period").at("interval");
    std::vector<ChartColumn> columns;
    for (const Record& step : series_records(statistics).items) {
        columns.push_back(
            {short_label(step.at("label"), interval), step.at("all_scans"), step.at("genuine_scans")});
    }
    const ColumnChart drawn = column_chart(columns, chart_height, style);
    std::string text = '\n' + chart_legend("genuine", "others", style);
    if (drawn.columns_each > 1) {
        text += (style.width < 40 ? "\n" : "   ");
        text += "(" + std::to_string(drawn.columns_each) + " " + interval + "s each)";
    }
    return text + '\n' + drawn.text;
}

std::string bars(const std::string& name, const Record& entries, const ChartStyle& style) {
    if (entries.empty()) return {};
    std::vector<Bar> bars;
    for (const Record& entry : entries) {
        bars.push_back({printable(entry.at("name").get<std::string>()), entry.at("count")});
    }
    return '\n' + name + '\n' + bar_list(bars, style);
}

}  // namespace

RecordList series_records(const Record& statistics) {
    const Record& series = statistics.at("series");
    RecordList list;
    list.fields = {"label", "all_scans", "genuine_scans"};
    for (std::size_t i = 0; i < series.at("labels").size(); ++i) {
        list.items.push_back({{"label", series.at("labels")[i]},
                              {"all_scans", series.at("all_scans")[i]},
                              {"genuine_scans", series.at("genuine_scans")[i]}});
    }
    list.total = static_cast<std::int64_t>(list.items.size());
    return list;
}

std::string plain_report(const Record& statistics) {
    const RecordList series = series_records(statistics);
    std::string text =
        plain_head(statistics) + '\n' + format_list(series, RecordFormat::table, series.fields, 0);
    for (const char* name : name_lists) text += name_table(name, statistics.at(name));
    return text + tables_of_codes(statistics, 0);
}

std::string drawn_report(const Record& statistics, const ChartStyle& style) {
    const int width = style.width;
    std::string text = drawn_title(statistics, width) + drawn_totals(statistics, width) + '\n' +
                       drawn_period(statistics, width) + chart(statistics, style);
    for (const char* name : name_lists) text += bars(name, statistics.at(name), style);
    return text + tables_of_codes(statistics, style.width);
}

}  // namespace qrgen::cmd
