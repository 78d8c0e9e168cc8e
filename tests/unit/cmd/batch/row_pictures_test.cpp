// SPDX-License-Identifier: MIT
#include "cmd/batch/row_pictures.hpp"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/temporary_directory.hpp"
#include "tests/unit/batch/rows.hpp"

namespace qrgen::cmd {
namespace {

using batch::Item;
using batch::refusal_of;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;

class RowPicturesTest : public testing::Test {
  protected:
    static Item item_of(const std::string& content,
                        std::vector<std::pair<std::string, std::string>> drawing = {}) {
        Item item;
        item.action = batch::Action::drawn;
        item.code.content = content;
        item.format = qr::find_format("pbm");
        item.row.drawing = std::move(drawing);
        return item;
    }

    // What the command line says about pictures.
    std::string described(const std::vector<std::string>& arguments) {
        CLI::App app;
        PictureOptions options;
        options.setup_for_many(app);
        std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
        app.parse(reversed);
        return drawing_description(app, options);
    }

    config::Configuration configuration_ = config::Configuration::defaults();
    Log log_{LogLevel::error, LogFormat::text};
    Context context_{configuration_, log_};
    PictureOptions options_;
};

TEST_F(RowPicturesTest, ColumnsAreTheOptionsThatAreNoFieldsOfCodes) {
    const auto columns = drawing_columns();
    for (const char* name : {"caption", "gradient_color", "pixels", "logo", "min_version", "boost"}) {
        EXPECT_THAT(columns, Contains(name));
    }
    for (const char* name :
         {"size", "border", "fill_color", "back_color", "error_level", "output", "split", "help"}) {
        EXPECT_THAT(columns, Not(Contains(name)));
    }
}

TEST_F(RowPicturesTest, AColumnGoesBeforeTheOptionAndForItsRowAlone) {
    options_.size.pixels = 100;
    RowPictures pictures(options_, context_);
    const std::string plain = pictures.draw(item_of("x"));
    const std::string large = pictures.draw(item_of("x", {{"pixels", "200"}}));
    EXPECT_THAT(plain, HasSubstr("100 100"));
    EXPECT_THAT(large, HasSubstr("200 200"));
    EXPECT_EQ(pictures.draw(item_of("x")), plain);
    EXPECT_EQ(pictures.draw(item_of("x", {{"boost", "true"}, {"min_version", "3"}})),
              pictures.draw(item_of("x", {{"min_version", "3"}, {"boost", "true"}})));
}

TEST_F(RowPicturesTest, AValueThatMakesNoSenseIsAnErrorWithTheNameOfItsOption) {
    RowPictures pictures(options_, context_);
    const Error error = refusal_of([&] { pictures.draw(item_of("x", {{"pixels", "many"}})); });
    EXPECT_EQ(error.kind(), ErrorKind::invalid);
    EXPECT_THAT(error.message(), testing::StartsWith("pixels"));
    EXPECT_EQ(refusal_of([&] {
                  pictures.draw(item_of("x", {{"shape", "blob"}}));
              }).kind(),
              ErrorKind::invalid);
    EXPECT_THAT(pictures.draw(item_of("x")), testing::StartsWith("P4"));
}

TEST_F(RowPicturesTest, WithoutAFormatThereIsOnlyALook) {
    RowPictures pictures(options_, context_);
    Item item = item_of("x");
    item.format = nullptr;
    EXPECT_EQ(pictures.draw(item), "");
    item.code.content = std::string(5000, 'x');
    EXPECT_EQ(refusal_of([&] { pictures.draw(item); }).kind(), ErrorKind::invalid);
}

TEST_F(RowPicturesTest, TheDescriptionTellsWhatThePicturesDependOn) {
    EXPECT_EQ(described({}), described({}));
    EXPECT_NE(described({}), described({"--frame", "square"}));
    EXPECT_NE(described({"--pixels", "100"}), described({"--pixels", "200"}));
    EXPECT_NE(described({"--caption", "a"}), described({"--svg-title", "a"}));
    // These are fields of codes.
    EXPECT_EQ(described({}), described({"--size", "5", "--fill-color", "#000001"}));
}

TEST_F(RowPicturesTest, AnotherLogoInTheSameFileIsAnotherDescription) {
    const test::TemporaryDirectory directory;
    const auto file = directory.path() / "logo.svg";
    batch::write_file(file, "<svg/>");
    const std::string before = described({"--logo", file.string()});
    EXPECT_EQ(described({"--logo", file.string()}), before);
    batch::write_file(file, "<svg width=\"5\"/>");
    EXPECT_NE(described({"--logo", file.string()}), before);
}

}  // namespace
}  // namespace qrgen::cmd
