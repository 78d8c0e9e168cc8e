// SPDX-License-Identifier: MIT
#include "core/geo/geo_database.hpp"

#include <fstream>
#include <iterator>

#include <sys/stat.h>

#include <gtest/gtest.h>

#include "core/base/error.hpp"
#include "core/base/text.hpp"
#include "tests/support/command.hpp"
#include "tests/support/temporary_directory.hpp"

namespace qrgen::geo {
namespace {

const std::string networks = R"({
  "192.0.2.0/24": {"country": {"iso_code": "DE"}, "city": {"names": {"de": "M\u00fcnchen", "en": "Munich"}}},
  "198.51.100.0/25": {"country": {"iso_code": "fr", "names": {"en": "France"}}},
  "198.51.100.128/25": {"city": {"names": {"de": "K\u00f6ln"}}, "country": {"iso_code": "Germany"}},
  "203.0.113.0/26": {"country": {"iso_code": 7}, "city": {"names": ["a"]}},
  "203.0.113.64/26": {"country": "DE", "city": "Berlin"},
  "203.0.113.128/26": {"country": {"iso_code": "A1"}, "city": {"names": {"en": "a\u0000b\nc"}}},
  "203.0.113.192/26": {"city": {"names": {"en": "LONG"}}, "country": {"iso_code": "\u20ac"}}
})";

class GeoDatabaseTest : public testing::Test {
  protected:
    /// A file with these networks, made with these options.
    std::string make(std::string json, const std::string& options = "") {
        const std::string name = place("made.mmdb");
        test::run("'" QRGEN_MAKE_GEO_DATABASE "' '" + name + "' " + options + " < {}", json);
        return name;
    }
    std::string place(const std::string& name) const { return (directory_.path() / name).string(); }

    std::string write(const std::string& bytes) const {
        std::ofstream(place("written.mmdb"), std::ios::binary) << bytes;
        return place("written.mmdb");
    }

    static std::string long_city() {
        std::string json = networks;
        std::string city;
        for (int i = 0; i < 80; ++i) city += "\u00e4";
        return json.replace(json.find("LONG"), 4, city);
    }

    test::TemporaryDirectory directory_;
};

std::string bytes_of(const std::string& name) {
    std::ifstream file(name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

constexpr const char* addresses[] = {
    "192.0.2.1",     "198.51.100.1", "198.51.100.200", "203.0.113.1", "203.0.113.70", "203.0.113.130",
    "203.0.113.200", "10.0.0.1",     "2001:db8::1",    "::",          "ff::ff"};

/// Opens the file and asks for everything, if it can be opened. Whether it could.
bool survives(const std::string& name) {
    try {
        const GeoDatabase database(name);
        for (const char* address : addresses) {
            const Place place = database.find(address);
            EXPECT_TRUE(place.country.empty() || place.country.size() == 2);
            EXPECT_LE(place.city.size(), max_city);
            EXPECT_FALSE(find_invalid_utf8(place.city + place.country));
        }
        return true;
    } catch (const Error& e) {
        EXPECT_NE(e.hint().find("geoip_file"), std::string::npos);
        return false;
    }
}

TEST_F(GeoDatabaseTest, FindsCountriesAndCities) {
    for (const char* options :
         {"--record-size 24", "--record-size 28", "--record-size 32", "--ip-version 4"}) {
        const GeoDatabase database(make(networks, options));
        EXPECT_EQ(database.find("192.0.2.77"), (Place{"DE", "Munich"})) << options;
        EXPECT_EQ(database.find("::ffff:192.0.2.77"), (Place{"DE", "Munich"})) << options;
        EXPECT_EQ(database.find("198.51.100.1"), (Place{"FR", ""})) << options;
        EXPECT_EQ(database.find("192.0.3.1"), Place()) << options;
    }
}

TEST_F(GeoDatabaseTest, FindsIpv6Addresses) {
    const std::string json = R"({"2001:db8::/32": {"country": {"iso_code": "SE"}}})";
    const GeoDatabase database(make(json));
    EXPECT_EQ(database.find("2001:db8:ffff::1"), (Place{"SE", ""}));
    EXPECT_EQ(database.find("2001:db9::1"), Place());
    EXPECT_EQ(GeoDatabase(make(networks, "--ip-version 4")).find("2001:db8::1"), Place());
}

TEST_F(GeoDatabaseTest, LeavesOutWhatIsNoPlace) {
    const GeoDatabase database(make(long_city()));
    EXPECT_EQ(database.find("198.51.100.200"), Place()) << "no code, no English name";
    EXPECT_EQ(database.find("203.0.113.1"), Place()) << "other types";
    EXPECT_EQ(database.find("203.0.113.70"), Place()) << "other types further up";
    EXPECT_EQ(database.find("203.0.113.130"), (Place{"", "a\uFFFDb\uFFFDc"}));
    const Place cut = database.find("203.0.113.200");
    EXPECT_EQ(cut.country, "");
    EXPECT_EQ(cut.city.size(), max_city);
    EXPECT_FALSE(find_invalid_utf8(cut.city));
}

TEST_F(GeoDatabaseTest, TakesAnythingForAnAddress) {
    const GeoDatabase database(make(networks));
    for (const std::string& address :
         {std::string(), std::string("localhost"), std::string("192.0.2"), std::string("192.0.2.1 "),
          std::string("192.0.2.1\0x", 11), std::string("fe80::1%eth0"), std::string("0xC0000201"),
          std::string("\xFF"), std::string(64 << 10, '1'), std::string("192.0.2.1/24")})
        EXPECT_EQ(database.find(address), Place()) << printable(address.substr(0, 40));
}

TEST_F(GeoDatabaseTest, RefusesWhatIsNoDatabase) {
    mkfifo(place("pipe").c_str(), 0600);
    std::ofstream(place("huge"), std::ios::binary).flush();
    std::filesystem::resize_file(place("huge"), std::uintmax_t{1} << 33);
    std::ofstream(place("empty")).flush();
    std::ofstream(place("text")) << "just text\n";
    for (const std::string& name :
         {place("missing"), place("pipe"), place("empty"), place("text"), place("huge"),
          std::string("/dev/zero"), directory_.path().string(), place("a\nb")}) {
        try {
            const GeoDatabase database(name);
            ADD_FAILURE() << name;
        } catch (const Error& e) {
            EXPECT_EQ(e.kind(), ErrorKind::failure);
            EXPECT_NE(e.message().find(printable(name)), std::string::npos) << e.message();
            EXPECT_NE(e.hint(), "");
        }
    }
}

TEST_F(GeoDatabaseTest, GoesOnWithAFileThatWasReplaced) {
    const std::string name = make(networks);
    const GeoDatabase old(name);
    std::filesystem::rename(name, place("old.mmdb"));
    const GeoDatabase changed(make(R"({"192.0.2.0/24": {"country": {"iso_code": "AT"}}})"));
    std::filesystem::remove(place("old.mmdb"));
    EXPECT_EQ(old.find("192.0.2.1").country, "DE");
    EXPECT_EQ(changed.find("192.0.2.1").country, "AT");
}

TEST_F(GeoDatabaseTest, SurvivesFilesThatAreCutOff) {
    const std::string whole = bytes_of(make(networks));
    std::size_t opened = 0;
    for (std::size_t length = 0; length < whole.size(); length += 11) {
        if (survives(write(whole.substr(0, length)))) ++opened;
        if (survives(write(whole.substr(length)))) ++opened;
    }
    EXPECT_LT(opened, whole.size() / 11);
}

TEST_F(GeoDatabaseTest, SurvivesFilesWithWrongBytes) {
    const std::string whole = bytes_of(make(networks, "--ip-version 4 --record-size 24"));
    std::size_t opened = 0;
    constexpr char changes[] = {'\xFF', '\x01', '\x20'};
    for (std::size_t at = 0; at < whole.size(); ++at) {
        std::string broken = whole;
        broken[at] = static_cast<char>(broken[at] ^ changes[at % std::size(changes)]);
        if (survives(write(broken))) ++opened;
    }
    EXPECT_GT(opened, 0U);
}

}  // namespace
}  // namespace qrgen::geo
