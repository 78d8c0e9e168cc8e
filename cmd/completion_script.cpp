// SPDX-License-Identifier: MIT
#include "cmd/completion_script.hpp"

#include <vector>

#include "cmd/command_line.hpp"
#include "cmd/command_table.hpp"
#include "cmd/records.hpp"
#include "core/qr/formats/format.hpp"
#include "core/qr/payload/payload.hpp"

namespace qrgen::cmd {
namespace {

// The values of an option where they are few; every shell completes file names for the rest.
struct OptionValues {
    std::string option;
    std::string values;  // separated by spaces
};

std::vector<OptionValues> option_values() {
    std::string fields;
    for (const std::string_view name : code_field_names())
        fields += (fields.empty() ? "" : " ") + std::string(name);
    std::vector<OptionValues> rows{{"--format", qr::format_names(" ")},
                                   {"-f", qr::format_names(" ")},
                                   {"--error-level", "l m q h"},
                                   {"-l", "l m q h"},
                                   {"--color", "auto always never"},
                                   {"--type", "static dynamic"},
                                   {"--status", "active disabled"},
                                   {"--log-level", "trace debug info warning error"},
                                   {"--sort-by", fields}};
    for (const config::Setting& setting : config::settings()) {
        std::string choices;
        for (const std::string_view choice : setting.choices) choices.append(choice).append(" ");
        if (!choices.empty()) rows.push_back({config::flag_of(setting), choices});
    }
    return rows;
}

// The beginnings of the words that the option of a payload takes, one or more.
std::vector<OptionValues> payload_words() {
    std::vector<OptionValues> rows;
    for (const qr::PayloadKind& kind : qr::payload_kinds()) {
        std::string words;
        for (const qr::PayloadField& field : kind.fields) words.append(field.name).append("= ");
        words.pop_back();
        rows.push_back({"--" + std::string(kind.name), words});
    }
    return rows;
}

std::string join(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
    return text;
}

// What can follow the words "qrgen NAME": the second words of a group, or the first words of all commands.
std::string words_after(std::string_view first) {
    std::vector<std::string> words;
    for (const CommandRow& row : commands()) {
        const std::string_view head = row.name.substr(0, row.name.find(' '));
        std::string word(head);
        if (!first.empty()) {
            if (head != first || head.size() == row.name.size()) continue;
            word = row.name.substr(head.size() + 1);
        }
        if (words.empty() || words.back() != word) words.push_back(word);
    }
    return join(words);
}

std::string bash_cases() {
    std::string text;
    for (const CommandGroup& group : command_groups()) {
        text += "        \"" + std::string(group.name) + "\") words=\"" + words_after(group.name) +
                " --help\" ;;\n";
    }
    for (const CommandRow& row : commands()) {
        const std::string arguments = row.name == "completion" ? "bash zsh fish "
                                      : row.name == "help"     ? words_after("") + " "
                                                               : "";
        text += "        \"" + std::string(row.name) + "\") words=\"" + arguments +
                join(CommandLine::option_names(row)) + "\" ;;\n";
    }
    return text;
}

std::string bash_option_cases() {
    std::string text;
    for (const OptionValues& row : option_values()) {
        text += "        " + row.option + ") COMPREPLY=($(compgen -W \"" + row.values +
                "\" -- \"$current\")); return ;;\n";
    }
    return text;
}

std::string bash_payload_cases() {
    std::string text;
    for (const OptionValues& row : payload_words()) {
        text += "        " + row.option + ") payload=\"" + row.values + "\" ;;\n";
    }
    return text;
}

// The command is found by passing over options, and over the values of those that may stand before it.
std::string bash_function() {
    std::string groups;
    for (const CommandGroup& group : command_groups()) {
        groups += (groups.empty() ? "" : "|") + std::string(group.name);
    }
    return "_qrgen() {\n"
           "    local current=${COMP_WORDS[COMP_CWORD]} previous= command= words= word= value_next=\n"
           "    local before= option= payload=\n"
           "    (( COMP_CWORD > 0 )) && previous=${COMP_WORDS[COMP_CWORD-1]}\n"
           "    before=$previous\n"
           "    [[ $current == [=@] ]] && before=$current current=\n"
           "    [[ $previous == = ]] && previous=${COMP_WORDS[COMP_CWORD-2]}\n"
           "    case $previous in\n" +
           bash_option_cases() +
           "    esac\n"
           "    for word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n"
           "        if [[ -n $value_next ]]; then value_next=; continue; fi\n"
           "        case $word in\n"
           "            --config|--color) value_next=1 ;;\n"
           "            -*) option=$word ;;\n"
           "            =) ;;\n"
           "            *)\n"
           "                case $command in\n"
           "                    \"\"|" +
           groups +
           ") command+=${command:+ }$word ;;\n"
           "                esac ;;\n"
           "        esac\n"
           "    done\n"
           "    case $option in\n" +
           bash_payload_cases() +
           "    esac\n"
           // Fields can follow one another. Their values are left to the user, files behind @ to the shell.
           "    if [[ -n $payload && $current != -* ]]; then\n"
           "        [[ $before == [=@] ]] && return\n"
           "        compopt -o nospace 2> /dev/null\n"
           "        COMPREPLY=($(compgen -W \"$payload\" -- \"$current\"))\n"
           "        return\n"
           "    fi\n"
           "    case $command in\n"
           "        \"\") words=\"" +
           words_after("") + " --help --version --config --color --quiet --verbose\" ;;\n" + bash_cases() +
           "    esac\n"
           "    COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n"
           "}\n";
}

std::string bash_script() {
    return "# bash completion for qrgen; put it into ~/.local/share/bash-completion/completions/qrgen\n" +
           bash_function() + "complete -o default -F _qrgen qrgen\n";
}

// zsh runs the function that was made for bash.
std::string zsh_script() {
    return "#compdef qrgen\n# zsh completion for qrgen; put it as _qrgen into a directory of $fpath\n"
           "autoload -Uz bashcompinit && bashcompinit\n" +
           bash_function() +
           "complete -o default -F _qrgen qrgen\n"
           // The first completion has only loaded this file: it still has to be answered.
           "[[ ${funcstack[1]} == _qrgen ]] && _bash_complete -o default -F _qrgen\n";
}

std::string fish_condition(std::string_view name) {
    const std::size_t space = name.find(' ');
    std::string condition = "__fish_seen_subcommand_from " + std::string(name.substr(0, space));
    if (space != std::string_view::npos) {
        condition += "; and __fish_seen_subcommand_from " + std::string(name.substr(space + 1));
    }
    return condition;
}

std::string fish_option(const std::string& condition, const std::string& name) {
    std::string line = "complete -c qrgen -n '" + condition + "' ";
    line += name.starts_with("--") ? "-l " + name.substr(2) : "-s " + name.substr(1);
    for (const auto& rows : {option_values(), payload_words()}) {
        for (const OptionValues& row : rows) {
            if (row.option == name) line += " -x -a '" + row.values + "'";
        }
    }
    return line + '\n';
}

std::string fish_script() {
    std::string text = "# fish completion for qrgen; put it into ~/.config/fish/completions/qrgen.fish\n";
    text += "complete -c qrgen -n __fish_use_subcommand -f -a '" + words_after("") + "'\n";
    for (const CommandGroup& group : command_groups()) {
        const std::string words = words_after(group.name);
        text += "complete -c qrgen -n '" + fish_condition(group.name) +
                "; and not __fish_seen_subcommand_from " + words + "' -f -a '" + words + "'\n";
    }
    text += "complete -c qrgen -n '" + fish_condition("completion") + "' -f -a 'bash zsh fish'\n";
    text += "complete -c qrgen -n '" + fish_condition("help") + "' -f -a '" + words_after("") + "'\n";
    for (const CommandRow& row : commands()) {
        for (const std::string& name : CommandLine::option_names(row)) {
            text += fish_option(fish_condition(row.name), name);
        }
    }
    return text;
}

}  // namespace

std::string completion_script(std::string_view shell) {
    if (shell == "bash") return bash_script();
    return shell == "zsh" ? zsh_script() : fish_script();
}

}  // namespace qrgen::cmd
