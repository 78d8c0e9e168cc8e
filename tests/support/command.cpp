// SPDX-License-Identifier: MIT
#include "tests/support/command.hpp"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include <unistd.h>

namespace qrgen::test {
namespace {

class TemporaryFile {
  public:
    explicit TemporaryFile(std::string_view content) {
        const int descriptor = mkstemp(name_.data());
        if (descriptor < 0) throw std::runtime_error("no temporary file");
        close(descriptor);
        std::ofstream(name_, std::ios::binary) << content;
    }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    ~TemporaryFile() { std::filesystem::remove(name_); }

    const std::string& name() const { return name_; }

  private:
    std::string name_ = std::filesystem::temp_directory_path() / "qrgen-test-XXXXXX";
};

}  // namespace

std::string run(std::string command, std::string_view input) {
    const TemporaryFile file(input);
    command.replace(command.find("{}"), 2, "'" + file.name() + "'");
    FILE* pipe = popen(command.c_str(), "r");
    if (pipe == nullptr) throw std::runtime_error("cannot run " + command);
    std::string output;
    std::array<char, 65536> buffer;
    std::size_t size = 0;
    while ((size = fread(buffer.data(), 1, buffer.size(), pipe)) > 0) output.append(buffer.data(), size);
    if (pclose(pipe) != 0) throw std::runtime_error("failed: " + command);
    return output;
}

}  // namespace qrgen::test
