// SPDX-License-Identifier: MIT
#include "cmd/command_line.hpp"

#include <algorithm>

#include "cmd/choice_option.hpp"
#include "cmd/command_table.hpp"
#include "cmd/help_text.hpp"
#include "core/base/text.hpp"

namespace qrgen::cmd {
namespace {

const Choices<ColourChoice> colour_choices{
    {"auto", ColourChoice::automatic}, {"always", ColourChoice::always}, {"never", ColourChoice::never}};

void add_common_options(CLI::App& app, CommonOptions& common) {
    app.set_help_flag("-h,--help", "show this help");
    app.add_option("--config", common.config_file, "configuration file, see qrgen.toml(5)")
        ->type_name("FILE");
    add_choice(app, "--color", common.colour, colour_choices, "auto (on a terminal), always or never")
        ->type_name("WHEN");
    app.add_flag("-q,--quiet", common.quiet, "say nothing but errors");
    app.add_flag("-v,--verbose", common.verbose, "say more; give it twice for still more");
}

void add_setting_options(const CommandRow& row, CLI::App& app, CommonOptions& common) {
    for (const std::string_view key : row.settings) {
        const config::Setting& setting = *config::find_setting(key);
        app.add_option_function<std::string>(
               config::flag_of(setting),
               [&common, key](const std::string& value) { common.settings[std::string(key)] = value; },
               std::string(setting.summary))
            ->type_name(std::string(setting.value_name));
    }
}

std::string_view first_word(std::string_view name) {
    return name.substr(0, name.find(' '));
}
std::string_view last_word(std::string_view name) {
    return name.substr(name.rfind(' ') + 1);
}

std::string did_you_mean(std::string_view word, const std::vector<std::string_view>& candidates,
                         std::string otherwise) {
    const std::string_view meant = nearest(word, candidates);
    return meant.empty() ? std::move(otherwise) : "did you mean '" + std::string(meant) + "'?";
}

void setup_command(const CommandRow& row, Command& command, CLI::App& app, CommonOptions& common) {
    app.option_defaults()->take_last()->disable_flag_override();
    command.setup(app);
    add_setting_options(row, app, common);
    add_common_options(app, common);
}

// The parser's own words ("--title: 1 required TEXT missing") do not say what is wrong.
std::string explanation(const CLI::ParseError& error) {
    const std::string text = error.what();
    const std::size_t colon = text.find(": ");
    if (colon == std::string::npos) return text;
    const bool is_mismatch = dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr;
    if (is_mismatch && text.ends_with(" missing")) return text.substr(0, colon) + " needs a value";
    const bool is_conversion = dynamic_cast<const CLI::ConversionError*>(&error) != nullptr;
    return is_conversion ? text.substr(colon + 2) + " is not a whole number" : text;
}

// The arguments as the parser wants them: the last first. It would take "--title=" for an option without a
// value, so the empty value gets a place of its own.
std::vector<std::string> parser_arguments(int argc, const char* const* argv) {
    std::vector<std::string> arguments;
    bool has_options = true;
    for (int i = 1; i < argc; ++i) {
        std::string argument = argv[i];
        if (argument == "--") has_options = false;
        const bool has_empty_value =
            has_options && argument.starts_with("--") && argument.find('=') == argument.size() - 1;
        if (has_empty_value) argument.pop_back();
        arguments.push_back(std::move(argument));
        if (has_empty_value) arguments.emplace_back();
    }
    std::reverse(arguments.begin(), arguments.end());
    return arguments;
}

std::vector<std::string> names_of(const CLI::App& app) {
    std::vector<std::string> names;
    for (const CLI::Option* option : app.get_options()) {
        for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
        for (const std::string& name : option->get_snames()) names.push_back("-" + name);
    }
    return names;
}

}  // namespace

CommandLine::CommandLine() : app_("Makes, stores and manages QR codes", "qrgen") {
    app_.option_defaults()->take_last()->disable_flag_override();
    add_common_options(app_, common_);
    app_.add_flag("--version")->description("show the version");
    app_.require_subcommand(1);
    for (const CommandRow& row : commands()) add_command(row);
}

CLI::App* CommandLine::add_group(std::string_view name) {
    for (CLI::App* existing : app_.get_subcommands([](const CLI::App*) { return true; })) {
        if (existing->get_name() == name) return existing;
    }
    for (const CommandGroup& group : command_groups()) {
        if (group.name != name) continue;
        CLI::App* added = app_.add_subcommand(std::string(name), std::string(group.summary));
        add_common_options(*added, common_);
        added->require_subcommand(1);
        return added;
    }
    return &app_;
}

void CommandLine::add_command(const CommandRow& row) {
    CLI::App* parent = row.name.find(' ') == std::string_view::npos ? &app_ : add_group(first_word(row.name));
    CLI::App* app = parent->add_subcommand(std::string(last_word(row.name)), std::string(row.summary));
    app->set_help_flag();
    // Options are declared only for the command that is used: declaring all of them would cost more than
    // rendering.
    app->preparse_callback([this, &row, app](std::size_t) { select(row, *app); });
}

void CommandLine::select(const CommandRow& row, CLI::App& app) {
    if (row_ != nullptr) return;
    row_ = &row;
    command_ = row.make();
    setup_command(row, *command_, app, common_);
}

CommandLine::Action CommandLine::parse(int argc, const char* const* argv) {
    try {
        app_.parse(parser_arguments(argc, argv));
    } catch (const CLI::CallForHelp&) {
        return Action::show_help;
    } catch (const CLI::ParseError& error) {
        if (app_.count("--version") > 0) return Action::show_version;
        throw usage_error(error);
    }
    return app_.count("--version") > 0 ? Action::show_version : Action::run;
}

const CLI::App* CommandLine::deepest() const {
    const CLI::App* app = &app_;
    while (!app->get_subcommands().empty()) app = app->get_subcommands().back();
    return app;
}

std::string CommandLine::help() const {
    const CLI::App* app = deepest();
    if (app == &app_) return program_help(app_);
    return row_ == nullptr ? group_help(*app) : command_help(*row_, *app);
}

Error CommandLine::usage_error(const CLI::ParseError& error) const {
    const CLI::App* app = deepest();
    if (!app_.remaining(true).empty()) return unexpected_argument();
    std::string name = app == &app_ ? "qrgen" : "qrgen " + (row_ ? std::string(row_->name) : app->get_name());
    if (dynamic_cast<const CLI::RequiredError*>(&error) != nullptr && row_ == nullptr) {
        return {ErrorKind::usage, "a command is missing", name + " --help lists them"};
    }
    return {ErrorKind::usage, printable(explanation(error)), name + " --help shows how it is used"};
}

Error CommandLine::unexpected_argument() const {
    const CLI::App* app = deepest();
    const auto remaining = app_.remaining(true);
    const auto first =
        std::find_if(remaining.begin(), remaining.end(), [](const auto& word) { return word != "--"; });
    const std::string argument = first == remaining.end() ? "--" : *first;
    const std::string shown = "'" + printable(argument) + "'";
    const std::string path = row_ != nullptr ? " " + std::string(row_->name)
                             : app == &app_  ? ""
                                             : " " + app->get_name();
    const std::string see_help = "see qrgen" + path + " --help";
    if (argument.size() > 1 && argument.front() == '-') {
        const std::vector<std::string> known = names_of(*app);
        const std::string name = argument.substr(0, argument.find('='));
        if (std::find(known.begin(), known.end(), name) != known.end()) {
            return {ErrorKind::usage, "option " + shown + " stands in the wrong place",
                    "options follow the command, and nothing after -- is an option"};
        }
        return {ErrorKind::usage, "unknown option " + shown + (path.empty() ? "" : " for" + path),
                did_you_mean(name, {known.begin(), known.end()}, see_help)};
    }
    if (row_ != nullptr) return {ErrorKind::usage, "unexpected argument " + shown, see_help};
    std::vector<std::string_view> known;
    for (const CommandRow& row : commands()) {
        if (app == &app_) known.push_back(first_word(row.name));
        if (app != &app_ && first_word(row.name) == app->get_name()) known.push_back(last_word(row.name));
    }
    return {ErrorKind::usage, "unknown command " + shown, did_you_mean(argument, known, see_help)};
}

std::vector<std::string> CommandLine::option_names(const CommandRow& row) {
    CLI::App app;
    CommonOptions common;
    const std::unique_ptr<Command> command = row.make();
    app.set_help_flag();
    setup_command(row, *command, app, common);
    return names_of(app);
}

}  // namespace qrgen::cmd
