// SPDX-License-Identifier: MIT
#include "cmd/destruction_options.hpp"

#include <unistd.h>

#include "core/base/error.hpp"

namespace qrgen::cmd {
namespace {

std::string capitalised(std::string_view word) {
    std::string text(word);
    text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text;
}

}  // namespace

void DestructionOptions::setup(CLI::App& app) {
    app.add_flag("-y,--yes", yes_, "do not ask");
    app.add_flag("-n,--dry-run", dry_run_, "only show what would be " + std::string(verb_.participle));
}

void DestructionOptions::require_confirmable() const {
    const bool can_ask = is_terminal(STDIN_FILENO) && is_terminal(STDERR_FILENO);
    if (yes_ || dry_run_ || can_ask) return;
    throw Error(ErrorKind::usage,
                std::string(verb_.gerund) + " needs a confirmation, and there is no terminal to ask on",
                "use --yes to " + std::string(verb_.infinitive) + ", or --dry-run to see what would be " +
                    std::string(verb_.participle));
}

bool DestructionOptions::is_confirmed(std::size_t count, std::string_view things,
                                      const Context& context) const {
    return is_confirmed(std::to_string(count) + " " + std::string(things), context);
}

bool DestructionOptions::is_confirmed(std::string_view things, const Context& context) const {
    if (dry_run_ || yes_) return true;
    if (confirm(capitalised(verb_.infinitive) + " " + std::string(things) + "?")) return true;
    context.log.info("nothing was " + std::string(verb_.participle));
    return false;
}

}  // namespace qrgen::cmd
