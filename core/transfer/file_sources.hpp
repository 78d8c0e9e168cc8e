// SPDX-License-Identifier: MIT
//
// Sources that are files of records.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "core/base/clock.hpp"
#include "core/records/record_reader.hpp"
#include "core/transfer/intake.hpp"
#include "core/transfer/link_rows.hpp"

namespace qrgen::transfer {

std::unique_ptr<Source> own_file(std::unique_ptr<records::RecordReader> reader, records::RecordSyntax syntax);
std::unique_ptr<Source> mvp_file(std::unique_ptr<records::RecordReader> reader);
std::unique_ptr<Source> link_file(Shortener shortener, std::unique_ptr<records::RecordReader> reader,
                                  const Clock& now);

/// A dump of YOURLS's database; `file` is opened once for links and once for visits.
std::unique_ptr<Source> yourls_dump(const std::string& file, const Clock& now);

}  // namespace qrgen::transfer
