// SPDX-License-Identifier: MIT
//
// The first line is a list of trusted proxies, the second the address of the peer, each other one a field
// X-Forwarded-For.
#include <algorithm>
#include <string>
#include <vector>

#include "core/base/error.hpp"
#include "core/base/text.hpp"
#include "daemon/access/client_address.hpp"
#include "tests/fuzz/expect.hpp"

namespace {

using namespace qrgen;
using daemon::IpAddress;
using daemon::TrustedProxies;
using fuzz::expect;

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        lines.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

TrustedProxies proxies_from(const std::string& list) {
    const std::vector<std::string> entries = split_list(list);
    try {
        return TrustedProxies(entries);
    } catch (const Error& error) {
        expect(error.kind() == ErrorKind::invalid, "a bad entry is invalid");
        expect(printable(error.message()) == error.message(), "the message is printable");
    }
    return TrustedProxies(std::vector<std::string>{"loopback", "private"});
}

void check_text(std::string_view text) {
    const auto address = IpAddress::parse(text);
    if (!address) return;
    expect(IpAddress::parse(address->text()) == address, "the canonical text is the same address");
    expect(address->masked(128) == *address, "a whole mask changes nothing");
    expect(address->masked(70).masked(64) == address->masked(64), "masks can be narrowed");
}

void check_client(const daemon::http::Request& request, const TrustedProxies& trusted) {
    const std::string client = daemon::client_of(request, trusted);
    const auto peer = IpAddress::parse(request.peer);
    if (!peer) {
        expect(client == request.peer, "a peer that is no address comes back");
        return;
    }
    const auto address = IpAddress::parse(client);
    expect(address && address->text() == client, "a canonical address");
    expect(trusted.trusts(*peer) || *address == *peer, "an untrusted peer is the client");
    daemon::http::Request more = request;
    more.headers.push_back({"X-Forwarded-For", "203.0.113.9"});
    const bool is_believed = trusted.trusts(*peer);
    const bool is_client = daemon::client_of(more, trusted) == "203.0.113.9";
    expect(!is_believed || is_client || trusted.trusts("203.0.113.9"), "the right-most untrusted one counts");
    expect(is_believed || daemon::client_of(more, trusted) == client, "an untrusted peer changes nothing");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::vector<std::string> lines = lines_of(fuzz::as_text(data, size));
    lines.resize(std::max<std::size_t>(lines.size(), 2));
    for (const std::string& line : lines) check_text(line);
    daemon::http::Request request{.method = "GET", .path = "/", .query = ""};
    request.peer = lines[1];
    for (std::size_t i = 2; i < lines.size(); ++i) request.headers.push_back({"X-Forwarded-For", lines[i]});
    check_client(request, proxies_from(lines[0]));
    return 0;
}
