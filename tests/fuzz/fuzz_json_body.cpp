// SPDX-License-Identifier: MIT
#include <string>

#include "core/base/text.hpp"
#include "daemon/http/http_error.hpp"
#include "daemon/json/json_body.hpp"
#include "tests/fuzz/expect.hpp"

namespace {

using namespace qrgen;
using namespace qrgen::daemon;
using fuzz::expect;

int depth_of(const nlohmann::json& value) {
    int deepest = 0;
    if (!value.is_structured()) return 0;
    for (const nlohmann::json& child : value) deepest = std::max(deepest, depth_of(child));
    return deepest + 1;
}

void check_refusal(const http::HttpError& error) {
    expect(error.status() == 422 && !error.faults().empty(), "a bad body is 422 with faults");
    for (const http::ValidationFault& fault : error.faults()) {
        expect(!fault.loc.empty() && fault.loc.front() == "body", "faults say where");
        expect(!fault.msg.empty() && printable(fault.msg) == fault.msg, "messages are printable");
        expect(fault.msg.size() < 1000, "messages are short");
    }
}

void check_fields(const nlohmann::json& object, const openapi::BodySchema& schema) {
    const Fields fields = json::read_fields(object, schema);
    try {
        fields.require_valid();
    } catch (const http::HttpError& error) {
        check_refusal(error);
        return;
    }
    for (const http::Parameter& row : schema.fields) {
        if (row.type == http::ParameterType::integer) {
            const auto value = static_cast<double>(*fields.integer(row.name));
            expect(value >= row.min && value <= row.max, "integers are in range");
        } else if (const auto text = fields.text(row.name)) {
            expect(!find_invalid_utf8(*text), "texts are UTF-8");
        } else {
            expect(!openapi::is_required(schema, row.name), "what is required is there");
        }
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const http::Request request{
        .method = "POST", .path = "/", .query = "", .body = std::string(fuzz::as_text(data, size))};
    nlohmann::json object;
    try {
        object = json::read_object(request);
    } catch (const http::HttpError& error) {
        check_refusal(error);
        return 0;
    }
    expect(object.is_object() && depth_of(object) <= json::max_depth, "an object that is not too deep");
    expect(nlohmann::json::parse(object.dump()) == object, "what was read can be written and read again");
    for (const openapi::BodySchema* schema : openapi::body_schemas()) check_fields(object, *schema);
    return 0;
}
