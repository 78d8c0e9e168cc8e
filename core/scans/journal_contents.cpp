// SPDX-License-Identifier: MIT
#include "core/scans/journal_contents.hpp"

#include <algorithm>
#include <cstring>
#include <filesystem>

#include <unistd.h>

#include "core/base/error.hpp"
#include "core/base/text.hpp"
#include "core/scans/journal_segment.hpp"

namespace qrgen::scans {
namespace {

namespace fs = std::filesystem;

void examine(const fs::path& path, Segment& segment, JournalContents& contents) {
    const std::uint64_t size = fs::file_size(path);
    segment.delivered = std::min(segment.delivered, size);
    const SegmentContents found = examine_segment(path, segment.delivered, size);
    if (found.error != 0) {
        throw Error(ErrorKind::failure, "cannot read the scan journal " + printable(path.string()) + ": " +
                                            std::strerror(found.error));
    }
    segment.size = found.end;
    segment.waiting = found.records;
    if (!contents.oldest) contents.oldest = found.oldest;
    contents.torn_bytes += size - found.end;
}

}  // namespace

JournalContents take_stock(const JournalSlot& slot) {
    const Checkpoint checkpoint = slot.read_checkpoint();
    JournalContents contents{.next_number = checkpoint.segment + 1};
    for (const std::uint64_t number : slot.segments()) {
        contents.next_number = std::max(contents.next_number, number + 1);
        const fs::path path = slot.segment_path(number);
        Segment segment{.number = number};
        if (number == checkpoint.segment) segment.delivered = checkpoint.offset;
        if (number >= checkpoint.segment) examine(path, segment, contents);
        if (segment.waiting == 0) {
            ::unlink(path.c_str());
            continue;
        }
        // What stands behind the last record is not looked at again, even if it cannot be cut off.
        std::error_code ignored;
        fs::resize_file(path, segment.size, ignored);
        contents.segments.push_back(segment);
    }
    return contents;
}

}  // namespace qrgen::scans
