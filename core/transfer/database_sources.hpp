// SPDX-License-Identifier: MIT
//
// Sources that are databases on PostgreSQL.
#pragma once

#include <memory>
#include <string>

#include "core/base/clock.hpp"
#include "core/transfer/intake.hpp"

namespace qrgen::transfer {

std::unique_ptr<Source> mvp_database(const std::string& url);
std::unique_ptr<Source> shlink_database(const std::string& url, const Clock& now);
std::unique_ptr<Source> kutt_database(const std::string& url, const Clock& now);

}  // namespace qrgen::transfer
