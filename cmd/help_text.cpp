// SPDX-License-Identifier: MIT
#include "cmd/help_text.hpp"

#include <algorithm>
#include <sstream>

#include "cmd/command_table.hpp"

namespace qrgen::cmd {
namespace {

constexpr std::size_t columns = 80;
constexpr std::size_t text_indent = 28;
constexpr std::string_view general_heading = "Options";  // what the parser calls the group of all others

constexpr std::string_view program_examples[] = {
    "qrgen render 'scan me' -o code.png",
    "qrgen generate dynamic https://example.com/menu -o menu.svg",
    "qrgen list --search example --json",
};

std::string wrapped(const std::string& text, std::size_t indent) {
    std::istringstream in(text);
    std::string result;
    std::size_t used = indent;
    for (std::string word; in >> word;) {
        if (used > indent && used + 1 + word.size() > columns) {
            result += '\n' + std::string(indent, ' ');
            used = indent;
        } else if (used > indent) {
            result += ' ';
            ++used;
        }
        result += word;
        used += word.size();
    }
    return result + '\n';
}

std::string entry(std::string left, const std::string& text) {
    left = "  " + left;
    if (left.size() + 2 > text_indent) {
        left += '\n' + std::string(text_indent, ' ');
    } else {
        left.append(text_indent - left.size(), ' ');
    }
    return left + wrapped(text, text_indent);
}

std::string option_entry(const CLI::Option& option) {
    std::string left;
    for (const std::string& name : option.get_snames()) left += "-" + name;
    for (const std::string& name : option.get_lnames()) left += (left.empty() ? "    --" : ", --") + name;
    if (option.get_type_size() > 0) left += " " + option.get_type_name();
    return entry(left, option.get_description());
}

std::string examples_section(std::span<const std::string_view> examples) {
    std::string text = "\nExamples:\n";
    for (const std::string_view example : examples) text.append("  ").append(example).append("\n");
    return text;
}

// Under the headings that the options were given, in the order of their first option; those without one come
// last.
std::string options_section(const CLI::App& app) {
    std::vector<std::string> headings;
    for (const CLI::Option* option : app.get_options()) {
        const bool known = std::find(headings.begin(), headings.end(), option->get_group()) != headings.end();
        if (!option->get_positional() && option->get_group() != general_heading && !known) {
            headings.push_back(option->get_group());
        }
    }
    headings.emplace_back(general_heading);
    std::string text;
    for (const std::string& heading : headings) {
        text += "\n" + heading + ":\n";
        for (const CLI::Option* option : app.get_options()) {
            if (!option->get_positional() && option->get_group() == heading) text += option_entry(*option);
        }
    }
    return text;
}

std::string arguments_section(const CLI::App& app) {
    std::string text;
    for (const CLI::Option* option : app.get_options()) {
        if (option->get_positional()) text += entry(option->get_name(true), option->get_description());
    }
    return text.empty() ? text : "\nArguments:\n" + text;
}

}  // namespace

std::string program_help(const CLI::App& app) {
    std::string text = "Usage: qrgen COMMAND [OPTIONS] [ARGUMENTS]\n\n";
    text += "Makes, stores and manages QR codes.\n" + examples_section(program_examples) + "\nCommands:\n";
    for (const CommandRow& row : commands()) text += entry(std::string(row.name), std::string(row.summary));
    text += options_section(app);
    text += "\nExit codes:\n";
    for (const ExitCodeMeaning& row : exit_code_meanings()) {
        text += entry(std::to_string(static_cast<int>(row.code)), std::string(row.meaning));
    }
    return text + "\nqrgen COMMAND --help tells more, qrgen help COMMAND opens its manual page.\n";
}

std::string group_help(const CLI::App& group) {
    const std::string prefix = group.get_name() + " ";
    std::string text = "Usage: qrgen " + prefix + "COMMAND [OPTIONS] [ARGUMENTS]\n\n";
    text += wrapped(group.get_description() + ".", 0) + "\nCommands:\n";
    for (const CommandRow& row : commands()) {
        if (row.name.starts_with(prefix)) text += entry(std::string(row.name), std::string(row.summary));
    }
    return text + options_section(group);
}

std::string command_help(const CommandRow& row, const CLI::App& app) {
    std::string text = "Usage: qrgen " + std::string(row.name) + " " + std::string(row.usage) + "\n\n";
    text += wrapped(std::string(row.summary) + ".", 0);
    text += examples_section(row.examples);
    text += arguments_section(app);
    text += options_section(app);
    text += "\nExit codes:";
    for (const ExitCode code : row.exit_codes) text += " " + std::to_string(static_cast<int>(code));
    return text + " (see qrgen --help)\n";
}

}  // namespace qrgen::cmd
