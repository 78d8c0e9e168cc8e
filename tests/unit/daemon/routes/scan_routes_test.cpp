// SPDX-License-Identifier: MIT
#include "daemon/routes/scan_routes.hpp"

#include <functional>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "core/codes/code_service.hpp"
#include "core/store/migrator.hpp"
#include "core/store/scan_table.hpp"
#include "daemon/http/http_error.hpp"
#include "daemon/openapi/schemas.hpp"
#include "daemon/router/error_response.hpp"
#include "tests/support/scan_events.hpp"
#include "tests/support/temporary_directory.hpp"

namespace qrgen::daemon {
namespace {

using Json = nlohmann::ordered_json;
using scans::ScanEvent;
using testing::ElementsAre;

std::vector<std::string> keys_of(const Json& object) {
    std::vector<std::string> keys;
    for (const auto& entry : object.items()) keys.push_back(entry.key());
    return keys;
}

class ScanRoutesTest : public testing::Test {
  protected:
    ScanRoutesTest() {
        store::Migrator(store_).up();
        add_scan_routes(routes_, store_);
        codes::NewCode wanted;
        wanted.type = codes::CodeType::dynamic_code;
        wanted.redirect_url = "https://example.com/";
        wanted.short_id = "menu";
        code_ = codes_.create(wanted, "test");
    }

    void add(std::vector<ScanEvent> events) {
        for (ScanEvent& event : events) event.code_id = code_.id;
        store_.write([&](store::Transaction& transaction) {
            store::ScanTable(transaction).insert(scans::as_stored(events));
        });
    }
    // Errors as the router shows them.
    http::Response get(const std::string& query = {}, const std::string& id = "menu") {
        http::Request request{.method = "GET", .path = "/", .query = query};
        request.path_parameter = id;
        try {
            return routes_.at(0).handler(request);
        } catch (const http::HttpError& error) {
            return json_error(request, error);
        } catch (const Error& error) {
            return json_error(request, to_http_error(request, error));
        }
    }
    Json json(const std::string& query = {}) {
        const http::Response response = get(query);
        EXPECT_EQ(response.status, 200) << response.body;
        return Json::parse(response.body);
    }
    // The places of all faults of a 422: "query.limit".
    std::vector<std::string> faults(const std::string& query) {
        const http::Response response = get(query);
        EXPECT_EQ(response.status, 422) << query;
        std::vector<std::string> places;
        const Json detail = Json::parse(response.body).at("detail");
        for (const Json& fault : detail) {
            places.push_back(fault.at("loc")[0].get<std::string>() + "." +
                             fault.at("loc")[1].get<std::string>());
        }
        return places;
    }

    test::TemporaryDirectory directory_;
    store::Store store_{store::DatabaseUrl::parse("sqlite://" + (directory_.path() / "codes.db").string())};
    codes::CodeService codes_{store_, {.base_url = "https://qr.example", .allowed_domains = {}}};
    codes::Code code_;
    http::RouteTable routes_;
};

TEST_F(ScanRoutesTest, NeedReadAccess) {
    ASSERT_EQ(routes_.size(), 1U);
    EXPECT_EQ(routes_[0].pattern, "/api/v1/qr/{id}/scans");
    EXPECT_EQ(routes_[0].method, "GET");
    EXPECT_EQ(routes_[0].access, http::Access::read);
}

TEST_F(ScanRoutesTest, ScansAreListedNewestFirst) {
    add(scans::make_scans(1, 25));
    const Json first = json();
    EXPECT_THAT(keys_of(first), ElementsAre("items", "total", "page", "page_size", "next_cursor"));
    EXPECT_EQ(first.at("total"), 25);
    EXPECT_EQ(first.at("page"), 1);
    EXPECT_EQ(first.at("page_size"), 10);
    ASSERT_EQ(first.at("items").size(), 10U);
    EXPECT_EQ(first.at("items")[0].at("scanned_at"), "2026-01-01T00:00:25.000000Z");
    const Json last = json("skip=20&limit=10&unknown=x");
    EXPECT_EQ(last.at("page"), 3);
    EXPECT_EQ(last.at("items").size(), 5U);
    EXPECT_EQ(last.at("items")[4].at("event_id"), scans::make_scan(1).event_id);
    EXPECT_EQ(json("skip=1000").at("items").size(), 0U);
}

TEST_F(ScanRoutesTest, AScanTellsAllThatIsKnown) {
    ScanEvent event = scans::make_scan(3);
    event.referrer = "";
    add({event});
    const Json scan = json().at("items")[0];
    EXPECT_EQ(scan, Json({{"event_id", event.event_id},
                          {"scanned_at", "2026-01-01T00:00:03.000000Z"},
                          {"ip_address", "192.0.2.0"},
                          {"user_agent", "Phone/3"},
                          {"is_genuine_scan", true},
                          {"referrer", nullptr},
                          {"language", nullptr},
                          {"country", nullptr},
                          {"city", nullptr},
                          {"referrer_host", nullptr},
                          {"device_family", nullptr},
                          {"os_family", nullptr},
                          {"os_version", nullptr},
                          {"browser_family", nullptr},
                          {"browser_version", nullptr},
                          {"is_mobile", nullptr},
                          {"is_tablet", nullptr},
                          {"is_pc", nullptr},
                          {"is_bot", nullptr}}));
}

TEST_F(ScanRoutesTest, GenuineScansCanBeListedAlone) {
    add(scans::make_scans(1, 9));
    EXPECT_EQ(json("genuine=true").at("total"), 3);
    EXPECT_EQ(json("genuine=no").at("total"), 6);
    const Json genuine = json("genuine=1").at("items");
    EXPECT_EQ(genuine.size(), 3U);
    for (const Json& scan : genuine) EXPECT_EQ(scan.at("is_genuine_scan"), true);
    EXPECT_EQ(json().at("total"), 9);
}

TEST_F(ScanRoutesTest, TheCursorLeadsToTheNextPage) {
    add(scans::make_scans(1, 5));
    const Json first = json("limit=3");
    add(scans::make_scans(6, 9));
    const Json last = json("limit=3&cursor=" + first.at("next_cursor").get<std::string>());
    ASSERT_EQ(last.at("items").size(), 2U);
    EXPECT_EQ(last.at("items")[0].at("event_id"), scans::make_scan(2).event_id);
    EXPECT_TRUE(last.at("next_cursor").is_null());
    EXPECT_EQ(last.at("total"), 9);
    EXPECT_THAT(faults("cursor="), ElementsAre("query.cursor"));
    EXPECT_THAT(faults("cursor=' OR 1=1&limit=0"), ElementsAre("query.limit", "query.cursor"));
}

TEST_F(ScanRoutesTest, ScansOfDaysAndTimesCanBeListedAlone) {
    add(scans::make_scans(1, 9));
    EXPECT_EQ(json("from=2026-01-01T00:00:08Z").at("items").size(), 2U);
    EXPECT_EQ(json("to=2026-01-01T01:00:03%2B01:00").at("items").size(), 2U);
    EXPECT_EQ(json("from=2026-01-01&to=2026-01-01").at("items").size(), 9U);
    EXPECT_EQ(json("to=2025-12-31").at("items").size(), 0U);
    EXPECT_EQ(json("to=2025-12-31&time_zone=America/New_York").at("items").size(), 9U);
    EXPECT_TRUE(json("from=2026-01-01").at("total").is_null());
    EXPECT_THAT(faults("from=x&to=y&time_zone=z&skip=-1"),
                testing::UnorderedElementsAre("query.from", "query.to", "query.time_zone", "query.skip"));
    EXPECT_THAT(faults("from=2026-01-02&to=2026-01-01"), ElementsAre("query.from"));
}

TEST_F(ScanRoutesTest, ProgramsAndPeopleCanBeListedAlone) {
    add(scans::make_scans(1, 3));
    auto bot = scans::as_stored({scans::make_scan(4)});
    bot[0].code_id = code_.id;
    bot[0].is_bot = true;
    store_.write([&](store::Transaction& transaction) { store::ScanTable(transaction).insert(bot); });
    EXPECT_EQ(json("bots=true").at("items").size(), 1U);
    EXPECT_EQ(json("bots=false").at("items").size(), 3U);
    EXPECT_TRUE(json("bots=true").at("total").is_null());
    EXPECT_THAT(faults("bots=perhaps"), ElementsAre("query.bots"));
}

TEST_F(ScanRoutesTest, ACodeIsFoundByEitherIdInAnyCase) {
    add(scans::make_scans(1, 2));
    for (const std::string& id : {code_.id, std::string("MENU")}) {
        EXPECT_EQ(get("", id).status, 200) << id;
    }
    for (const char* const id : {"nothing", "\xff", "00000000-0000-7000-8000-000000000000"}) {
        EXPECT_EQ(get("", id).status, 404) << id;
    }
    codes_.remove("menu", "test");
    EXPECT_EQ(get().status, 404);
}

TEST_F(ScanRoutesTest, BadParametersOfTheListAreToldAllAtOnce) {
    EXPECT_THAT(faults("skip=-1&limit=0&genuine=maybe"),
                ElementsAre("query.skip", "query.limit", "query.genuine"));
    EXPECT_THAT(faults("limit=101"), ElementsAre("query.limit"));
    EXPECT_THAT(faults("limit=ten"), ElementsAre("query.limit"));
    EXPECT_THAT(faults("skip=99999999999999999999"), ElementsAre("query.skip"));
}

// Whatever is answered, the document says so.
TEST_F(ScanRoutesTest, TheSchemasNameWhatIsAnswered) {
    add(scans::make_scans(1, 1));
    const auto properties = [](const char* schema) {
        return keys_of(openapi::find_schema(schema).at("properties"));
    };
    EXPECT_EQ(properties("ScanPage"), keys_of(json()));
    EXPECT_EQ(properties("Scan"), keys_of(json().at("items")[0]));
}

}  // namespace
}  // namespace qrgen::daemon
