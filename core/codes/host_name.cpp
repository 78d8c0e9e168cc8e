// SPDX-License-Identifier: MIT
#include "core/codes/host_name.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <new>
#include <optional>

#include <arpa/inet.h>

#include <idn2.h>

#include "core/base/error.hpp"
#include "core/base/text.hpp"

namespace qrgen::codes {
namespace {

constexpr std::size_t max_label_length = 63;  // RFC 1035 section 2.3.4
constexpr std::size_t max_name_length = 253;  // the same limit of 255 octets, written with dots

struct Idn2Deleter {
    void operator()(char* text) const { idn2_free(text); }
};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_hex_digit(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'f');
}
bool is_name_character(char c) {
    return (c >= 'a' && c <= 'z') || is_digit(c) || c == '-' || c == '_';
}

class HostReader {
  public:
    HostReader(std::string_view host, const std::string& field) : host_(host), field_(field) {}

    std::string read() const {
        if (host_.empty()) refuse("has no host");
        if (printable(host_) != host_) refuse_host("holds a control character or is not UTF-8");
        if (host_.find(':') != std::string_view::npos || host_.front() == '[') return read_ipv6();
        if (host_.find('%') != std::string_view::npos) {
            refuse("host " + quoted_excerpt(host_) + " is percent-encoded",
                   "write the host in plain letters");
        }
        return read_name(is_ascii() ? to_lower_ascii(host_) : to_ascii(std::string(host_)));
    }

  private:
    [[noreturn]] void refuse(const std::string& message, const std::string& hint = {}) const {
        throw Error({{field_, message}}, hint);
    }

    [[noreturn]] void refuse_host(const std::string& why) const {
        refuse("host " + quoted_excerpt(host_) + " " + why);
    }

    bool is_ascii() const {
        return std::none_of(host_.begin(), host_.end(),
                            [](char c) { return (static_cast<unsigned char>(c) & 0x80U) != 0; });
    }

    std::string read_ipv6() const {
        std::string_view literal = host_;
        if (literal.front() == '[' && literal.back() == ']') literal = literal.substr(1, literal.size() - 2);
        std::array<unsigned char, 16> address{};
        if (inet_pton(AF_INET6, std::string(literal).c_str(), address.data()) != 1) {
            refuse_host("is no IPv6 address");
        }
        constexpr std::array<unsigned char, 12> mapped_prefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
        const bool is_mapped = std::equal(mapped_prefix.begin(), mapped_prefix.end(), address.begin());
        std::array<char, INET6_ADDRSTRLEN> text{};
        if (is_mapped) {
            inet_ntop(AF_INET, address.data() + mapped_prefix.size(), text.data(), text.size());
            return text.data();
        }
        inet_ntop(AF_INET6, address.data(), text.data(), text.size());
        return "[" + std::string(text.data()) + "]";
    }

    // Without IDN2_USE_STD3_ASCII_RULES, under which libidn2 2.3 drops what it should refuse: "evil.test／x"
    // would become "evil.testx". read_name() sees to the characters.
    std::string to_ascii(const std::string& name) const {
        char* result = nullptr;
        const int status = idn2_to_ascii_8z(name.c_str(), &result, IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL);
        const std::unique_ptr<char, Idn2Deleter> ascii(result);
        if (status == IDN2_MALLOC) throw std::bad_alloc();
        if (status != IDN2_OK) {
            refuse_host("is no internationalised domain name (" + std::string(idn2_strerror(status)) + ")");
        }
        return to_lower_ascii(ascii.get());
    }

    std::string read_name(std::string name) const {
        const bool ends_with_dot = !name.empty() && name.back() == '.';
        if (ends_with_dot) name.pop_back();
        if (name.size() > max_name_length) refuse_host("is longer than 253 characters");
        std::string_view rest = name;
        std::string_view label;
        for (bool is_last = false; !is_last;) {
            const std::size_t dot = rest.find('.');
            is_last = dot == std::string_view::npos;
            label = rest.substr(0, dot);
            check_label(label);
            if (!is_last) rest.remove_prefix(dot + 1);
        }
        if (is_number(label) && (ends_with_dot || !is_dotted_quad(name))) {
            refuse_host("ends in a number but is no IPv4 address of four decimal numbers");
        }
        return name;
    }

    void check_label(std::string_view label) const {
        if (label.empty()) refuse_host("has an empty label");
        if (label.size() > max_label_length) refuse_host("has a label of more than 63 characters");
        const auto bad = std::find_if_not(label.begin(), label.end(), is_name_character);
        if (bad != label.end()) refuse_host("holds " + quoted_excerpt({&*bad, 1}));
        if (label.front() == '-' || label.back() == '-') {
            refuse_host("has a label that starts or ends with a hyphen");
        }
        // An A-label must be what its own decoding encodes to, or two programs may see two hosts in it.
        if (label.starts_with("xn--") && to_ascii(std::string(label)) != label) {
            refuse_host("holds a label that is no valid punycode");
        }
    }

    // As the URL standard of browsers decides whether a host is an IPv4 address.
    static bool is_number(std::string_view label) {
        if (label.starts_with("0x")) return std::all_of(label.begin() + 2, label.end(), is_hex_digit);
        return std::all_of(label.begin(), label.end(), is_digit);
    }

    static bool is_dotted_quad(const std::string& name) {
        in_addr address{};
        return inet_pton(AF_INET, name.c_str(), &address) == 1;
    }

    std::string_view host_;
    const std::string& field_;
};

}  // namespace

std::string canonical_host(std::string_view host, const std::string& field) {
    return HostReader(host, field).read();
}

std::string quoted_excerpt(std::string_view text) {
    constexpr std::size_t longest = 80;
    std::size_t end = 0;
    while (end < text.size() && end < longest) {
        if (!next_code_point(text, end)) ++end;
    }
    return "\"" + printable(text.substr(0, end)) + (end < text.size() ? "…\"" : "\"");
}

}  // namespace qrgen::codes
