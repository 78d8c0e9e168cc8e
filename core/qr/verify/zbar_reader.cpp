// SPDX-License-Identifier: MIT
#include "core/qr/verify/zbar_reader.hpp"

#include <memory>

#include <zbar.h>

#include "core/base/error.hpp"
#include "core/base/shared_library.hpp"

namespace qrgen::qr {
namespace {

struct Zbar {
    SharedLibrary library{"libzbar.so.0", "libzbar0", "the second decoder"};

    template <typename Function>
    Function* find(const char* name) const {
        return library.function<Function>(name);
    }

#define QRGEN_ZBAR(name) \
    decltype(::zbar::zbar_##name)* name = find<decltype(::zbar::zbar_##name)>("zbar_" #name)
    QRGEN_ZBAR(image_scanner_create);
    QRGEN_ZBAR(image_scanner_destroy);
    QRGEN_ZBAR(image_scanner_set_config);
    QRGEN_ZBAR(image_create);
    QRGEN_ZBAR(image_destroy);
    QRGEN_ZBAR(image_set_format);
    QRGEN_ZBAR(image_set_size);
    QRGEN_ZBAR(image_set_data);
    QRGEN_ZBAR(image_first_symbol);
    QRGEN_ZBAR(scan_image);
    QRGEN_ZBAR(symbol_next);
    QRGEN_ZBAR(symbol_get_data);
    QRGEN_ZBAR(symbol_get_data_length);
    QRGEN_ZBAR(symbol_get_loc_size);
    QRGEN_ZBAR(symbol_get_loc_x);
    QRGEN_ZBAR(symbol_get_loc_y);
    QRGEN_ZBAR(symbol_get_components);
#undef QRGEN_ZBAR
};

const Zbar& loaded() {
    static const Zbar functions;
    return functions;
}

Point centre_of(const zbar::zbar_symbol_t* symbol) {
    const unsigned corners = loaded().symbol_get_loc_size(symbol);
    Point sum{0, 0};
    for (unsigned i = 0; i < corners; ++i) {
        sum.x += loaded().symbol_get_loc_x(symbol, i);
        sum.y += loaded().symbol_get_loc_y(symbol, i);
    }
    return corners == 0 ? sum : Point{sum.x / corners, sum.y / corners};
}

std::vector<ZbarCode> codes_of(const zbar::zbar_image_t* image) {
    std::vector<ZbarCode> codes;
    for (const zbar::zbar_symbol_t* symbol = loaded().image_first_symbol(image); symbol != nullptr;
         symbol = loaded().symbol_next(symbol)) {
        codes.push_back({.content = std::string(loaded().symbol_get_data(symbol),
                                                loaded().symbol_get_data_length(symbol)),
                         .centre = centre_of(symbol),
                         .is_sequence = loaded().symbol_get_components(symbol) != nullptr});
    }
    return codes;
}

constexpr unsigned long fourcc(const char (&name)[5]) {
    unsigned long code = 0;
    for (int i = 3; i >= 0; --i) code = code << 8 | static_cast<unsigned char>(name[i]);
    return code;
}

}  // namespace

void load_zbar() {
    loaded();
}

std::vector<ZbarCode> read_with_zbar(const Luminance& picture) {
    const std::unique_ptr<zbar::zbar_image_scanner_t, decltype(loaded().image_scanner_destroy)> scanner(
        loaded().image_scanner_create(), loaded().image_scanner_destroy);
    loaded().image_scanner_set_config(scanner.get(), zbar::ZBAR_NONE, zbar::ZBAR_CFG_ENABLE, 0);
    loaded().image_scanner_set_config(scanner.get(), zbar::ZBAR_QRCODE, zbar::ZBAR_CFG_ENABLE, 1);
    // Otherwise it guesses an encoding, not always well, and converts.
    loaded().image_scanner_set_config(scanner.get(), zbar::ZBAR_QRCODE, zbar::ZBAR_CFG_BINARY, 1);

    const std::unique_ptr<zbar::zbar_image_t, decltype(loaded().image_destroy)> image(loaded().image_create(),
                                                                                      loaded().image_destroy);
    loaded().image_set_format(image.get(), fourcc("Y800"));
    loaded().image_set_size(image.get(), static_cast<unsigned>(picture.width()),
                            static_cast<unsigned>(picture.height()));
    loaded().image_set_data(image.get(), picture.pixels().data(), picture.pixels().size(), nullptr);

    if (loaded().scan_image(scanner.get(), image.get()) <= 0) return {};
    return codes_of(image.get());
}

}  // namespace qrgen::qr
