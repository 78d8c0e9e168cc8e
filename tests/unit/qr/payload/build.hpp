// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/error.hpp"
#include "core/qr/payload/payload.hpp"

namespace qrgen::qr::test {

using Fields = std::vector<std::pair<std::string, std::string>>;

inline std::string build(std::string_view kind, const Fields& fields) {
    PayloadValues values;
    for (const auto& [name, value] : fields) values.add(name, value);
    return build_payload(*find_payload_kind(kind), values);
}

/// The error that these fields make; it must be Error(invalid).
inline Error error_of(std::string_view kind, const Fields& fields) {
    try {
        ADD_FAILURE() << "no error, but " << build(kind, fields);
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::invalid);
        return error;
    }
    return {ErrorKind::failure, ""};
}

/// The fields with one of them replaced, added, or (with an empty value) taken away.
inline Fields with(Fields fields, const std::string& name, const std::string& value) {
    std::erase_if(fields, [&name](const auto& field) { return field.first == name; });
    if (!value.empty()) fields.emplace_back(name, value);
    return fields;
}

}  // namespace qrgen::qr::test
