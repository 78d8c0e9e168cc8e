// SPDX-License-Identifier: MIT
#include <cstdint>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/qr/images/document_reader.hpp"
#include "core/qr/images/drawing_process.hpp"
#include "tests/unit/qr/images/documents.hpp"

namespace qrgen::qr {
namespace {

using ::testing::ElementsAre;

// None of this is for sanitizers: a process that is forked while other threads hold the locks of their
// allocator never gets them.
TEST(DocumentReaderTest, many_threads_at_a_time) {
    const std::string svg_bytes = svg(R"(viewBox="0 0 20 10")", green_square);
    const std::string pdf_bytes = one_page("0 0 100 50", "0 1 0 rg 0 0 50 50 re f");
    const std::string eps_bytes = eps("0 0 100 50", "0 1 0 setrgbcolor 0 0 50 50 rectfill");
    std::vector<std::thread> threads;
    for (int i = 0; i < 6; ++i) {
        threads.emplace_back([&] {
            for (const Image& image :
                 {read_svg(svg_bytes, {}), read_pdf(pdf_bytes, {}), read_eps(eps_bytes, {})}) {
                EXPECT_EQ(image.height, 500);
                EXPECT_THAT(pixel(image, 250, 250), ElementsAre(0, 255, 0, 255));
            }
        });
    }
    for (std::thread& thread : threads) thread.join();
}

TEST(DrawingProcessTest, many_at_a_time) {
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i) {
        threads.emplace_back([i] {
            for (int k = 0; k < 10; ++k) {
                Image drawn{.width = 100, .height = 100};
                drawn.rgba.assign(40'000, static_cast<std::uint8_t>(10 * i + k));
                EXPECT_EQ(draw_in_own_process("SVG", {}, [&] { return drawn; }).rgba, drawn.rgba);
            }
        });
    }
    for (std::thread& thread : threads) thread.join();
}

}  // namespace
}  // namespace qrgen::qr
