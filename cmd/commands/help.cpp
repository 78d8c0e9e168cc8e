// SPDX-License-Identifier: MIT
#include "cmd/commands/help.hpp"

#include <algorithm>
#include <csignal>
#include <filesystem>

#include <sys/wait.h>
#include <unistd.h>

#include <spawn.h>

#include "cmd/command_table.hpp"
#include "core/base/error.hpp"
#include "core/base/text.hpp"

namespace qrgen::cmd {
namespace {

namespace fs = std::filesystem;

// One page describes all commands that share a first word: qrgen-config(1) has `config show` and `config
// check`.
std::string page_of(const std::string& topic) {
    if (topic.empty()) return "qrgen";
    std::vector<std::string_view> known;
    for (const CommandRow& row : commands()) known.push_back(row.name.substr(0, row.name.find(' ')));
    if (std::find(known.begin(), known.end(), topic) != known.end()) return "qrgen-" + topic;
    const std::string_view meant = nearest(topic, known);
    throw Error(
        ErrorKind::usage, "unknown command '" + printable(topic) + "'",
        meant.empty() ? "qrgen --help lists all commands" : "did you mean '" + std::string(meant) + "'?");
}

// Commands that are for administrators are in section 8 (man-pages(7)).
std::string section_of(const std::string& page) {
    return page == "qrgen-serve" ? "8" : "1";
}

// A page beside a program that was built but not installed; empty if there is none.
std::string uninstalled_page(const std::string& page) {
    std::error_code error;
    const fs::path program = fs::read_symlink("/proc/self/exe", error);
    const fs::path file = program.parent_path() / "man" / (page + "." + section_of(page));
    return fs::exists(file, error) ? file.string() : std::string();
}

// What main() and we have signals do is not meant for the other program.
class DefaultSignals {
  public:
    DefaultSignals() {
        sigset_t signals;
        sigemptyset(&signals);
        for (const int signal : {SIGINT, SIGPIPE, SIGXFSZ}) sigaddset(&signals, signal);
        posix_spawnattr_init(&attributes_);
        posix_spawnattr_setsigdefault(&attributes_, &signals);
        posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGDEF);
    }
    ~DefaultSignals() { posix_spawnattr_destroy(&attributes_); }
    DefaultSignals(const DefaultSignals&) = delete;
    DefaultSignals& operator=(const DefaultSignals&) = delete;

    const posix_spawnattr_t* get() const { return &attributes_; }

  private:
    posix_spawnattr_t attributes_;
};

// True if the program ran and was satisfied.
bool run_program(std::vector<std::string> arguments) {
    std::vector<char*> pointers;
    for (std::string& argument : arguments) pointers.push_back(argument.data());
    pointers.push_back(nullptr);
    std::signal(SIGINT, SIG_IGN);  // Ctrl-C is for the pager; we only wait for it
    pid_t child = 0;
    int status = 0;
    const DefaultSignals attributes;
    return ::posix_spawnp(&child, pointers[0], nullptr, attributes.get(), pointers.data(), environ) == 0 &&
           ::waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

class Help final : public Command {
  public:
    void setup(CLI::App& app) override {
        app.add_option("COMMAND", words_, "the command whose manual page to open; default: qrgen's own");
    }

    bool uses_configuration() const override { return false; }

    ExitCode run(const Context&) override {
        const std::string page = page_of(words_.empty() ? "" : words_.front());
        const std::string file = uninstalled_page(page);
        const std::vector<std::string> arguments =
            file.empty() ? std::vector<std::string>{"man", section_of(page), page}
                         : std::vector<std::string>{"man", "-l", file};
        if (run_program(arguments)) return ExitCode::ok;
        throw Error(ErrorKind::failure, "man could not show the page " + page + "(" + section_of(page) + ")",
                    "install the package man-db and qrgen's manual, or use --help");
    }

  private:
    std::vector<std::string> words_;
};

}  // namespace

std::unique_ptr<Command> make_help() {
    return std::make_unique<Help>();
}

}  // namespace qrgen::cmd
