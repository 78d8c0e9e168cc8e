// SPDX-License-Identifier: MIT
#include "daemon/json/json_body.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "core/base/text.hpp"
#include "daemon/http/http_error.hpp"
#include "daemon/json/strict_reader.hpp"

namespace qrgen::daemon::json {
namespace {

using http::HttpError;
using http::ParameterType;
using http::ValidationFault;

bool is_json_type(std::string_view type) {
    return equals_ignoring_case(type, "application/json") || to_lower_ascii(type).ends_with("+json");
}

std::string_view unquoted(std::string_view text) {
    const bool is_quoted = text.size() >= 2 && text.front() == '"' && text.back() == '"';
    return is_quoted ? text.substr(1, text.size() - 2) : text;
}

// RFC 9110 section 8.3.1: type/subtype, then parameters, each behind a semicolon.
void require_json(const http::Request& request) {
    const std::string* header = http::find_header(request, "Content-Type");
    if (header == nullptr || trim(*header).empty()) return;
    std::string_view rest = *header;
    const auto next_part = [&rest] {
        const std::string_view part = rest.substr(0, rest.find(';'));
        rest.remove_prefix(std::min(part.size() + 1, rest.size()));
        return trim(part);
    };
    if (!is_json_type(next_part())) {
        throw HttpError(415, "the body must be JSON: send it with Content-Type application/json");
    }
    while (!rest.empty()) {
        const std::string_view parameter = next_part();
        const std::size_t equals = std::min(parameter.find('='), parameter.size());
        const bool is_charset = equals_ignoring_case(trim(parameter.substr(0, equals)), "charset");
        if (!is_charset || equals == parameter.size()) continue;
        const std::string_view charset = unquoted(trim(parameter.substr(equals + 1)));
        if (!equals_ignoring_case(charset, "utf-8") && !equals_ignoring_case(charset, "utf8")) {
            throw HttpError(415, "the body must be UTF-8, which is the only charset of JSON");
        }
    }
}

[[noreturn]] void refuse(std::string message, std::string type) {
    throw HttpError(std::vector{ValidationFault{{"body"}, std::move(message), std::move(type)}});
}

void take(const nlohmann::json& value, const http::Parameter& row, Fields& fields) {
    const bool takes_numbers = row.type == ParameterType::integer || row.type == ParameterType::number;
    if (value.is_string()) {
        fields.take_text(row, value.get_ref<const std::string&>());
    } else if (value.is_boolean() && row.type == ParameterType::boolean) {
        fields.take_boolean(row, value.get<bool>());
    } else if (value.is_number() && takes_numbers) {
        // What only an unsigned number can hold is far out of every range, and told well enough by a double.
        const bool is_small = value.is_number_integer() &&
                              (!value.is_number_unsigned() || value.get<std::uint64_t>() <= INT64_MAX);
        is_small ? fields.take_integer(row, value.get<std::int64_t>())
                 : fields.take_number(row, value.get<double>());
    } else if (takes_numbers) {
        fields.add_fault(row.name, std::string("must be a number, not ") + value.type_name(), "int_type");
    } else if (row.type == ParameterType::boolean) {
        fields.add_fault(row.name, std::string("must be true or false, not ") + value.type_name(),
                         "bool_type");
    } else {
        fields.add_fault(row.name, std::string("must be a string, not ") + value.type_name(), "string_type");
    }
}

}  // namespace

nlohmann::json read_object(const http::Request& request) {
    require_json(request);
    if (trim(request.body).empty()) refuse("a JSON object is needed here, but the body is empty", "missing");
    nlohmann::json value;
    if (const auto complaint = read_strictly(request.body, max_depth, value))
        refuse(*complaint, "json_invalid");
    if (!value.is_object()) {
        refuse(std::string("must be a JSON object, not ") + value.type_name(), "dict_type");
    }
    return value;
}

Fields read_fields(const nlohmann::json& object, const openapi::BodySchema& schema) {
    Fields fields("body", schema.fields);
    for (const http::Parameter& row : schema.fields) {
        const auto member = object.find(std::string(row.name));
        if (member != object.end() && !member->is_null()) {
            take(*member, row, fields);
        } else if (openapi::is_required(schema, row.name)) {
            fields.add_fault(row.name, "is required", "missing");
        }
    }
    return fields;
}

}  // namespace qrgen::daemon::json
