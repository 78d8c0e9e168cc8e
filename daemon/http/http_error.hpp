// SPDX-License-Identifier: MIT
//
// Failures that only HTTP knows. Handlers throw these or qrgen::Error; the router makes the error body of the
// contract from either.
#pragma once

#include <exception>
#include <string>
#include <utility>
#include <vector>

#include "daemon/http/request.hpp"

namespace qrgen::daemon::http {

/// One fault of a 422 answer: `loc` leads to the value ({"query", "limit"}), `type` is a stable word for
/// programs ("value_error", "missing").
struct ValidationFault {
    std::vector<std::string> loc;
    std::string msg;
    std::string type = "value_error";
};

class HttpError : public std::exception {
  public:
    HttpError(int status, std::string detail, std::vector<Header> headers = {})
        : status_(status), detail_(std::move(detail)), headers_(std::move(headers)) {}

    /// 422 with every fault; `faults` must not be empty.
    explicit HttpError(std::vector<ValidationFault> faults)
        : status_(422), detail_("the request is not valid"), faults_(std::move(faults)) {}

    const char* what() const noexcept override { return detail_.c_str(); }
    int status() const noexcept { return status_; }
    const std::string& detail() const noexcept { return detail_; }
    const std::vector<Header>& headers() const noexcept { return headers_; }  // to be answered with it
    const std::vector<ValidationFault>& faults() const noexcept { return faults_; }

  private:
    int status_;
    std::string detail_;
    std::vector<Header> headers_;
    std::vector<ValidationFault> faults_;
};

}  // namespace qrgen::daemon::http
