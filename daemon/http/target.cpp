// SPDX-License-Identifier: MIT
#include "daemon/http/target.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <utility>

#include "core/base/text.hpp"
#include "daemon/http/host_header.hpp"

namespace qrgen::daemon::http {
namespace {

// What stands behind scheme and host of an absolute form; nullopt if it is none.
std::optional<std::string_view> behind_authority(std::string_view target) {
    const std::size_t colon = target.find("://");
    if (colon == std::string_view::npos) return std::nullopt;
    const std::string_view scheme = target.substr(0, colon);
    if (!equals_ignoring_case(scheme, "http") && !equals_ignoring_case(scheme, "https")) return std::nullopt;
    target.remove_prefix(colon + 3);
    const std::size_t end = std::min(target.find_first_of("/?"), target.size());
    if (!is_host_header(target.substr(0, end))) return std::nullopt;
    return target.substr(end);
}

std::optional<std::string> percent_decoded(std::string_view text) {
    std::string decoded;
    decoded.reserve(text.size());
    while (!text.empty()) {
        if (text[0] != '%') {
            const std::string_view plain = text.substr(0, text.find('%'));
            decoded += plain;
            text.remove_prefix(plain.size());
            continue;
        }
        std::uint8_t byte = 0;
        const std::string_view digits = text.substr(1, 2);
        const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), byte, 16);
        if (digits.size() != 2 || error != std::errc() || stop != digits.data() + 2) return std::nullopt;
        decoded += static_cast<char>(byte);
        text.remove_prefix(3);
    }
    return decoded;
}

bool has_dot_segment(std::string_view path) {
    while (!path.empty()) {
        path.remove_prefix(1);  // the slash
        const std::string_view segment = path.substr(0, path.find('/'));
        if (segment == "." || segment == "..") return true;
        path.remove_prefix(segment.size());
    }
    return false;
}

// What is wrong with a path; empty if nothing is.
std::string_view path_fault(std::string_view path) {
    if (path.find('\0') != std::string_view::npos) return "the path holds NUL";
    if (path.find('\\') != std::string_view::npos) return "the path holds a backslash";
    if (find_invalid_utf8(path)) return "the path is not UTF-8";
    if (has_dot_segment(path)) return "the path has a . or .. segment";
    return {};
}

}  // namespace

std::variant<Target, HeadRefusal> parse_target(std::string_view method, std::string_view target) {
    const auto refusal = [&, whole = target](int status, std::string_view detail) {
        return HeadRefusal{status, std::string(detail), method, whole};
    };
    if (target.size() > longest_target) return refusal(414, "the target is longer than 8 KiB");
    if (method == "OPTIONS" && target == "*") return Target{"*", {}};
    if (method != "CONNECT" && !target.starts_with('/')) {
        const auto rest = behind_authority(target);
        if (!rest) return refusal(400, "the target is neither a path nor an http address");
        target = *rest;
    } else if (method == "CONNECT") {
        return refusal(400, "this is no proxy");
    }
    if (target.find('#') != std::string_view::npos) return refusal(400, "the target has a fragment");

    const std::size_t question_mark = std::min(target.find('?'), target.size());
    const auto path = percent_decoded(target.substr(0, question_mark));
    if (!path) return refusal(400, "the path has ill-formed percent-encoding");
    if (const std::string_view fault = path_fault(*path); !fault.empty()) return refusal(400, fault);
    return Target{path->empty() ? "/" : std::move(*path),
                  std::string(target.substr(std::min(question_mark + 1, target.size())))};
}

}  // namespace qrgen::daemon::http
