// SPDX-License-Identifier: MIT
//
// Codes per second that one thread encodes, encodes and renders in each format, and verifies. Prints one line
// for each figure: name, bytes of content and codes per second, separated by tabs.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>
#include <string_view>

#include "core/qr/formats/format.hpp"
#include "core/qr/formats/png.hpp"
#include "core/qr/symbol/encode.hpp"
#include "core/qr/verify/verify.hpp"

namespace {

using namespace qrgen::qr;

// An address with a number, then letters; both differ from code to code, as in a batch. scripts/bench makes
// the same contents for the program that it compares with.
std::string content(std::size_t size, unsigned number) {
    constexpr std::string_view letters = "kqzjvwxbpygfmculdrhsnioate";
    std::string text = "https://example.com/c/" + std::to_string(10'000'000 + number) + "?t=";
    while (text.size() < size) text += letters[(number + text.size()) % letters.size()];
    return text;
}

template <typename Work>
double codes_per_second(std::size_t size, Work work) {
    using Clock = std::chrono::steady_clock;
    constexpr std::chrono::duration<double> enough(2.0);
    std::chrono::duration<double> elapsed(0);
    unsigned codes = 0;
    const auto start = Clock::now();
    while (elapsed < enough) {
        work(content(size, codes++));
        elapsed = Clock::now() - start;
    }
    return codes / elapsed.count();
}

void print(const char* name, std::size_t size, double rate) {
    std::printf("%s\t%zu\t%.0f\n", name, size, rate);
    std::fflush(stdout);
}

// The content of 45 bytes in every format of the table, 250 pixels wide.
std::size_t measure_formats() {
    std::size_t used = 0;
    for (const Format& format : formats()) {
        print(("as " + std::string(format.name)).c_str(), 45, codes_per_second(45, [&](const std::string& text) {
                  used += format.render(encode(text, {}), {}).size();
              }));
    }
    return used;
}

// A picture that is also decoded, as --verify does.
std::size_t measure_verification() {
    std::size_t used = 0;
    print("png, verified", 45, codes_per_second(45, [&](const std::string& text) {
              const std::string picture = render_png(encode(text, {}), {});
              require_scannable(picture, text);
              used += picture.size();
          }));
    return used;
}

}  // namespace

int main() {
    std::size_t used = 0;  // so that no work can be left out
    for (const std::size_t size : {std::size_t{45}, std::size_t{300}, std::size_t{2000}}) {
        print("encode", size, codes_per_second(size, [&](const std::string& text) {
                  used += static_cast<std::size_t>(encode(text, {}).version());
              }));
        // Two pixels a module where 250 pixels (the default) are too few.
        print("encode+png", size, codes_per_second(size, [&](const std::string& text) {
                  const Symbol symbol = encode(text, {});
                  const int width = std::max(250, 2 * (symbol.size() + 8));
                  used += render_png(symbol, Picture{.size = PixelWidth{width}}).size();
              }));
    }
    used += measure_formats() + measure_verification();
    return used == 0 ? 1 : 0;
}
