// SPDX-License-Identifier: MIT
#include "core/qr/picture/text_outline.hpp"

#include <mutex>
#include <optional>

#include <pthread.h>

#include "core/base/error.hpp"
#include "core/base/text.hpp"
#include "core/qr/picture/font_library.hpp"

namespace qrgen::qr {
namespace {

[[noreturn]] void refuse(std::string message) {
    throw Error({Fault{"caption", std::move(message)}});
}

bool is_control(char32_t character) {
    constexpr char32_t line_separator = 0x2028;
    constexpr char32_t paragraph_separator = 0x2029;
    return character < 0x20 || (character >= 0x7F && character < 0xA0) || character == line_separator ||
           character == paragraph_separator;
}

std::u32string check(std::string_view text) {
    std::u32string characters;
    for (std::size_t offset = 0; offset < text.size();) {
        const std::optional<char32_t> character = next_code_point(text, offset);
        if (!character) refuse("the text is not valid UTF-8 (at byte " + std::to_string(offset) + ")");
        if (is_control(*character)) refuse("the text has a control character: " + printable(text));
        if (characters.size() == max_caption_length) {
            refuse("the text has more than " + std::to_string(max_caption_length) + " characters");
        }
        characters += *character;
    }
    return characters;
}

struct Shared {
    std::mutex mutex = {};
    FontLibrary fonts = {};
};

Shared& shared() {
    static Shared fonts;
    // A copy of this process (fork) must not find fontconfig's own locks taken.
    static const int registered = pthread_atfork(
        [] { shared().mutex.lock(); }, [] { shared().mutex.unlock(); }, [] { shared().mutex.unlock(); });
    static_cast<void>(registered);
    return fonts;
}

}  // namespace

TextOutline outline_text(std::string_view text, const std::string& font) {
    const std::u32string characters = check(text);
    Shared& fonts = shared();
    const std::lock_guard lock(fonts.mutex);
    return fonts.fonts.outline(characters, font);
}

}  // namespace qrgen::qr
