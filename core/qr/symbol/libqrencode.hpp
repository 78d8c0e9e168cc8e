// SPDX-License-Identifier: MIT
//
// libqrencode's types with owners, and our types in its terms.
#pragma once

#include <memory>
#include <vector>

#include <qrencode.h>

#include "core/qr/symbol/segments.hpp"
#include "core/qr/symbol/symbol.hpp"

// In the library, but not in its header: cutting text into segments, and a symbol with a mask that is not
// chosen but given (0 to 7).
extern "C" {
int Split_splitStringToQRinput(const char* string, QRinput* input, QRencodeMode hint, int casesensitive);
QRcode* QRcode_encodeMask(QRinput* input, int mask);
}

namespace qrgen::qr {

struct LibraryDeleter {
    void operator()(QRcode* code) const noexcept { QRcode_free(code); }
    void operator()(QRcode_List* codes) const noexcept { QRcode_List_free(codes); }
    void operator()(QRinput* input) const noexcept { QRinput_free(input); }
    void operator()(QRinput_Struct* inputs) const noexcept { QRinput_Struct_free(inputs); }
};
template <typename Type>
using Owned = std::unique_ptr<Type, LibraryDeleter>;

QRecLevel library_level(ErrorLevel level) noexcept;

/// For QR codes the library takes a larger version where the segments need it.
Owned<QRinput> make_input(const std::vector<Segment>& segments, SymbolKind kind, int version,
                          ErrorLevel level);

Symbol to_symbol(const QRcode& code, ErrorLevel level, SymbolKind kind);

/// By errno, for what should never fail but for want of memory.
[[noreturn]] void throw_library_error();

}  // namespace qrgen::qr
