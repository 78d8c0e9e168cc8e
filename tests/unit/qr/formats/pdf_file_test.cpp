// SPDX-License-Identifier: MIT
#include "core/qr/formats/pdf_file.hpp"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/error.hpp"
#include "tests/support/print_reader.hpp"

namespace qrgen::qr {
namespace {

using ::testing::EndsWith;
using ::testing::StartsWith;

void add_empty_page(PdfFile& file, int catalog) {
    const int pages = file.reserve();
    const int page =
        file.add("<< /Type /Page /Parent " + reference(pages) + " /MediaBox [0 0 9 9] /Resources << >> >>");
    file.set(pages, "<< /Type /Pages /Count 1 /Kids [" + reference(page) + "] >>");
    file.set(catalog, "<< /Type /Catalog /Pages " + reference(pages) + " >>");
}

TEST(PdfFileTest, objects_may_be_set_in_any_order) {
    std::string bytes;
    PdfFile file([&bytes](std::string_view block) { bytes += block; });
    const int catalog = file.reserve();
    add_empty_page(file, catalog);
    file.finish(catalog, 0);
    EXPECT_THAT(bytes, StartsWith("%PDF-1.4\n"));
    EXPECT_THAT(bytes, EndsWith("%%EOF\n"));
    EXPECT_NO_THROW(test::check_pdf(bytes));
}

TEST(PdfFileTest, nothing_large_is_kept) {
    std::size_t largest = 0;
    std::size_t size = 0;
    PdfFile file([&](std::string_view block) {
        largest = std::max(largest, block.size());
        size += block.size();
    });
    for (int i = 0; i < 100'000; ++i) file.add(std::string(100, ' '));
    file.finish(1, 0);
    EXPECT_GT(size, 12'000'000U);
    EXPECT_LT(largest, 100'000U);
}

TEST(PdfFileTest, what_the_sink_throws_ends_the_file) {
    PdfFile file([](std::string_view) { throw Error(ErrorKind::failure, "no room"); });
    EXPECT_THROW(file.add(std::string(1'000'000, ' ')), Error);
}

}  // namespace
}  // namespace qrgen::qr
