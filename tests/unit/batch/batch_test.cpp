// SPDX-License-Identifier: MIT
#include "core/batch/batch.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/codes/code_service.hpp"
#include "core/store/store.hpp"
#include "tests/unit/batch/rows.hpp"

namespace qrgen::batch {
namespace {

using testing::HasSubstr;

// "Draws" the content itself.
class Echo final : public PictureMaker {
  public:
    std::string draw(const Item& item) override {
        if (item.code.content == "bad") throw Error(ErrorKind::invalid, "cannot be drawn");
        return item.code.content;
    }
};

class CollectedPictures final : public PictureOutput {
  public:
    void collect(Item& item) override {
        if (item.bytes == fails_at) throw Error(ErrorKind::failure, "disk full");
        bytes += item.bytes + ' ';
        item.picture = PictureState::written;
    }
    std::string bytes;
    std::string fails_at;
};

class BatchTest : public testing::Test {
  protected:
    // Codes are only drawn, so the database is never opened.
    bool run(records::ByteSource source, int jobs = 2) {
        const auto reader = records::open_records(records::RecordSyntax::csv, std::move(source));
        RowReader rows(*reader, {});
        PictureLedger ledger;
        Planner planner(nullptr, service_, ledger,
                        {.makes_pictures = true, .format = qr::find_format("png")});
        return run_batch(rows, {.planner = planner,
                                .make_maker = [] { return std::make_unique<Echo>(); },
                                .writer = nullptr,
                                .output = &pictures_,
                                .jobs = jobs,
                                .on_item =
                                    [this](const Item& item) {
                                        lines_.push_back(item.row.line);
                                        if (item.is_refused()) refused_.push_back(item.row.line);
                                    },
                                .should_stop = [this] { return should_stop_; }});
    }

    static std::string csv(int count) {
        std::string text = "content\n";
        for (int i = 2; i < count + 2; ++i) text += std::to_string(i) + "\n";
        return text;
    }

    store::Store store_{store::DatabaseUrl::parse("sqlite:/nowhere/none.db")};
    codes::CodeService service_{store_, {"https://qr.example", {}}};
    CollectedPictures pictures_;
    std::vector<std::int64_t> lines_;
    std::vector<std::int64_t> refused_;
    bool should_stop_ = false;
};

TEST_F(BatchTest, ResultsAndPicturesComeInTheOrderOfTheFile) {
    EXPECT_TRUE(run(test::text_source(csv(3000)), 4));
    ASSERT_EQ(lines_.size(), 3000U);
    EXPECT_TRUE(std::is_sorted(lines_.begin(), lines_.end()));
    EXPECT_EQ(pictures_.bytes.substr(0, 12), "2 3 4 5 6 7 ");
    EXPECT_THAT(refused_, testing::IsEmpty());
}

TEST_F(BatchTest, WhatCannotBeDrawnIsRefusedAlone) {
    EXPECT_TRUE(run(test::text_source("content\none\nbad\ntwo\n")));
    EXPECT_THAT(refused_, testing::ElementsAre(3));
    EXPECT_EQ(pictures_.bytes, "one two ");
}

TEST_F(BatchTest, RowsBeforeAFailureOfTheSourceAreDone) {
    const records::ByteSource broken = [source = test::text_source(csv(100)),
                                        calls = 0](std::span<char> buffer) mutable -> std::size_t {
        if (++calls == 2) throw Error(ErrorKind::failure, "the disk is gone");
        return source(buffer.first(std::min<std::size_t>(buffer.size(), 100)));
    };
    EXPECT_THAT(refusal_of([&] { run(broken); }).message(), HasSubstr("the disk is gone"));
    EXPECT_GE(lines_.size(), 20U);
    EXPECT_LT(lines_.size(), 100U);
}

TEST_F(BatchTest, APictureThatCannotBeWrittenEndsTheRun) {
    pictures_.fails_at = "40";
    EXPECT_THAT(refusal_of([&] { run(test::text_source(csv(5000))); }).message(), HasSubstr("disk full"));
    EXPECT_THAT(pictures_.bytes, HasSubstr(" 39 "));
    EXPECT_LT(lines_.size(), 5000U);
}

TEST_F(BatchTest, ARowThatIsReadWhenTheRunIsToStopMayBeCutOffAndIsNotDone) {
    const records::ByteSource cut = [this, source = test::text_source("content\none\ntwo\nthr")](
                                        std::span<char> buffer) mutable -> std::size_t {
        const std::size_t count = source(buffer);
        should_stop_ = count == 0;
        return count;
    };
    EXPECT_FALSE(run(cut));
    EXPECT_THAT(lines_, testing::ElementsAre(2, 3));
}

}  // namespace
}  // namespace qrgen::batch
