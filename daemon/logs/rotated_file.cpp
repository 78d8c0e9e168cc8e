// SPDX-License-Identifier: MIT
#include "daemon/logs/rotated_file.hpp"

#include <spdlog/details/log_msg.h>
#include <spdlog/formatter.h>

#include "core/base/log_file_sink.hpp"

namespace qrgen::daemon {
namespace {

class Verbatim final : public spdlog::formatter {
  public:
    void format(const spdlog::details::log_msg& message, spdlog::memory_buf_t& out) override {
        out.append(message.payload.begin(), message.payload.end());
    }
    std::unique_ptr<spdlog::formatter> clone() const override { return std::make_unique<Verbatim>(); }
};

}  // namespace

class RotatedFile::Impl {
  public:
    explicit Impl(const std::filesystem::path& path) : sink(path) {
        sink.set_formatter(std::make_unique<Verbatim>());
    }
    LogFileSink sink;
};

RotatedFile::RotatedFile(const std::filesystem::path& path) : impl_(std::make_unique<Impl>(path)) {}
RotatedFile::~RotatedFile() = default;

void RotatedFile::write(std::string_view lines) noexcept {
    try {
        impl_->sink.log({"", spdlog::level::info, spdlog::string_view_t(lines.data(), lines.size())});
        impl_->sink.flush();
    } catch (const std::exception&) {
        return;  // a full disk must not end the work that the lines tell about
    }
}

}  // namespace qrgen::daemon
