// SPDX-License-Identifier: MIT
#include "daemon/routes/code_routes.hpp"

#include "core/codes/code_fields.hpp"
#include "tests/unit/daemon/api_fixture.hpp"

namespace qrgen::daemon {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

constexpr const char* list_path = "/api/v1/qr";
constexpr const char* static_path = "/api/v1/qr/static";
constexpr const char* dynamic_path = "/api/v1/qr/dynamic";
constexpr const char* target = "https://example.com/a";

class CodeRoutesTest : public ApiTest {
  protected:
    std::string make_dynamic(const json& fields = json::object()) {
        json body = fields;
        if (!body.contains("redirect_url")) body["redirect_url"] = target;
        return post(dynamic_path, body).json()["id"];
    }

    std::vector<std::string> listed(const std::string& query, const char* field = "content") {
        const json answer = get(list_path + query).json();
        std::vector<std::string> values;
        for (const json& item : answer.at("items")) values.push_back(item.at(field));
        return values;
    }

    Outcome change(const std::string& method, const std::string& id, const json& body) {
        return call(method, "/api/v1/qr/" + id, body.dump());
    }
};

TEST_F(CodeRoutesTest, AStaticCodeIsMadeWithDefaults) {
    const Outcome made = post(static_path, {{"content", "hello"}});
    ASSERT_EQ(made.status(), 201);
    EXPECT_EQ(made.header("Content-Type"), "application/json");
    const json code = made.json();
    EXPECT_EQ(made.header("Location"), "/api/v1/qr/" + code["id"].get<std::string>());
    for (const codes::CodeField& field : codes::code_fields())
        EXPECT_TRUE(code.contains(field.name)) << field.name;
    EXPECT_EQ(code["content"], "hello");
    EXPECT_EQ(code["qr_type"], "static");
    EXPECT_EQ(code["redirect_url"], nullptr);
    EXPECT_EQ(code["short_id"], nullptr);
    EXPECT_EQ(code["fill_color"], "#000000");
    EXPECT_EQ(code["back_color"], "#FFFFFF");
    EXPECT_EQ(code["size"], 10);
    EXPECT_EQ(code["border"], 4);
    EXPECT_EQ(code["error_level"], "m");
    EXPECT_EQ(code["scan_count"], 0);
    EXPECT_THAT(code["created_at"].get<std::string>(), testing::EndsWith("Z"));
    EXPECT_FALSE(code.contains("warnings"));
    EXPECT_EQ(get(made.header("Location")).json(), code);
    EXPECT_EQ(codes_created_, (std::map<std::string, int>{{"static", 1}}));
}

TEST_F(CodeRoutesTest, AllFieldsOfAStaticCodeAreKept) {
    const json wanted{
        {"content", "x"},          {"title", "T"},  {"description", "D"}, {"fill_color", "#112233"},
        {"back_color", "#EEDDCC"}, {"size", 50},    {"border", 20},       {"error_level", "h"},
        {"redirect_url", nullptr}, {"unknown", {1}}};
    const Outcome made = post(static_path, wanted);
    ASSERT_EQ(made.status(), 201);
    for (const char* name :
         {"content", "title", "description", "fill_color", "back_color", "size", "border", "error_level"}) {
        EXPECT_EQ(made.json()[name], wanted[name]) << name;
    }
}

TEST_F(CodeRoutesTest, AStaticCodeHasNoRedirectUrl) {
    const Outcome refused = post(static_path, {{"content", "x"}, {"redirect_url", target}});
    EXPECT_EQ(refused.status(), 422);
    EXPECT_THAT(refused.places(), ElementsAre("body.redirect_url"));
    EXPECT_THAT(codes_created_, IsEmpty());
    EXPECT_EQ(get(list_path).json()["total"], 0);
}

TEST_F(CodeRoutesTest, ADynamicCodeLeadsToItsTarget) {
    const Outcome made = post(dynamic_path, {{"redirect_url", target}, {"content", 12345}, {"title", "T"}});
    ASSERT_EQ(made.status(), 201);
    const json code = made.json();
    const std::string short_id = code["short_id"];
    EXPECT_EQ(short_id.size(), 8U);
    EXPECT_EQ(code["content"], "https://qr.example/r/" + short_id + "?scan_ref=qr");
    EXPECT_EQ(code["redirect_url"], target);
    EXPECT_EQ(code["qr_type"], "dynamic");
    EXPECT_EQ(code["title"], "T");
    EXPECT_EQ(codes_created_, (std::map<std::string, int>{{"dynamic", 1}}));
}

TEST_F(CodeRoutesTest, AShortIdCanBeChosenOnce) {
    const json body{{"redirect_url", target}, {"short_id", "menu"}};
    EXPECT_EQ(post(dynamic_path, body).json()["short_id"], "menu");
    const Outcome taken = post(dynamic_path, body);
    EXPECT_EQ(taken.status(), 409);
    EXPECT_THAT(taken.detail, HasSubstr("menu"));
    EXPECT_EQ(codes_created_["dynamic"], 1);
    EXPECT_EQ(call("DELETE", "/api/v1/qr/menu").status(), 204);
    EXPECT_EQ(post(dynamic_path, body).status(), 409) << "not even after it was deleted";
}

TEST_F(CodeRoutesTest, LimitsOfAllFields) {
    const auto status = [this](const char* name, const json& value) {
        json body{{"content", "x"}};
        body[name] = value;
        return post(static_path, body).status();
    };
    const auto text = [](std::size_t length) { return std::string(length, 'a'); };
    EXPECT_EQ(status("content", text(2048)), 201);
    EXPECT_EQ(status("content", text(2049)), 422);
    EXPECT_EQ(status("content", ""), 422);
    EXPECT_EQ(status("title", text(100)), 201);
    EXPECT_EQ(status("title", text(101)), 422);
    EXPECT_EQ(status("description", text(500)), 201);
    EXPECT_EQ(status("description", text(501)), 422);
    EXPECT_EQ(status("size", 1), 201);
    EXPECT_EQ(status("size", 50), 201);
    EXPECT_EQ(status("size", 0), 422);
    EXPECT_EQ(status("size", 51), 422);
    EXPECT_EQ(status("border", 0), 201);
    EXPECT_EQ(status("border", 20), 201);
    EXPECT_EQ(status("border", -1), 422);
    EXPECT_EQ(status("border", 21), 422);
    for (const char* level : {"l", "m", "q", "h"}) EXPECT_EQ(status("error_level", level), 201) << level;
    EXPECT_EQ(status("error_level", "x"), 422);
    EXPECT_EQ(status("fill_color", "#abcdef"), 201);
    EXPECT_EQ(status("fill_color", "black"), 422);
    EXPECT_EQ(status("fill_color", "#12345678"), 422);
    EXPECT_EQ(status("fill_color", "#ffffff"), 422) << "the same as the background, in another case";
    const auto short_id = [this](const std::string& id) {
        return post(dynamic_path, {{"redirect_url", target}, {"short_id", id}}).status();
    };
    EXPECT_EQ(short_id("abc"), 201);
    EXPECT_EQ(short_id(text(64)), 201);
    EXPECT_EQ(short_id("ab"), 422);
    EXPECT_EQ(short_id(text(65)), 422);
    EXPECT_EQ(short_id("a b c"), 422);
}

TEST_F(CodeRoutesTest, ContentThatFitsNoSymbolIsRefused) {
    std::string wide;
    for (int i = 0; i < 1500; ++i) wide += "ä";  // 3000 bytes; 2331 fit at level m
    const Outcome refused = post(static_path, {{"content", wide}});
    EXPECT_EQ(refused.status(), 422);
    EXPECT_THAT(refused.places(), ElementsAre("body.content"));
    EXPECT_THAT(refused.fault("content"), HasSubstr("2331"));
}

TEST_F(CodeRoutesTest, AllFaultsOfABodyAreListed) {
    const Outcome refused = post(static_path, {{"title", 5},
                                               {"description", std::string(501, 'a')},
                                               {"fill_color", "#FFFFFF"},
                                               {"size", "big"},
                                               {"border", 21},
                                               {"redirect_url", target}});
    EXPECT_EQ(refused.status(), 422);
    EXPECT_THAT(refused.places(),
                UnorderedElementsAre("body.content", "body.title", "body.description", "body.size",
                                     "body.border", "body.back_color", "body.redirect_url"));
    EXPECT_EQ(refused.faults.front().type, "missing");

    const Outcome dynamic =
        post(dynamic_path, {{"redirect_url", "ftp://example.com"}, {"short_id", "A B"}, {"size", true}});
    EXPECT_THAT(dynamic.places(), UnorderedElementsAre("body.size", "body.redirect_url", "body.short_id"));
    EXPECT_THAT(post(dynamic_path, json::object()).places(), ElementsAre("body.redirect_url"));
}

TEST_F(CodeRoutesTest, RedirectUrlsAreChecked) {
    for (const char* bad : {"", "example.com", "ftp://example.com", "javascript:alert(1)", "https://",
                            "https://user@example.com", "https://qr.example/r/abc", "https://exa mple.com"}) {
        const Outcome refused = post(dynamic_path, {{"redirect_url", bad}});
        EXPECT_EQ(refused.status(), 422) << bad;
        EXPECT_THAT(refused.places(), ElementsAre("body.redirect_url")) << bad;
    }
}

TEST_F(CodeRoutesTest, RiskyColoursAreTakenWithAWarning) {
    const Outcome made = post(static_path, {{"content", "x"}, {"fill_color", "#FFFF00"}, {"border", 1}});
    ASSERT_EQ(made.status(), 201);
    ASSERT_EQ(made.json()["warnings"].size(), 2U);
    EXPECT_THAT(made.json()["warnings"][0].get<std::string>(), HasSubstr("contrast"));
    const std::string id = made.json()["id"];
    EXPECT_EQ(get("/api/v1/qr/" + id).json()["warnings"].size(), 2U);
    EXPECT_EQ(change("PUT", id, {{"title", "t"}}).json()["warnings"].size(), 2U);
}

TEST_F(CodeRoutesTest, BodiesMustBeJson) {
    EXPECT_EQ(call("POST", static_path, "content=x", {{"Content-Type", "application/x-www-form-urlencoded"}})
                  .status(),
              415);
    const Outcome broken = call("POST", static_path, "{\"content\": ");
    EXPECT_EQ(broken.status(), 422);
    EXPECT_EQ(broken.faults.front().type, "json_invalid");
    EXPECT_EQ(call("PUT", "/api/v1/qr/none", "").status(), 422);
}

TEST_F(CodeRoutesTest, CodesAreFoundByBothIdsInAnyCase) {
    const std::string id = make_dynamic({{"short_id", "menu"}});
    std::string upper = id;
    for (char& c : upper) c = static_cast<char>(std::toupper(c));
    for (const std::string& reference : {id, upper, std::string("menu"), std::string("MENU")}) {
        const Outcome found = get("/api/v1/qr/" + reference);
        ASSERT_EQ(found.status(), 200) << reference;
        EXPECT_EQ(found.json()["id"], id);
    }
}

TEST_F(CodeRoutesTest, UnknownCodesAreNotFound) {
    for (const std::string& reference :
         {std::string("nothing"), std::string("00000000-0000-7000-8000-000000000001"),
          std::string("\xFF\xFE"), std::string("a b"), std::string(5000, 'x'), std::string("%"),
          std::string("' OR 1=1 --")}) {
        EXPECT_EQ(get("/api/v1/qr/" + reference).status(), 404) << reference;
        EXPECT_EQ(change("PUT", reference, {{"title", "t"}}).status(), 404) << reference;
        EXPECT_EQ(call("DELETE", "/api/v1/qr/" + reference).status(), 404) << reference;
        EXPECT_EQ(get("/api/v1/qr/" + reference + "/image").status(), 404) << reference;
    }
}

TEST_F(CodeRoutesTest, PutAndPatchChangeOnlyWhatIsGiven) {
    for (const char* method : {"PUT", "PATCH"}) {
        const std::string id = make_dynamic({{"title", "old"}, {"description", "words"}});
        Outcome changed = change(method, id, {{"redirect_url", "https://example.com/b"}, {"title", nullptr}});
        ASSERT_EQ(changed.status(), 200);
        EXPECT_EQ(changed.json()["redirect_url"], "https://example.com/b");
        EXPECT_EQ(changed.json()["title"], "old");
        changed = change(method, id, {{"title", "new"}, {"description", ""}, {"size", 7}});
        EXPECT_EQ(changed.json()["title"], "new");
        EXPECT_EQ(changed.json()["description"], nullptr);
        EXPECT_EQ(changed.json()["size"], 10) << "cannot be changed";
        EXPECT_EQ(get("/api/v1/qr/" + id).json(), changed.json());
    }
}

TEST_F(CodeRoutesTest, AnEmptyChangeChangesNothing) {
    const std::string id = make_dynamic();
    const json before = get("/api/v1/qr/" + id).json();
    const Outcome same = change("PUT", id, json::object());
    EXPECT_EQ(same.status(), 200);
    EXPECT_EQ(same.json(), before);
    EXPECT_EQ(codes_->history(id).size(), 1U);
}

TEST_F(CodeRoutesTest, ChangesAreChecked) {
    const std::string dynamic = make_dynamic();
    const Outcome bad = change(
        "PUT", dynamic, {{"redirect_url", "nowhere"}, {"title", 1}, {"description", std::string(501, 'a')}});
    EXPECT_EQ(bad.status(), 422);
    EXPECT_THAT(bad.places(), UnorderedElementsAre("body.redirect_url", "body.title", "body.description"));
    EXPECT_EQ(change("PUT", dynamic, {{"redirect_url", ""}}).status(), 422);

    const std::string fixed = make_static("x");
    const Outcome refused = change("PATCH", fixed, {{"redirect_url", target}});
    EXPECT_EQ(refused.status(), 422);
    EXPECT_THAT(refused.places(), ElementsAre("body.redirect_url"));
    EXPECT_EQ(change("PATCH", fixed, {{"title", "t"}, {"redirect_url", nullptr}}).status(), 200);
}

TEST_F(CodeRoutesTest, ADeletedCodeIsGone) {
    const std::string id = make_static("x");
    const Outcome deleted = call("DELETE", "/api/v1/qr/" + id);
    EXPECT_EQ(deleted.status(), 204);
    EXPECT_EQ(deleted.response.body, "");
    EXPECT_EQ(get("/api/v1/qr/" + id).status(), 404);
    EXPECT_EQ(call("DELETE", "/api/v1/qr/" + id).status(), 404);
    EXPECT_THAT(listed(""), IsEmpty());
}

TEST_F(CodeRoutesTest, HistoryTellsWhoDidIt) {
    const std::string id = make_static("x");
    caller_ = "";
    change("PUT", id, {{"title", "t"}});
    const auto history = codes_->history(id);
    ASSERT_EQ(history.size(), 2U);
    EXPECT_EQ(history[0].actor, "tester");
    EXPECT_EQ(history[1].actor, "api");
}

TEST_F(CodeRoutesTest, AListHasPages) {
    EXPECT_EQ(get(list_path).json(),
              json({{"items", json::array()}, {"total", 0}, {"page", 1}, {"page_size", 10}}));
    for (int i = 0; i < 12; ++i) make_static("c" + std::to_string(i), {{"size", i + 1}});
    json page = get(list_path).json();
    EXPECT_EQ(page["items"].size(), 10U);
    EXPECT_EQ(page["total"], 12);
    EXPECT_EQ(page["page_size"], 10);
    page = get(std::string(list_path) + "?skip=10&limit=5").json();
    EXPECT_EQ(page["items"].size(), 2U);
    EXPECT_EQ(page["page"], 3);
    EXPECT_EQ(page["page_size"], 5);
    page = get(std::string(list_path) + "?skip=9007199254740991&limit=100").json();
    EXPECT_EQ(page["items"].size(), 0U);
    EXPECT_EQ(page["total"], 12);
    EXPECT_EQ(listed("?sort_by=size&limit=3"), (std::vector<std::string>{"c0", "c1", "c2"}));
    EXPECT_EQ(listed("?sort_by=size&sort_desc=true&limit=2"), (std::vector<std::string>{"c11", "c10"}));
}

TEST_F(CodeRoutesTest, AListCanBeFiltered) {
    make_static("Straße", {{"title", "ONE"}});
    make_dynamic({{"redirect_url", "https://example.com/findme"}, {"description", "two"}});
    EXPECT_THAT(listed("?qr_type=static"), ElementsAre("Straße"));
    EXPECT_THAT(listed("?qr_type=dynamic", "redirect_url"), ElementsAre("https://example.com/findme"));
    EXPECT_THAT(listed("?search=one"), ElementsAre("Straße"));
    EXPECT_THAT(listed("?search=STRA%C3%9FE"), ElementsAre("Straße"));
    EXPECT_THAT(listed("?search=FINDME", "description"), ElementsAre("two"));
    EXPECT_THAT(listed("?search=nothing"), IsEmpty());
    EXPECT_EQ(listed("?search=").size(), 2U);
    EXPECT_EQ(listed("?unknown=1").size(), 2U);
}

TEST_F(CodeRoutesTest, AListCanBeSortedByEveryField) {
    make_static("a");
    make_dynamic();
    for (const codes::CodeField& field : codes::code_fields()) {
        EXPECT_EQ(get(std::string(list_path) + "?sort_by=" + std::string(field.name)).status(), 200)
            << field.name;
    }
}

TEST_F(CodeRoutesTest, ParametersOfAListAreChecked) {
    for (const char* bad :
         {"skip=-1", "skip=x", "skip=9007199254740992", "limit=0", "limit=101", "limit=1.5", "qr_type=other",
          "sort_by=nothing", "sort_desc=maybe", "search=%FF", "search=%00"}) {
        const Outcome refused = get(std::string(list_path) + "?" + bad);
        EXPECT_EQ(refused.status(), 422) << bad;
        const std::string name = std::string(bad).substr(0, std::string(bad).find('='));
        EXPECT_THAT(refused.places(), ElementsAre("query." + name)) << bad;
    }
    EXPECT_EQ(get(std::string(list_path) + "?search=" + std::string(2048, 'a')).status(), 200);
    EXPECT_EQ(get(std::string(list_path) + "?search=" + std::string(2049, 'a')).status(), 422);
    EXPECT_THAT(
        get(std::string(list_path) + "?skip=-1&limit=0&qr_type=x&sort_by=x&sort_desc=x").places(),
        ElementsAre("query.skip", "query.limit", "query.qr_type", "query.sort_by", "query.sort_desc"));
}

}  // namespace
}  // namespace qrgen::daemon
