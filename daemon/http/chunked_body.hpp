// SPDX-License-Identifier: MIT
//
// Decoder of the transfer coding "chunked" (RFC 9112 section 7.1), fed with pieces as they arrive; the result
// does not depend on where they are cut. Chunk extensions and trailers are ignored.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace qrgen::daemon::http {

constexpr std::size_t longest_chunk_line = 1024;  // size and extensions
constexpr std::size_t longest_trailers = 8 * 1024;

class ChunkedBody {
  public:
    enum class State {
        incomplete,
        complete,
        malformed,  // 400
        too_large,  // 413: more than `max_body` bytes, counted as soon as a chunk announces them
    };

    explicit ChunkedBody(std::size_t max_body) : max_body_(max_body) {}

    /// How many bytes belonged to the body; less than all only in the last three states. After those it must
    /// not be called again.
    std::size_t feed(std::string_view bytes);

    State state() const noexcept { return state_; }

    /// What was decoded so far.
    std::string& body() noexcept { return body_; }

  private:
    enum class Part {
        size,
        size_blanks,
        extension,
        size_end,
        data,
        data_cr,
        data_end,
        trailer,
        trailer_end,
        last_end
    };

    void take(char c);
    void take_size_digit(unsigned digit);
    void take_after_size(char c);
    void take_extension(char c);
    void take_trailer(char c);
    void end_size_line(char c);
    void expect(char c, char expected, Part next);

    std::size_t max_body_;
    std::string body_;
    State state_ = State::incomplete;
    Part part_ = Part::size;
    std::uint64_t size_ = 0;     // of the chunk; of the rest of it in its data
    std::size_t line_size_ = 0;  // of a line with a size, or of all trailers
    bool has_digits_ = false;    // in the line with the size
    bool line_is_empty_ = true;  // of the trailers
};

}  // namespace qrgen::daemon::http
