// SPDX-License-Identifier: MIT
//
// What the standard streams are connected to, and writing to them.
#pragma once

#include <chrono>
#include <exception>
#include <string>
#include <string_view>

namespace qrgen::cmd {

enum class ColourChoice { automatic, always, never };

/// The reader of standard output has gone away (`qrgen list | head`). Not an error: the program ends
/// quietly and successfully, since the reader has got what it wanted.
class ReaderGone : public std::exception {
  public:
    const char* what() const noexcept override { return "nobody reads the output any more"; }
};

bool is_terminal(int descriptor) noexcept;

/// Whether text on this stream may be coloured: NO_COLOR (no-color.org), TERM=dumb and the choice of the user
/// count.
bool may_colour(int descriptor, ColourChoice choice);

/// Columns of the terminal behind standard output; 0 if there is no terminal.
int terminal_width();

/// Whether the user's locale (LC_ALL, LC_CTYPE, LANG) is a UTF-8 one.
bool locale_is_utf8();

/// Cells that well-formed, printable UTF-8 text takes on a terminal.
int display_width(std::string_view text);

/// The longest beginning of `text` that takes at most `width` cells; if it had to be cut, the last cell is
/// "…".
std::string cut_to_width(std::string_view text, int width);

/// `text` with as many spaces behind it as it takes to fill `width` cells.
std::string padded(std::string text, int width);

/// Throws ReaderGone, or Error(failure) with the system's reason.
void write_stdout(std::string_view bytes);

/// Lets so much time pass; throws ReaderGone as soon as nobody reads standard output any more.
void wait_while_read(std::chrono::milliseconds time);

/// Asks on standard error and reads the answer from standard input; true only for y or yes. Both must be
/// terminals.
bool confirm(const std::string& question);

/// Opens /dev/null for standard streams that are closed, in a way that using them still fails, so that no
/// file of ours can come to be in their place. To be called first of all.
void occupy_closed_streams() noexcept;

}  // namespace qrgen::cmd
