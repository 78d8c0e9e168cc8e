// SPDX-License-Identifier: MIT
#include "core/qr/formats/deflate.hpp"

#include <memory>
#include <new>

#include <libdeflate.h>

namespace qrgen::qr {
namespace {

// Measured on pictures from 250 to 2500 pixels: less is up to twice as fast but up to six times as large
// where pictures are wide; more is slower and hardly smaller.
constexpr int compression_level = 6;

struct CompressorDeleter {
    void operator()(libdeflate_compressor* compressor) const noexcept {
        libdeflate_free_compressor(compressor);
    }
};
using CompressorPtr = std::unique_ptr<libdeflate_compressor, CompressorDeleter>;

libdeflate_compressor& compressor() {
    // One for each thread, kept: its tables take hundreds of kilobytes, and to allocate them anew for each
    // picture costs more than compressing one.
    thread_local const CompressorPtr instance(libdeflate_alloc_compressor(compression_level));
    if (!instance) throw std::bad_alloc();
    return *instance;
}

}  // namespace

std::string zlib_compress(std::string_view bytes) {
    libdeflate_compressor& zlib = compressor();
    const std::size_t bound = libdeflate_zlib_compress_bound(&zlib, bytes.size());
    // Not a string or vector: those would touch all of a bound that is many times what is needed.
    const auto buffer = std::make_unique_for_overwrite<char[]>(bound);
    const std::size_t size = libdeflate_zlib_compress(&zlib, bytes.data(), bytes.size(), buffer.get(), bound);
    return {buffer.get(), size};
}

}  // namespace qrgen::qr
