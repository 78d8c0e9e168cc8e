// SPDX-License-Identifier: MIT
#include <algorithm>
#include <variant>

#include "core/base/text.hpp"
#include "daemon/http/head_check.hpp"
#include "daemon/http/poco_request.hpp"
#include "daemon/http/request_reader.hpp"
#include "daemon/http/target.hpp"
#include "tests/fuzz/expect.hpp"

namespace {

using namespace qrgen;
using namespace qrgen::daemon::http;
using fuzz::expect;

void check_path(const HeadFacts& facts, const Target& target) {
    expect(target.path == "*" ? facts.method == "OPTIONS" : target.path.starts_with('/'), "the path is one");
    expect(target.path.find('\0') == std::string::npos, "the path holds no NUL");
    expect(!find_invalid_utf8(target.path), "the path is UTF-8");
    const std::string closed = target.path + "/";
    expect(closed.find("/./") == std::string::npos && closed.find("/../") == std::string::npos,
           "the path leads nowhere else");
    expect(is_field_value(target.query), "the query holds no control character");
}

void check_head_whole(std::string_view head) {
    const auto checked = check_head(head);
    if (const auto* refusal = std::get_if<HeadRefusal>(&checked)) {
        expect(refusal->status >= 400 && refusal->status < 600 && !refusal->detail.empty(),
               "a refusal says why");
        return;
    }
    const HeadFacts& facts = std::get<HeadFacts>(checked);
    const auto target = parse_target(facts.method, facts.target);
    if (!std::holds_alternative<Target>(target)) return;
    check_path(facts, std::get<Target>(target));

    const Request request = read_request(head);
    expect(request.method == facts.method, "the parser and the check agree on the method");
    std::size_t lines = 0;
    for (const char c : head.substr(2)) lines += c == '\n';
    expect(request.headers.size() + 2 == lines, "the parser and the check agree on the lines");
    for (const Header& header : request.headers) {
        expect(is_token(header.name), "names are tokens");
        expect(is_field_value(header.value), "values hold no control character");
        expect(head.find(header.value) != std::string_view::npos, "values are as sent");
    }
}

RequestReader::State read_in_pieces(std::string_view bytes, std::size_t cut, Request& request) {
    RequestReader reader({2048, 256}, "peer");
    for (std::string_view piece : {bytes.substr(0, cut), bytes.substr(cut)}) {
        const auto state = reader.state();
        if (state == RequestReader::State::complete || state == RequestReader::State::refused) break;
        expect(reader.feed(piece, {}) <= piece.size(), "no more is used than there is");
    }
    const auto state = reader.state();
    if (state == RequestReader::State::complete) request = reader.take_request();
    return state;
}

}  // namespace

// The first byte says where the rest is cut.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view bytes = fuzz::as_text(data + 1, size - 1);
    const std::size_t cut = std::min<std::size_t>(data[0] * 4U, bytes.size());

    std::size_t line = 0;
    const HeadScan scan = find_head_end(bytes, line);
    std::size_t line_in_pieces = 0;
    HeadScan in_pieces = find_head_end(bytes.substr(0, cut), line_in_pieces);
    if (in_pieces == HeadScan::incomplete) in_pieces = find_head_end(bytes, line_in_pieces);
    expect(scan == in_pieces && line == line_in_pieces, "where the bytes are cut does not matter");
    check_head_whole(scan == HeadScan::complete ? bytes.substr(0, line) : bytes);

    Request whole;
    Request pieces;
    const auto whole_state = read_in_pieces(bytes, bytes.size(), whole);
    expect(read_in_pieces(bytes, cut, pieces) == whole_state, "nor for the outcome");
    expect(whole.path == pieces.path && whole.body == pieces.body, "nor for the request");
    return 0;
}
