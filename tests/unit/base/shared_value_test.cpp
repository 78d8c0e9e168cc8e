// SPDX-License-Identifier: MIT
#include "core/base/shared_value.hpp"

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

namespace qrgen {
namespace {

TEST(SharedValue, WhoHasGotItKeepsWhatWasThere) {
    SharedValue<std::string> value("old");
    const auto before = value.get();
    value.set("new");
    EXPECT_EQ(*before, "old");
    EXPECT_EQ(*value.get(), "new");
}

TEST(SharedValue, AValueCannotBeChangedInPart) {
    static_assert(std::is_same_v<SharedValue<int>::Pointer, std::shared_ptr<const int>>);
}

TEST(SharedValue, IsReadAsAWholeWhileItIsReplaced) {
    constexpr std::size_t length = 1000;
    SharedValue<std::string> value(std::string(length, 'a'));
    std::atomic<bool> is_over = false;
    std::atomic<int> mixed = 0;
    std::vector<std::thread> readers;
    for (int i = 0; i < 3; ++i) {
        readers.emplace_back([&] {
            while (!is_over) {
                const auto text = value.get();
                if (text->find_first_not_of(text->front()) != std::string::npos || text->size() != length)
                    ++mixed;
            }
        });
    }
    for (int i = 0; i < 10'000; ++i) value.set(std::string(length, static_cast<char>('a' + i % 26)));
    is_over = true;
    for (std::thread& reader : readers) reader.join();
    EXPECT_EQ(mixed, 0);
}

}  // namespace
}  // namespace qrgen
