// SPDX-License-Identifier: MIT
//
// Runs a batch file: reads its rows, stores their codes, makes their pictures. Reading, planning and
// reporting happen in the thread that calls, in the order of the file; drawing, storing and writing files in
// threads of their own, some hundred rows at a time. Memory does not grow with the file but for some 30 bytes
// a row, which tell keys and names that were given before.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>

#include "core/batch/code_writer.hpp"
#include "core/batch/picture_maker.hpp"
#include "core/batch/picture_output.hpp"
#include "core/batch/planner.hpp"
#include "core/batch/row.hpp"

namespace qrgen::batch {

struct BatchParts {
    Planner& planner;
    MakePictureMaker make_maker;
    CodeWriter* writer;     // nullptr: nothing is stored
    PictureOutput* output;  // nullptr: no pictures are wanted, or none written
    int jobs = 1;
    std::function<void(const Item&)> on_item;  // each row with what became of it, in order
    std::function<bool()> should_stop;         // asked after each row: cheap
};

/// Returns when all rows are done, or after should_stop() told so: false then. Throws what ended the run
/// (what the reader or the store throw, a picture that cannot be written), after rows that were done by then
/// are reported; what is done stays done. PictureOutput::finish() is left to the caller.
bool run_batch(RowReader& rows, const BatchParts& parts);

}  // namespace qrgen::batch
