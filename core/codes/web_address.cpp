// SPDX-License-Identifier: MIT
#include "core/codes/web_address.hpp"

#include <algorithm>
#include <cstdio>
#include <new>
#include <vector>

#include <uriparser/Uri.h>

#include "core/base/error.hpp"
#include "core/base/text.hpp"
#include "core/codes/host_name.hpp"

namespace qrgen::codes {
namespace {

constexpr std::size_t max_length = 2048;
constexpr int max_port = 65535;

bool is_ascii(char c) {
    return (static_cast<unsigned char>(c) & 0x80U) == 0;
}

[[noreturn]] void refuse(const std::string& field, const std::string& message, const std::string& hint = {}) {
    throw Error({{field, message}}, hint);
}

std::string percent_encode(char c) {
    char escape[4];
    std::snprintf(escape, sizeof escape, "%%%02X", static_cast<unsigned>(static_cast<unsigned char>(c)));
    return escape;
}

// What people paste from the address bars of browsers, which send it so, although RFC 3986 does not allow it.
bool is_tolerated(char c) {
    constexpr std::string_view tolerated = "[]{}<>|^`\"";
    return tolerated.find(c) != std::string_view::npos;
}

// For what follows the authority.
std::string percent_encode_foreign(std::string_view text) {
    std::string encoded;
    for (const char c : text) {
        if (is_ascii(c) && !is_tolerated(c)) {
            encoded += c;
        } else {
            encoded += percent_encode(c);
        }
    }
    return encoded;
}

// RFC 3987 allows other letters where RFC 3986 allows unreserved ones, so a letter stands in for their bytes,
// and behind the authority for what is tolerated there; x, because it is neither a digit nor hexadecimal.
std::string masked_for_parsing(std::string_view text) {
    std::string masked(text);
    const std::size_t authority = text.find("://");
    const std::size_t behind = authority == std::string_view::npos
                                   ? text.size()
                                   : std::min(text.find_first_of("/?#", authority + 3), text.size());
    const auto mask_if = [&](std::size_t from, std::size_t to, auto is_foreign) {
        for (std::size_t i = from; i < to; ++i) {
            if (is_foreign(masked[i])) masked[i] = 'x';
        }
    };
    mask_if(0, behind, [](char c) { return !is_ascii(c); });
    mask_if(behind, masked.size(), [](char c) { return !is_ascii(c) || is_tolerated(c); });
    return masked;
}

// The Unicode property White_Space.
bool is_white_space(char32_t c) {
    return c == ' ' || (c >= 0x09 && c <= 0x0D) || c == 0x85 || c == 0xA0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
           c == 0x3000;
}

bool holds_white_space(std::string_view text) {
    std::size_t offset = 0;
    while (offset < text.size()) {
        if (is_white_space(next_code_point(text, offset).value_or(' '))) return true;
    }
    return false;
}

// What browsers strip, or read as something else than RFC 3986 does.
void check_characters(std::string_view text, const std::string& field) {
    if (text.empty()) refuse(field, "is empty");
    if (find_invalid_utf8(text)) refuse(field, "is not UTF-8");
    const std::size_t length = count_code_points(text);
    if (length > max_length) {
        refuse(field, "is " + std::to_string(length) + " characters long; the limit is " +
                          std::to_string(max_length));
    }
    if (holds_white_space(text)) {
        refuse(field, "holds white space: " + quoted_excerpt(text), "write a space as %20");
    }
    if (printable(text) != text) refuse(field, "holds a control character: " + quoted_excerpt(text));
    if (text.find('\\') != std::string_view::npos) {
        refuse(field, "holds a backslash: " + quoted_excerpt(text),
               "write slashes as /, or a real backslash as %5C");
    }
}

std::string syntax_hint(std::string_view text, std::size_t at) {
    const std::string_view before = text.substr(0, at);
    if (before.ends_with('%') || (before.size() > 1 && before[before.size() - 2] == '%')) {
        return "% needs two hexadecimal digits behind it; write a % that means itself as %25";
    }
    if (at >= text.size()) return {};
    if (text[at] == '/' || text[at] == '?') return "check the host and the port before it";
    return text[at] == '#' || is_tolerated(text[at]) ? "write it as " + percent_encode(text[at]) : "";
}

// Owns what uriparser allocates. The ranges of `get()` point into the text.
class ParsedUri {
  public:
    ParsedUri(const std::string& text, std::string_view shown, const std::string& field) {
        const char* error = nullptr;
        const int status = uriParseSingleUriExA(&uri_, text.data(), text.data() + text.size(), &error);
        if (status == URI_ERROR_MALLOC) throw std::bad_alloc();
        if (status != URI_SUCCESS) {
            refuse_syntax(shown, error == nullptr ? 0 : static_cast<std::size_t>(error - text.data()), field);
        }
    }
    ~ParsedUri() { uriFreeUriMembersA(&uri_); }
    ParsedUri(const ParsedUri&) = delete;
    ParsedUri& operator=(const ParsedUri&) = delete;

    const UriUriA& get() const { return uri_; }

    void normalise_path() {
        if (uriNormalizeSyntaxExA(&uri_, URI_NORMALIZE_PATH) != URI_SUCCESS) throw std::bad_alloc();
    }

  private:
    [[noreturn]] static void refuse_syntax(std::string_view text, std::size_t at, const std::string& field) {
        if (at >= text.size()) {
            refuse(field, "is no URL: " + quoted_excerpt(text) + " ends too early",
                   syntax_hint(text, text.size()));
        }
        while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) --at;
        std::size_t end = at;
        next_code_point(text, end);
        refuse(field,
               "is no URL: unexpected " + quoted_excerpt(text.substr(at, end - at)) + " at character " +
                   std::to_string(count_code_points(text.substr(0, at)) + 1),
               syntax_hint(text, at));
    }

    UriUriA uri_{};
};

bool is_present(const UriTextRangeA& range) {
    return range.first != nullptr;
}

// The same place of another text of the same length.
std::string_view at(std::string_view text, const UriTextRangeA& range, const std::string& parsed) {
    return text.substr(static_cast<std::size_t>(range.first - parsed.data()),
                       static_cast<std::size_t>(range.afterLast - range.first));
}

int scheme_port(std::string_view scheme, std::string_view text, const std::string& field) {
    const std::string name = to_lower_ascii(scheme);
    if (name == "http") return 80;
    if (name == "https") return 443;
    if (scheme.empty()) {
        refuse(field, quoted_excerpt(text) + " is no absolute URL", "start it with https://");
    }
    refuse(field, "scheme " + quoted_excerpt(scheme) + " is neither http nor https");
}

int read_port(std::string_view digits, const std::string& field) {
    int port = 0;
    for (const char c : digits) port = std::min(port * 10 + (c - '0'), max_port + 1);
    if (port < 1 || port > max_port) {
        refuse(field, "port " + quoted_excerpt(digits) + " is not between 1 and " + std::to_string(max_port));
    }
    return port;
}

std::vector<std::string_view> split_path(std::string_view path) {
    std::vector<std::string_view> segments;
    while (true) {
        const std::size_t slash = path.find('/');
        segments.push_back(path.substr(0, slash));
        if (slash == std::string_view::npos) return segments;
        path.remove_prefix(slash + 1);
    }
}

// As servers and proxies may read a path that they have decoded.
std::string merge_segments(std::string_view decoded) {
    std::vector<std::string_view> kept;
    const auto segments = split_path(decoded);
    for (const std::string_view segment : segments) {
        if (segment == "..") {
            if (!kept.empty()) kept.pop_back();
        } else if (!segment.empty() && segment != ".") {
            kept.push_back(segment);
        }
    }
    std::string path;
    for (const std::string_view segment : kept) path.append("/").append(segment);
    const std::string_view last = segments.back();
    if (path.empty() || last.empty() || last == "." || last == "..") path += '/';
    return path;
}

// First what the browser does to the path, then what the server does to it: "/a//../r" must not differ from
// "/a/r".
std::string comparable_path(const std::string& uri, const std::string& field) {
    ParsedUri parsed(uri, uri, field);
    parsed.normalise_path();
    std::string decoded;
    for (const auto* segment = parsed.get().pathHead; segment != nullptr; segment = segment->next) {
        std::string text(segment->text.first, segment->text.afterLast);
        text.resize(static_cast<std::size_t>(uriUnescapeInPlaceA(text.data()) - text.data()));
        decoded += "/" + text;
    }
    return to_lower_ascii(merge_segments(decoded));
}

}  // namespace

WebAddress parse_web_address(std::string_view text, const std::string& field) {
    check_characters(text, field);

    const std::string masked = masked_for_parsing(text);
    const ParsedUri parsed(masked, text, field);
    const UriUriA& parts = parsed.get();

    WebAddress address;
    const std::string_view scheme =
        is_present(parts.scheme) ? at(text, parts.scheme, masked) : std::string_view();
    address.port = scheme_port(scheme, text, field);
    if (is_present(parts.userInfo)) {
        refuse(field, "holds a user name or password before the host", "leave out what stands before the @");
    }
    if (!is_present(parts.hostText) || parts.hostText.first == parts.hostText.afterLast) {
        refuse(field, quoted_excerpt(text) + " has no host");
    }
    if (is_present(parts.hostData.ipFuture)) refuse(field, "host is an IP address of an unknown kind");
    const std::string_view host = at(text, parts.hostText, masked);
    address.host = canonical_host(host, field);
    // RFC 3986 section 3.2.3: a colon without digits means the scheme's own port.
    if (is_present(parts.portText) && parts.portText.first != parts.portText.afterLast) {
        address.port = read_port(at(text, parts.portText, masked), field);
    }
    address.has_query = is_present(parts.query);
    address.has_fragment = is_present(parts.fragment);

    const bool is_host_ascii = std::all_of(host.begin(), host.end(), is_ascii);
    const auto host_start = static_cast<std::size_t>(host.data() - text.data());
    const std::size_t host_end = host_start + host.size();
    const std::size_t authority_end = std::min(text.find_first_of("/?#", host_end), text.size());
    address.uri = std::string(text.substr(0, host_start)) +
                  (is_host_ascii ? std::string(host) : address.host) +
                  std::string(text.substr(host_end, authority_end - host_end)) +
                  percent_encode_foreign(text.substr(authority_end));
    if (address.uri.size() > max_length) {
        refuse(field, "is " + std::to_string(address.uri.size()) +
                          " characters long when percent-encoded; the limit is " +
                          std::to_string(max_length));
    }
    address.path = comparable_path(address.uri, field);
    return address;
}

}  // namespace qrgen::codes
