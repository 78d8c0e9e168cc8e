// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <fontconfig/fontconfig.h>

namespace qrgen::qr {

/// A font that is installed here and has outlines. Valid as long as the FontFinder that it is from.
struct InstalledFont {
    std::string file;
    int index;         // of the face within the file, as FontFace takes it
    std::string name;  // in full, with its style
    const FcCharSet* characters;

    /// By fontconfig's records, which costs no look into the file.
    bool covers(std::u32string_view text) const;
};

/// The fonts of this system by fontconfig, which is loaded by the constructor and configured as for all
/// programs (FONTCONFIG_FILE names another configuration). What is installed later is not seen. Not
/// thread-safe.
class FontFinder {
  public:
    /// Throws Error(failure) if fontconfig is missing, naming its package.
    FontFinder();

    /// All usable fonts: first that of the family, or with the full name, `name` (case does not matter;
    /// empty: the system's sans-serif font), then the others, the likest first. Valid as long as this object.
    /// Throws Error(failure) if no font is installed, naming a package that brings one, and Error(invalid),
    /// field "font", if none has that name.
    const std::vector<InstalledFont>& find(const std::string& name);

  private:
    struct Found {
        std::unique_ptr<FcFontSet, void (*)(FcFontSet*)> set;  // owns what the fonts' records point to
        std::vector<InstalledFont> fonts;
    };
    std::unique_ptr<FcConfig, void (*)(FcConfig*)> config_;
    std::map<std::string, Found> found_;
};

}  // namespace qrgen::qr
