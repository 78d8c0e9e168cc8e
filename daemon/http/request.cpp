// SPDX-License-Identifier: MIT
#include "daemon/http/request.hpp"

#include <algorithm>
#include <optional>

#include "core/base/text.hpp"

namespace qrgen::daemon::http {
namespace {

std::optional<int> hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return std::nullopt;
}

std::string decode_parameter(std::string_view text) {
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto high = text[i] == '%' && i + 2 < text.size() ? hex_digit(text[i + 1]) : std::nullopt;
        const auto low = high ? hex_digit(text[i + 2]) : std::nullopt;
        if (low) {
            decoded += static_cast<char>(*high * 16 + *low);
            i += 2;
        } else {
            decoded += text[i] == '+' ? ' ' : text[i];
        }
    }
    return decoded;
}

}  // namespace

const std::string* find_header(const Request& request, std::string_view name) noexcept {
    const auto found = std::find_if(request.headers.begin(), request.headers.end(),
                                    [&](const Header& h) { return equals_ignoring_case(h.name, name); });
    return found == request.headers.end() ? nullptr : &found->value;
}

std::vector<std::pair<std::string, std::string>> query_parameters(std::string_view query) {
    std::vector<std::pair<std::string, std::string>> parameters;
    while (!query.empty()) {
        const std::string_view pair = query.substr(0, query.find('&'));
        query.remove_prefix(std::min(pair.size() + 1, query.size()));
        if (pair.empty()) continue;
        const std::size_t equals = std::min(pair.find('='), pair.size());
        parameters.emplace_back(decode_parameter(pair.substr(0, equals)),
                                decode_parameter(pair.substr(std::min(equals + 1, pair.size()))));
    }
    return parameters;
}

}  // namespace qrgen::daemon::http
