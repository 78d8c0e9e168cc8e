// SPDX-License-Identifier: MIT
#include "core/qr/images/glib.hpp"

#include "core/base/text.hpp"

namespace qrgen::qr {

const Glib& glib() {
    static const Glib loaded;
    return loaded;
}

std::string take_message(GError* error) {
    if (error == nullptr) return "its library gives no reason";
    std::string message = printable(trim(error->message));
    glib().error_free(error);
    return message;
}

}  // namespace qrgen::qr
