// SPDX-License-Identifier: MIT
#include "core/codes/code_json.hpp"

#include <gtest/gtest.h>

#include "core/codes/code_fields.hpp"

namespace qrgen::codes {
namespace {

TEST(CodeJsonTest, ACodeHasTheFieldsOfTheHttpApi) {
    Code code;
    code.tags = {"a"};
    const nlohmann::ordered_json json = to_json(code);
    for (const char* name :
         {"id", "content", "qr_type", "redirect_url", "title", "description", "fill_color", "back_color",
          "size", "border", "error_level", "short_id", "created_at", "scan_count", "last_scan_at",
          "genuine_scan_count", "first_genuine_scan_at", "last_genuine_scan_at", "updated_at"}) {
        EXPECT_TRUE(json.contains(name)) << name;
    }
    EXPECT_EQ(json.at("error_level"), "m");
    EXPECT_EQ(json.at("short_id"), nullptr);
    EXPECT_EQ(json.at("qr_type"), "static");
    EXPECT_EQ(json.at("size"), 10);
    EXPECT_EQ(json.at("tags"), nlohmann::ordered_json::array({"a"}));
}

TEST(CodeJsonTest, FieldsComeInTheOrderOfTheirTable) {
    const nlohmann::ordered_json json = to_json(Code());
    auto member = json.begin();
    for (const CodeField& field : code_fields()) EXPECT_EQ((member++).key(), field.name);
    EXPECT_EQ(member, json.end());
}

}  // namespace
}  // namespace qrgen::codes
