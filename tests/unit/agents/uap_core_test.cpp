// SPDX-License-Identifier: MIT
//
// All that uap-core expects of its rules.
#include <gtest/gtest.h>

#include "core/base/text.hpp"
#include "core/base/clean_text.hpp"
#include "tests/unit/agents/uap_core_agents.hpp"

namespace qrgen::agents {
namespace {

struct Tally {
    std::size_t all = 0;
    std::size_t equal = 0;

    void add(bool is_equal) {
        ++all;
        if (is_equal) ++equal;
    }
    double share() const { return static_cast<double>(equal) / static_cast<double>(all); }
};

bool agrees(const UserAgent& found, const test::Expected& expected, test::Subject subject) {
    if (expected.agent.empty()) return found == UserAgent{};
    const auto clean = [](const std::string& text) { return clean_text(text, max_agent_field); };
    switch (subject) {
        case test::Subject::browser:
            return found.browser_family == clean(expected.family) &&
                   found.browser_version == clean(*expected.version);
        case test::Subject::system:
            return found.os_family == clean(expected.family) && found.os_version == clean(*expected.version);
        case test::Subject::device: break;
    }
    return found.device_family == clean(expected.family);
}

TEST(UapCore, IsAgreedWith) {
    Tally all;
    Tally ordinary;
    for (const test::AgentFile& file : test::agent_files) {
        Tally here;
        for (const test::Expected& expected : test::read(file)) {
            const UserAgent found = test::parser().parse(expected.agent);
            const bool is_equal = agrees(found, expected, file.subject);
            here.add(is_equal);
            all.add(is_equal);
            if (test::is_ordinary(expected.agent)) ordinary.add(is_equal);
            if (!is_equal && all.all - all.equal <= 20) {
                std::cout << "  differs: " << printable(expected.agent) << "\n    expected "
                          << expected.family << ' ' << expected.version.value_or("") << ", found "
                          << found.device_family << " / " << found.os_family << ' ' << found.os_version
                          << " / " << found.browser_family << ' ' << found.browser_version << '\n';
            }
        }
        std::cout << file.name << ": " << here.equal << " of " << here.all << " agree\n";
    }
    std::cout << "ordinary agents: " << ordinary.equal << " of " << ordinary.all << " agree\n";
    std::cout << "all: " << all.equal << " of " << all.all << " agree\n";
    EXPECT_GE(ordinary.all, 2000U);
    EXPECT_GE(ordinary.share(), 0.99);
    EXPECT_GE(all.all, 30000U);
    EXPECT_GE(all.share(), 0.99);
}

}  // namespace
}  // namespace qrgen::agents
