// SPDX-License-Identifier: MIT
#include "cmd/streamed_file.hpp"

#include <unistd.h>

#include "cmd/terminal.hpp"
#include "core/base/error.hpp"

namespace qrgen::cmd {
namespace {

void stop_if_asked_to() {
    if (DeferredSignals::any_waiting()) throw Error(ErrorKind::failure, "interrupted");
}

}  // namespace

StreamedFile::StreamedFile(const std::optional<std::string>& name, Overwrite overwrite, const char* what) {
    if (name && *name != "-") {
        file_ = std::make_unique<StagedFile>(*name, overwrite);
    } else if (is_terminal(STDOUT_FILENO)) {
        throw Error(ErrorKind::usage, std::string(what) + " is not written to a terminal",
                    "give the name of a file");
    }
}

void StreamedFile::append(std::string_view bytes) {
    if (!file_) return write_stdout(bytes);
    stop_if_asked_to();
    file_->append(bytes);
}

void StreamedFile::commit() {
    if (!file_) return;
    stop_if_asked_to();
    file_->commit();
}

}  // namespace qrgen::cmd
