// SPDX-License-Identifier: MIT
#include "core/base/text_template.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/error.hpp"

namespace qrgen {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::string filled(std::string_view text) {
    return TextTemplate(text).filled([](const std::string& name) { return "<" + name + ">"; });
}

TEST(TextTemplateTest, places_get_their_values) {
    EXPECT_EQ(filled("{title} ({short_id})"), "<title> (<short_id>)");
    EXPECT_EQ(filled("{a}{b}"), "<a><b>");
    EXPECT_EQ(filled("plain"), "plain");
    EXPECT_EQ(filled(""), "");
    EXPECT_EQ(filled("{first name}"), "<first name>");
}

TEST(TextTemplateTest, double_braces_are_text) {
    EXPECT_EQ(filled("{{{a}}}"), "{<a>}");
    EXPECT_EQ(filled("{{a}}"), "{a}");
}

TEST(TextTemplateTest, values_are_not_templates) {
    EXPECT_EQ(TextTemplate("{a}").filled([](const std::string&) { return "{b}"; }), "{b}");
}

TEST(TextTemplateTest, names_in_their_order) {
    EXPECT_THAT(TextTemplate("{b} {a} {b}").names(), ElementsAre("b", "a", "b"));
    EXPECT_THAT(TextTemplate("{{a}}").names(), IsEmpty());
}

TEST(TextTemplateTest, refuses_what_has_no_meaning) {
    for (const char* text : {"{", "}", "{a", "a}", "{a{b}}", "{}", "{a}}"}) {
        EXPECT_THROW(TextTemplate{text}, Error) << text;
    }
}

}  // namespace
}  // namespace qrgen
