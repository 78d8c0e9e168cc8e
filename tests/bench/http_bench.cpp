// SPDX-License-Identifier: MIT
//
// usage: http_bench PORT [EVENT_THREADS]. First prints what reading one request costs, in microseconds, then
// answers all requests with a fixed redirect at 127.0.0.1:PORT until its standard input ends, for a program
// like wrk to measure.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include <unistd.h>

#include "daemon/http/head_check.hpp"
#include "daemon/http/poco_request.hpp"
#include "daemon/http/request_reader.hpp"
#include "daemon/http/server.hpp"

namespace {

using namespace qrgen::daemon::http;

constexpr std::string_view small_head = "GET /r/abcdefgh HTTP/1.1\r\nHost: 127.0.0.1:8000\r\n\r\n";

constexpr std::string_view browser_head =
    "GET /r/abcdefgh?scan_ref=qr HTTP/1.1\r\nHost: qr.example.org\r\nConnection: keep-alive\r\n"
    "User-Agent: Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like "
    "Gecko) "
    "Version/17.4 Mobile/15E148 Safari/604.1\r\n"
    "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8\r\n"
    "Accept-Language: de-DE,de;q=0.9,en;q=0.8\r\nAccept-Encoding: gzip, deflate, br\r\n"
    "Upgrade-Insecure-Requests: 1\r\n\r\n";

class Redirect : public Handler {
  public:
    std::optional<Response> answer_at_once(Request&) override {
        Response response{.status = 302};
        response.add("Location", "https://example.com/somewhere").add("Cache-Control", "no-store");
        return response;
    }
    Response work(Request&) override { return {}; }
    Response refuse(const Refusal& refusal) override {
        return make_response(refusal.status, "text/plain", refusal.detail);
    }
    void before_sending() override {}
    void answered(const Request&, const Response&, std::size_t) override {}
};

template <typename Work>
void measure(const char* name, Work work) {
    constexpr int times = 200'000;
    std::size_t used = 0;  // so that no work can be left out
    const auto start = std::chrono::steady_clock::now();
    for (int i = 0; i < times; ++i) used += work();
    const std::chrono::duration<double, std::micro> elapsed = std::chrono::steady_clock::now() - start;
    std::printf("%s\t%.2f\t%s\n", name, elapsed.count() / times, used > 0 ? "" : "nothing done");
}

std::size_t read_whole(std::string_view head) {
    RequestReader reader({32 * 1024, 1024}, "127.0.0.1");
    reader.feed(head, {});
    return reader.take_request().path.size();
}

void measure_reading() {
    for (const auto& [name, head] : {std::pair("small", small_head), std::pair("browser", browser_head)}) {
        const std::string label(name);
        measure((label + " head checked").c_str(), [&] { return check_head(head).index() + 1; });
        measure((label + " head read by Poco").c_str(), [&] { return read_request(head).headers.size(); });
        measure((label + " request read whole").c_str(), [&] { return read_whole(head); });
    }
    std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2) {
        std::fputs("usage: http_bench PORT [EVENT_THREADS]\n", stderr);
        return 2;
    }
    measure_reading();
    Redirect handler;
    ServerOptions options;
    options.port = std::atoi(argv[1]);
    if (argc > 2) options.event_threads = std::atoi(argv[2]);
    Server server(options, handler);
    server.start();
    char byte = 0;
    while (read(STDIN_FILENO, &byte, 1) > 0) {
    }
    return server.drain(std::chrono::seconds(1)) ? 0 : 1;
}
