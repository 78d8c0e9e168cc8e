// SPDX-License-Identifier: MIT
//
// Where the content of a code comes from: an argument, standard input, or a payload put together from fields.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "core/qr/payload/payload.hpp"

namespace qrgen::cmd {

class ContentOptions {
  public:
    enum class Bytes { refused, offered };  // whether there is --binary

    /// Declares the argument CONTENT and one option for each kind of payload, under a heading of their own.
    void setup(CLI::App& app, Bytes bytes);

    /// Whether the content is bytes instead of text.
    bool is_binary() const noexcept { return binary_; }

    /// Reads what is to be read, standard input included. Throws Error(usage) for options that exclude each
    /// other and words that are not KEY=VALUE, Error(invalid) for payloads that break their rules,
    /// Error(failure) for files that cannot be read.
    std::string read() const;

  private:
    const qr::PayloadKind* chosen_kind() const;

    std::optional<std::string> argument_;
    bool binary_ = false;
    std::vector<std::vector<std::string>> words_;  // of each kind, in the order of payload_kinds()
};

/// What stands before "=" or "@" in a word KEY=VALUE or KEY@FILE; empty if it is none.
std::string_view key_of_word(std::string_view word) noexcept;

}  // namespace qrgen::cmd
