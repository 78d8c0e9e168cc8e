// SPDX-License-Identifier: MIT
//
// What a request for the picture of a code asks for.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/codes/code.hpp"
#include "core/qr/formats/format.hpp"
#include "core/qr/picture/logo.hpp"
#include "daemon/fields.hpp"
#include "daemon/http/request.hpp"
#include "daemon/http/route.hpp"

namespace qrgen::daemon {

/// The widest picture of pixels whose size is told as a length: A4 paper's width at 600 dots per inch.
inline constexpr int max_physical_pixels = 5000;

std::span<const http::Parameter> image_parameters();

class ImageRequest {
  public:
    /// `logo` is the one for include_logo, or null. Throws HttpError with all faults that can be told without
    /// the code.
    ImageRequest(const http::Request& request, std::shared_ptr<const qr::Logo> logo);

    const qr::Format& format() const noexcept { return *format_; }

    /// Whether it is a picture of more pixels than `size` can ask for: drawing one takes up to a second and
    /// 250 MB.
    bool is_large() const;

    /// All that the request says and that determines the picture, for telling versions of it apart. What the
    /// parameters leave to the code is not part of it.
    std::string description() const;

    /// The file. Throws HttpError with the faults that come from the code: colours that are the same, a
    /// symbol that does not fit into the width, or whose content does not fit at the error level.
    /// Thread-safe.
    std::string render(const codes::Code& code) const;

  private:
    void check_sizes();
    std::optional<std::int64_t> physical_pixels() const;
    qr::Picture picture_of(const codes::Code& code) const;
    void apply_colours(qr::Picture& picture) const;
    void apply_size(qr::Picture& picture) const;
    qr::ErrorLevel level_for(const codes::Code& code) const;
    std::string_view parameter_of(std::string_view field) const;

    Fields fields_;
    const qr::Format* format_;
    std::shared_ptr<const qr::Logo> logo_;  // null unless it is wanted
};

}  // namespace qrgen::daemon
