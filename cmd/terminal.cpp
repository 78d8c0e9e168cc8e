// SPDX-License-Identifier: MIT
#include "cmd/terminal.hpp"

#include <cerrno>
#include <clocale>
#include <cstdlib>
#include <cstring>
#include <cwchar>
#include <iostream>

#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "core/base/error.hpp"
#include "core/base/file.hpp"
#include "core/base/text.hpp"

namespace qrgen::cmd {
namespace {

// wcwidth() follows the process's locale, which is set to a UTF-8 one here whatever the user's is.
int cell_width(char32_t c) {
    static const bool has_unicode = std::setlocale(LC_CTYPE, "C.UTF-8") != nullptr;
    const int width = has_unicode ? wcwidth(static_cast<wchar_t>(c)) : 1;
    return width < 0 ? 1 : width;
}

}  // namespace

bool is_terminal(int descriptor) noexcept {
    return ::isatty(descriptor) == 1;
}

bool may_colour(int descriptor, ColourChoice choice) {
    if (choice != ColourChoice::automatic) return choice == ColourChoice::always;
    const char* no_colour = std::getenv("NO_COLOR");
    const char* term = std::getenv("TERM");
    if (no_colour != nullptr && *no_colour != '\0') return false;
    return is_terminal(descriptor) && term != nullptr && std::strcmp(term, "dumb") != 0;
}

int terminal_width() {
    winsize size{};
    if (!is_terminal(STDOUT_FILENO) || ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0) return 0;
    return size.ws_col;
}

bool locale_is_utf8() {
    // Once: a locale is loaded from a file.
    static const bool is_utf8 = [] {
        const locale_t locale = newlocale(LC_CTYPE_MASK, "", nullptr);
        if (locale == nullptr) return false;
        const bool found = std::strcmp(nl_langinfo_l(CODESET, locale), "UTF-8") == 0;
        freelocale(locale);
        return found;
    }();
    return is_utf8;
}

int display_width(std::string_view text) {
    int width = 0;
    std::size_t offset = 0;
    while (offset < text.size()) {
        const auto c = next_code_point(text, offset);
        if (!c) ++offset;
        width += c ? cell_width(*c) : 1;
    }
    return width;
}

std::string cut_to_width(std::string_view text, int width) {
    if (display_width(text) <= width) return std::string(text);
    std::size_t offset = 0;
    int used = 0;
    while (offset < text.size()) {
        std::size_t next = offset;
        const auto c = next_code_point(text, next);
        const int cells = c ? cell_width(*c) : 1;
        if (used + cells > width - 1) break;
        used += cells;
        offset = c ? next : offset + 1;
    }
    return width > 0 ? std::string(text.substr(0, offset)) + "…" : std::string();
}

std::string padded(std::string text, int width) {
    const int missing = width - display_width(text);
    if (missing > 0) text.append(static_cast<std::size_t>(missing), ' ');
    return text;
}

void write_stdout(std::string_view bytes) {
    const int error = write_all(STDOUT_FILENO, bytes);
    if (error == EPIPE) throw ReaderGone();
    if (error != 0) {
        throw Error(ErrorKind::failure,
                    std::string("cannot write to standard output: ") + std::strerror(error));
    }
}

void wait_while_read(std::chrono::milliseconds time) {
    pollfd output{.fd = STDOUT_FILENO, .events = 0, .revents = 0};
    if (::poll(&output, 1, static_cast<int>(time.count())) > 0) throw ReaderGone();
}

bool confirm(const std::string& question) {
    std::cerr << question << " [y/N] " << std::flush;
    std::string answer;
    if (!std::getline(std::cin, answer)) std::cerr << '\n';
    const std::string word = to_lower_ascii(trim(answer));
    return word == "y" || word == "yes";
}

void occupy_closed_streams() noexcept {
    for (int descriptor = 0; descriptor <= 2; ++descriptor) {
        if (::fcntl(descriptor, F_GETFD) != -1) continue;
        // The lowest free number is this one; reading from an output or writing to an input stays an error.
        if (::open("/dev/null", descriptor == 0 ? O_WRONLY : O_RDONLY) < 0) return;
    }
}

}  // namespace qrgen::cmd
