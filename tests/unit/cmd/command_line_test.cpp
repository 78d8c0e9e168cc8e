// SPDX-License-Identifier: MIT
#include "cmd/command_line.hpp"

#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cmd/command_table.hpp"
#include "core/base/error.hpp"

namespace qrgen::cmd {
namespace {

using testing::HasSubstr;

CommandLine::Action parse(CommandLine& line, std::vector<const char*> arguments) {
    arguments.insert(arguments.begin(), "qrgen");
    return line.parse(static_cast<int>(arguments.size()), arguments.data());
}

Error error_of(const std::vector<const char*>& arguments) {
    CommandLine line;
    try {
        parse(line, arguments);
    } catch (const Error& error) {
        return error;
    }
    ADD_FAILURE() << "no error";
    return {ErrorKind::failure, ""};
}

TEST(CommandLineTest, SettingsAndCommonOptionsAreCollected) {
    CommandLine line;
    const auto action = parse(
        line, {"list", "--database-url", "sqlite:///x", "-vv", "--config", "c.toml", "--color", "always"});
    EXPECT_EQ(action, CommandLine::Action::run);
    EXPECT_EQ(line.common().settings.at("database_url"), "sqlite:///x");
    EXPECT_EQ(line.common().config_file, "c.toml");
    EXPECT_EQ(line.common().verbose, 2);
    EXPECT_EQ(line.common().colour, ColourChoice::always);
}

TEST(CommandLineTest, TheLastOfSeveralValuesCounts) {
    CommandLine line;
    parse(line, {"list", "--database-url", "sqlite:///a", "--database-url", "sqlite:///b"});
    EXPECT_EQ(line.common().settings.at("database_url"), "sqlite:///b");
}

TEST(CommandLineTest, AnEmptyValueBehindAnEqualsSignIsAValue) {
    CommandLine line;
    parse(line, {"list", "--database-url=", "--config=c=.toml"});
    EXPECT_EQ(line.common().settings.at("database_url"), "");
    EXPECT_EQ(line.common().config_file, "c=.toml");
    EXPECT_EQ(error_of({"render", "x", "--", "--title="}).kind(), ErrorKind::usage);
}

TEST(CommandLineTest, HelpAndVersionAreActions) {
    CommandLine help;
    EXPECT_EQ(parse(help, {"config", "show", "--help"}), CommandLine::Action::show_help);
    EXPECT_THAT(help.help(), HasSubstr("Usage: qrgen config show"));
    CommandLine group;
    EXPECT_EQ(parse(group, {"config", "--help"}), CommandLine::Action::show_help);
    EXPECT_THAT(group.help(), HasSubstr("config check"));
    CommandLine version;
    EXPECT_EQ(parse(version, {"--version"}), CommandLine::Action::show_version);
}

TEST(CommandLineTest, MistypedWordsGetASuggestion) {
    EXPECT_EQ(error_of({"genrate"}).hint(), "did you mean 'generate'?");
    EXPECT_EQ(error_of({"generate", "dinamic"}).hint(), "did you mean 'dynamic'?");
    EXPECT_EQ(error_of({"list", "--serach", "x"}).hint(), "did you mean '--search'?");
    EXPECT_EQ(error_of({"list", "--serach=x"}).hint(), "did you mean '--search'?");
    EXPECT_EQ(error_of({"zzzzzz"}).hint(), "see qrgen --help");
}

TEST(CommandLineTest, VerbsAndOptionsCannotBeAbbreviated) {
    EXPECT_EQ(error_of({"li"}).kind(), ErrorKind::usage);
    EXPECT_EQ(error_of({"list", "--sear", "x"}).kind(), ErrorKind::usage);
}

TEST(CommandTableTest, EveryRowIsComplete) {
    std::set<std::string_view> names;
    for (const CommandRow& row : commands()) {
        EXPECT_TRUE(names.insert(row.name).second) << row.name;
        EXPECT_FALSE(row.summary.empty()) << row.name;
        EXPECT_FALSE(row.examples.empty()) << row.name;
        EXPECT_FALSE(row.exit_codes.empty()) << row.name;
        for (const std::string_view key : row.settings) EXPECT_NE(config::find_setting(key), nullptr) << key;
        EXPECT_NE(CommandLine::option_names(row).size(), 0U) << row.name;
    }
}

}  // namespace
}  // namespace qrgen::cmd
