// SPDX-License-Identifier: MIT
//
// The grammar of a request head, before a parser sees it: RFC 9112 sections 2.2, 3, 5 and 6, RFC 9110
// sections 5.5 and 5.6.2, read strictly, so that no two programs on a way can understand one request
// differently. All functions are pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

namespace qrgen::daemon::http {

constexpr std::size_t most_header_lines = 100;
constexpr std::size_t longest_header_name = 256;
constexpr std::size_t longest_header_value = 8192;  // with the colon and blanks around it
constexpr std::size_t longest_method = 32;

enum class BodyKind { none, sized, chunked };

/// What the head says of its own frame. The views are into the head.
struct HeadFacts {
    std::string_view method;
    std::string_view target;
    bool is_http_1_0 = false;
    BodyKind body = BodyKind::none;
    std::uint64_t content_length = 0;  // of a sized body
    bool keeps_alive = true;           // the client wants to send another request
    bool expects_continue = false;
};

/// Why a request is not taken.
struct HeadRefusal {
    int status;
    std::string detail;
    std::string_view method = {};  // as far as known; into the head
    std::string_view target = {};
};

/// `head` ends with its empty line; one empty line before it is tolerated.
std::variant<HeadFacts, HeadRefusal> check_head(std::string_view head);

enum class HeadScan { incomplete, complete, malformed };

/// Looks for the end of a head in what has arrived of it. `line` is where the first line starts that is not
/// known to be whole: 0 at first, moved on here, and when `complete` comes back the size of the head.
/// Malformed is what can no longer become a head, so that nobody waits for its end.
HeadScan find_head_end(std::string_view bytes, std::size_t& line) noexcept;

/// Whether `text` is a token, as names of methods and headers are.
bool is_token(std::string_view text) noexcept;

/// Whether `text` can be the value of a header: no control character but the tab.
bool is_field_value(std::string_view text) noexcept;

}  // namespace qrgen::daemon::http
