// SPDX-License-Identifier: MIT
//
// Flags by the rules of the Python library user_agents 2.2.0, worked out by hand from its parsers.py and
// families that its own tests name.
#include <string>

#include <gtest/gtest.h>

#include "tests/unit/agents/uap_core_agents.hpp"

namespace qrgen::agents {
namespace {

struct Row {
    const char* agent;
    const char* names;  // device / system / browser
    const char* flags;  // of mobile, tablet, pc, bot
    DeviceType type;
};

constexpr Row rows[] = {
    {"Mozilla/5.0 (iPhone; CPU iPhone OS 5_1 like Mac OS X) AppleWebKit/534.46 (KHTML, like Gecko) "
     "Version/5.1 "
     "Mobile/9B179 Safari/7534.48.3",
     "iPhone / iOS 5.1 / Mobile Safari 5.1", "m---", DeviceType::mobile},
    {"Mozilla/5.0 (iPhone; CPU iPhone OS 17_1_2 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
     "Version/17.1 "
     "Mobile/15E148 Safari/604.1",
     "iPhone / iOS 17.1.2 / Mobile Safari 17.1", "m---", DeviceType::mobile},
    {"Mozilla/5.0 (iPhone; CPU iPhone OS 16_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
     "CriOS/119.0.6045.109 Mobile/15E148 Safari/604.1",
     "iPhone / iOS 16.6 / Chrome Mobile iOS 119.0.6045", "m---", DeviceType::mobile},
    {"Mozilla/5.0(iPad; U; CPU iPhone OS 3_2 like Mac OS X; en-us) AppleWebKit/531.21.10 (KHTML, like Gecko) "
     "Version/4.0.4 Mobile/7B314 Safari/531.21.10",
     "iPad / iOS 3.2 / Mobile Safari 4.0.4", "-t--", DeviceType::tablet},
    {"Mozilla/5.0 (iPad; CPU OS 13_3 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
     "CriOS/86.0.4240.93 "
     "Mobile/15E148 Safari/604.1",
     "iPad / iOS 13.3 / Chrome Mobile iOS 86.0.4240", "mt--", DeviceType::tablet},
    {"Mozilla/5.0 (Linux; U; Android 2.2; en-us; SCH-I800 Build/FROYO) AppleWebKit/533.1 (KHTML, like Gecko) "
     "Version/4.0 Mobile Safari/533.1",
     "Samsung SCH-I800 / Android 2.2 / Android 2.2", "m---", DeviceType::mobile},
    {"Mozilla/5.0 (Linux; U; Android 4.0.4; en-gb; GT-I9300 Build/IMM76D) AppleWebKit/534.30 (KHTML, like "
     "Gecko) "
     "Version/4.0 Mobile Safari/534.30",
     "Samsung GT-I9300 / Android 4.0.4 / Android 4.0.4", "m---", DeviceType::mobile},
    {"Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/119.0.0.0 Mobile "
     "Safari/537.36",
     "K / Android 10 / Chrome Mobile 119.0.0", "m---", DeviceType::mobile},
    {"Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/119.0.0.0 "
     "Safari/537.36",
     "K / Android 10 / Chrome 119.0.0", "-t--", DeviceType::tablet},
    {"Mozilla/5.0 (Linux; Android 4.1.1; Nexus 7 Build/JRO03D) AppleWebKit/535.19 (KHTML, like Gecko) "
     "Chrome/18.0.1025.166  Safari/535.19",
     "Asus Nexus 7 / Android 4.1.1 / Chrome 18.0.1025", "-t--", DeviceType::tablet},
    {"Mozilla/5.0 (Linux; Android 9; SM-T820 Build/PPR1.180610.011; wv) AppleWebKit/537.36 (KHTML, like "
     "Gecko) "
     "Version/4.0 Chrome/85.0.4183.101 Safari/537.36 ANDROID_APP",
     "Samsung SM-T820 / Android 9 / Chrome Mobile WebView 85.0.4183", "mt--", DeviceType::tablet},
    {"Mozilla/5.0 (Linux; Android 13; SM-S918B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/23.0 "
     "Chrome/115.0.0.0 Mobile Safari/537.36",
     "Samsung SM-S918B / Android 13 / Samsung Internet 23.0", "m---", DeviceType::mobile},
    {"Mozilla/5.0 (Android; Mobile; rv:27.0) Gecko/27.0 Firefox/27.0",
     "Generic Smartphone / Android / Firefox Mobile 27.0", "m---", DeviceType::mobile},
    {"Mozilla/5.0 (Macintosh; U; Intel Mac OS X 10_6_3; en-us; Silk/1.1.0-80) AppleWebKit/533.16 (KHTML, "
     "like Gecko) "
     "Version/5.0 Safari/533.16 Silk-Accelerated=true",
     "Kindle / Android / Amazon Silk 1.1.0-80", "-t--", DeviceType::tablet},
    {"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Silk/85.3.5 like "
     "Chrome/85.0.4183.126 "
     "Safari/537.36",
     "Kindle / Linux / Amazon Silk 85.3.5", "-tp-", DeviceType::tablet},
    {"Mozilla/5.0 (PlayBook; U; RIM Tablet OS 2.0.1; en-US) AppleWebKit/535.8+ (KHTML, like Gecko) "
     "Version/7.2.0.1 "
     "Safari/535.8+",
     "BlackBerry Playbook / BlackBerry Tablet OS 2.0.1 / BlackBerry WebKit 2.0.1", "-t--",
     DeviceType::tablet},
    {"Mozilla/5.0 (compatible; MSIE 9.0; Windows Phone OS 7.5; Trident/5.0; IEMobile/9.0; SAMSUNG; SGH-i917)",
     "Samsung SGH-i917 / Windows Phone 7.5 / IE Mobile 9.0", "m---", DeviceType::mobile},
    {"Mozilla/5.0 (BlackBerry; U; BlackBerry 9800; zh-TW) AppleWebKit/534.8+ (KHTML, like Gecko) "
     "Version/6.0.0.448 "
     "Mobile Safari/534.8+",
     "BlackBerry 9800 / BlackBerry OS 6.0.0 / BlackBerry WebKit 6.0.0", "m---", DeviceType::mobile},
    {"BlackBerry9700/5.0.0.862 Profile/MIDP-2.1 Configuration/CLDC-1.1 VendorID/331 UNTRUSTED/1.0 3gpp-gba",
     "BlackBerry 9700 / BlackBerry OS 5.0.0 / BlackBerry 9700", "m---", DeviceType::mobile},
    {"Mozilla/5.0 (compatible; MSIE 10.0; Windows NT 6.2; ARM; Trident/6.0)", "Other / Windows RT / IE 10.0",
     "-tp-", DeviceType::tablet},
    {"Opera/9.80 (J2ME/MIDP; Opera Mini/9.80 (J2ME/22.478; U; en) Presto/2.5.25 Version/10.54",
     "Generic Feature Phone / Other / Opera Mini 9.80", "m---", DeviceType::mobile},
    {"Opera/9.80 (Android; Opera Mini/7.5.33361/31.1350; U; en) Presto/2.8.119 Version/11.10",
     "Generic Smartphone / Android / Opera Mini 7.5.33361", "mt--", DeviceType::mobile},
    {"Mozilla/5.0 (compatible; MSIE 10.0; Windows NT 6.2; Trident/6.0)", "Other / Windows 8 / IE 10.0",
     "--p-", DeviceType::pc},
    {"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/119.0.0.0 "
     "Safari/537.36",
     "Other / Windows 10 / Chrome 119.0.0", "--p-", DeviceType::pc},
    {"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/119.0.0.0 "
     "Safari/537.36 "
     "Edg/119.0.2151.58",
     "Other / Windows 10 / Edge 119.0.2151", "--p-", DeviceType::pc},
    {"Mozilla/4.0 (compatible; MSIE 5.5; Windows 98; Win 9x 4.90)", "Other / Windows ME / IE 5.5", "--p-",
     DeviceType::pc},
    {"Mozilla/4.0 (compatible; MSIE 5.0; Windows 98)", "Other / Windows 98 / IE 5.0", "----",
     DeviceType::other},
    {"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_6_8) AppleWebKit/537.13+ (KHTML, like Gecko) Version/5.1.7 "
     "Safari/534.57.2",
     "Mac / Mac OS X 10.6.8 / WebKit Nightly 537.13", "--p-", DeviceType::pc},
    {"Mozilla/5.0 (X11; Ubuntu; Linux i686; rv:15.0) Gecko/20100101 Firefox/15.0.1",
     "Other / Ubuntu / Firefox 15.0.1", "--p-", DeviceType::pc},
    {"Mozilla/5.0 (X11; CrOS i686 0.12.433) AppleWebKit/534.30 (KHTML, like Gecko) Chrome/12.0.742.77 "
     "Safari/534.30",
     "Other / Chrome OS 0.12.433 / Chrome 12.0.742", "--p-", DeviceType::pc},
    {"Mozilla/5.0 (X11; Linux x86_64; rv:38.0) Gecko/20100101 Thunderbird/38.2.0 Lightning/4.0.2",
     "Other / Linux / Thunderbird 38.2.0", "--p-", DeviceType::pc},
    {"Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
     "Spider / Other / Googlebot 2.1", "---b", DeviceType::bot},
    {"Mozilla/5.0 (Linux; Android 6.0.1; Nexus 5X Build/MMB29P) AppleWebKit/537.36 (KHTML, like Gecko) "
     "Chrome/119.0.6045.105 Mobile Safari/537.36 (compatible; Googlebot/2.1; "
     "+http://www.google.com/bot.html)",
     "Spider / Android 6.0.1 / Googlebot 2.1", "m--b", DeviceType::bot},
    {"Mozilla/5.0 (SymbianOS/9.4; Series60/5.0 NokiaN97-1/12.0.024; Profile/MIDP-2.1 Configuration/CLDC-1.1; "
     "en-us) "
     "AppleWebKit/525 (KHTML, like Gecko) BrowserNG/7.1.12344",
     "Nokia N97 / Symbian OS 9.4 / Nokia Browser 7.1.12344", "m---", DeviceType::mobile},
    {"Mozilla/5.0 (Tablet; rv:26.0) Gecko/26.0 Firefox/26.0",
     "Generic Tablet / Firefox OS 1.2 / Firefox Mobile 26.0", "m---", DeviceType::mobile},
    {"Mozilla/5.0 (X11; U; Linux armv7l; ru-RU; rv:1.9.2.3pre) Gecko/20100723 Firefox/3.5 Maemo Browser "
     "1.7.4.8 "
     "RX-51 N900",
     "Other / Maemo / Maemo Browser 1.7.4", "m---", DeviceType::mobile},
    {"curl/8.5.0", "Other / Other / curl 8.5.0", "----", DeviceType::other},
};

std::string with_version(const std::string& family, const std::string& version) {
    return version.empty() ? family : family + ' ' + version;
}

std::string flags_of(const UserAgent& found) {
    return {found.is_mobile ? 'm' : '-', found.is_tablet ? 't' : '-', found.is_pc ? 'p' : '-',
            found.is_bot ? 'b' : '-'};
}

TEST(DeviceKind, IsThatOfTheLibrary) {
    for (const Row& row : rows) {
        const UserAgent found = test::parser().parse(row.agent);
        EXPECT_EQ(found.device_family + " / " + with_version(found.os_family, found.os_version) + " / " +
                      with_version(found.browser_family, found.browser_version),
                  row.names)
            << row.agent;
        EXPECT_EQ(flags_of(found), row.flags) << row.agent;
        EXPECT_EQ(found.type(), row.type) << row.agent;
    }
}

TEST(DeviceKind, HasOneTypeForFigures) {
    UserAgent found;
    EXPECT_STREQ(to_string(found.type()), "Other");
    found.is_pc = true;
    EXPECT_STREQ(to_string(found.type()), "Desktop");
    found.is_mobile = true;
    EXPECT_STREQ(to_string(found.type()), "Mobile");
    found.is_tablet = true;
    EXPECT_STREQ(to_string(found.type()), "Tablet");
    found.device_family = "Generic Smartphone";
    EXPECT_STREQ(to_string(found.type()), "Mobile");
    found.is_bot = true;
    EXPECT_STREQ(to_string(found.type()), "Bot");
}

}  // namespace
}  // namespace qrgen::agents
