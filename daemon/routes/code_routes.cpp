// SPDX-License-Identifier: MIT
#include "daemon/routes/code_routes.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "core/codes/code_fields.hpp"
#include "core/codes/code_rules.hpp"
#include "daemon/json/json_answer.hpp"
#include "daemon/json/json_body.hpp"
#include "daemon/openapi/body_schemas.hpp"
#include "daemon/query.hpp"

namespace qrgen::daemon {
namespace {

using codes::CodeService;
using http::Access;
using http::Operation;
using http::Parameter;
using http::Request;
using http::Response;
using http::Route;
using enum http::ParameterType;

constexpr std::string_view tag = "Codes";
constexpr std::string_view id_summary = "Id or short id of the code, in any case.";
constexpr std::string_view one_code = "/api/v1/qr/{id}";

constexpr std::array<std::string_view, 2> types{"static", "dynamic"};

std::span<const std::string_view> sortable() {
    static const std::vector<std::string_view> names = [] {
        std::vector<std::string_view> all;
        for (const codes::CodeField& field : codes::code_fields()) all.push_back(field.name);
        return all;
    }();
    return names;
}

std::span<const Parameter> list_parameters() {
    static const std::array table{
        Parameter{.name = "skip",
                  .type = integer,
                  .summary = "How many codes to leave out at the beginning.",
                  .fallback = "0",
                  .max = max_skip},
        Parameter{.name = "limit",
                  .type = integer,
                  .summary = "How many codes to list at most.",
                  .fallback = "10",
                  .min = 1,
                  .max = 100},
        Parameter{.name = "qr_type", .type = choice, .summary = "Only codes of this type.", .choices = types},
        Parameter{
            .name = "search",
            .type = text,
            .summary =
                "Only codes with this text in content, title, description or redirect_url, in any case.",
            .max = codes::max_content_length},
        Parameter{.name = "sort_by",
                  .type = choice,
                  .summary = "Field to sort by.",
                  .fallback = "created_at",
                  .choices = sortable()},
        Parameter{.name = "sort_desc",
                  .type = boolean,
                  .summary = "Sort from the last to the first.",
                  .fallback = "false"},
    };
    return table;
}

constexpr std::array not_found{404};
constexpr std::array conflict{409};

Response list(CodeService& codes, const Request& request) {
    const Fields fields = read_query(request, list_parameters());
    fields.require_valid();
    codes::CodeQuery query;
    query.skip = *fields.integer("skip");
    query.limit = *fields.integer("limit");
    if (const auto type = fields.text("qr_type")) query.type = codes::parse_code_type(*type);
    query.search = fields.text("search").value_or("");
    query.sort_by = *fields.text("sort_by");
    query.sort_desc = fields.boolean("sort_desc");
    return json::json_answer(200, json::page_of(codes.list(query), query));
}

Response get(CodeService& codes, const Request& request) {
    return json::json_answer(200, json::code_with_warnings(codes.find(request.path_parameter)));
}

Response remove(CodeService& codes, const Request& request) {
    codes.remove(request.path_parameter, actor_of(request));
    return Response{.status = 204};
}

// What both kinds of codes have. Fields that are at fault keep their defaults.
codes::NewCode wanted_code(codes::CodeType type, const Fields& fields) {
    codes::NewCode wanted;
    wanted.type = type;
    wanted.title = fields.text("title");
    wanted.description = fields.text("description");
    wanted.fill_color = *fields.text("fill_color");
    wanted.back_color = *fields.text("back_color");
    wanted.size = static_cast<int>(*fields.integer("size"));
    wanted.border = static_cast<int>(*fields.integer("border"));
    wanted.error_level = qr::parse_error_level(*fields.text("error_level")).value_or(wanted.error_level);
    return wanted;
}

Response create(CodeService& codes, const codes::NewCode& wanted, Fields& fields, const Request& request) {
    if (fields.has_faults()) fields.add_faults(codes.faults_of(wanted));
    fields.require_valid();
    const codes::Code code = codes.create(wanted, actor_of(request));
    Response response = json::json_answer(201, json::code_with_warnings(code));
    response.add("Location", "/api/v1/qr/" + code.id);
    return response;
}

Response create_static(CodeService& codes, const Request& request) {
    const nlohmann::json body = json::read_object(request);
    Fields fields = json::read_fields(body, openapi::static_code_create);
    codes::NewCode wanted = wanted_code(codes::CodeType::static_code, fields);
    wanted.content = fields.text("content").value_or("");
    const auto redirect_url = body.find("redirect_url");
    if (redirect_url != body.end() && !redirect_url->is_null()) {
        fields.add_fault("redirect_url", "a static code has none; a dynamic code has one");
    }
    return create(codes, wanted, fields, request);
}

Response create_dynamic(CodeService& codes, const Request& request) {
    Fields fields = json::read_fields(json::read_object(request), openapi::dynamic_code_create);
    codes::NewCode wanted = wanted_code(codes::CodeType::dynamic_code, fields);
    wanted.redirect_url = fields.text("redirect_url").value_or("");
    wanted.short_id = fields.text("short_id");
    return create(codes, wanted, fields, request);
}

Response update(CodeService& codes, const Request& request) {
    Fields fields = json::read_fields(json::read_object(request), openapi::code_update);
    codes::CodeChanges changes;
    changes.redirect_url = fields.text("redirect_url");
    changes.title = fields.text("title");
    changes.description = fields.text("description");
    if (fields.has_faults()) fields.add_faults(codes.faults_of(changes));
    fields.require_valid();
    const codes::Code code = codes.update(request.path_parameter, changes, actor_of(request));
    return json::json_answer(200, json::code_with_warnings(code));
}

Operation create_operation(std::string_view id, std::string_view summary, const openapi::BodySchema& body) {
    return {.id = id,
            .summary = summary,
            .tag = tag,
            .body_schema = body.name,
            .success = 201,
            .answer_schema = "Code",
            .errors = conflict};
}

Operation update_operation(std::string_view id) {
    return {.id = id,
            .summary = "Change where a code leads, its title or its description",
            .tag = tag,
            .path_parameter = id_summary,
            .body_schema = openapi::code_update.name,
            .answer_schema = "Code",
            .errors = not_found};
}

void add_creating(http::RouteTable& table, CodeService& codes,
                  std::function<void(std::string_view)> code_created) {
    table.push_back(
        Route{.method = "POST",
              .pattern = "/api/v1/qr/static",
              .access = Access::write,
              .handler =
                  [&codes, code_created](const Request& request) {
                      Response response = create_static(codes, request);
                      code_created("static");
                      return response;
                  },
              .operation = create_operation("createStaticCode", "Make a code that holds its content itself",
                                            openapi::static_code_create)});
    table.push_back(Route{.method = "POST",
                          .pattern = "/api/v1/qr/dynamic",
                          .access = Access::write,
                          .handler =
                              [&codes, code_created = std::move(code_created)](const Request& request) {
                                  Response response = create_dynamic(codes, request);
                                  code_created("dynamic");
                                  return response;
                              },
                          .operation = create_operation("createDynamicCode",
                                                        "Make a code that leads to an address you can change",
                                                        openapi::dynamic_code_create)});
}

void add_single(http::RouteTable& table, CodeService& codes) {
    const auto change = [&codes](const Request& request) { return update(codes, request); };
    table.push_back(Route{.method = "GET",
                          .pattern = one_code,
                          .access = Access::read,
                          .handler = [&codes](const Request& request) { return get(codes, request); },
                          .operation = {.id = "getCode",
                                        .summary = "Get one code",
                                        .tag = tag,
                                        .path_parameter = id_summary,
                                        .answer_schema = "Code",
                                        .errors = not_found}});
    table.push_back(Route{.method = "PUT",
                          .pattern = one_code,
                          .access = Access::write,
                          .handler = change,
                          .operation = update_operation("updateCode")});
    table.push_back(Route{.method = "PATCH",
                          .pattern = one_code,
                          .access = Access::write,
                          .handler = change,
                          .operation = update_operation("patchCode")});
    table.push_back(Route{.method = "DELETE",
                          .pattern = one_code,
                          .access = Access::write,
                          .handler = [&codes](const Request& request) { return remove(codes, request); },
                          .operation = {.id = "deleteCode",
                                        .summary = "Delete a code; its short id is never given away again",
                                        .tag = tag,
                                        .path_parameter = id_summary,
                                        .success = 204,
                                        .errors = not_found}});
}

}  // namespace

std::string actor_of(const Request& request) {
    return request.caller.empty() ? "api" : request.caller;
}

void add_code_routes(http::RouteTable& table, CodeService& codes,
                     std::function<void(std::string_view)> code_created) {
    table.push_back(Route{.method = "GET",
                          .pattern = "/api/v1/qr",
                          .access = Access::read,
                          .handler = [&codes](const Request& request) { return list(codes, request); },
                          .operation = {.id = "listCodes",
                                        .summary = "List codes",
                                        .tag = tag,
                                        .parameters = list_parameters(),
                                        .answer_schema = "CodePage"}});
    add_creating(table, codes, std::move(code_created));
    add_single(table, codes);
}

}  // namespace qrgen::daemon
