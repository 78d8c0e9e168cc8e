// SPDX-License-Identifier: MIT
#include "daemon/routes/statistics_routes.hpp"

#include "core/store/scan_table.hpp"
#include "daemon/openapi/schemas.hpp"
#include "tests/support/scan_events.hpp"
#include "tests/unit/daemon/api_fixture.hpp"

namespace qrgen::daemon {
namespace {

using Json = nlohmann::ordered_json;
using scans::ScanEvent;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::sys_days;
using testing::ElementsAre;

constexpr sys_days today = sys_days(std::chrono::year(2026) / std::chrono::March / 10);

const std::string of_menu = "/api/v1/qr/menu/stats";
const std::string of_all = "/api/v1/stats";

std::vector<std::string> keys_of(const Json& object) {
    std::vector<std::string> keys;
    for (const auto& entry : object.items()) keys.push_back(entry.key());
    return keys;
}

class StatisticsRoutesTest : public ApiTest {
  protected:
    StatisticsRoutesTest() {
        add_statistics_routes(table_, *store_, [] { return today + hours(12); });
        menu_ = make_code("menu");
    }

    codes::Code make_code(const std::string& short_id) {
        codes::NewCode wanted;
        wanted.type = codes::CodeType::dynamic_code;
        wanted.redirect_url = "https://example.com/";
        wanted.short_id = short_id;
        wanted.title = "Title of " + short_id;
        return codes_->create(wanted, "test");
    }
    // One at noon of each of the days, which count back from today; those of even ones are genuine.
    void add_on_days(const std::vector<int>& ago, const std::string& code_id) {
        std::vector<ScanEvent> events;
        for (const int day : ago) {
            ScanEvent event = scans::make_scan(++made_);
            event.code_id = code_id;
            event.scanned_at = today - days(day) + hours(12);
            event.is_genuine = day % 2 == 0;
            events.push_back(event);
        }
        store_->write([&](store::Transaction& transaction) {
            store::ScanTable(transaction).insert(scans::as_stored(events));
        });
    }
    Json json(const std::string& target) {
        const Outcome outcome = get(target);
        EXPECT_EQ(outcome.status(), 200) << outcome.detail;
        return Json::parse(outcome.response.body);
    }
    std::vector<std::string> faults(const std::string& query, const std::string& path = of_menu) {
        const Outcome outcome = get(path + "?" + query);
        EXPECT_EQ(outcome.status(), 422) << query;
        return outcome.places();
    }

    codes::Code menu_;
    int made_ = 0;
};

TEST_F(StatisticsRoutesTest, NeedReadAccess) {
    http::RouteTable routes;
    add_statistics_routes(routes, *store_);
    ASSERT_EQ(routes.size(), 2U);
    for (const http::Route& route : routes) {
        EXPECT_EQ(route.method, "GET");
        EXPECT_EQ(route.access, http::Access::read);
    }
}

TEST_F(StatisticsRoutesTest, OfACodeTellEverything) {
    add_on_days({0, 0, 1, 29, 30, 400}, menu_.id);
    const Json stats = json(of_menu);
    EXPECT_THAT(keys_of(stats),
                ElementsAre("id", "short_id", "title", "total_scans", "genuine_scans", "genuine_share",
                            "bot_scans", "unique_visitors", "first_scan_on", "first_genuine_scan_at",
                            "last_scan_at", "last_genuine_scan_at", "period", "series", "devices", "systems",
                            "browsers", "countries", "referrers"));
    EXPECT_EQ(stats.at("id"), menu_.id);
    EXPECT_EQ(stats.at("short_id"), "menu");
    EXPECT_EQ(stats.at("title"), "Title of menu");
    EXPECT_EQ(stats.at("total_scans"), 6);
    EXPECT_EQ(stats.at("genuine_scans"), 4);
    EXPECT_DOUBLE_EQ(stats.at("genuine_share").get<double>(), 4 / 6.0);
    EXPECT_EQ(stats.at("first_scan_on"), "2025-02-03");
    EXPECT_EQ(stats.at("first_genuine_scan_at"), "2025-02-03T12:00:00.000000Z");
    EXPECT_EQ(stats.at("last_scan_at"), "2026-03-10T12:00:00.000000Z");
    EXPECT_EQ(stats.at("last_genuine_scan_at"), "2026-03-10T12:00:00.000000Z");
    EXPECT_EQ(stats.at("period"), Json({{"name", "last30days"},
                                        {"from", "2026-02-09T00:00:00.000000Z"},
                                        {"to", "2026-03-11T00:00:00.000000Z"},
                                        {"time_zone", "UTC"},
                                        {"interval", "day"},
                                        {"scans", 4},
                                        {"genuine_scans", 2},
                                        {"bot_scans", 0},
                                        {"unique_visitors", 0},
                                        {"lists_from", "2026-02-09"},
                                        {"lists_to", "2026-03-10"}}));
    const Json& series = stats.at("series");
    ASSERT_EQ(series.at("labels").size(), 30U);
    EXPECT_EQ(series.at("labels")[0], "2026-02-09");
    EXPECT_EQ(series.at("labels")[29], "2026-03-10");
    std::vector<int> expected(30);
    expected[0] = expected[28] = 1;
    expected[29] = 2;
    EXPECT_EQ(series.at("all_scans"), Json(expected));
    expected[0] = expected[28] = 0;
    EXPECT_EQ(series.at("genuine_scans"), Json(expected));
    EXPECT_EQ(stats.at("devices"), Json::parse(R"([{"name": "Unknown", "count": 4}])"));
    EXPECT_EQ(stats.at("browsers"), stats.at("devices"));
    EXPECT_EQ(stats.at("systems"), stats.at("devices"));
}

TEST_F(StatisticsRoutesTest, ACodeThatNobodyScannedHasStatisticsToo) {
    const Json stats = json(of_menu);
    EXPECT_EQ(stats.at("total_scans"), 0);
    EXPECT_EQ(stats.at("genuine_share"), nullptr);
    EXPECT_EQ(stats.at("first_scan_on"), nullptr);
    EXPECT_EQ(stats.at("last_scan_at"), nullptr);
    EXPECT_EQ(stats.at("series").at("all_scans"), Json(std::vector<int>(30)));
    EXPECT_EQ(stats.at("devices"), Json::array());
}

TEST_F(StatisticsRoutesTest, ACodeIsFoundByEitherIdInAnyCase) {
    for (const std::string& id : {menu_.id, std::string("MENU")}) {
        EXPECT_EQ(get("/api/v1/qr/" + id + "/stats").status(), 200) << id;
    }
    for (const std::string& id :
         {std::string("nothing"), std::string("00000000-0000-7000-8000-000000000000")}) {
        EXPECT_EQ(get("/api/v1/qr/" + id + "/stats").status(), 404) << id;
    }
    codes_->remove("menu", "test");
    EXPECT_EQ(get(of_menu).status(), 404);
}

TEST_F(StatisticsRoutesTest, ThePeriodCanBeChosen) {
    add_on_days({0, 5, 10}, menu_.id);
    const Json stats = json(of_menu + "?from=2026-02-28&to=2026-03-05");
    EXPECT_EQ(stats.at("period").at("name"), nullptr);
    EXPECT_EQ(stats.at("series").at("labels"),
              Json({"2026-02-28", "2026-03-01", "2026-03-02", "2026-03-03", "2026-03-04", "2026-03-05"}));
    EXPECT_EQ(stats.at("series").at("all_scans"), Json({1, 0, 0, 0, 0, 1}));
    EXPECT_EQ(stats.at("devices")[0].at("count"), 2);
    EXPECT_EQ(stats.at("total_scans"), 3);
    const Json by_hour = json(of_menu + "?period=today&time_zone=Europe/Berlin");
    EXPECT_EQ(by_hour.at("period").at("interval"), "hour");
    EXPECT_EQ(by_hour.at("series").at("labels")[13], "2026-03-10T13:00:00+01:00");
    EXPECT_EQ(by_hour.at("series").at("all_scans")[13], 1);
    EXPECT_EQ(by_hour.at("period").at("lists_from"), "2026-03-09");
    EXPECT_EQ(json(of_menu + "?period=allTime").at("period").at("from"), "2026-02-28T00:00:00.000000Z");
}

TEST_F(StatisticsRoutesTest, OfAllCodes) {
    const codes::Code poster = make_code("poster");
    make_static("https://example.com/");
    add_on_days({0, 1}, menu_.id);
    add_on_days({0, 1, 2, 200}, poster.id);
    const Json stats = json(of_all + "?top=1&dead_after=0");
    EXPECT_THAT(keys_of(stats), ElementsAre("total_scans", "genuine_scans", "genuine_share", "bot_scans",
                                            "unique_visitors", "first_scan_on", "last_scan_on", "codes",
                                            "period", "series", "devices", "systems", "browsers", "countries",
                                            "referrers", "most_scanned", "newest", "dead_codes"));
    EXPECT_EQ(stats.at("total_scans"), 6);
    EXPECT_EQ(stats.at("first_scan_on"), "2025-08-22");
    EXPECT_EQ(stats.at("last_scan_on"), "2026-03-10");
    EXPECT_EQ(stats.at("codes"), Json({{"total", 3}, {"static", 1}, {"dynamic", 2}, {"disabled", 0}}));
    EXPECT_EQ(stats.at("period").at("scans"), 5);
    EXPECT_EQ(stats.at("most_scanned"), Json::array({{{"id", poster.id},
                                                      {"short_id", "poster"},
                                                      {"title", "Title of poster"},
                                                      {"created_at", format_rfc3339(poster.created_at)},
                                                      {"scan_count", 4},
                                                      {"last_scan_at", "2026-03-10T12:00:00.000000Z"}}}));
    ASSERT_EQ(stats.at("newest").size(), 1U);
    EXPECT_EQ(stats.at("newest")[0].at("short_id"), nullptr);
    EXPECT_EQ(json(of_all + "?top=100").at("newest").size(), 3U);
    EXPECT_EQ(stats.at("dead_codes").at("dead_after"), 0);
}

TEST_F(StatisticsRoutesTest, BadParametersAreToldAllAtOnce) {
    EXPECT_THAT(faults("top=0&from=yesterday&to=2026-02-30&time_zone=Mars"),
                testing::UnorderedElementsAre("query.top", "query.from", "query.to", "query.time_zone"));
    EXPECT_THAT(faults("period=lastWeek"), ElementsAre("query.period"));
    EXPECT_THAT(faults("period=today&from=2026-03-01"), ElementsAre("query.period"));
    EXPECT_THAT(faults("from=2026-03-11"), ElementsAre("query.from"));
    EXPECT_THAT(faults("from=1926-03-10"), ElementsAre("query.from"));
    EXPECT_THAT(faults("from=2026-03-10T10:07Z"), ElementsAre("query.from"));
    EXPECT_THAT(faults("to="), ElementsAre("query.to"));
    EXPECT_THAT(faults("time_zone=../../../../etc/passwd"), ElementsAre("query.time_zone"));
    EXPECT_THAT(faults("time_zone=" + std::string(1000, 'x')), ElementsAre("query.time_zone"));
    EXPECT_THAT(faults("top=101"), ElementsAre("query.top"));
    EXPECT_THAT(faults("dead_after=-1&top=ten", of_all), ElementsAre("query.top", "query.dead_after"));
    EXPECT_EQ(get(of_menu + "?dead_after=-1&unknown=x").status(), 200);
}

TEST_F(StatisticsRoutesTest, ATimeZoneThatIsNearlyRightIsNamed) {
    EXPECT_EQ(get(of_menu + "?time_zone=europe/berlin").fault("time_zone"),
              "there is no time zone \"europe/berlin\"; did you mean Europe/Berlin?");
}

// Whatever is answered, the document says so.
TEST_F(StatisticsRoutesTest, TheSchemasNameWhatIsAnswered) {
    add_on_days({0}, menu_.id);
    const auto properties = [](const char* schema) {
        return keys_of(openapi::find_schema(schema).at("properties"));
    };
    const Json of_code = json(of_menu);
    const Json all = json(of_all + "?dead_after=0");
    EXPECT_EQ(properties("CodeStatistics"), keys_of(of_code));
    EXPECT_EQ(properties("AllStatistics"), keys_of(all));
    EXPECT_EQ(properties("StatisticsPeriod"), keys_of(all.at("period")));
    EXPECT_EQ(properties("StatisticsSeries"), keys_of(all.at("series")));
    EXPECT_EQ(properties("NameCount"), keys_of(all.at("devices")[0]));
    EXPECT_EQ(properties("CodeBrief"), keys_of(all.at("newest")[0]));
    for (const char* object : {"codes", "dead_codes"}) {
        EXPECT_EQ(keys_of(openapi::find_schema("AllStatistics").at("properties").at(object).at("properties")),
                  keys_of(all.at(object)));
    }
}

}  // namespace
}  // namespace qrgen::daemon
