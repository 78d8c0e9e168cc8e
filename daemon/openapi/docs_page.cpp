// SPDX-License-Identifier: MIT
#include "daemon/openapi/docs_page.hpp"

#include <algorithm>
#include <functional>

#include "core/base/base64.hpp"
#include "core/base/hash.hpp"
#include "daemon/openapi/docs_style.hpp"
#include "daemon/openapi/html.hpp"

namespace qrgen::daemon::openapi {
namespace {

using Json = nlohmann::ordered_json;

std::string text_of(const Json& object, const char* key) {
    return object.value(key, std::string());
}

std::string escaped(const Json& object, const char* key) {
    return escape_html(text_of(object, key));
}

std::string code(std::string_view text) {
    return element("code", escape_html(text));
}

// A value as one would write it in a sentence.
std::string plain(const Json& value) {
    return value.is_string() ? value.get<std::string>() : value.dump();
}

std::string last_part(const std::string& reference) {
    return reference.substr(reference.rfind('/') + 1);
}

std::string link_to_object(const std::string& name) {
    return "<a href=\"#object-" + escape_html(name) + "\">" + escape_html(name) + "</a>";
}

std::string upper(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    return text;
}

std::string type_name(const Json& schema) {
    if (schema.contains("$ref")) return link_to_object(last_part(schema["$ref"].get<std::string>()));
    if (schema.contains("oneOf")) {
        std::string names;
        for (const Json& one : schema["oneOf"]) (names += names.empty() ? "" : " or ") += type_name(one);
        return names;
    }
    if (!schema.contains("type")) return "anything";
    const Json& type = schema["type"];
    if (type == "array" && schema.contains("items")) return "list of " + type_name(schema["items"]);
    if (!type.is_array()) return type.get<std::string>();
    return type[0].get<std::string>() + " or null";
}

std::string choices_of(const Json& schema) {
    std::string choices;
    for (const Json& choice : schema["enum"]) {
        if (!choice.is_null()) (choices += choices.empty() ? "" : " ") += code(plain(choice));
    }
    return choices;
}

// "integer, 1 to 100, default 10".
std::string type_column(const Json& schema) {
    std::string text = schema.contains("enum") ? "one of " + choices_of(schema) : type_name(schema);
    if (schema.contains("format")) text += ", " + escaped(schema, "format");
    if (schema.contains("maximum")) {
        constexpr double practically_no_limit = 1e15;
        const bool is_open = schema["maximum"] > practically_no_limit;
        text += ", " + schema["minimum"].dump() + (is_open ? " or more" : " to " + schema["maximum"].dump());
    }
    const bool has_least = schema.contains("minLength") && schema["minLength"] > 1;
    if (has_least) text += ", at least " + schema["minLength"].dump();
    if (schema.contains("maxLength")) {
        text +=
            std::string(has_least ? " and" : ",") + " at most " + schema["maxLength"].dump() + " characters";
    }
    if (schema.contains("pattern")) {
        text += schema["pattern"].get<std::string>().ends_with("?$") ? ", #RRGGBB or #RRGGBBAA" : ", #RRGGBB";
    }
    if (schema.contains("default")) text += ", default " + code(plain(schema["default"]));
    return text;
}

std::string table_row(const std::string& name, const Json& schema, const std::string& summary,
                      bool is_needed) {
    return "<tr><td>" + code(name) + (is_needed ? " " + element("span", "required", "needed") : "") +
           "</td><td>" + type_column(schema) + "</td><td>" + escape_html(summary) + "</td></tr>\n";
}

std::string table(std::string_view heading, const std::string& rows) {
    return "<table><thead><tr><th>" + std::string(heading) +
           "</th><th>Type</th><th>Meaning</th></tr></thead><tbody>\n" + rows + "</tbody></table>\n";
}

// Which fields are always there is of interest where they are to be sent, not where they are answered.
enum class Direction { sent, answered };

std::string object_table(const Json& schema, Direction direction) {
    std::string rows;
    const Json required = schema.value("required", Json::array());
    for (const auto& field : schema.at("properties").items()) {
        const bool is_needed = direction == Direction::sent &&
                               std::find(required.begin(), required.end(), field.key()) != required.end();
        rows += table_row(field.key(), field.value(), text_of(field.value(), "description"), is_needed);
    }
    return table("Field", rows);
}

// In single quotes, for a POSIX shell.
std::string shell_word(std::string_view text) {
    std::string result = "'";
    for (const char c : text) result += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return result + "'";
}

class Page {
  public:
    Page(const Json& document, std::string_view base_url)
        : document_(document), schemas_(document.at("components").at("schemas")), base_url_(base_url) {
        while (base_url_.ends_with('/')) base_url_.pop_back();
    }

    std::string make() const {
        const std::string title = text_of(document_["info"], "title") + " HTTP API";
        const std::string version = element("small", escaped(document_["info"], "version"));
        return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
               "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n" +
               element("title", escape_html(title)) + "\n<style>" + std::string(docs_style()) +
               "</style>\n</head>\n<body>\n" +
               element("header", element("h1", escape_html(title) + version) +
                                     element("p", escaped(document_["info"], "description"))) +
               "\n<div class=\"frame\">\n" + navigation() + "<main>\n" + introduction() + operations() +
               objects() + "</main>\n</div>\n</body>\n</html>\n";
    }

  private:
    using Visit =
        std::function<void(const std::string& path, const std::string& method, const Json& operation)>;

    // The operations of one group.
    void for_each_operation(const std::string& tag, const Visit& visit) const {
        for (const auto& path : document_["paths"].items()) {
            for (const auto& method : path.value().items()) {
                if (method.value()["tags"][0] == tag) visit(path.key(), method.key(), method.value());
            }
        }
    }

    static std::string badge(const std::string& method) {
        return element("span", escape_html(upper(method)), "method " + escape_html(method));
    }

    std::string navigation() const {
        std::string html = "<nav>\n";
        for (const Json& tag : document_["tags"]) {
            html += element("h2", escaped(tag, "name")) + "\n<ul>\n";
            for_each_operation(
                text_of(tag, "name"), [&](const auto&, const std::string& method, const Json& operation) {
                    html += "<li><a href=\"#" + escaped(operation, "operationId") + "\">" + badge(method) +
                            element("span", escaped(operation, "operationId")) + "</a></li>\n";
                });
            html += "</ul>\n";
        }
        html += "<h2>Objects</h2>\n<ul>\n";
        for (const auto& schema : schemas_.items())
            html += element("li", link_to_object(schema.key())) + "\n";
        return html + "</ul>\n</nav>\n";
    }

    std::string introduction() const {
        std::string html =
            element("p",
                    "This page as data: <a href=\"/api/v1/openapi.json\">/api/v1/openapi.json</a> (OpenAPI " +
                        escaped(document_, "openapi") + ").") +
            "\n";
        if (document_["components"].contains("securitySchemes")) {
            html +=
                "<h2>Keys</h2>\n<p>Every request but redirects and health needs an API key, in one of three "
                "places:</p>\n<ul>\n";
            for (const Json& scheme : document_["components"]["securitySchemes"]) {
                html += element("li", escaped(scheme, "description")) + "\n";
            }
            html += "</ul>\n";
        }
        return html + "<h2>Errors</h2>\n<p>Every error has the body " + link_to_object("Error") +
               ", whatever its status. With 422, " + code("detail") +
               " lists all that is wrong, each with the way to its value.</p>\n";
    }

    std::string operations() const {
        std::string html;
        for (const Json& tag : document_["tags"]) {
            html += element("h2", escaped(tag, "name")) + "\n";
            for_each_operation(text_of(tag, "name"), [&](const std::string& path, const std::string& method,
                                                         const Json& operation) {
                html += "<article id=\"" + escaped(operation, "operationId") + "\">\n" +
                        element("h3", badge(method) + code(path)) + "\n" +
                        element("p", escaped(operation, "summary") + ". " +
                                         element("span", escaped(operation, "description"), "faint")) +
                        "\n" + parameters(operation) + body(operation) + answers(operation) +
                        example(path, method, operation) + "</article>\n";
            });
        }
        return html;
    }

    static std::string parameters(const Json& operation) {
        std::string in_path;
        std::string in_query;
        for (const Json& parameter : operation.value("parameters", Json::array())) {
            (parameter["in"] == "path" ? in_path : in_query) += table_row(
                text_of(parameter, "name"), parameter["schema"], text_of(parameter, "description"), false);
        }
        return (in_path.empty() ? "" : "<h4>In the path</h4>\n" + table("Name", in_path)) +
               (in_query.empty() ? "" : "<h4>In the query</h4>\n" + table("Parameter", in_query));
    }

    const Json* body_schema(const Json& operation) const {
        if (!operation.contains("requestBody")) return nullptr;
        const Json& schema = operation["requestBody"]["content"]["application/json"]["schema"];
        return &schemas_.at(last_part(schema["$ref"].get<std::string>()));
    }

    std::string body(const Json& operation) const {
        const Json* schema = body_schema(operation);
        if (schema == nullptr) return "";
        return "<h4>JSON body</h4>\n" + element("p", escaped(*schema, "description"), "faint") + "\n" +
               object_table(*schema, Direction::sent);
    }

    std::string answers(const Json& operation) const {
        std::string html = "<h4>Answers</h4>\n<ul class=\"answers\">\n";
        for (const auto& response : operation["responses"].items()) {
            html += "<li>" + code(response.key()) + " " + answer(response.value()) + "</li>\n";
        }
        return html + "</ul>\n";
    }

    std::string answer(const Json& response) const {
        if (response.contains("$ref")) {
            const std::string name = last_part(response["$ref"].get<std::string>());
            return element("span", escaped(document_["components"]["responses"][name], "description"),
                           "faint");
        }
        std::string contents;
        const Json content = response.value("content", Json::object());
        for (const auto& medium : content.items()) {
            if (!contents.empty()) contents += ", ";
            contents +=
                medium.value().contains("schema") ? type_name(medium.value()["schema"]) : code(medium.key());
        }
        return contents.empty() ? escaped(response, "description") : contents;
    }

    std::string example(const std::string& path, const std::string& method, const Json& operation) const {
        std::string command = "curl";
        const Json content = operation["responses"].begin().value().value("content", Json::object());
        if (content.contains("image/png")) command += " -o qr_code.png";
        if (method != "get") command += " -X " + upper(method);
        if (!operation["security"].empty()) command += " -H 'Authorization: Bearer KEY'";
        if (const Json* schema = body_schema(operation)) {
            command += " -H 'Content-Type: application/json' \\\n  -d " +
                       shell_word(schema->at("examples")[0].dump());
        }
        command += (command.size() > 60 ? " \\\n  " : " ") + shell_word(base_url_ + example_path(path));
        return "<h4>Example</h4>\n" + element("pre", element("code", escape_html(command))) + "\n";
    }

    static std::string example_path(std::string path) {
        const std::size_t open = path.find('{');
        if (open != std::string::npos) path.replace(open, path.find('}') - open + 1, "menu");
        return path;
    }

    // Bodies stand where they are sent.
    std::string objects() const {
        std::string html = "<h2>Objects</h2>\n";
        for (const auto& schema : schemas_.items()) {
            html += "<article id=\"object-" + escape_html(schema.key()) + "\">\n" +
                    element("h3", code(schema.key())) + "\n" +
                    element("p", escaped(schema.value(), "description")) + "\n" +
                    object_table(schema.value(), Direction::answered);
            if (schema.value().contains("examples")) {
                html += "<h4>Example</h4>\n" +
                        element("pre", element("code", escape_html(schema.value()["examples"][0].dump(2)))) +
                        "\n";
            }
            html += "</article>\n";
        }
        return html;
    }

    const Json& document_;
    const Json& schemas_;
    std::string base_url_;
};

}  // namespace

std::string docs_page_policy() {
    const std::string hex = sha256_hex(docs_style());
    std::string digest;
    for (std::size_t i = 0; i < hex.size(); i += 2) {
        digest += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
    }
    return "default-src 'none'; style-src 'sha256-" + to_base64(digest) +
           "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
}

std::string make_docs_page(const Json& document, std::string_view base_url) {
    return Page(document, base_url).make();
}

}  // namespace qrgen::daemon::openapi
