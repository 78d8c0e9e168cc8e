// SPDX-License-Identifier: MIT
#include "cmd/picture/sheet_file.hpp"

#include <unistd.h>

#include "cmd/terminal.hpp"
#include "core/base/error.hpp"

namespace qrgen::cmd {
namespace {

void stop_if_asked_to() {
    if (DeferredSignals::any_waiting()) throw Error(ErrorKind::failure, "interrupted");
}

}  // namespace

SheetFile::SheetFile(const std::optional<std::string>& name, Overwrite overwrite) {
    if (name && *name != "-") {
        file_ = std::make_unique<StagedFile>(*name, overwrite);
    } else if (is_terminal(STDOUT_FILENO)) {
        throw Error(ErrorKind::usage, "a PDF file is not written to a terminal", "use -o FILE");
    }
}

void SheetFile::append(std::string_view bytes) {
    if (!file_) return write_stdout(bytes);
    stop_if_asked_to();
    file_->append(bytes);
}

void SheetFile::commit() {
    if (!file_) return;
    stop_if_asked_to();
    file_->commit();
}

}  // namespace qrgen::cmd
