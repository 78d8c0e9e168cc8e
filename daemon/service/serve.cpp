// SPDX-License-Identifier: MIT
#include "daemon/service/serve.hpp"

#include <Poco/Net/ServerSocket.h>
#include "core/base/error.hpp"

namespace qrgen::daemon {

void serve(const ServeOptions&) {
    Poco::Net::ServerSocket s(0);
    throw Error(ErrorKind::failure, "port " + std::to_string(s.address().port()));
}

}  // namespace qrgen::daemon
