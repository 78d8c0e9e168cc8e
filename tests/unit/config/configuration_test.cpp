// SPDX-License-Identifier: MIT
#include "core/config/configuration.hpp"

#include <filesystem>
#include <fstream>

#include <unistd.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/error.hpp"
#include "core/config/config_file.hpp"

namespace qrgen::config {
namespace {

using testing::HasSubstr;
using testing::Not;

class ConfigurationTest : public testing::Test {
  protected:
    ConfigurationTest() {
        directory_ = std::filesystem::temp_directory_path() / ("qrgen-config-" + std::to_string(getpid()));
        std::filesystem::create_directories(directory_ / "qrgen");
        variables_["HOME"] = "/home/ann";
        variables_["XDG_CONFIG_HOME"] = directory_.string();
        sources_.environment = [this](const std::string& name) -> std::optional<std::string> {
            const auto found = variables_.find(name);
            return found == variables_.end() ? std::nullopt : std::optional(found->second);
        };
    }
    ~ConfigurationTest() override { std::filesystem::remove_all(directory_); }

    std::string write(const std::string& name, const std::string& text) const {
        const std::filesystem::path file = directory_ / name;
        std::ofstream(file, std::ios::binary) << text;
        return file.string();
    }

    Error error() const {
        try {
            Configuration::load(sources_);
        } catch (const Error& caught) {
            return caught;
        }
        ADD_FAILURE() << "no error";
        return {ErrorKind::failure, ""};
    }

    std::filesystem::path directory_;
    std::map<std::string, std::string> variables_;
    Sources sources_;
};

TEST_F(ConfigurationTest, WithoutAnythingTheDefaultsHold) {
    const auto configuration = Configuration::load(sources_);
    EXPECT_EQ(configuration.text("database_url"), "sqlite:///home/ann/.local/share/qrgen/qrgen.db");
    EXPECT_EQ(configuration.text("base_url"), "http://localhost:8000");
    EXPECT_EQ(configuration.integer("database_pool"), 4);
    EXPECT_TRUE(configuration.list("allowed_redirect_domains").empty());
    EXPECT_EQ(configuration.value("base_url").origin, Origin::fallback);
    EXPECT_EQ(configuration.file(), "");
}

TEST_F(ConfigurationTest, FlagBeatsEnvironmentBeatsFileBeatsDefault) {
    const std::string file =
        write("qrgen/qrgen.toml", "listen = 'file:1'\nlog_dir = 'file'\nenvironment = 'file'\n");
    variables_["QRGEN_LOG_DIR"] = "environment";
    variables_["QRGEN_ENVIRONMENT"] = "environment";
    sources_.flags["environment"] = "flag";
    const auto configuration = Configuration::load(sources_);
    EXPECT_EQ(configuration.text("environment"), "flag");
    EXPECT_EQ(configuration.value("environment").source, "--environment");
    EXPECT_EQ(configuration.text("log_dir"), "environment");
    EXPECT_EQ(configuration.value("log_dir").source, "QRGEN_LOG_DIR");
    EXPECT_EQ(configuration.text("listen"), "file:1");
    EXPECT_EQ(configuration.value("listen").source, file + ":1");
    EXPECT_EQ(configuration.text("journal_dir"), "");
}

TEST_F(ConfigurationTest, NamesOfExistingDeploymentsComeAfterOurs) {
    variables_["PG_DATABASE_URL"] = "postgresql://old/db";
    EXPECT_EQ(Configuration::load(sources_).text("database_url"), "postgresql://old/db");
    EXPECT_EQ(Configuration::load(sources_).value("database_url").source, "PG_DATABASE_URL");
    variables_["QRGEN_DATABASE_URL"] = "postgresql://new/db";
    EXPECT_EQ(Configuration::load(sources_).text("database_url"), "postgresql://new/db");
}

TEST_F(ConfigurationTest, ACommonNameWithAValueThatIsNotForUsIsPassedOver) {
    variables_["LOG_LEVEL"] = "verbose";
    const auto configuration = Configuration::load(sources_);
    EXPECT_EQ(configuration.text("log_level"), "info");
    EXPECT_EQ(configuration.value("log_level").origin, Origin::fallback);
    ASSERT_EQ(configuration.warnings().size(), 1U);
    EXPECT_THAT(configuration.warnings()[0], HasSubstr("LOG_LEVEL is passed over: must be trace"));
    variables_["QRGEN_LOG_LEVEL"] = "verbose";
    EXPECT_EQ(error().kind(), ErrorKind::failure);
}

TEST_F(ConfigurationTest, AnEmptyConfigFlagIsNoFile) {
    sources_.config_flag = "";
    EXPECT_THAT(error().message(), HasSubstr("cannot read"));
}

TEST_F(ConfigurationTest, DefaultsNeedNeitherEnvironmentNorFile) {
    const auto configuration = Configuration::defaults();
    EXPECT_EQ(configuration.text("base_url"), "http://localhost:8000");
    EXPECT_EQ(configuration.value("base_url").origin, Origin::fallback);
}

TEST_F(ConfigurationTest, ASecretCanStandInAFile) {
    variables_["QRGEN_DATABASE_URL_FILE"] = write("secret", "postgresql://u:p@h/db\n");
    const auto configuration = Configuration::load(sources_);
    EXPECT_EQ(configuration.text("database_url"), "postgresql://u:p@h/db");
    EXPECT_EQ(configuration.value("database_url").source, "QRGEN_DATABASE_URL_FILE");
}

TEST_F(ConfigurationTest, OnlySecretsCanStandInAFile) {
    variables_["QRGEN_BASE_URL_FILE"] = write("not_read", "http://from.file");
    EXPECT_EQ(Configuration::load(sources_).text("base_url"), "http://localhost:8000");
}

TEST_F(ConfigurationTest, AMissingSecretFileIsAnErrorThatNamesTheVariable) {
    variables_["QRGEN_DATABASE_URL_FILE"] = "/nowhere/secret";
    EXPECT_THAT(error().message(), HasSubstr("QRGEN_DATABASE_URL_FILE"));
}

TEST_F(ConfigurationTest, TheFileOfTheFlagIsUsedBeforeAllOthers) {
    write("qrgen/qrgen.toml", "listen = 'xdg'");
    variables_["QRGEN_CONFIG"] = write("variable.toml", "listen = 'variable'");
    EXPECT_EQ(Configuration::load(sources_).text("listen"), "variable");
    sources_.config_flag = write("flag.toml", "listen = 'flag'");
    EXPECT_EQ(Configuration::load(sources_).text("listen"), "flag");
}

TEST_F(ConfigurationTest, ANamedFileMustExist) {
    sources_.config_flag = "/nowhere/qrgen.toml";
    EXPECT_EQ(error().kind(), ErrorKind::failure);
    EXPECT_THAT(error().message(), HasSubstr("/nowhere/qrgen.toml: No such file or directory"));
}

TEST_F(ConfigurationTest, ADirectoryIsNoConfigurationFile) {
    sources_.config_flag = directory_.string();
    EXPECT_THAT(error().message(), HasSubstr("cannot read"));
}

TEST_F(ConfigurationTest, AFileThatIsTooLargeIsRefused) {
    sources_.config_flag = write("large.toml", std::string(max_config_file_size + 1, '#'));
    EXPECT_THAT(error().message(), HasSubstr("larger"));
}

TEST_F(ConfigurationTest, ABadFlagIsAUsageErrorABadVariableIsNot) {
    variables_["QRGEN_DATABASE_POOL"] = "0";
    EXPECT_EQ(error().kind(), ErrorKind::failure);
    EXPECT_EQ(error().message(), "QRGEN_DATABASE_POOL: must be a whole number from 1 to 100");
    sources_.flags["database_pool"] = "many";
    EXPECT_EQ(error().kind(), ErrorKind::usage);
    EXPECT_EQ(error().message(), "--database-pool: must be a whole number from 1 to 100");
}

TEST_F(ConfigurationTest, RelativeXdgDirectoriesAreIgnored) {
    variables_["XDG_DATA_HOME"] = "relative";
    EXPECT_EQ(Configuration::load(sources_).text("database_url"),
              "sqlite:///home/ann/.local/share/qrgen/qrgen.db");
    variables_["XDG_DATA_HOME"] = "/data";
    EXPECT_EQ(Configuration::load(sources_).text("database_url"), "sqlite:///data/qrgen/qrgen.db");
}

TEST_F(ConfigurationTest, ListsAreSplitAtCommas) {
    variables_["ALLOWED_REDIRECT_DOMAINS"] = " example.com, ,example.org ";
    EXPECT_THAT(Configuration::load(sources_).list("allowed_redirect_domains"),
                testing::ElementsAre("example.com", "example.org"));
}

std::string fault_of(const std::string& toml) {
    try {
        parse_config(toml, "f");
    } catch (const Error& error) {
        return error.message() + " | " + error.hint();
    }
    return "none";
}

TEST(ConfigFileTest, EveryTypeOfValueIsRead) {
    const auto values = parse_config(
        "database_pool = 7\ntrusted_proxies = ['10.0.0.0/8', '::1']\nlog_level = 'WARN'\nlog_format = 'json'",
        "f");
    EXPECT_EQ(values.at("database_pool").text, "7");
    EXPECT_EQ(values.at("trusted_proxies").text, "10.0.0.0/8,::1");
    EXPECT_EQ(values.at("log_level").text, "WARN");
    EXPECT_EQ(values.at("log_format").origin, Origin::file);
    EXPECT_EQ(values.at("log_format").source, "f:4");
}

TEST(ConfigFileTest, FaultsTellTheirLine) {
    EXPECT_THAT(fault_of("\nbase_ulr = 'x'"), "f:2: unknown setting 'base_ulr' | did you mean 'base_url'?");
    EXPECT_THAT(fault_of("[serve]\nlisten='x'"), HasSubstr("f:1: unknown setting 'serve'"));
    EXPECT_THAT(fault_of("\n\nlog_format = 'xml'"), HasSubstr("f:3: log_format: must be text or json"));
    EXPECT_THAT(fault_of("listen = 8000"), HasSubstr("f:1: listen: must be text in quotes"));
    EXPECT_THAT(fault_of("database_pool = '4'"), HasSubstr("must be a whole number without quotes"));
    EXPECT_THAT(fault_of("database_pool = 101"), HasSubstr("must be a whole number from 1 to 100"));
    EXPECT_THAT(fault_of("cors_origins = [1]"), HasSubstr("must be an array of texts"));
    EXPECT_THAT(fault_of("cors_origins = ['a,b']"), HasSubstr("must be an array of texts"));
    EXPECT_THAT(fault_of("listen = "), HasSubstr("f:1: "));
    EXPECT_THAT(fault_of("listen = 'a'\nlisten = 'b'"), HasSubstr("f:2: "));
}

TEST(ConfigFileTest, AllOfUnicodeIsReadInStringsAndComments) {
    const auto values = parse_config("\xEF\xBB\xBFlisten = 'ä~41~' # ä\nlog_dir = \"\\u00e4😀\"", "f");
    EXPECT_EQ(values.at("listen").text, "ä~41~");
    EXPECT_EQ(values.at("log_dir").text, "ä😀");
}

TEST(ConfigFileTest, ElsewhereItIsAnErrorThatShowsIt) {
    EXPECT_THAT(fault_of("\nlisten = ä"), HasSubstr("f:2: "));
    EXPECT_THAT(fault_of("base= 1979--00ʥ"), HasSubstr("f:1: "));
    EXPECT_THAT(fault_of("base= 0'Ѿ979. "), HasSubstr("f:1: "));
    EXPECT_THAT(fault_of("# a\nlisten = '\xff'"), HasSubstr("f:2: is not UTF-8 text"));
    EXPECT_THAT(fault_of("'ä' = 1"), HasSubstr("f:1: unknown setting 'ä'"));
}

TEST(ConfigFileTest, ASecretIsNeverRepeated) {
    EXPECT_THAT(fault_of("database_url = 'postgresql://u:secret@h/d"), Not(HasSubstr("secret")));
    EXPECT_THAT(fault_of("database_url = ['postgresql://u:secret@h/d']"), Not(HasSubstr("secret")));
}

}  // namespace
}  // namespace qrgen::config
