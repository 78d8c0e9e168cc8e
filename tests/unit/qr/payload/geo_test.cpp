// SPDX-License-Identifier: MIT
#include "core/qr/payload/geo.hpp"

#include "tests/unit/qr/payload/build.hpp"

namespace qrgen::qr {
namespace {

using test::build;
using test::error_of;
using test::with;

// RFC 5870, section 6
TEST(GeoTest, ExamplesOfTheStandard) {
    EXPECT_EQ(build("geo", {{"lat", "13.4125"}, {"lon", "103.8667"}}), "geo:13.4125,103.8667");
    EXPECT_EQ(build("geo", {{"lat", "48.2010"}, {"lon", "16.3695"}, {"altitude", "183"}}),
              "geo:48.2010,16.3695,183");
    EXPECT_EQ(build("geo", {{"lat", "48.198634"}, {"lon", "16.371648"}, {"uncertainty", "40"}}),
              "geo:48.198634,16.371648;u=40");
    EXPECT_EQ(build("geo", {{"lat", "90"}, {"lon", "-22.43"}}), "geo:90,-22.43");
}

TEST(GeoTest, AllOfIt) {
    EXPECT_EQ(build("geo", {{"lat", "-33.8568"},
                            {"lon", "151.2153"},
                            {"altitude", "-2.5"},
                            {"uncertainty", "0"},
                            {"label", "Opera (north) & Harbour"}}),
              "geo:-33.8568,151.2153,-2.5;u=0?q=-33.8568,151.2153(Opera%20%28north%29%20%26%20Harbour)");
}

TEST(GeoTest, ZerosThatSayNothingAreLeftOut) {
    EXPECT_EQ(build("geo", {{"lat", "007.50"}, {"lon", "-0"}}), "geo:7.50,0");
    EXPECT_EQ(build("geo", {{"lat", "-0.0"}, {"lon", "-000.25"}}), "geo:0.0,-0.25");
}

TEST(GeoTest, RangesAndForms) {
    const test::Fields place{{"lat", "1"}, {"lon", "2"}};
    for (const std::string lat : {"90.0001", "-91", "91", "1e1", "+1", "1,5", ".5", "5.", "-", "nan", "inf",
                                  "0x1", " 1", "1 ", "48°", "--1"}) {
        EXPECT_EQ(error_of("geo", with(place, "lat", lat)).message(),
                  "geo.lat: must be a number from -90 to 90")
            << lat;
    }
    EXPECT_EQ(error_of("geo", with(place, "lon", "180.1")).message(),
              "geo.lon: must be a number from -180 to 180");
    EXPECT_EQ(error_of("geo", with(place, "lon", "-180.1")).hint(), "decimals stand behind a point: 52.5163");
    EXPECT_EQ(error_of("geo", with(place, "altitude", "high")).message(),
              "geo.altitude: must be a number of metres");
    EXPECT_EQ(error_of("geo", with(place, "uncertainty", "-1")).message(),
              "geo.uncertainty: must be a number of metres, 0 or more");
    EXPECT_EQ(error_of("geo", with(place, "lon", "")).message(), "geo.lon: is missing");
    EXPECT_EQ(error_of("geo", with(place, "lat", "")).message(), "geo.lat: is missing");
}

}  // namespace
}  // namespace qrgen::qr
