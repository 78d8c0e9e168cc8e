// SPDX-License-Identifier: MIT
//
// Making the picture that the options ask for, and delivering it to files or standard output.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "cmd/command.hpp"
#include "cmd/picture/picture_options.hpp"
#include "core/base/file.hpp"
#include "core/codes/code.hpp"
#include "core/qr/formats/format.hpp"
#include "core/qr/symbol/encode.hpp"

namespace qrgen::cmd {

/// Where one picture goes and in which format; with --split several, numbered. The constructor finds out
/// everything that can go wrong before there is a picture: Error(usage) for a format that nobody knows or
/// binary on a terminal, and what StagedFile throws. `options` must outlive it.
class PictureJob {
  public:
    PictureJob(const PictureOptions& options, const Context& context);

    /// Draws the code's content with the code's appearance, and stages the files. May be called again for
    /// another code instead. Throws Error(invalid) for values out of range and content that does not fit,
    /// Error(usage) for what the format cannot show, Error(verification) if the picture was to be verified
    /// and does not scan.
    void render(const codes::Code& code, qr::ContentKind kind = qr::ContentKind::text);

    /// Gives the picture to the user. To be called once, after render().
    void deliver();

  private:
    void verify(const std::string& content) const;
    void report(const qr::Symbol& symbol, const qr::Picture& picture) const;

    const PictureOptions& options_;
    const Context& context_;
    const qr::Format* format_;
    std::vector<std::unique_ptr<StagedFile>> files_;  // none: standard output
    std::vector<std::string> pictures_;
};

}  // namespace qrgen::cmd
