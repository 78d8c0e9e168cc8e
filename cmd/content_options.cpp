// SPDX-License-Identifier: MIT
#include "cmd/content_options.hpp"

#include <algorithm>

#include "cmd/input.hpp"
#include "core/base/error.hpp"

namespace qrgen::cmd {
namespace {

constexpr const char* payload_group = "Payloads";

// One line of help: what it does, and the first of its fields.
std::string description(const qr::PayloadKind& kind) {
    constexpr std::size_t widest = 46;
    std::string text(kind.summary);
    text += ':';
    for (const qr::PayloadField& field : kind.fields) {
        if (text.size() + field.name.size() > widest) return text + " ...";
        text.append(" ").append(field.name).append("=");
    }
    return text;
}

Error bad_word(const std::string& option, std::size_t position) {
    // The word itself may be a piece of a password.
    return {ErrorKind::usage, option + ": word " + std::to_string(position) + " behind it is not KEY=VALUE",
            "all words up to the next option belong to it; put quotes around a word with spaces"};
}

qr::PayloadValues read_values(const qr::PayloadKind& kind, const std::vector<std::string>& words) {
    const std::string option = "--" + std::string(kind.name);
    qr::PayloadValues values;
    bool stdin_is_read = false;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string_view key = key_of_word(words[i]);
        if (key.empty()) throw bad_word(option, i + 1);
        std::string rest = words[i].substr(key.size() + 1);
        if (words[i][key.size()] == '@') {
            if (rest == "-" && stdin_is_read) {
                throw Error(ErrorKind::usage, option + ": only one value can come from standard input",
                            "write the others as KEY=VALUE or KEY@FILE");
            }
            stdin_is_read = stdin_is_read || rest == "-";
            rest = read_value(rest);
        }
        values.add(std::string(key), std::move(rest));
    }
    return values;
}

}  // namespace

std::string_view key_of_word(std::string_view word) noexcept {
    const auto is_of_key = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    };
    const auto* const end = std::find_if_not(word.begin(), word.end(), is_of_key);
    const bool has_value = end != word.end() && (*end == '=' || *end == '@');
    return has_value ? word.substr(0, static_cast<std::size_t>(end - word.begin())) : std::string_view();
}

void ContentOptions::setup(CLI::App& app, Bytes bytes) {
    app.add_option("CONTENT", argument_, "what the code says; - or nothing: standard input");
    if (bytes == Bytes::offered) {
        app.add_flag("--binary", binary_, "encode the bytes as they are, whether they are text or not");
    }
    words_.resize(qr::payload_kinds().size());
    for (std::size_t i = 0; i < words_.size(); ++i) {
        const qr::PayloadKind& kind = qr::payload_kinds()[i];
        const auto take = [this, i](const std::vector<std::string>& words) {
            words_[i] = words;
            return true;
        };
        const char* const more = i == 0 ? "; see qrgen-payloads(7)" : "";
        app.add_option("--" + std::string(kind.name), take, description(kind) + more)
            ->type_name("KEY=VALUE")
            ->group(payload_group)
            ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
            ->expected(1, -1)
            ->allow_extra_args();
    }
}

const qr::PayloadKind* ContentOptions::chosen_kind() const {
    const qr::PayloadKind* chosen = nullptr;
    for (std::size_t i = 0; i < words_.size(); ++i) {
        if (words_[i].empty()) continue;
        const qr::PayloadKind& kind = qr::payload_kinds()[i];
        if (chosen != nullptr) {
            throw Error(
                ErrorKind::usage,
                "--" + std::string(chosen->name) + " and --" + std::string(kind.name) + " exclude each other",
                "a code holds one payload");
        }
        chosen = &kind;
    }
    return chosen;
}

std::string ContentOptions::read() const {
    const qr::PayloadKind* kind = chosen_kind();
    if (kind == nullptr) return read_content(argument_, binary_ ? LineEnd::keep : LineEnd::strip);
    if (argument_ || binary_) {
        throw Error(ErrorKind::usage,
                    std::string(binary_ ? "--binary" : "CONTENT") + " and --" + std::string(kind->name) +
                        " exclude each other",
                    "the payload is all that the code says");
    }
    const auto index = static_cast<std::size_t>(kind - qr::payload_kinds().data());
    return qr::build_payload(*kind, read_values(*kind, words_[index]));
}

}  // namespace qrgen::cmd
