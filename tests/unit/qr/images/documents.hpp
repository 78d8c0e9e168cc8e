// SPDX-License-Identifier: MIT
//
// Small documents, and what the tests of those who draw them share.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include <unistd.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/error.hpp"
#include "core/qr/images/document_reader.hpp"
#include "tests/support/image.hpp"

namespace qrgen::qr {

using Reader = Image (*)(std::string_view, const ImageLimits&);

inline std::array<int, 4> pixel(const Image& image, int x, int y) {
    const std::uint8_t* const p = image.pixel(x, y);
    return {p[0], p[1], p[2], p[3]};
}

inline std::string refusal(Reader read, std::string_view bytes, const ImageLimits& limits = {}) {
    try {
        read(bytes, limits);
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::invalid) << error.message();
        EXPECT_EQ(error.faults().empty() ? "" : error.faults().front().field, "picture");
        return error.message();
    }
    ADD_FAILURE() << "was drawn";
    return {};
}

/// For the decoders, which know no transparency.
inline test::Image on_white(const Image& image) {
    test::Image result(image.width, image.height, white);
    for (int y = 0; y < image.height; ++y) {
        for (int x = 0; x < image.width; ++x) {
            const std::uint8_t* const p = image.pixel(x, y);
            if (p[3] > 127) result.at(x, y) = {p[0], p[1], p[2]};
        }
    }
    return result;
}

inline std::string svg(const std::string& attributes, const std::string& content) {
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" " +
           attributes + ">" + content + "</svg>";
}

inline const std::string green_square = R"(<rect width="10" height="10" fill="#00ff00"/>)";

/// A file with these objects, numbered from 1, of which the first is the catalogue.
inline std::string pdf(const std::vector<std::string>& objects, const std::string& trailer = {}) {
    std::string file = "%PDF-1.4\n";
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < objects.size(); ++i) {
        places.push_back(file.size());
        file += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
    }
    const std::size_t table = file.size();
    const std::string count = std::to_string(objects.size() + 1);
    file += "xref\n0 " + count + "\n0000000000 65535 f \n";
    for (const std::size_t place : places) {
        std::string digits = std::to_string(place);
        file += std::string(10 - digits.size(), '0') + digits + " 00000 n \n";
    }
    return file + "trailer\n<< /Size " + count + " /Root 1 0 R " + trailer + " >>\nstartxref\n" +
           std::to_string(table) + "\n%%EOF\n";
}

inline std::string stream(const std::string& content) {
    return "<< /Length " + std::to_string(content.size()) + " >>\nstream\n" + content + "\nendstream";
}

inline std::string one_page(const std::string& box, const std::string& content,
                            const std::string& trailer = {}) {
    return pdf({"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                "<< /Type /Page /Parent 2 0 R /MediaBox [" + box + "] /Contents 4 0 R >>", stream(content)},
               trailer);
}

inline std::string eps(const std::string& box, const std::string& program) {
    return "%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: " + box + "\n%%EndComments\n" + program + "\n%%EOF\n";
}

/// A folder with a picture that is green, and a text.
class OutsideTest : public ::testing::Test {
  protected:
    OutsideTest() {
        std::filesystem::create_directories(folder_);
        std::ofstream(folder_ / "green.svg") << svg(R"(viewBox="0 0 10 10")", green_square);
        std::ofstream(folder_ / "secret.txt") << "SECRET";
    }
    ~OutsideTest() override { std::filesystem::remove_all(folder_); }

    std::string file(const std::string& name) const { return "file://" + (folder_ / name).string(); }

    std::filesystem::path folder_ =
        std::filesystem::temp_directory_path() / ("qrgen-outside-" + std::to_string(getpid()));
};

}  // namespace qrgen::qr
