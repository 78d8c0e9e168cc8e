// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <exception>
#include <string>
#include <string_view>
#include <vector>

#include "core/batch/picture_ledger.hpp"
#include "core/batch/row.hpp"
#include "core/codes/code.hpp"
#include "core/qr/formats/format.hpp"

namespace qrgen::batch {

enum class Action {
    created,
    updated,
    unchanged,  // the code; its picture may have been made
    drawn,      // a picture of a code that is not stored
    refused,    // `error` says why; nothing was stored, no picture written
};
std::string_view to_string(Action action) noexcept;

enum class PictureState {
    none,     // none is wanted
    kept,     // it is there, made from the same source
    wanted,   // to be made, or made and not yet delivered
    written,  // delivered
};

/// A row on its way.
struct Item {
    Row row;
    Action action = Action::refused;
    codes::Code code{};            // as it is to be stored
    bool has_own_short_id = true;  // false: the short id was drawn, and can be drawn again
    std::string file{};            // name of the picture, relative
    const qr::Format* format = nullptr;
    PictureSource source = 0;
    PictureState picture = PictureState::none;
    bool replaces_picture = false;  // a picture of ours that is there may go
    std::string bytes{};            // of the picture
    std::string error{};

    bool is_refused() const noexcept { return action == Action::refused; }
    void refuse(std::string reason) {
        action = Action::refused;
        error = std::move(reason);
        bytes.clear();
    }
};

/// Rows that are worked on together, in the order of the file.
struct Chunk {
    std::vector<Item> items;
    std::size_t done = 0;          // items with a result; the others of a chunk that failed have none
    std::exception_ptr failure{};  // what ended the run, if it happened here
};

}  // namespace qrgen::batch
