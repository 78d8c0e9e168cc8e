// SPDX-License-Identifier: MIT
#include "cmd/commands/help.hpp"

#include <algorithm>
#include <filesystem>

#include <unistd.h>

#include "cmd/command_table.hpp"
#include "core/base/error.hpp"
#include "core/base/text.hpp"

namespace qrgen::cmd {
namespace {

namespace fs = std::filesystem;

// One page describes all commands that share a first word: qrgen-config(1) has `config show` and `config check`.
std::string page_of(const std::string& topic) {
    if (topic.empty()) return "qrgen";
    std::vector<std::string_view> known;
    for (const CommandRow& row : commands()) known.push_back(row.name.substr(0, row.name.find(' ')));
    if (std::find(known.begin(), known.end(), topic) != known.end()) return "qrgen-" + topic;
    const std::string_view meant = nearest(topic, known);
    throw Error(ErrorKind::usage, "unknown command '" + printable(topic) + "'",
                meant.empty() ? "qrgen --help lists all commands" : "did you mean '" + std::string(meant) + "'?");
}

// A page beside a program that was built but not installed; empty if there is none.
std::string uninstalled_page(const std::string& page) {
    std::error_code error;
    const fs::path program = fs::read_symlink("/proc/self/exe", error);
    const fs::path file = program.parent_path() / "man" / (page + ".1");
    return fs::exists(file, error) ? file.string() : std::string();
}

class Help final : public Command {
  public:
    void setup(CLI::App& app) override {
        app.add_option("COMMAND", words_, "the command whose manual page to open; default: qrgen's own");
    }

    ExitCode run(const Context&) override {
        const std::string page = page_of(words_.empty() ? "" : words_.front());
        const std::string file = uninstalled_page(page);
        if (file.empty()) {
            ::execlp("man", "man", "1", page.c_str(), nullptr);
        } else {
            ::execlp("man", "man", "-l", file.c_str(), nullptr);
        }
        throw Error(ErrorKind::failure, "cannot start the program man to show " + page + "(1)",
                    "install the package man-db, or use --help");
    }

  private:
    std::vector<std::string> words_;
};

}  // namespace

std::unique_ptr<Command> make_help() { return std::make_unique<Help>(); }

}  // namespace qrgen::cmd
