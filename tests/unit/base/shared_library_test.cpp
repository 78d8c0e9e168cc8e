// SPDX-License-Identifier: MIT
#include "core/base/shared_library.hpp"

#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/error.hpp"

namespace qrgen {
namespace {

using ::testing::HasSubstr;

TEST(SharedLibraryTest, calls_a_function_of_a_library) {
    const SharedLibrary library("libm.so.6", "libc6", "the test");
    double (*const hypotenuse)(double, double) = library.function<double(double, double)>("hypot");
    EXPECT_EQ(hypotenuse(3, 4), 5);
}

TEST(SharedLibraryTest, stays_loaded_when_the_object_is_gone) {
    double (*hypotenuse)(double, double) = nullptr;
    {
        const SharedLibrary library("libm.so.6", "libc6", "the test");
        hypotenuse = library.function<double(double, double)>("hypot");
    }
    EXPECT_EQ(hypotenuse(6, 8), 10);
}

TEST(SharedLibraryTest, says_what_a_missing_library_is_needed_for_and_who_brings_it) {
    try {
        const SharedLibrary library("libnowhere.so.1", "libnowhere1", "the second decoder");
        FAIL() << "loaded";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::failure);
        EXPECT_EQ(error.message(),
                  "the second decoder needs the library libnowhere.so.1, which cannot be loaded");
        EXPECT_EQ(error.hint(), "install the package libnowhere1");
    }
}

TEST(SharedLibraryTest, says_which_function_a_library_lacks) {
    const SharedLibrary library("libm.so.6", "libc6", "the test");
    try {
        library.function<void()>("no_such_function");
        FAIL() << "found";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::failure);
        EXPECT_EQ(error.message(), "the library libm.so.6 has no function no_such_function");
        EXPECT_THAT(error.hint(), HasSubstr("libc6"));
    }
}

}  // namespace
}  // namespace qrgen
