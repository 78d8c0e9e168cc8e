// SPDX-License-Identifier: MIT
//
// The options of every command that makes a picture, and delivering the picture to a file or standard output.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include <CLI/CLI.hpp>

#include "cmd/command.hpp"
#include "core/base/file.hpp"
#include "core/codes/code.hpp"
#include "core/qr/encode.hpp"
#include "core/qr/format.hpp"

namespace qrgen::cmd {

/// What holds for an appearance option that is not given, for the help text.
enum class AppearanceDefaults { standard, stored_code };

struct PictureOptions {
    std::optional<std::string> output;  // "-": standard output
    std::optional<std::string> format;
    bool force = false;
    std::optional<int> size;
    std::optional<int> pixels;
    std::optional<int> scale;
    std::optional<int> border;
    std::optional<std::string> fill_color;
    std::optional<std::string> back_color;
    std::optional<qr::ErrorLevel> error_level;
    int min_version = 1;
    bool boost = false;
    std::optional<std::string> svg_title;
    std::optional<std::string> svg_description;

    void setup(CLI::App& app, AppearanceDefaults defaults = AppearanceDefaults::standard);

    /// Sets the appearance that the user asked for in a Code or NewCode; the rest stays.
    template <typename Appearance>
    void apply_to(Appearance& appearance) const {
        if (size) appearance.size = *size;
        if (border) appearance.border = *border;
        if (fill_color) appearance.fill_color = *fill_color;
        if (back_color) appearance.back_color = *back_color;
        if (error_level) appearance.error_level = *error_level;
    }
};

/// Where one picture goes and in which format. The constructor finds out everything that can go wrong before
/// there is a picture: Error(usage) for a format that nobody knows or binary on a terminal, and what
/// StagedFile throws. `options` must outlive it.
class PictureJob {
  public:
    PictureJob(const PictureOptions& options, const Context& context);

    /// Draws the code's content with the code's appearance, and stages the file. May be called again for
    /// another code instead. Throws Error(invalid) for values out of range and content that does not fit.
    void render(const codes::Code& code, qr::ContentKind kind = qr::ContentKind::text);

    /// Gives the picture to the user. To be called once, after render().
    void deliver();

  private:
    const PictureOptions& options_;
    const Context& context_;
    const qr::Format* format_;
    std::unique_ptr<StagedFile> file_;  // none: standard output
    std::string bytes_;
};

}  // namespace qrgen::cmd
