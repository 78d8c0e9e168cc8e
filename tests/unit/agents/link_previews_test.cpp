// SPDX-License-Identifier: MIT
#include "core/agents/link_previews.hpp"

#include <gtest/gtest.h>

#include "tests/unit/agents/uap_core_agents.hpp"

namespace qrgen::agents {
namespace {

TEST(LinkPreviews, AreBots) {
    for (const char* agent : {
             "WhatsApp/2.23.20.0 A",
             "WhatsApp/2.2587.9 W",
             "WhatsApp/2",
             "Viber/13.3.0",
             "TelegramBot (like TwitterBot)",
             "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
             "Slack-ImgProxy (+https://api.slack.com/robots)",
             "Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)",
             "Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5 "
             "skype-url-preview@microsoft.com",
             "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
             "facebookexternalhit/1.1;kakaotalk-scrap/1.0; +https://devtalk.kakao.com/t/scrap/33984",
             "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_11_1) AppleWebKit/601.2.4 (KHTML, like Gecko) "
             "Version/9.0.1 "
             "Safari/601.2.4 facebookexternalhit/1.1 Facebot Twitterbot/1.0",
             "meta-externalagent/1.1 (+https://developers.facebook.com/docs/sharing/webmasters/crawler)",
             "Twitterbot/1.0",
             "LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)",
             "Pinterest/0.2 (+http://www.pinterest.com/)",
             "Mozilla/5.0 (compatible; redditbot/1.0; +http://www.reddit.com/feedback)",
             "Mozilla/5.0 (compatible; vkShare; +http://vk.com/dev/Share)",
             "Mozilla/5.0 (compatible; Bluesky Cardyb/1.1; +mailto:support@bsky.app)",
             "Mastodon/4.2.1 (http.rb/5.1.1; +https://social.example/)",
             "http.rb/5.1.1 (Mastodon/4.1.0; +https://social.example/)",
             "Misskey/13.14.2 (https://misskey.example)",
             "Pleroma 2.5.0; https://social.example <admin@social.example>",
             "Synapse (bot; +https://github.com/matrix-org/synapse)",
             "Mozilla/5.0 (Linux; Android 6.0.1; Nexus 5X Build/MMB29P) AppleWebKit/537.36 (KHTML, like "
             "Gecko) "
             "Chrome/99.0 Mobile Safari/537.36 (compatible; Google-PageRenderer Google "
             "(+https://developers.google.com/+/web/snippet/))",
             "Mozilla/5.0 (Windows NT 6.1; WOW64) AppleWebKit/534+ (KHTML, like Gecko) BingPreview/1.0b",
             "Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)",
             "YahooMailProxy; https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html",
             "Mozilla/5.0",
             "Microsoft Office Existence Discovery",
         }) {
        EXPECT_TRUE(test::parser().parse(agent).is_bot) << agent;
        EXPECT_EQ(test::parser().parse(agent).type(), DeviceType::bot) << agent;
    }
}

TEST(LinkPreviews, AreNotTheBrowsersOfApps) {
    for (
        const char* agent : {
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
            "Mobile/15E148 "
            "[FBAN/FBIOS;FBAV/441.0.0.36.95;FBBV/537255867;FBDV/iPhone15,2;FBMD/iPhone;FBSN/iOS]",
            "Mozilla/5.0 (Linux; Android 13; SM-A536B; wv) AppleWebKit/537.36 (KHTML, like Gecko) "
            "Version/4.0 "
            "Chrome/119.0.6045.66 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/440.0.0.29.103;]",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
            "Mobile/15E148 Instagram 309.0.2.18.109 (iPhone14,5; iOS 17_1; de_DE; de; scale=3.00; 1170x2532; "
            "535313)",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
            "Version/17.1 Mobile/15E148 Safari/604.1 WhatsApp/2.23.20",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
            "Mobile/15E148 Snapchat/12.62.0.36 (like Safari/8616.2.9.10.4, panda)",
            "Mozilla/5.0 (Linux; Android 12; M2101K6G; wv) AppleWebKit/537.36 (KHTML, like Gecko) "
            "Version/4.0 "
            "Chrome/118.0.5993.111 Mobile Safari/537.36 trill_310503 JsSdk/1.0 NetType/WIFI "
            "BytedanceWebview/d8a21c6",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 16_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
            "Mobile/15E148 [LinkedInApp]/9.28.7586",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
            "Mobile/15E148 [Pinterest/iOS]",
            "Mozilla/5.0 (Linux; Android 13; Pixel 7; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 "
            "Chrome/119.0.6045.66 Mobile Safari/537.36 Line/13.18.1/IAB",
            "Mozilla/5.0 (Linux; Android 13; Pixel 7) AppleWebKit/537.36 (KHTML, like Gecko) "
            "Chrome/119.0.0.0 Mobile "
            "Safari/537.36 Viber/21.1.0",
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:120.0) Gecko/20100101 Firefox/120.0",
        }) {
        EXPECT_FALSE(test::parser().parse(agent).is_bot) << agent;
    }
}

TEST(LinkPreviews, AreKnownWithoutRegardToCase) {
    EXPECT_TRUE(is_link_preview("whatsapp/2.1"));
    EXPECT_TRUE(is_link_preview("x SKYPEURIPREVIEW"));
    EXPECT_TRUE(is_link_preview("mozilla/5.0"));
    EXPECT_FALSE(is_link_preview(""));
    EXPECT_FALSE(is_link_preview("WhatsApp"));
    EXPECT_FALSE(is_link_preview("my WhatsApp/2.1"));
    EXPECT_FALSE(is_link_preview("Mozilla/5.0 "));
}

TEST(LinkPreviews, AreFewAmongOrdinaryAgents) {
    for (const std::string& agent : test::all_agents()) {
        EXPECT_FALSE(test::is_ordinary(agent) && is_link_preview(agent)) << agent;
    }
}

}  // namespace
}  // namespace qrgen::agents
