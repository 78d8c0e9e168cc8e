// SPDX-License-Identifier: MIT
#include "tests/support/kitty_reader.hpp"

#include <array>
#include <map>
#include <stdexcept>

namespace qrgen::test {
namespace {

struct Command {
    std::map<std::string, std::string, std::less<>> keys;
    std::string_view payload;
};

void expect(bool condition, const char* what) {
    if (!condition) throw std::runtime_error(std::string("kitty graphics: ") + what);
}

// Takes the first escape sequence off the text.
Command take_command(std::string_view& text) {
    expect(text.starts_with("\x1B_G"), "no command where one must begin");
    const std::size_t end = text.find("\x1B\\");
    expect(end != std::string_view::npos, "a command does not end");
    std::string_view inside = text.substr(3, end - 3);
    text.remove_prefix(end + 2);
    const std::size_t semicolon = inside.find(';');
    expect(semicolon != std::string_view::npos, "a command without data");
    Command command{.keys = {}, .payload = inside.substr(semicolon + 1)};
    inside = inside.substr(0, semicolon);
    while (!inside.empty()) {
        const std::string_view pair = inside.substr(0, inside.find(','));
        inside.remove_prefix(std::min(pair.size() + 1, inside.size()));
        expect(pair.size() >= 3 && pair[1] == '=', "a key without value");
        command.keys.emplace(pair.substr(0, 1), pair.substr(2));
    }
    return command;
}

int digit_of(char c) {
    if (c >= 'A' && c <= 'Z') return c - 'A';
    if (c >= 'a' && c <= 'z') return c - 'a' + 26;
    if (c >= '0' && c <= '9') return c - '0' + 52;
    expect(c == '+' || c == '/', "not base64");
    return c == '+' ? 62 : 63;
}

std::string from_base64(std::string_view text) {
    expect(text.size() % 4 == 0, "base64 of an odd length");
    while (text.ends_with('=')) text.remove_suffix(1);
    std::string bytes;
    unsigned bits = 0;
    int count = 0;
    for (const char c : text) {
        bits = bits << 6 | static_cast<unsigned>(digit_of(c));
        count += 6;
        if (count < 8) continue;
        count -= 8;
        bytes += static_cast<char>(bits >> count);
    }
    return bytes;
}

}  // namespace

std::string read_kitty(std::string_view text) {
    std::string data;
    bool is_last = false;
    for (bool is_first = true; !is_last; is_first = false) {
        const Command command = take_command(text);
        const auto& keys = command.keys;
        expect(keys.contains("m") && (keys.at("m") == "0" || keys.at("m") == "1"), "no m");
        is_last = keys.at("m") == "0";
        expect(command.payload.size() <= 4096, "a chunk is too long");
        expect(is_last || command.payload.size() % 4 == 0, "a chunk is no multiple of 4");
        if (is_first) {
            expect(keys.size() == 4 && keys.contains("a") && keys.at("a") == "T", "not shown at once");
            expect(keys.contains("f") && keys.at("f") == "100", "not PNG");
            expect(keys.contains("q") && keys.at("q") == "2", "the terminal would answer");
        } else {
            expect(keys.size() == 1, "keys behind the first chunk");
        }
        data += command.payload;
    }
    expect(text == "\n", "no line feed at the end");
    return from_base64(data);
}

}  // namespace qrgen::test
