#!/usr/bin/env bats
# SPDX-License-Identifier: MIT

load helpers

# What bash would offer for the words of a command line, the last of which is being typed.
completions() { # WORD...
    [[ -e completion.bash ]] || qrgen completion bash > completion.bash
    bash -c '. ./completion.bash
        COMP_WORDS=(qrgen "$@") COMP_CWORD=$# COMPREPLY=()
        _qrgen
        printf "%s\n" "${COMPREPLY[@]}"' bash "$@"
}

@test "bash completes commands" {
    equal "$(completions re)" render
    equal "$(completions h | sort | tr '\n' ' ')" 'healthcheck help history '
}

@test "bash completes second words" {
    equal "$(completions generate d)" dynamic
    equal "$(completions migrate '' | sort | tr '\n' ' ')" '--help status up '
}

@test "bash completes the options of each command and the values of options" {
    contains "$(completions list --sort)" --sort-by
    contains "$(completions generate dynamic --short)" --short-id
    equal "$(completions render --format s)" $'svg\nsixel'
    equal "$(completions list --sort-by first)" first_genuine_scan_at
    equal "$(completions completion z)" zsh
    equal "$(completions help rollb)" rollback
}

@test "each option that --help names is completed" {
    local command option offered
    for command in "${commands[@]}"; do
        # shellcheck disable=SC2086 # two words
        offered=" $(completions $command -- | tr '\n' ' ') "
        # shellcheck disable=SC2086
        for option in $(qrgen $command --help | grep -oE '^  (-.,|   ) --[a-z0-9-]+' | grep -oE -e '--[a-z0-9-]+'); do
            contains "$offered" " $option "
        done
    done
}

@test "each option that is completed exists" {
    local command option help
    for command in "${commands[@]}"; do
        # shellcheck disable=SC2086 # two words
        help=$(qrgen $command --help)
        # shellcheck disable=SC2086
        for option in $(completions $command --); do contains "$help" "$option"; done
    done
}

@test "the bash script is free of faults and silent when it is read" {
    qrgen completion bash > completion.bash
    run -0 --separate-stderr bash -eu completion.bash
    equal "$output$stderr" ""
}

@test "zsh and fish can read their scripts" {
    qrgen completion zsh > _qrgen
    zsh -n _qrgen
    qrgen completion fish > qrgen.fish
    fish --no-execute qrgen.fish
}

@test "fish completes commands and options" {
    qrgen completion fish > qrgen.fish
    equal "$(fish -c 'source qrgen.fish; complete -C "qrgen rend"' | cut -f 1)" render
    equal "$(fish -c 'source qrgen.fish; complete -C "qrgen generate dyn"' | cut -f 1)" dynamic
    equal "$(fish -c 'source qrgen.fish; complete -C "qrgen list --sort-d"' | cut -f 1)" --sort-desc
    equal "$(fish -c 'source qrgen.fish; complete -C "qrgen render --format sv"' | cut -f 1)" svg
}

@test "an unknown or missing shell is a usage error that names the known ones" {
    fails 2 'bash, zsh or fish' qrgen completion tcsh
    fails 2 SHELL qrgen completion
}
