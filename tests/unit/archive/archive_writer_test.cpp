// SPDX-License-Identifier: MIT
#include "core/archive/archive_writer.hpp"

#include <stdexcept>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/error.hpp"
#include "tests/support/command.hpp"

namespace qrgen::archive {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Le;

using Files = std::vector<std::pair<std::string, std::string>>;

const std::string long_name = std::string(150, 'd') + "/" + std::string(120, 'f') + ".png";

Timestamp modified() {
    return *parse_rfc3339("2026-11-25T12:00:00.5Z");
}

std::string archive_of(ArchiveKind kind, const Files& files) {
    std::string bytes;
    ArchiveWriter writer(kind, modified(), [&bytes](std::string_view piece) {
        EXPECT_THAT(piece.size(), Le(64U * 1024));
        bytes += piece;
    });
    for (const auto& [name, content] : files) writer.add(name, content);
    writer.finish();
    return bytes;
}

Files some_files() {
    return {{"a.png", "first"},
            {"caf\xC3\xA9/\xE8\x8F\x9C\xE5\x8D\x95.svg", std::string(200000, 'x')},
            {long_name, "long"},
            {"empty", ""}};
}

std::string listing(const Files& files) {
    std::string text;
    for (const auto& [name, content] : files) text += name + "\n";
    return text;
}

TEST(ArchiveWriterTest, TarIsReadByTar) {
    const std::string tar = archive_of(ArchiveKind::tar, some_files());
    EXPECT_EQ(test::run("LC_ALL=C.UTF-8 tar tf {}", tar), listing(some_files()));
    for (const auto& [name, content] : some_files())
        EXPECT_EQ(test::run("tar xOf {} '" + name + "'", tar), content);
    EXPECT_EQ(test::run("TZ=UTC tar tvf {} a.png | tr -s ' '", tar),
              "-rw-r--r-- 0/0 5 2026-11-25 12:00 a.png\n");
}

TEST(ArchiveWriterTest, TarHasNothingThatIsNotNeeded) {
    const std::string tar = archive_of(ArchiveKind::tar, {{"a.png", "first"}});
    EXPECT_EQ(tar.size(), 4 * 512U);  // header, content, end
    EXPECT_EQ(tar.substr(257, 5), "ustar");
    EXPECT_EQ(archive_of(ArchiveKind::tar, {}), std::string(1024, '\0'));
    EXPECT_EQ(test::run("tar tf {}", std::string(1024, '\0')), "");
}

// zipfile checks the CRCs in testzip().
constexpr const char* list_zip =
    "python3 -c 'import sys, zipfile\n"
    "z = zipfile.ZipFile(sys.argv[1])\n"
    "assert z.testzip() is None\n"
    "for i in z.infolist(): assert i.compress_type == 0; print(i.filename)' {}";

TEST(ArchiveWriterTest, ZipIsReadByUnzipAndPython) {
    const std::string zip = archive_of(ArchiveKind::zip, some_files());
    EXPECT_THAT(test::run("unzip -tq {}", zip), HasSubstr("No errors detected"));
    EXPECT_EQ(test::run(std::string("LC_ALL=C.UTF-8 ") + list_zip, zip), listing(some_files()));
    for (const auto& [name, content] : some_files()) {
        EXPECT_EQ(test::run("LC_ALL=C.UTF-8 unzip -p {} '" + name + "'", zip), content);
    }
    EXPECT_THAT(test::run("TZ=UTC unzip -Z -T {} a.png", zip), HasSubstr("20261125.120000"));
}

TEST(ArchiveWriterTest, AnEmptyZipIsOne) {
    const std::string zip = archive_of(ArchiveKind::zip, {});
    EXPECT_EQ(test::run(list_zip, zip), "");
}

TEST(ArchiveWriterTest, ManyEntriesAreAllThere) {
    Files files;
    for (int i = 0; i < 70000; ++i) files.emplace_back(std::to_string(i), "x");
    const std::string zip = archive_of(ArchiveKind::zip, files);
    EXPECT_THAT(test::run("unzip -tq {}", zip), HasSubstr("No errors detected"));
    EXPECT_EQ(test::run("unzip -Z1 {} | wc -l", zip), "70000\n");
    EXPECT_EQ(test::run("tar tf {} | wc -l", archive_of(ArchiveKind::tar, files)), "70000\n");
}

TEST(ArchiveWriterTest, SameCallsSameBytes) {
    for (const ArchiveKind kind : {ArchiveKind::tar, ArchiveKind::zip}) {
        EXPECT_EQ(archive_of(kind, some_files()), archive_of(kind, some_files()));
    }
}

TEST(ArchiveWriterTest, NothingIsHeldBackForLong) {
    for (const ArchiveKind kind : {ArchiveKind::tar, ArchiveKind::zip}) {
        std::size_t written = 0;
        ArchiveWriter writer(kind, modified(),
                             [&written](std::string_view piece) { written += piece.size(); });
        writer.add("a", std::string(1000000, 'x'));
        EXPECT_GT(written + 128 * 1024, 1000000U);
    }
}

TEST(ArchiveWriterTest, WhatTheSinkThrowsComesThrough) {
    for (const ArchiveKind kind : {ArchiveKind::tar, ArchiveKind::zip}) {
        int calls = 0;
        const auto sink = [&calls](std::string_view) {
            ++calls;
            throw std::runtime_error("full");
        };
        {
            ArchiveWriter writer(kind, modified(), sink);
            EXPECT_THROW(writer.add("a", std::string(1000000, 'x')), std::runtime_error);
        }
        EXPECT_EQ(calls, 1);
        {
            ArchiveWriter writer(kind, modified(), sink);
            writer.add("a", "x");
            EXPECT_THROW(writer.finish(), std::runtime_error);
        }
        EXPECT_EQ(calls, 2);
    }
}

TEST(ArchiveWriterTest, WithoutFinishTheArchiveIsIncomplete) {
    std::string bytes;
    {
        ArchiveWriter writer(ArchiveKind::zip, modified(),
                             [&bytes](std::string_view piece) { bytes += piece; });
        writer.add("a", "x");
    }
    EXPECT_EQ(bytes, "");
}

TEST(ArchiveWriterTest, RefusesWhatCannotBeAName) {
    for (const ArchiveKind kind : {ArchiveKind::tar, ArchiveKind::zip}) {
        ArchiveWriter writer(kind, modified(), [](std::string_view) {});
        for (const std::string& name :
             {std::string("caf\xE9"), std::string(), std::string("/a"), std::string("a\0b", 3)}) {
            EXPECT_THROW(writer.add(name, "x"), Error) << name;
        }
        writer.add("a", "x");
        writer.finish();
    }
}

}  // namespace
}  // namespace qrgen::archive
