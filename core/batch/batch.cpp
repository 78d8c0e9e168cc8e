// SPDX-License-Identifier: MIT
#include "core/batch/batch.hpp"

#include <algorithm>
#include <deque>
#include <future>
#include <memory>
#include <utility>

#include "core/base/error.hpp"
#include "core/batch/chunk_pool.hpp"

namespace qrgen::batch {
namespace {

// Small at first, so that a short file keeps all threads busy, too.
constexpr std::size_t first_chunk_rows = 16;
constexpr std::size_t max_chunk_rows = 256;
// Pictures of a chunk, on average.
constexpr std::size_t max_chunk_bytes = 2 << 20;

void draw(Chunk& chunk, PictureMaker& maker, PictureOutput* output) {
    for (Item& item : chunk.items) {
        const bool is_new =
            item.action == Action::created || item.action == Action::updated || item.action == Action::drawn;
        const bool is_wanted = item.picture == PictureState::wanted;
        if (item.is_refused() || (!is_new && !is_wanted)) continue;
        if (item.picture == PictureState::kept) continue;
        try {
            item.bytes = maker.draw(item);
            if (output != nullptr) output->check(item);
        } catch (const Error& error) {
            item.refuse(error.message());
        }
    }
}

// What a thread does with a chunk.
void work_on(Chunk& chunk, PictureMaker& maker, const BatchParts& parts, int worker) {
    try {
        draw(chunk, maker, parts.output);
        if (parts.writer != nullptr) parts.writer->write(chunk);
        for (Item& item : chunk.items) {
            if (parts.output != nullptr && !item.is_refused()) parts.output->write(item, worker);
            ++chunk.done;
        }
    } catch (...) {
        chunk.failure = std::current_exception();
    }
}

class Run {
  public:
    Run(RowReader& rows, const BatchParts& parts)
        : rows_(rows), parts_(parts), pool_(parts.jobs, [this](Chunk& chunk, int worker) {
              work_on(chunk, maker_of(worker), parts_, worker);
          }) {
        for (int i = 0; i < parts.jobs; ++i) makers_.push_back(parts.make_maker());
    }

    bool run() {
        const std::size_t most_in_flight = 2 * static_cast<std::size_t>(parts_.jobs) + 1;
        while (true) {
            // What is done is told before more rows are waited for.
            while (pool_.oldest_is_done()) report(*pool_.take_oldest());
            if (pool_.in_flight() < most_in_flight && goes_on()) {
                submit_next();
            } else if (pool_.in_flight() > 0) {
                report(*pool_.take_oldest());
            } else {
                break;
            }
        }
        if (failure_) std::rethrow_exception(failure_);
        return !was_stopped_;
    }

  private:
    PictureMaker& maker_of(int worker) { return *makers_[static_cast<std::size_t>(worker)]; }

    bool goes_on() {
        if (has_ended_ || failure_ || was_stopped_) return false;
        was_stopped_ = parts_.should_stop();
        return !was_stopped_;
    }

    void fail_with(std::exception_ptr failure) {
        if (!failure_) failure_ = std::move(failure);
    }

    void submit_next() {
        auto chunk = std::make_unique<Chunk>();
        read(*chunk);
        if (chunk->items.empty()) return;
        try {
            parts_.planner.plan(*chunk);
        } catch (...) {
            return fail_with(std::current_exception());
        }
        pool_.submit(std::move(chunk));
    }

    // What was read before a failure is still worked on. What is read when the run is to stop may be a part
    // of a row, or of the file: the source may have been cut off.
    void read(Chunk& chunk) {
        try {
            while (chunk.items.size() < chunk_rows_) {
                Item item;
                has_ended_ = !rows_.next(item.row);
                was_stopped_ = parts_.should_stop();
                if (has_ended_ || was_stopped_) return;
                chunk.items.push_back(std::move(item));
            }
            chunk_rows_ = std::min(chunk_rows_ * 2, row_limit_);
        } catch (...) {
            was_stopped_ = parts_.should_stop();
            if (!was_stopped_) fail_with(std::current_exception());
        }
    }

    void report(Chunk& chunk) {
        std::size_t bytes = 0;
        for (std::size_t i = 0; i < chunk.done; ++i) {
            Item& item = chunk.items[i];
            bytes += item.bytes.size();
            try {
                if (parts_.output != nullptr && !item.is_refused() && !output_failed_)
                    parts_.output->collect(item);
            } catch (...) {
                output_failed_ = true;
                fail_with(std::current_exception());
            }
            parts_.on_item(item);
        }
        if (chunk.failure) fail_with(chunk.failure);
        checkpoint();
        if (chunk.done == 0) return;
        const std::size_t average = bytes / chunk.done + 1;
        row_limit_ = std::clamp<std::size_t>(max_chunk_bytes / average, 1, max_chunk_rows);
        chunk_rows_ = std::min(chunk_rows_, row_limit_);
    }

    void checkpoint() {
        try {
            if (parts_.output != nullptr) parts_.output->checkpoint();
        } catch (...) {
            fail_with(std::current_exception());
        }
    }

    RowReader& rows_;
    const BatchParts& parts_;
    std::vector<std::unique_ptr<PictureMaker>> makers_;
    std::exception_ptr failure_;
    bool has_ended_ = false;
    bool was_stopped_ = false;
    bool output_failed_ = false;
    std::size_t chunk_rows_ = first_chunk_rows;
    std::size_t row_limit_ = max_chunk_rows;
    ChunkPool pool_;  // last: its threads use the others
};

}  // namespace

bool run_batch(RowReader& rows, const BatchParts& parts) {
    return Run(rows, parts).run();
}

}  // namespace qrgen::batch
