// SPDX-License-Identifier: MIT
#include "daemon/http/chunked_body.hpp"
#include "tests/fuzz/expect.hpp"

namespace {

using namespace qrgen;
using daemon::http::ChunkedBody;
using fuzz::expect;

constexpr std::size_t max_body = 300;

struct Outcome {
    ChunkedBody::State state;
    std::size_t used;
    std::string body;
};

Outcome decode(std::string_view bytes, std::size_t step) {
    ChunkedBody decoder(max_body);
    std::size_t used = 0;
    while (used < bytes.size() && decoder.state() == ChunkedBody::State::incomplete) {
        const std::string_view piece = bytes.substr(used, step);
        const std::size_t count = decoder.feed(piece);
        expect(count == piece.size() || decoder.state() != ChunkedBody::State::incomplete,
               "all is used until the end");
        used += count;
    }
    return {decoder.state(), used, decoder.body()};
}

}  // namespace

// The first byte says how large the pieces are in which the rest arrives.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view bytes = fuzz::as_text(data + 1, size - 1);
    const Outcome whole = decode(bytes, bytes.size() + 1);
    expect(whole.body.size() <= max_body, "the limit is kept");
    for (const std::size_t step : {std::size_t{1}, std::size_t{data[0]} + 1}) {
        const Outcome pieces = decode(bytes, step);
        expect(pieces.state == whole.state && pieces.used == whole.used && pieces.body == whole.body,
               "where the bytes are cut does not matter");
    }
    return 0;
}
