// SPDX-License-Identifier: MIT
//
// The options of every command that makes a picture.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "cmd/command.hpp"
#include "cmd/picture/decoration_options.hpp"
#include "cmd/picture/size_options.hpp"
#include "cmd/picture/style_options.hpp"
#include "core/codes/code.hpp"
#include "core/qr/picture/picture.hpp"
#include "core/qr/symbol/encode.hpp"

namespace qrgen::cmd {

/// What holds for an appearance option that is not given, for the help text.
enum class AppearanceDefaults { standard, stored_code };

struct PictureOptions {
    // Where it goes, and in which format.
    std::optional<std::string> output;  // "-": standard output
    std::optional<std::string> format;
    bool force = false;
    bool verify = false;
    bool allow_risky = false;
    std::optional<int> quality;
    bool pure_black_ink = false;
    std::optional<std::string> svg_title;
    std::optional<std::string> svg_description;
    // The symbol.
    std::optional<qr::ErrorLevel> error_level;
    int min_version = 1;
    bool boost = false;
    bool micro = false;
    int split = 1;  // most symbols the content may take
    // How it looks.
    SizeOptions size;
    std::optional<int> border;
    std::optional<std::string> fill_color;
    std::optional<std::string> back_color;
    StyleOptions style;
    DecorationOptions decoration;

    void setup(CLI::App& app, AppearanceDefaults defaults = AppearanceDefaults::standard);

    /// The same without those that only make sense for a single picture: its file, and splitting it.
    void setup_for_many(CLI::App& app);

    /// Only what is the same for all labels of a sheet: neither output nor format, and no size but a width.
    void setup_for_labels(CLI::App& app);

    /// Sets the appearance that the user asked for in a Code or NewCode; the rest stays.
    template <typename Appearance>
    void apply_to(Appearance& appearance) const {
        if (size.size) appearance.size = *size.size;
        if (border) appearance.border = *border;
        if (fill_color) appearance.fill_color = *fill_color;
        if (back_color) appearance.back_color = *back_color;
        if (error_level) appearance.error_level = *error_level;
    }

    bool goes_to_stdout() const { return !output || *output == "-"; }

    /// The picture of a code that apply_to() was called with. Throws Error(invalid) for values out of range,
    /// and for one that is hard to scan (qr::scan_risks) unless allow_risky is set: then that is a warning.
    qr::Picture picture_of(const codes::Code& code, const Context& context) const;

    /// The same without a look at how hard it is to scan.
    qr::Picture draft_of(const codes::Code& code, const Context& context) const;

    /// What makes the picture hard to scan, one sentence each. Throws Error(usage) if there is anything and
    /// allow_risky is not set.
    std::vector<std::string> accepted_risks(const qr::Picture& picture) const;

    qr::EncodeOptions encode_options(const codes::Code& code, qr::ContentKind kind) const;
};

}  // namespace qrgen::cmd
