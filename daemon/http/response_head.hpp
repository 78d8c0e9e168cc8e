// SPDX-License-Identifier: MIT
//
// Status line and headers of a response as they are sent.
#pragma once

#include <ctime>
#include <string>
#include <string_view>

#include "daemon/http/response.hpp"

namespace qrgen::daemon::http {

/// What becomes of the connection after a response, as its headers say.
enum class Persistence { close, keep_alive, keep_alive_1_0 };

/// The value of Date (RFC 9110 section 5.6.7), made once a second. Not thread-safe.
class DateText {
  public:
    std::string_view at(std::time_t now);

  private:
    std::time_t made_for_ = -1;
    std::string text_;
};

/// Whether all headers have names and values that can be sent: a line end in one would begin another header,
/// or another response.
bool has_sound_headers(const Response& response) noexcept;

/// What is answered in place of a response that cannot be sent.
Response internal_failure();

/// Whether responses of that status have a body (RFC 9112 section 6.3).
bool may_have_body(int status) noexcept;

/// Requires has_sound_headers().
std::string response_head(const Response& response, Persistence persistence, std::string_view date);

}  // namespace qrgen::daemon::http
