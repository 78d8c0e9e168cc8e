// SPDX-License-Identifier: MIT
#include "core/qr/sheet/sheet_writer.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/error.hpp"
#include "core/qr/formats/page.hpp"
#include "core/qr/picture/scan_risks.hpp"
#include "core/qr/symbol/encode.hpp"
#include "tests/support/command.hpp"
#include "tests/support/picture_files.hpp"
#include "tests/support/print_reader.hpp"
#include "tests/support/qr_reader.hpp"

namespace qrgen::qr {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr int dpi = 200;

std::string content_of(int label) {
    return "https://example.com/" + std::to_string(1000 + label);
}

// A sheet with labels that say content_of(0) and so on.
class Sheet {
  public:
    explicit Sheet(const LabelLayout& layout, const SheetStyle& style = {})
        : writer_(layout, style, [this](std::string_view block) { bytes_ += block; }) {}

    SheetWriter& writer() { return writer_; }

    Sheet& add(int labels, const Picture& picture = {}) {
        for (; labels > 0; --labels) writer_.add(encode(content_of(added_++), {}), picture);
        return *this;
    }

    std::string finish() {
        writer_.finish();
        return bytes_;
    }

  private:
    std::string bytes_;
    SheetWriter writer_;
    int added_ = 0;
};

// In pixels of a rasterised page; right and bottom are not part of it.
struct Pixels {
    int left;
    int top;
    int right;
    int bottom;

    bool contains(int x, int y) const { return x >= left && x < right && y >= top && y < bottom; }
};

int pixels(double millimetres, double direction) {
    return static_cast<int>(std::floor(millimetres / millimetres_per_inch * dpi + direction));
}

// All pixels that the label covers, be it partly.
Pixels pixels_of(const LabelLayout& layout, int label) {
    const LabelPlace place = place_of(layout, label);
    return {.left = pixels(place.left, 0),
            .top = pixels(place.top, 0),
            .right = pixels(place.left + layout.width, 1),
            .bottom = pixels(place.top + layout.height, 1)};
}

test::Image part(const test::Image& page, const Pixels& area) {
    const int right = std::min(area.right, page.width);
    const int bottom = std::min(area.bottom, page.height);
    test::Image image(right - area.left, bottom - area.top, white);
    for (int y = area.top; y < bottom; ++y) {
        for (int x = area.left; x < right; ++x) image.at(x - area.left, y - area.top) = page.at(x, y);
    }
    return image;
}

// What is left when all labels are painted white.
bool has_ink_outside_labels(test::Image page, const LabelLayout& layout) {
    for (int label = 0; label < layout.labels(); ++label) {
        const Pixels area = pixels_of(layout, label);
        for (int y = area.top; y < std::min(area.bottom, page.height); ++y) {
            for (int x = area.left; x < std::min(area.right, page.width); ++x) page.at(x, y) = white;
        }
    }
    return std::any_of(page.pixels.begin(), page.pixels.end(), [](Colour c) { return c != white; });
}

std::optional<std::string> read_label(const test::Image& page, const LabelLayout& layout, int label) {
    return test::read_qr(part(page, pixels_of(layout, label)));
}

std::vector<std::string> layout_names() {
    std::vector<std::string> names;
    for (const NamedLayout& layout : label_layouts()) names.emplace_back(layout.name);
    return names;
}

class SheetOfLayoutTest : public ::testing::TestWithParam<std::string> {};

INSTANTIATE_TEST_SUITE_P(all, SheetOfLayoutTest, ::testing::ValuesIn(layout_names()), [](const auto& row) {
    std::string name = row.param;
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
});

// Each code alone in its label, read by decoders that know nothing of us.
TEST_P(SheetOfLayoutTest, every_code_lies_in_its_label_and_scans) {
    const LabelLayout& layout = find_layout(GetParam())->layout;
    const std::string pdf = Sheet(layout).add(layout.labels()).finish();
    test::check_pdf(pdf);
    const test::Image page = test::rasterise_pdf(pdf, dpi);
    EXPECT_NEAR(page.width, layout.page.width / millimetres_per_inch * dpi, 1);
    EXPECT_NEAR(page.height, layout.page.height / millimetres_per_inch * dpi, 1);
    for (int label = 0; label < layout.labels(); ++label) {
        EXPECT_EQ(read_label(page, layout, label), content_of(label)) << label;
    }
    EXPECT_FALSE(has_ink_outside_labels(page, layout));
}

const LabelLayout& standard() {
    return find_layout("avery-l7160")->layout;
}

std::string pdfinfo(const std::string& pdf) {
    return test::run("pdfinfo -l -1 {}", pdf);
}

TEST(SheetWriterTest, pages_begin_when_the_one_before_is_full) {
    EXPECT_THAT(pdfinfo(Sheet(standard()).add(21).finish()), HasSubstr("Pages:           1\n"));
    Sheet sheet(standard());
    EXPECT_THAT(pdfinfo(sheet.add(22).finish()), HasSubstr("Pages:           2\n"));
    EXPECT_EQ(sheet.writer().figures().pages, 2);
    EXPECT_EQ(sheet.writer().figures().labels, 22);
}

TEST(SheetWriterTest, pages_have_the_size_of_the_paper) {
    EXPECT_THAT(pdfinfo(Sheet(standard()).add(1).finish()), HasSubstr("595.276 x 841.89 pts (A4)"));
    EXPECT_THAT(pdfinfo(Sheet(find_layout("avery-5160")->layout).add(1).finish()),
                HasSubstr("612 x 792 pts (letter)"));
}

TEST(SheetWriterTest, many_pages_are_a_tree) {
    const LabelLayout layout = grid_layout(1, 1, {50, 30}, {}, {});
    const std::string pdf = Sheet(layout).add(205).finish();
    test::check_pdf(pdf);
    EXPECT_THAT(pdfinfo(pdf), HasSubstr("Pages:           205\n"));
    EXPECT_EQ(test::read_qr(test::rasterise_pdf(test::run("qpdf {} --pages . 205 -- -", pdf), dpi)),
              content_of(204));
}

TEST(SheetWriterTest, printing_keeps_the_size) {
    EXPECT_THAT(Sheet(standard()).add(1).finish(), HasSubstr("/PrintScaling /None"));
}

TEST(SheetWriterTest, begins_at_any_label) {
    const std::string pdf = Sheet(standard(), {.first_label = 20}).add(3).finish();
    EXPECT_THAT(pdfinfo(pdf), HasSubstr("Pages:           2\n"));
    const test::Image page = test::rasterise_pdf(test::run("qpdf {} --pages . 1 -- -", pdf), dpi);
    EXPECT_EQ(read_label(page, standard(), 18), std::nullopt);
    EXPECT_EQ(read_label(page, standard(), 19), content_of(0));
    EXPECT_EQ(read_label(page, standard(), 20), content_of(1));
    const test::Image second = test::rasterise_pdf(test::run("qpdf {} --pages . 2 -- -", pdf), dpi);
    EXPECT_EQ(read_label(second, standard(), 0), content_of(2));
}

TEST(SheetWriterTest, refuses_a_first_label_that_is_not_on_the_sheet) {
    for (const int label : {0, 22}) {
        try {
            Sheet sheet(standard(), {.first_label = label});
            FAIL();
        } catch (const Error& error) {
            EXPECT_THAT(error.message(), HasSubstr("first_label: must be 1 to 21"));
        }
    }
}

TEST(SheetWriterTest, copies_follow_each_other) {
    Sheet sheet(standard());
    sheet.writer().add(encode("first", {}), {}, 2);
    sheet.writer().add(encode("none", {}), {}, 0);
    sheet.writer().add(encode("last", {}), {});
    const test::Image page = test::rasterise_pdf(sheet.finish(), dpi);
    EXPECT_EQ(read_label(page, standard(), 0), "first");
    EXPECT_EQ(read_label(page, standard(), 1), "first");
    EXPECT_EQ(read_label(page, standard(), 2), "last");
    EXPECT_EQ(sheet.writer().figures().labels, 3);
}

TEST(SheetWriterTest, without_labels_there_is_an_empty_page) {
    const std::string pdf = Sheet(standard()).finish();
    test::check_pdf(pdf);
    EXPECT_THAT(pdfinfo(pdf), HasSubstr("Pages:           1\n"));
}

// The columns of a page's area that are not white.
std::pair<int, int> inked_columns(const test::Image& page, const Pixels& area) {
    int first = area.right;
    int last = area.left;
    for (int y = area.top; y < area.bottom; ++y) {
        for (int x = area.left; x < area.right; ++x) {
            if (page.at(x, y).red > 128) continue;
            first = std::min(first, x);
            last = std::max(last, x);
        }
    }
    return {first, last};
}

TEST(SheetWriterTest, a_width_in_print_is_exact) {
    const Symbol symbol = encode(content_of(0), {});
    const Picture picture{.size = PhysicalWidth{2.5, LengthUnit::centimetre}};
    const test::Image page = test::rasterise_pdf(Sheet(standard()).add(1, picture).finish(), dpi);
    const auto [first, last] = inked_columns(page, pixels_of(standard(), 0));
    const double quiet_zone = 4 * 25.0 / (symbol.size() + 8);
    const double left = standard().left + (standard().width - 25) / 2 + quiet_zone;
    EXPECT_NEAR(first, left / millimetres_per_inch * dpi, 1);
    EXPECT_NEAR(last + 1 - first, (25 - 2 * quiet_zone) / millimetres_per_inch * dpi, 1);
}

TEST(SheetWriterTest, a_width_that_does_not_fit_is_refused_and_leaves_no_trace) {
    const Picture picture{.size = PhysicalWidth{38.2, LengthUnit::millimetre}};
    Sheet sheet(standard());
    try {
        sheet.add(1, picture);
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::invalid);
        EXPECT_THAT(error.message(),
                    HasSubstr("38.2 by 38.2 mm does not fit into a label of 63.5 by 38.1 mm"));
        EXPECT_THAT(error.hint(), HasSubstr("38.1 mm"));
    }
    EXPECT_THROW(check_fits(standard(), encode("x", {}), picture), Error);
    EXPECT_EQ(sheet.writer().figures().labels, 0);
    EXPECT_EQ(sheet.finish(), Sheet(standard()).finish());
    const Picture fitting{.size = PhysicalWidth{38.1, LengthUnit::millimetre}};
    EXPECT_NO_THROW(Sheet(standard()).add(1, fitting));
    EXPECT_NO_THROW(check_fits(standard(), encode("x", {}), fitting));
}

TEST(SheetWriterTest, round_labels_hold_smaller_pictures) {
    const LabelLayout& layout = find_layout("round-40")->layout;
    EXPECT_NO_THROW(Sheet(layout).add(1, {.size = PhysicalWidth{28.2, LengthUnit::millimetre}}));
    EXPECT_THROW(Sheet(layout).add(1, {.size = PhysicalWidth{28.3, LengthUnit::millimetre}}), Error);
}

TEST(SheetWriterTest, whole_pictures_with_all_decoration) {
    const Picture picture{.fill = {0, 0, 0x80, 230},
                          .back = {0xFF, 0xF4, 0xCC},
                          .gradient = Gradient{.end = {0x60, 0, 0}},
                          .module_shape = ModuleShape::connected,
                          .logo = Logo::from_bytes(test::to_png(test::plain(8, 8, 0xFF000080))),
                          .logo_placement = {.size = 10},
                          .caption = Caption{.text = "Room 7\nSecond floor"},
                          .frame = {.shape = FrameShape::rounded}};
    const std::string pdf = Sheet(standard()).add(21, picture).finish();
    test::check_pdf(pdf);
    const test::Image page = test::rasterise_pdf(pdf, dpi);
    for (int label = 0; label < 21; ++label)
        EXPECT_EQ(read_label(page, standard(), label), content_of(label));
    EXPECT_FALSE(has_ink_outside_labels(page, standard()));
}

std::size_t count(const std::string& text, std::string_view part) {
    std::size_t found = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
    return found;
}

TEST(SheetWriterTest, all_labels_share_one_logo) {
    const auto logo = [](std::uint32_t colour) {
        return Logo::from_bytes(test::to_png(test::plain(8, 8, colour)));
    };
    Sheet sheet(standard());
    const auto red = logo(0xFF0000FF);
    for (int i = 0; i < 30; ++i) sheet.add(1, {.logo = red, .logo_placement = {.size = 10}});
    // The same file read again, and another one.
    sheet.add(1, {.logo = logo(0x00FF00FF), .logo_placement = {.size = 10}});
    sheet.add(1, {.logo = logo(0xFF0000FF), .logo_placement = {.size = 10}});
    const std::string pdf = sheet.finish();
    test::check_pdf(pdf);
    EXPECT_EQ(count(pdf, "/Subtype /Image"), 2U);
}

TEST(SheetWriterTest, marks_are_in_the_file_once) {
    const std::string plain = Sheet(standard()).add(50).finish();
    const std::string marked = Sheet(standard(), {.crop_marks = true, .outlines = true}).add(50).finish();
    test::check_pdf(marked);
    EXPECT_EQ(count(marked, " obj\n"), count(plain, " obj\n") + 1);
    const test::Image page = test::rasterise_pdf(test::run("qpdf {} --pages . 3 -- -", marked), dpi);
    EXPECT_EQ(read_label(page, standard(), 0), content_of(42));
    EXPECT_TRUE(has_ink_outside_labels(page, standard()));
}

TEST(SheetWriterTest, counts_labels_whose_modules_are_small) {
    Sheet sheet(standard());
    EXPECT_EQ(sheet.writer().figures().small, 0);
    sheet.writer().add(encode("fits well", {}), {}, 3);
    EXPECT_EQ(sheet.writer().figures().small, 0);
    sheet.writer().add(encode("crowded", {.min_version = 40}), {}, 2);
    EXPECT_EQ(sheet.writer().figures().small, 2);
    EXPECT_NEAR(sheet.writer().figures().smallest_module, 38.1 / (177 + 8), 1e-9);
    EXPECT_LT(sheet.writer().figures().smallest_module, min_module_millimetres);
}

TEST(SheetWriterTest, pure_black_ink) {
    const std::string pdf = Sheet(standard()).add(1, {.pure_black_ink = true}).finish();
    const std::string readable = test::run("qpdf --qdf --stream-data=uncompress {} -", pdf);
    EXPECT_THAT(readable, HasSubstr("0 0 0 1 k\n"));
    EXPECT_THAT(readable, Not(HasSubstr(" rg\n")));
}

TEST(SheetWriterTest, same_labels_same_bytes) {
    EXPECT_EQ(Sheet(standard()).add(30).finish(), Sheet(standard()).add(30).finish());
}

}  // namespace
}  // namespace qrgen::qr
