// SPDX-License-Identifier: MIT
//
// The few functions of GLib that using librsvg and poppler takes, loaded at run time.
#pragma once

#include <string>

#include <glib-object.h>

#include "core/base/shared_library.hpp"

namespace qrgen::qr {

struct Glib {
    SharedLibrary objects{"libgobject-2.0.so.0", "libglib2.0-0", "drawing SVG and PDF"};
    SharedLibrary library{"libglib-2.0.so.0", "libglib2.0-0", "drawing SVG and PDF"};
    decltype(g_object_unref)* object_unref = objects.function<decltype(g_object_unref)>("g_object_unref");
    decltype(g_error_free)* error_free = library.function<decltype(g_error_free)>("g_error_free");
    decltype(g_bytes_new_static)* bytes_new_static =
        library.function<decltype(g_bytes_new_static)>("g_bytes_new_static");
    decltype(g_bytes_unref)* bytes_unref = library.function<decltype(g_bytes_unref)>("g_bytes_unref");
};

/// Throws Error(failure) if it cannot be loaded, naming its package.
const Glib& glib();

/// What the error says, fit to be shown; frees it. A null pointer has no reason to give.
std::string take_message(GError* error);

}  // namespace qrgen::qr
