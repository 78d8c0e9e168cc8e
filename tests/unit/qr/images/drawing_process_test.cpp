// SPDX-License-Identifier: MIT
#include "core/qr/images/drawing_process.hpp"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <string>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <linux/landlock.h>

#include "core/base/error.hpp"

namespace qrgen::qr {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

Image grey(int width, int height, std::uint8_t level) {
    Image image{.width = width, .height = height};
    image.rgba.assign(4 * static_cast<std::size_t>(width) * static_cast<std::size_t>(height), level);
    return image;
}

/// What the error says that the drawing leads to; fails if it is of another kind.
std::string refusal(const std::function<Image()>& draw, const ImageLimits& limits = {}) {
    try {
        draw_in_own_process("SVG", limits, draw);
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::invalid);
        EXPECT_EQ(error.faults().front().field, "picture");
        return error.message();
    }
    ADD_FAILURE() << "was drawn";
    return {};
}

/// True in the picture of one pixel if `claim` holds in the process that draws.
bool holds_there(const std::function<bool()>& claim) {
    const Image image = draw_in_own_process("SVG", {}, [&] { return grey(1, 1, claim() ? 255 : 0); });
    return image.pixel(0, 0)[0] == 255;
}

TEST(DrawingProcessTest, hands_the_pixels_over) {
    const Image image = draw_in_own_process("SVG", {}, [] {
        Image drawn = grey(700, 900, 7);  // more than a pipe holds
        drawn.pixel(699, 899)[3] = 200;
        return drawn;
    });
    ASSERT_EQ(image.width, 700);
    ASSERT_EQ(image.height, 900);
    ASSERT_EQ(image.rgba.size(), 4U * 700 * 900);
    EXPECT_EQ(image.pixel(0, 0)[0], 7);
    EXPECT_EQ(image.pixel(699, 899)[3], 200);
}

TEST(DrawingProcessTest, hands_an_error_over) {
    try {
        draw_in_own_process("SVG", {}, []() -> Image {
            throw Error({Fault{"picture", "the SVG is odd"}}, "make it even");
        });
        FAIL() << "was drawn";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::invalid);
        EXPECT_EQ(error.faults().front().message, "the SVG is odd");
        EXPECT_EQ(error.hint(), "make it even");
    }
    EXPECT_THAT(refusal([]() -> Image { throw std::runtime_error("out of ink"); }),
                HasSubstr("the SVG cannot be drawn: out of ink"));
}

TEST(DrawingProcessTest, what_it_says_is_safe_to_show) {
    EXPECT_THAT(refusal([]() -> Image { throw std::runtime_error("\x1B[2J"); }), HasSubstr("\\x1B[2J"));
    EXPECT_LT(refusal([]() -> Image { throw std::runtime_error(std::string(1'000'000, 'x')); }).size(),
              5000U);
}

TEST(DrawingProcessTest, is_not_waited_for_once_it_is_silent) {
    const auto draw = []() -> Image {
        close_range(3, ~0U, 0);
        for (;;) pause();
    };
    EXPECT_THAT(refusal(draw), HasSubstr("cannot be drawn"));
}

TEST(DrawingProcessTest, survives_its_death) {
    EXPECT_THAT(refusal([]() -> Image { std::abort(); }),
                AllOf(HasSubstr("cannot be drawn"), HasSubstr("signal 6")));
    EXPECT_THAT(refusal([]() -> Image { _exit(0); }),
                AllOf(HasSubstr("cannot be drawn"), Not(HasSubstr("signal"))));
}

TEST(DrawingProcessTest, ends_what_takes_too_long) {
    const auto draw = []() -> Image {
        for (volatile unsigned i = 0;;) i = i + 1;
    };
    EXPECT_THAT(refusal(draw, {.drawing_seconds = 1}), HasSubstr("takes more than 1 s"));
}

TEST(DrawingProcessTest, ends_what_waits_too_long) {
    const auto draw = []() -> Image {
        for (;;) pause();
    };
    EXPECT_THAT(refusal(draw, {.drawing_seconds = 0}), HasSubstr("takes more than 0 s"));
}

TEST(DrawingProcessTest, ends_what_takes_too_much_memory) {
    const auto draw = [] {
        const std::string memory(std::size_t{3} << 30, 'x');
        write(STDOUT_FILENO, memory.data(), memory.size());
        return grey(1, 1, 0);
    };
    EXPECT_THAT(refusal(draw), HasSubstr("too much memory"));
}

TEST(DrawingProcessTest, refuses_pixels_beyond_the_limits) {
    EXPECT_THAT(refusal([] { return grey(20, 10, 0); }, {.max_side = 19}), HasSubstr("19"));
    EXPECT_THAT(refusal([] { return grey(20, 10, 0); }, {.max_pixels = 199}), HasSubstr("199"));
    EXPECT_THAT(refusal([] { return grey(0, 10, 0); }), HasSubstr("no pixels"));
}

TEST(DrawingProcessTest, cannot_change_files) {
    const std::filesystem::path folder =
        std::filesystem::temp_directory_path() / ("qrgen-drawing-" + std::to_string(getpid()));
    std::filesystem::create_directory(folder);
    const std::filesystem::path file = folder / "file";
    std::ofstream(file) << "kept";
    EXPECT_TRUE(holds_there([&file] {
        const int descriptor = open(file.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
        return descriptor < 0 || write(descriptor, "x", 1) < 0;
    }));
    EXPECT_TRUE(holds_there([] {
        rlimit size{};
        rlimit core{};
        return getrlimit(RLIMIT_FSIZE, &size) == 0 && size.rlim_max == 0 &&
               getrlimit(RLIMIT_CORE, &core) == 0 && core.rlim_max == 0;
    }));
    if (syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION) > 0) {
        EXPECT_TRUE(holds_there([&file] { return open(file.c_str(), O_WRONLY | O_TRUNC | O_CLOEXEC) < 0; }));
        EXPECT_TRUE(holds_there([&file] { return unlink(file.c_str()) < 0; }));
        EXPECT_TRUE(holds_there([&file] { return rename(file.c_str(), (file.string() + "2").c_str()) < 0; }));
        EXPECT_TRUE(holds_there([&folder] { return mkdir((folder / "new").c_str(), 0700) < 0; }));
        EXPECT_TRUE(holds_there([] { return execl("/bin/true", "true", nullptr) < 0; }));
    }
    EXPECT_EQ(std::filesystem::file_size(file), 4U);
    std::filesystem::remove_all(folder);
}

TEST(DrawingProcessTest, has_nothing_to_read_and_prints_to_nobody) {
    testing::internal::CaptureStdout();
    testing::internal::CaptureStderr();
    EXPECT_TRUE(holds_there([] {
        char byte = 0;
        return write(STDOUT_FILENO, "noise", 5) == 5 && write(STDERR_FILENO, "noise", 5) == 5 &&
               read(STDIN_FILENO, &byte, 1) == 0;
    }));
    EXPECT_EQ(testing::internal::GetCapturedStdout(), "");
    EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

TEST(DrawingProcessTest, has_no_other_file_open) {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::tmpfile(), std::fclose);
    const int low = fileno(file.get());
    const int high = fcntl(low, F_DUPFD, 200);
    for (const int descriptor : {low, high}) {
        EXPECT_TRUE(holds_there([descriptor] { return fcntl(descriptor, F_GETFD) < 0; }));
    }
    close(high);
}

TEST(DrawingProcessTest, leaves_no_process_behind) {
    draw_in_own_process("SVG", {}, [] { return grey(1, 1, 0); });
    refusal([]() -> Image { std::abort(); });
    EXPECT_EQ(waitpid(-1, nullptr, WNOHANG), -1);
    EXPECT_EQ(errno, ECHILD);
}

}  // namespace
}  // namespace qrgen::qr
