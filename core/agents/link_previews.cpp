// SPDX-License-Identifier: MIT
#include "core/agents/link_previews.hpp"

#include <algorithm>
#include <array>

#include "core/base/text.hpp"

namespace qrgen::agents {
namespace {

enum class Place { whole, start, anywhere };

struct Preview {
    std::string_view words;
    Place place;
};

constexpr std::array previews{
    // Messengers. An agent with "WhatsApp/" further behind is a browser. Signal names itself WhatsApp.
    Preview{"WhatsApp/", Place::start},
    Preview{"Viber/", Place::start},
    Preview{"TelegramBot", Place::anywhere},
    Preview{"Slackbot", Place::anywhere},
    Preview{"Slack-ImgProxy", Place::anywhere},
    Preview{"Discordbot", Place::anywhere},
    Preview{"SkypeUriPreview", Place::anywhere},  // Teams, too
    Preview{"kakaotalk-scrap", Place::anywhere},
    Preview{"line-poker", Place::anywhere},
    Preview{"Mattermost-Bot", Place::anywhere},
    Preview{"ZulipURLPreview", Place::anywhere},
    Preview{"Synapse (bot", Place::anywhere},  // Matrix
    Preview{"URL Preview", Place::anywhere},   // Snapchat: "Snap URL Preview Service"
    // Networks. iMessage names itself a Safari "facebookexternalhit/1.1 Facebot Twitterbot/1.0".
    Preview{"facebookexternalhit", Place::anywhere},
    Preview{"facebookcatalog", Place::anywhere},
    Preview{"Facebot", Place::anywhere},
    Preview{"meta-external", Place::anywhere},
    Preview{"Twitterbot", Place::anywhere},
    Preview{"LinkedInBot", Place::anywhere},
    Preview{"Pinterestbot", Place::anywhere},
    Preview{"+http://www.pinterest.com", Place::anywhere},
    Preview{"redditbot", Place::anywhere},
    Preview{"vkShare", Place::anywhere},
    Preview{"Cardyb", Place::anywhere},  // Bluesky
    Preview{"Mastodon/", Place::anywhere},
    Preview{"Misskey/", Place::anywhere},
    Preview{"SummalyBot", Place::anywhere},  // Misskey
    Preview{"Pleroma", Place::anywhere},
    Preview{"Friendica", Place::anywhere},
    Preview{"Lemmy/", Place::anywhere},
    Preview{"Link Preview", Place::anywhere},  // Quora, Bitrix
    Preview{"FlipboardProxy", Place::anywhere},
    Preview{"Embedly", Place::anywhere},
    Preview{"Iframely", Place::anywhere},
    // Search engines, for the pictures next to their answers.
    Preview{"BingPreview", Place::anywhere},
    Preview{"MicrosoftPreview", Place::anywhere},
    Preview{"Google Web Preview", Place::anywhere},
    Preview{"Google-PageRenderer", Place::anywhere},
    Preview{"developers.google.com/+/web/snippet", Place::anywhere},
    // Mail: pictures fetched for the reader (Gmail, Yahoo, Apple's privacy protection), links looked at by
    // Office.
    Preview{"GoogleImageProxy", Place::anywhere},
    Preview{"YahooMailProxy", Place::anywhere},
    Preview{"Mozilla/5.0", Place::whole},
    Preview{"Microsoft Office Existence Discovery", Place::anywhere},
    Preview{"Microsoft Office Protocol Discovery", Place::anywhere},
};

char lower(char c) noexcept {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool is_found(const Preview& preview, std::string_view agent) noexcept {
    if (preview.place == Place::whole) return equals_ignoring_case(agent, preview.words);
    if (preview.place == Place::start)
        return equals_ignoring_case(agent.substr(0, preview.words.size()), preview.words);
    return std::search(agent.begin(), agent.end(), preview.words.begin(), preview.words.end(),
                       [](char a, char b) { return lower(a) == lower(b); }) != agent.end();
}

}  // namespace

bool is_link_preview(std::string_view agent) noexcept {
    return std::any_of(previews.begin(), previews.end(),
                       [agent](const Preview& preview) { return is_found(preview, agent); });
}

}  // namespace qrgen::agents
