// SPDX-License-Identifier: MIT
#include "core/qr/picture/caption_lines.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "core/qr/picture/text_outline.hpp"

namespace qrgen::qr {
namespace {

class Typesetter {
  public:
    Typesetter(const Caption& caption, double width) : caption_(caption), width_(width) {}

    // One line of the caption's text, broken into as many as it takes.
    void add(std::string_view text) {
        text = text.substr(0, text.find_last_not_of(' ') + 1);
        std::string line;
        while (!text.empty()) {
            // A word with the spaces before it.
            const std::size_t end = std::min(text.find(' ', text.find_first_not_of(' ')), text.size());
            const std::string longer = line + std::string(text.substr(0, end));
            if (!line.empty() && !fits(longer)) {
                end_line(std::exchange(line, {}));
                text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
            } else {
                line = longer;
                text.remove_prefix(end);
            }
        }
        end_line(line);
    }

    std::vector<CaptionLine> take() { return std::move(lines_); }

  private:
    bool fits(const std::string& text) const {
        return outline_text(text, caption_.font).width * caption_.height <= width_;
    }

    void end_line(const std::string& text) {
        if (text.empty()) {
            lines_.push_back({.path = {}, .width = 0, .ascent = 0, .height = caption_.height});
            return;
        }
        const TextOutline outline = outline_text(text, caption_.font);
        const double scale =
            outline.width > 0 ? std::min(caption_.height, width_ / outline.width) : caption_.height;
        CaptionLine line{
            .path = {}, .width = outline.width * scale, .ascent = outline.ascent * scale, .height = scale};
        line.path.add(outline.path, scale, {0, 0});
        lines_.push_back(std::move(line));
    }

    const Caption& caption_;
    double width_;
    std::vector<CaptionLine> lines_;
};

}  // namespace

std::vector<CaptionLine> set_caption(const Caption& caption, double width) {
    Typesetter typesetter(caption, width);
    std::string_view rest = caption.text;
    while (true) {
        const std::size_t end = rest.find('\n');
        typesetter.add(rest.substr(0, end));
        if (end == std::string_view::npos) return typesetter.take();
        rest.remove_prefix(end + 1);
    }
}

double height_of(const std::vector<CaptionLine>& lines) noexcept {
    double height = 0;
    for (const CaptionLine& line : lines) height += line.height;
    return height;
}

}  // namespace qrgen::qr
