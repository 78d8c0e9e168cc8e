#!/usr/bin/env bats
# SPDX-License-Identifier: MIT

load helpers

# A man that tells what it was called with.
setup() {
    fresh_home
    printf '#!/bin/sh\necho "man $*"\n' > "$BATS_TEST_TMPDIR/bin/man"
    chmod +x "$BATS_TEST_TMPDIR/bin/man"
}

@test "help opens the manual page of the program" {
    run -0 qrgen help
    [[ $output == 'man 1 qrgen' || $output == 'man -l '*/man/qrgen.1 ]]
}

@test "help COMMAND opens the page of the command" {
    local command
    for command in render generate list show image update delete verify history rollback healthcheck migrate apikey config completion help; do
        run -0 qrgen help "$command"
        [[ $output == "man 1 qrgen-$command" || $output == 'man -l '*"/man/qrgen-$command.1" ]]
    done
}

@test "the page of serve is one for administrators" {
    run -0 qrgen help serve
    [[ $output == 'man 8 qrgen-serve' || $output == 'man -l '*/man/qrgen-serve.8 ]]
    fails 1 'qrgen-serve(8)' env PATH=/nonexistent "$(qrgen_binary)" help serve
}

@test "both words of a command open its page" {
    run -0 qrgen help generate dynamic
    [[ $output == *qrgen-generate* ]]
}

@test "an unknown command gets a suggestion" {
    fails 2 "'rendr'" qrgen help rendr
    contains "$stderr" "did you mean 'render'?"
    fails 2 'unknown command' qrgen help '../../etc/passwd'
}

@test "without man it says what to install" {
    local program
    program=$(qrgen_binary)
    fails 1 'qrgen-list(1)' env PATH=/nonexistent "$program" help list
    contains "$stderr" man-db
}

@test "a page that man does not find is a failure" {
    printf '#!/bin/sh\nexit 16\n' > "$BATS_TEST_TMPDIR/bin/man"
    fails 1 'qrgen-list(1)' qrgen help list
}
