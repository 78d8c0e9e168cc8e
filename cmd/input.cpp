// SPDX-License-Identifier: MIT
#include "cmd/input.hpp"

#include <cerrno>
#include <cstring>
#include <sstream>

#include <pwd.h>
#include <unistd.h>

#include "cmd/terminal.hpp"
#include "core/base/error.hpp"
#include "core/base/file.hpp"
#include "core/base/text.hpp"

namespace qrgen::cmd {
namespace {

constexpr std::size_t max_content_bytes = 1024 * 1024;
constexpr std::size_t max_value_bytes = 64 * 1024;
constexpr std::size_t max_picture_bytes = 256 * 1024 * 1024;
constexpr std::size_t max_reference_bytes = 64 * 1024 * 1024;

// Throws when there is more than `limit`, instead of filling the memory.
std::string read_stdin(std::size_t limit, const std::string& what) {
    std::string text;
    char buffer[64 * 1024];
    for (;;) {
        const ssize_t got = ::read(STDIN_FILENO, buffer, sizeof buffer);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) {
            throw Error(ErrorKind::failure,
                        std::string("cannot read standard input: ") + std::strerror(errno));
        }
        if (got == 0) return text;
        text.append(buffer, static_cast<std::size_t>(got));
        if (text.size() > limit) {
            throw Error({Fault{what, "standard input holds more than " + std::to_string(limit) + " bytes"}});
        }
    }
}

void strip_line_end(std::string& text) {
    if (!text.ends_with('\n')) return;
    text.pop_back();
    if (text.ends_with('\r')) text.pop_back();
}

}  // namespace

std::string read_content(const std::optional<std::string>& argument, LineEnd line_end) {
    if (argument && *argument != "-") return *argument;
    if (!argument && is_terminal(STDIN_FILENO)) {
        throw Error(ErrorKind::usage, "the content is missing",
                    "give it as an argument, or - to read it from standard input");
    }
    std::string content = read_stdin(max_content_bytes, "content");
    if (line_end == LineEnd::strip) strip_line_end(content);
    return content;
}

std::string read_value(const std::string& file) {
    std::string value = file == "-" ? read_stdin(max_value_bytes, "value") : read_file(file, max_value_bytes);
    strip_line_end(value);
    return value;
}

std::string read_picture_file(const std::string& file) {
    return file == "-" ? read_stdin(max_picture_bytes, "picture") : read_file(file, max_picture_bytes);
}

References read_references(const std::vector<std::string>& arguments) {
    References references;
    references.is_list = arguments.size() > 1;
    for (const std::string& argument : arguments) {
        if (argument != "-") {
            references.items.push_back(argument);
            continue;
        }
        references.is_list = true;
        std::istringstream lines(read_stdin(max_reference_bytes, "ID"));
        for (std::string line; std::getline(lines, line);) {
            if (const auto reference = trim(line); !reference.empty())
                references.items.emplace_back(reference);
        }
    }
    return references;
}

std::string actor_name(const std::optional<std::string>& option) {
    if (option) return *option;
    const passwd* entry = getpwuid(geteuid());
    return entry != nullptr ? entry->pw_name : "uid " + std::to_string(geteuid());
}

}  // namespace qrgen::cmd
