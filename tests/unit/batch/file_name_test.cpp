// SPDX-License-Identifier: MIT
#include "core/batch/file_name.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/batch/rows.hpp"

namespace qrgen::batch {
namespace {

using testing::HasSubstr;

std::string fault_of(const std::string& name) {
    return file_name_fault(name).value_or("");
}

TEST(BatchFileNameTest, OrdinaryNamesAreFine) {
    for (const char* name : {"a.png", "folder/sub/a.svg", "Straße 😀.png", ".hidden", "a..b", "...", "a b"}) {
        EXPECT_EQ(fault_of(name), "") << name;
    }
}

TEST(BatchFileNameTest, NamesThatLeadElsewhereAreNot) {
    EXPECT_THAT(fault_of("/etc/passwd"), HasSubstr("relative"));
    for (const char* name : {"..", "../a", "a/../b", "a/..", "./a", "."}) {
        EXPECT_THAT(fault_of(name), HasSubstr("leads out")) << name;
    }
    for (const char* name : {"a//b", "a/"}) EXPECT_THAT(fault_of(name), HasSubstr("empty part")) << name;
    EXPECT_THAT(fault_of(""), HasSubstr("empty"));
}

TEST(BatchFileNameTest, NamesThatNoFileCanHaveAreNot) {
    EXPECT_EQ(fault_of(std::string(255, 'x')), "");
    EXPECT_THAT(fault_of(std::string(256, 'x')), HasSubstr("255 bytes between slashes"));
    std::string deep = "x";
    while (deep.size() < 1023) deep += "/x";
    EXPECT_EQ(fault_of(deep), "");
    EXPECT_THAT(fault_of(deep + "/x"), HasSubstr("at most 1024 bytes"));
    for (const char* name : {"a\nb", "a\x7f", "\xff"})
        EXPECT_THAT(fault_of(name), HasSubstr("control")) << name;
    EXPECT_THAT(fault_of(std::string("a\0b", 3)), HasSubstr("control"));
}

TEST(BatchFileNameTest, TheLedgersNameIsTaken) {
    EXPECT_THAT(fault_of(".qrgen-pictures"), HasSubstr("qrgen keeps there"));
    EXPECT_EQ(fault_of("folder/.qrgen-pictures"), "");
}

TEST(BatchFileNameTest, ATemplateHasTheValuesOfTheRow) {
    std::string missing;
    const NameParts parts{.key = "a/b", .id = "i", .short_id = "s", .format = "svg", .line = 7};
    EXPECT_EQ(NameTemplate("{format}/{key}-{short_id}-{id}-{line}.{format}").name(parts, missing),
              "svg/a_b-s-i-7.svg");
    EXPECT_EQ(NameTemplate("{{{key}}}").name(parts, missing), "{a_b}");
}

TEST(BatchFileNameTest, AValueThatIsMissingIsNamed) {
    std::string missing;
    EXPECT_EQ(NameTemplate("{key}-{short_id}").name({.key = "k"}, missing), std::nullopt);
    EXPECT_EQ(missing, "short_id");
}

TEST(BatchFileNameTest, APlaceholderThatThereIsNotIsAnErrorWithASuggestion) {
    const Error error = refusal_of([] { NameTemplate("{shortid}.png"); });
    EXPECT_EQ(error.kind(), ErrorKind::usage);
    EXPECT_THAT(error.hint(), HasSubstr("did you mean {short_id}?"));
    EXPECT_EQ(refusal_of([] { NameTemplate("{key"); }).kind(), ErrorKind::usage);
}

}  // namespace
}  // namespace qrgen::batch
