// SPDX-License-Identifier: MIT
//
// Each line is a header field: a letter that stands for its name, and its value.
#include <algorithm>
#include <string>

#include "core/access/api_key.hpp"
#include "daemon/access/credential.hpp"
#include "daemon/http/http_error.hpp"
#include "tests/fuzz/expect.hpp"

namespace {

using namespace qrgen;
using fuzz::expect;

daemon::http::Header header_of(std::string_view line) {
    const char letter = line.empty() ? '?' : line.front();
    const char* name = letter == 'a' ? "Authorization" : letter == 'x' ? "X-API-Key" : "Accept";
    return {name, std::string(line.substr(std::min<std::size_t>(line.size(), 1)))};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view text = fuzz::as_text(data, size);
    daemon::http::Request request{.method = "GET", .path = "/", .query = ""};
    std::size_t shown = 0;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        request.headers.push_back(header_of(text.substr(0, end)));
        shown += request.headers.back().name == "Accept" ? 0 : 1;
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    try {
        const auto credential = daemon::credential_of(request);
        expect(shown <= 1, "more than one credential is refused");
        expect(shown == 1 || !credential, "no credential comes from nowhere");
        const auto key = credential ? access::parse_key(*credential) : std::nullopt;
        if (key) {
            expect(access::to_text(*key) == *credential, "a key is read to the letter");
            expect(access::is_key_id(key->id), "its id has the form of one");
        }
    } catch (const daemon::http::HttpError& error) {
        expect(shown > 1 && error.status() == 400, "only more than one credential is refused");
    }
    return 0;
}
