// SPDX-License-Identifier: MIT
#include "core/config/fault_place.hpp"

#include <fstream>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>

#include <gtest/gtest.h>

#include "tests/support/temporary_directory.hpp"

namespace qrgen::config {
namespace {

class FaultPlaceTest : public testing::Test {
  protected:
    Configuration load(std::map<std::string, std::string, std::less<>> flags, const std::string& file = {},
                       const std::map<std::string, std::string>& environment = {}) {
        std::ofstream(file_) << file;
        return Configuration::load(
            {.flags = std::move(flags),
             .config_flag = file_,
             .environment = [environment](const std::string& name) -> std::optional<std::string> {
                 const auto found = environment.find(name);
                 return found == environment.end() ? std::nullopt : std::optional(found->second);
             }});
    }

    static Error told(const Configuration& configuration) {
        return with_fault_place(Error({{"listen", "is odd"}, {"base_url", "too"}}, "do this"), configuration);
    }

    test::TemporaryDirectory directory_;
    const std::string file_ = (directory_.path() / "qrgen.toml").string();
};

TEST_F(FaultPlaceTest, AFlagIsNamedAndCountsAsUsage) {
    const Error error = told(load({{"listen", "x"}}));
    EXPECT_EQ(error.kind(), ErrorKind::usage);
    EXPECT_EQ(error.message(), "--listen: is odd");
    EXPECT_EQ(error.hint(), "do this");
}

TEST_F(FaultPlaceTest, FileAndEnvironmentAreNamed) {
    const Error in_file = told(load({}, "\nlisten = 'x'\n"));
    EXPECT_EQ(in_file.kind(), ErrorKind::failure);
    EXPECT_EQ(in_file.message(), file_ + ":2: is odd");
    const Error in_environment = told(load({}, "", {{"QRGEN_LISTEN", "x"}}));
    EXPECT_EQ(in_environment.kind(), ErrorKind::failure);
    EXPECT_EQ(in_environment.message(), "QRGEN_LISTEN: is odd");
}

TEST_F(FaultPlaceTest, ADefaultIsNamedByItsKey) {
    EXPECT_EQ(told(load({})).message(), "listen: is odd");
}

TEST_F(FaultPlaceTest, OtherErrorsComeBackAsTheyAre) {
    const Configuration configuration = load({{"listen", "x"}});
    const Error other = with_fault_place(Error({Fault{"title", "is long"}}), configuration);
    EXPECT_EQ(other.kind(), ErrorKind::invalid);
    EXPECT_EQ(other.faults().size(), 1U);
    EXPECT_EQ(with_fault_place(Error(ErrorKind::conflict, "taken", "hint"), configuration).message(),
              "taken");
}

TEST_F(FaultPlaceTest, WhatWasMadeIsReturnedAndErrorsAreTold) {
    const Configuration configuration = load({{"listen", "x"}});
    EXPECT_EQ(telling_place(configuration, [] { return 7; }), 7);
    const auto fail = [&] {
        telling_place(configuration, []() -> int { throw Error({Fault{"listen", "is odd"}}); });
    };
    EXPECT_THROW(fail(), Error);
    try {
        fail();
    } catch (const Error& error) {
        EXPECT_STREQ(error.what(), "--listen: is odd");
    }
    EXPECT_THROW(telling_place(configuration, []() -> int { throw std::runtime_error("x"); }),
                 std::runtime_error);
}

}  // namespace
}  // namespace qrgen::config
