// SPDX-License-Identifier: MIT
//
// The options for what is put on and around a code: logo, caption and frame.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include <CLI/CLI.hpp>

#include "core/qr/picture/picture.hpp"

namespace qrgen::cmd {

struct DecorationOptions {
    std::optional<std::string> logo_file;
    qr::LogoPlacement logo_placement;
    std::optional<std::string> caption;
    qr::CaptionSide caption_side = qr::CaptionSide::below;
    double caption_height = 3;
    std::string font;
    qr::Frame frame;

    enum class CaptionSource {
        option,       // --caption alone
        also_others,  // the look of captions can be told without one
    };

    void setup(CLI::App& app, CaptionSource captions = CaptionSource::option);

    /// Reads the logo's file now: apply_to(), also of a copy, then does not read it again.
    void load_logo();

    /// Reads the logo's file; throws what qr::load_logo() throws, and Error(invalid) for a caption that is no
    /// text.
    void apply_to(qr::Picture& picture) const;

    /// Another caption, with the look that the options tell; none if it is empty. Throws as above.
    void set_caption(qr::Picture& picture, const std::string& text) const;

  private:
    std::optional<std::string> loaded_file_;
    std::shared_ptr<const qr::Logo> loaded_logo_;
};

}  // namespace qrgen::cmd
