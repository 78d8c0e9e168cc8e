// SPDX-License-Identifier: MIT
#include "daemon/http/head_check.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <optional>
#include <utility>

#include "core/base/text.hpp"
#include "daemon/http/host_header.hpp"

namespace qrgen::daemon::http {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_alphanumeric(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

constexpr std::uint8_t token_character = 1;
constexpr std::uint8_t value_character = 2;
constexpr std::uint8_t target_character = 4;

using CharacterTable = std::array<std::uint8_t, 256>;

CharacterTable make_characters() {
    CharacterTable table{};
    for (unsigned c = 0; c < table.size(); ++c) {
        const bool is_control = c < 0x20 || c == 0x7F;
        if (is_alphanumeric(static_cast<char>(c)) ||
            (c != 0 && c < 0x80 && std::strchr("!#$%&'*+-.^_`|~", static_cast<int>(c)) != nullptr)) {
            table[c] |= token_character;
        }
        if (!is_control || c == '\t') table[c] |= value_character;
        if (!is_control && c != ' ') table[c] |= target_character;
    }
    return table;
}

const CharacterTable characters = make_characters();

bool consists_of(std::string_view text, std::uint8_t kind) noexcept {
    return std::all_of(text.begin(), text.end(),
                       [&](char c) { return (characters[static_cast<unsigned char>(c)] & kind) != 0; });
}

// Without the optional white space around a value (RFC 9110 section 5.6.3), which a CR is not.
std::string_view without_blanks(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// Takes the text up to the next CRLF, with which `rest` must go on somewhere, off its beginning.
std::string_view take_line(std::string_view& rest) {
    const std::size_t end = rest.find("\r\n");
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end + 2);
    return line;
}

class Checker {
  public:
    std::variant<HeadFacts, HeadRefusal> check(std::string_view head) {
        if (head.starts_with("\r\n")) head.remove_prefix(2);
        if (!head.ends_with("\r\n\r\n")) return refusal(400, "there is no request line");
        head.remove_suffix(2);
        if (!check_request_line(take_line(head)) || !check_lines(head) || !check_frame())
            return std::move(*refusal_);
        facts_.keeps_alive = facts_.is_http_1_0 ? says_keep_alive_ && !says_close_ : !says_close_;
        return facts_;
    }

  private:
    bool check_request_line(std::string_view line) {
        const std::size_t first = line.find(' ');
        const std::size_t last = line.rfind(' ');
        if (first == std::string_view::npos || first == last) {
            return refuse(400, "the request line is not METHOD TARGET HTTP/VERSION");
        }
        const std::string_view method = line.substr(0, first);
        if (!is_token(method)) return refuse(400, "the method is not a token");
        if (method.size() > longest_method) return refuse(501, "the method is longer than any known one");
        facts_.method = method;
        const std::string_view target = line.substr(first + 1, last - first - 1);
        if (target.empty() || !consists_of(target, target_character)) {
            return refuse(400, "the target is empty or holds a space or a control character");
        }
        facts_.target = target;
        return check_version(line.substr(last + 1));
    }

    bool check_version(std::string_view version) {
        facts_.is_http_1_0 = version == "HTTP/1.0";
        if (facts_.is_http_1_0 || version == "HTTP/1.1") return true;
        const bool is_version =
            version.starts_with("HTTP/") && version.size() > 5 &&
            std::all_of(version.begin() + 5, version.end(), [](char c) { return is_digit(c) || c == '.'; });
        return is_version ? refuse(505, "only HTTP/1.1 and HTTP/1.0 are spoken here")
                          : refuse(400, "the request line does not end with HTTP/1.1");
    }

    bool check_lines(std::string_view lines) {
        std::size_t count = 0;
        while (!lines.empty()) {
            if (++count > most_header_lines) return refuse(431, "there are more than 100 header lines");
            if (!check_line(take_line(lines))) return false;
        }
        if (!facts_.is_http_1_0 && hosts_ != 1) return refuse(400, "there must be exactly one Host header");
        return hosts_ <= 1 || refuse(400, "there is more than one Host header");
    }

    bool check_line(std::string_view line) {
        if (line.starts_with(' ') || line.starts_with('\t'))
            return refuse(400, "a header is folded over lines");
        const std::size_t colon = line.find(':');
        const std::string_view name = line.substr(0, colon);
        if (colon == std::string_view::npos || !is_token(name)) {
            return refuse(400, "a header line is not NAME: VALUE");
        }
        const std::string_view value = without_blanks(line.substr(colon + 1));
        if (!is_field_value(value)) return refuse(400, "the value of a header holds a control character");
        if (name.size() > longest_header_name || line.size() - colon > longest_header_value) {
            return refuse(431, "a header is too long");
        }
        return check_header(name, value);
    }

    bool check_header(std::string_view name, std::string_view value) {
        // The sizes first: this is done for every header of every request.
        switch (name.size()) {
            case 4: return !equals_ignoring_case(name, "Host") || check_host(value);
            case 6: return !equals_ignoring_case(name, "Expect") || check_expectation(value);
            case 10:
                if (equals_ignoring_case(name, "Connection")) note_connection(value);
                return true;
            case 14: return !equals_ignoring_case(name, "Content-Length") || check_content_length(value);
            case 17: return !equals_ignoring_case(name, "Transfer-Encoding") || note_transfer_encoding(value);
            default: return true;
        }
    }

    bool check_host(std::string_view value) {
        ++hosts_;
        return is_host_header(value) || refuse(400, "the Host header is not a host");
    }

    bool check_expectation(std::string_view value) {
        if (!equals_ignoring_case(value, "100-continue"))
            return refuse(417, "only 100-continue can be expected");
        facts_.expects_continue = !facts_.is_http_1_0;  // RFC 9110 section 10.1.1: ignored there
        return true;
    }

    void note_connection(std::string_view value) {
        for (const std::string& option : split_list(value)) {
            says_close_ = says_close_ || equals_ignoring_case(option, "close");
            says_keep_alive_ = says_keep_alive_ || equals_ignoring_case(option, "keep-alive");
        }
    }

    bool check_content_length(std::string_view value) {
        if (facts_.body == BodyKind::sized)
            return refuse(400, "there is more than one Content-Length header");
        facts_.body = BodyKind::sized;
        const bool is_number = !value.empty() && std::all_of(value.begin(), value.end(), is_digit);
        const auto end = value.data() + value.size();
        if (!is_number || std::from_chars(value.data(), end, facts_.content_length).ec != std::errc()) {
            return refuse(400, "Content-Length is not a number");
        }
        return true;
    }

    bool note_transfer_encoding(std::string_view value) {
        is_chunked_ = ++transfer_encodings_ == 1 && equals_ignoring_case(value, "chunked");
        return true;
    }

    // RFC 9112 section 6.3: whatever could be understood in two ways is refused.
    bool check_frame() {
        if (transfer_encodings_ == 0) return true;
        if (facts_.body == BodyKind::sized) {
            return refuse(400, "there are both Content-Length and Transfer-Encoding");
        }
        if (facts_.is_http_1_0) return refuse(400, "HTTP/1.0 has no Transfer-Encoding");
        if (!is_chunked_) return refuse(501, "only the transfer encoding chunked is understood");
        facts_.body = BodyKind::chunked;
        return true;
    }

    bool refuse(int status, std::string detail) {
        refusal_ = refusal(status, std::move(detail));
        return false;
    }

    HeadRefusal refusal(int status, std::string detail) const {
        return {status, std::move(detail), facts_.method, facts_.target};
    }

    HeadFacts facts_;
    std::optional<HeadRefusal> refusal_;
    int hosts_ = 0;
    int transfer_encodings_ = 0;
    bool is_chunked_ = false;
    bool says_close_ = false;
    bool says_keep_alive_ = false;
};

}  // namespace

std::variant<HeadFacts, HeadRefusal> check_head(std::string_view head) {
    return Checker().check(head);
}

HeadScan find_head_end(std::string_view bytes, std::size_t& line) noexcept {
    const std::string_view method = bytes.substr(bytes.starts_with("\r\n") ? 2 : 0, 1);
    const bool could_be_line_end = method == "\r";
    if (!method.empty() && !could_be_line_end && !is_token(method)) return HeadScan::malformed;
    for (;;) {
        const std::size_t end = bytes.find('\n', line);
        if (end == std::string_view::npos) return HeadScan::incomplete;
        if (end == line || bytes[end - 1] != '\r') return HeadScan::malformed;
        const bool is_end = end == line + 1 && line > 0;
        line = end + 1;
        if (is_end) return HeadScan::complete;
    }
}

bool is_token(std::string_view text) noexcept {
    return !text.empty() && consists_of(text, token_character);
}

bool is_field_value(std::string_view text) noexcept {
    return consists_of(text, value_character);
}

}  // namespace qrgen::daemon::http
