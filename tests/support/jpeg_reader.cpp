// SPDX-License-Identifier: MIT
#include "tests/support/jpeg_reader.hpp"

#include <array>
#include <cstdio>
#include <memory>
#include <stdexcept>
#include <string>

#include <jpeglib.h>

namespace qrgen::test {
namespace {

[[noreturn]] void fail(j_common_ptr info) {
    std::array<char, JMSG_LENGTH_MAX> message{};
    info->err->format_message(info, message.data());
    throw std::runtime_error(std::string("libjpeg: ") + message.data());
}

void fail_at_warnings(j_common_ptr info, int level) {
    if (level < 0) fail(info);
}

struct Destroy {
    void operator()(jpeg_decompress_struct* info) const { jpeg_destroy_decompress(info); }
};

bool has_full_chroma(const jpeg_decompress_struct& info) {
    for (int i = 0; i < info.num_components; ++i) {
        if (info.comp_info[i].h_samp_factor != info.max_h_samp_factor ||
            info.comp_info[i].v_samp_factor != info.max_v_samp_factor)
            return false;
    }
    return true;
}

}  // namespace

JpegFile read_jpeg(std::string_view file) {
    jpeg_decompress_struct info{};
    jpeg_error_mgr errors{};
    info.err = jpeg_std_error(&errors);
    errors.error_exit = fail;
    errors.emit_message = fail_at_warnings;
    jpeg_create_decompress(&info);
    const std::unique_ptr<jpeg_decompress_struct, Destroy> destroy_at_end(&info);
    const std::string bytes(file);
    jpeg_mem_src(&info, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
    jpeg_read_header(&info, TRUE);
    const int components = info.num_components;
    const bool full_chroma = has_full_chroma(info);
    const bool square = info.X_density == info.Y_density;
    const int density = info.saw_JFIF_marker && info.density_unit == 1 && square ? info.X_density : 0;
    info.out_color_space = JCS_RGB;
    jpeg_start_decompress(&info);
    Image image(static_cast<int>(info.output_width), static_cast<int>(info.output_height), qr::black);
    std::vector<JSAMPLE> row(3 * static_cast<std::size_t>(image.width));
    for (int y = 0; y < image.height; ++y) {
        JSAMPROW rows = row.data();
        jpeg_read_scanlines(&info, &rows, 1);
        for (int x = 0; x < image.width; ++x) {
            const JSAMPLE* rgb = row.data() + 3 * x;
            image.at(x, y) = {rgb[0], rgb[1], rgb[2]};
        }
    }
    jpeg_finish_decompress(&info);
    return {
        .components = components, .full_chroma = full_chroma, .density = density, .image = std::move(image)};
}

}  // namespace qrgen::test
