// SPDX-License-Identifier: MIT
#include "core/qr/picture/logo_fit.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/base/error.hpp"
#include "core/qr/symbol/module_role.hpp"

namespace qrgen::qr {
namespace {

constexpr int max_version = 40;
constexpr std::array all_levels{ErrorLevel::low, ErrorLevel::medium, ErrorLevel::quartile, ErrorLevel::high};

// A colour is clearly dark or light if it is farther than this from the middle between dark and light
// modules, as a share of their difference.
constexpr double unclear_share = 0.1;

// How a module under the logo is seen.
enum class Seen : std::uint8_t {
    dark,
    light,
    unclear,  // now this, now that: an error
};

// What a reader makes of a brightness.
class Threshold {
  public:
    explicit Threshold(const Picture& picture) : dark_(dark_luma(picture)), light_(light_luma(picture)) {}

    Seen apply(double luma_seen) const {
        if (dark_ == light_) return Seen::unclear;
        const double lightness = (luma_seen - dark_) / (light_ - dark_);
        if (lightness < 0.5 - unclear_share) return Seen::dark;
        return lightness > 0.5 + unclear_share ? Seen::light : Seen::unclear;
    }

  private:
    static double seen_luma(Colour colour, const Picture& picture) {
        return luma(blend(colour, blend(picture.back, white)));
    }

    static double dark_luma(const Picture& picture) {
        if (picture.gradient) {
            return (seen_luma(picture.fill, picture) + seen_luma(picture.gradient->end, picture)) / 2;
        }
        return seen_luma(picture.data_dark.value_or(picture.fill), picture);
    }

    static double light_luma(const Picture& picture) {
        return seen_luma(picture.data_light.value_or(transparent), picture);
    }

    double dark_;
    double light_;
};

// The brightness of the logo over the background, in as many pixels as it takes to tell modules apart.
class LogoLuma {
  public:
    explicit LogoLuma(const Picture& picture) {
        const Image& image = picture.logo->pixels();
        const Colour ground = blend(picture.back, white);
        ground_ = static_cast<float>(luma(ground));
        width_ = std::min(image.width, most_pixels);
        height_ = std::min(image.height, most_pixels);
        luma_.reserve(static_cast<std::size_t>(width_) * static_cast<std::size_t>(height_));
        for (int y = 0; y < height_; ++y) {
            for (int x = 0; x < width_; ++x) {
                const std::uint8_t* p =
                    image.pixel(centre(x, width_, image.width), centre(y, height_, image.height));
                luma_.push_back(static_cast<float>(luma(blend({p[0], p[1], p[2], p[3]}, ground))));
            }
        }
    }

    // The middle third of the module counts: that is where readers look, because edges may be blurred.
    double of_module(int x, int y, const Box& box) const {
        constexpr int steps = 4;  // in each direction
        double sum = 0;
        for (int j = 0; j < steps; ++j) {
            const double down = (y + in_middle_third(j, steps) - box.y) / box.height;
            for (int i = 0; i < steps; ++i)
                sum += at((x + in_middle_third(i, steps) - box.x) / box.width, down);
        }
        return sum / (steps * steps);
    }

  private:
    static constexpr int most_pixels = 256;  // of a side; no logo is wider than 89 modules

    static int centre(int cell, int cells, int pixels) { return (2 * cell + 1) * pixels / (2 * cells); }
    static double in_middle_third(int step, int steps) { return (1 + (step + 0.5) / steps) / 3; }

    // From 0 to 1 within the logo; around it is background.
    float at(double across, double down) const {
        if (across < 0 || across >= 1 || down < 0 || down >= 1) return ground_;
        const auto column = static_cast<std::size_t>(across * width_);
        const auto row = static_cast<std::size_t>(down * height_);
        return luma_[row * static_cast<std::size_t>(width_) + column];
    }

    float ground_;
    int width_;
    int height_;
    std::vector<float> luma_;
};

LogoLayout layout_on(int symbol_size, const Picture& picture) {
    return lay_out_logo(symbol_size, picture.logo->aspect(), picture.logo_placement);
}

bool covers_function_patterns(int version, const Picture& picture) {
    // From version 7 there are six or more of them.
    const bool may_cover_alignment = version >= 7;
    const ModuleRoles roles(SymbolKind::qr, version);
    const ModuleRectangle cleared = layout_on(roles.size(), picture).cleared;
    for (int y = cleared.top; y < cleared.bottom; ++y) {
        for (int x = cleared.left; x < cleared.right; ++x) {
            const ModuleRole role = roles.at(x, y);
            if (role == ModuleRole::alignment && may_cover_alignment) continue;
            if (role != ModuleRole::data) return true;
        }
    }
    return false;
}

// What is seen of the modules that a logo covers; the same for all symbols of one size.
class CoveredModules {
  public:
    CoveredModules(int symbol_size, const Picture& picture, const LogoLuma& logo,
                   const Threshold& threshold) {
        const LogoLayout layout = layout_on(symbol_size, picture);
        cleared_ = layout.cleared;
        for (int y = cleared_.top; y < cleared_.bottom; ++y) {
            for (int x = cleared_.left; x < cleared_.right; ++x) {
                seen_.push_back(threshold.apply(logo.of_module(x, y, layout.image)));
            }
        }
    }

    bool is_dark(const Symbol& symbol, int x, int y) const {
        if (!cleared_.contains(x, y)) return symbol.is_dark(x, y);
        const int index = (y - cleared_.top) * (cleared_.right - cleared_.left) + (x - cleared_.left);
        const Seen seen = seen_[static_cast<std::size_t>(index)];
        return seen == Seen::unclear ? !symbol.is_dark(x, y) : seen == Seen::dark;
    }

  private:
    ModuleRectangle cleared_;
    std::vector<Seen> seen_;
};

// All symbols of a content that could carry a logo, made when they are needed and kept.
class Candidates {
  public:
    Candidates(const Picture& picture, std::string_view content, const EncodeOptions& options)
        : content_(content), options_(options), logo_(picture), threshold_(picture) {
        options_.boost = false;
        Symbol smallest = encode(content, options_);
        lowest_version_ = smallest.version();
        symbols_.try_emplace({lowest_version_, options.level}, std::move(smallest));
        options_.boost = options.boost;
    }

    // The first one that keeps its reserve, smaller versions before larger ones; null if there is none.
    const Symbol* find(const Picture& picture) {
        for (int version = lowest_version_; version <= max_version; ++version) {
            if (covers_function_patterns(version, picture)) continue;
            const CoveredModules covered(symbol_size(SymbolKind::qr, version), picture, logo_, threshold_);
            if (const Symbol* symbol = find(version, covered)) return symbol;
        }
        return nullptr;
    }

  private:
    const Symbol* find(int version, const CoveredModules& covered) {
        // Where the highest level does not do, which corrects most, there is no need to try the others.
        const auto highest = std::find_if(all_levels.rbegin(), all_levels.rend(),
                                          [&](ErrorLevel level) { return at(version, level).has_value(); });
        if (highest == all_levels.rend() || !fits(*at(version, *highest), covered)) return nullptr;
        if (options_.boost) return &*at(version, *highest);
        for (const ErrorLevel level : all_levels) {
            const auto& symbol = at(version, level);
            if (symbol && fits(*symbol, covered)) return &*symbol;
        }
        return nullptr;
    }

    static bool fits(const Symbol& symbol, const CoveredModules& covered) {
        const auto seen = [&](int x, int y) { return covered.is_dark(symbol, x, y); };
        return keeps_reserve(count_errors(symbol, seen), logo_reserve);
    }

    // nullopt if the level is not allowed or the content does not fit.
    const std::optional<Symbol>& at(int version, ErrorLevel level) {
        const auto [place, is_new] = symbols_.try_emplace({version, level});
        if (is_new && level >= options_.level) make(version, level);
        return place->second;
    }

    // Of this version, or of the lowest beyond at which the content fits.
    void make(int version, ErrorLevel level) {
        std::optional<Symbol> symbol;
        try {
            symbol = encode(content_, {.level = level, .min_version = version, .kind = options_.kind});
        } catch (const Error& error) {
            if (error.kind() != ErrorKind::invalid) throw;
        }
        const int fitting = symbol ? symbol->version() : max_version + 1;
        for (int too_small = version; too_small < fitting; ++too_small)
            symbols_.try_emplace({too_small, level});
        if (symbol) symbols_[{fitting, level}] = std::move(symbol);
    }

    std::string_view content_;
    EncodeOptions options_;
    LogoLuma logo_;
    Threshold threshold_;
    int lowest_version_;
    std::map<std::pair<int, ErrorLevel>, std::optional<Symbol>> symbols_;
};

// In whole percent; nullopt if none works.
std::optional<int> largest_size(Candidates& candidates, Picture picture) {
    int works = 0;
    int fails = static_cast<int>(std::ceil(picture.logo_placement.size));
    while (fails - works > 1) {
        const int middle = (works + fails) / 2;
        picture.logo_placement.size = middle;
        (candidates.find(picture) != nullptr ? works : fails) = middle;
    }
    return works > 0 ? std::optional(works) : std::nullopt;
}

[[noreturn]] void refuse(const Picture& picture, std::optional<int> largest) {
    const std::string reserve = std::to_string(std::lround(100 * logo_reserve));
    std::string size = std::to_string(picture.logo_placement.size);
    size.erase(size.find_last_not_of('0') + 1);
    if (size.ends_with('.')) size.pop_back();
    throw Error(
        {Fault{
            "logo_size",
            "a logo of " + size + " % at this position covers too much: no version and error level leaves " +
                reserve + " % of the error correction in reserve; " +
                (largest ? "at most " + std::to_string(*largest) + " % would work" : "no size would work")}},
        largest ? "" : "in the middle of the code there is most room");
}

}  // namespace

SeenDark seen_under_logo(const Symbol& symbol, const Picture& picture) {
    if (!picture.logo) return [&symbol](int x, int y) { return symbol.is_dark(x, y); };
    CoveredModules covered(symbol.size(), picture, LogoLuma(picture), Threshold(picture));
    return [&symbol, covered = std::move(covered)](int x, int y) { return covered.is_dark(symbol, x, y); };
}

bool logo_covers_function_patterns(const Symbol& symbol, const Picture& picture) {
    return picture.logo && covers_function_patterns(symbol.version(), picture);
}

Symbol encode_for(const Picture& picture, std::string_view content, const EncodeOptions& options) {
    if (!picture.logo) return encode(content, options);
    if (options.symbol == SymbolKind::micro) {
        throw Error({Fault{"logo", "a Micro QR code has no room for a logo"}});
    }
    Candidates candidates(picture, content, options);
    const Symbol* fitting = candidates.find(picture);
    if (fitting == nullptr) refuse(picture, largest_size(candidates, picture));
    return *fitting;
}

}  // namespace qrgen::qr
