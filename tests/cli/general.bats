#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
#
# The rules that every command keeps: exit codes, streams, errors, terminals.

load helpers

# --- Help, version, suggestions ---

@test "--version prints name and number" {
    succeeds qrgen --version
    [[ $output =~ ^qrgen\ [0-9]+\.[0-9]+\.[0-9]+$ ]]
}

@test "--help names every command and every exit code" {
    local word
    succeeds qrgen --help
    equal "$(qrgen -h)" "$output"
    for word in "${commands[@]}"; do contains "$output" "  $word "; done
    for word in 0 1 2 3 4 5 6 7 130; do run -0 grep -qE "^  $word +[a-z]" <(qrgen --help); done
}

@test "--help of every command has usage, examples and options, and fits in 80 columns" {
    local command
    for command in "" generate import migrate apikey config "${commands[@]}"; do
        # shellcheck disable=SC2086 # two words, or none
        succeeds qrgen $command --help
        contains "${lines[0]}" "Usage: qrgen${command:+ $command}"
        contains "$output" $'\nOptions:\n'
        equal "$command: $(wc -L <<< "$output" | awk '{ print $1 <= 80 }')" "$command: 1"
    done
    for command in "${commands[@]}"; do
        # shellcheck disable=SC2086
        contains "$(qrgen $command --help)" $'\nExamples:\n  '
    done
}

@test "help speaks the user's language, not the parser's" {
    local command
    for command in "${commands[@]}"; do
        # shellcheck disable=SC2086 # two words
        run -0 qrgen $command --help
        lacks "$output" ':INT'
        lacks "$output" ':TEXT'
        lacks "$output" ' in ['
        lacks "$output" 'FLOAT'
    done
}

@test "a missing command is a usage error" {
    local command
    for command in "" generate migrate config; do
        # shellcheck disable=SC2086 # none is no argument
        fails 2 'command is missing' qrgen $command
        contains "$stderr" --help
    done
}

@test "a mistyped verb gets a suggestion" {
    local pair
    for pair in rendr:render genrate:generate lst:list shwo:show imgae:image updat:update delte:delete histroy:history \
        rollbak:rollback migrat:migrate confg:config complation:completion hlep:help; do
        fails 2 "unknown command '${pair%:*}'" qrgen "${pair%:*}"
        contains "$stderr" "did you mean '${pair#*:}'?"
    done
}

@test "a mistyped second word gets a suggestion" {
    local pair
    for pair in 'generate sttic:static' 'generate dynamc:dynamic' 'migrate stauts:status' 'config chek:check'; do
        # shellcheck disable=SC2086 # two words
        fails 2 'unknown command' qrgen ${pair%:*}
        contains "$stderr" "did you mean '${pair#*:}'?"
    done
}

@test "a mistyped option gets a suggestion, whatever follows it" {
    fails 2 "unknown option '--titel'" qrgen generate static x --titel Poster
    contains "$stderr" "did you mean '--title'?"
    fails 2 "unknown option '--ouput=x.png'" qrgen render x --ouput=x.png
    contains "$stderr" "did you mean '--output'?"
    fails 2 "unknown option '--sort-dsc'" qrgen list --sort-dsc
    contains "$stderr" "did you mean '--sort-desc'?"
    fails 2 "unknown option '--verison'" qrgen --verison
    contains "$stderr" "did you mean '--version'?"
}

@test "what resembles nothing gets a pointer to the help" {
    fails 2 "unknown command 'frobnicate'" qrgen frobnicate
    contains "$stderr" 'qrgen --help'
    fails 2 "unknown option '--frobnicate'" qrgen render x --frobnicate
    contains "$stderr" 'qrgen render --help'
    fails 2 "unknown option '-Z'" qrgen list -Z
}

@test "neither verbs nor options can be abbreviated" {
    fails 2 'unknown command' qrgen rend x
    fails 2 'unknown command' qrgen l
    fails 2 'unknown option' qrgen render x --out x.png
    fails 2 'unknown option' qrgen --vers
}

@test "an argument too many is a usage error" {
    fails 2 "'two'" qrgen render one two
    fails 2 "'two'" qrgen generate static one two
    fails 2 "'extra'" qrgen list extra
    fails 2 "'two'" qrgen image one two
    fails 2 "'two'" qrgen history one two
    fails 2 "'extra'" qrgen config show extra
    [[ ! -e $XDG_DATA_HOME ]]
}

@test "an option without its value is a usage error" {
    fails 2 '--title needs a value' qrgen generate static x --title
    fails 2 '--output needs a value' qrgen render x -o
    fails 2 '--limit needs a value' qrgen list --limit
    equal "$(stored)" 0
}

@test "options may stand before and behind arguments, and with =" {
    qrgen render -o a.png hello --size=4
    qrgen render hello --output=b.png -s 4
    qrgen render hello -oc.png -s4
    cmp a.png b.png
    cmp a.png c.png
}

@test "of an option given twice the last counts" {
    qrgen render x -o a.png --size 4 --size 8
    equal "$(png_width a.png)" 200
}

@test "a value that begins with a dash can be given" {
    run -0 qrgen generate static x --title=-dash --json
    equal "$(jq -r .title <<< "$output")" -dash
}

# --- Errors for programs ---

@test "with --json the last line on standard error is the error as an object, for every kind" {
    qrgen generate dynamic https://example.com --short-id menu > /dev/null
    json_error usage 2 list --limit 0 --json
    json_error usage 2 lst --json
    json_error usage 2 list --json --frobnicate
    json_error invalid 2 generate dynamic ftp://example.com --json
    json_error not_found 4 show nothing --json
    json_error conflict 5 generate dynamic https://example.com --short-id menu --json
    json_error unavailable 6 list --json --database-url postgresql://user:s3cret@127.0.0.1:1/db
    json_error failure 1 list --json --config missing.toml
}

json_error() { # CODE EXIT-CODE [ARGUMENT]...
    run --separate-stderr qrgen "${@:3}"
    equal "$status" "$2"
    equal "$output" ""
    is_clear_error ""
    equal "$(tail -1 <<< "$stderr" | jq -r '.error.code')" "$1"
    equal "$(tail -1 <<< "$stderr" | jq -c '.error | keys_unsorted')" '["code","message","hint"]'
    equal "$(tail -1 <<< "$stderr" | jq -r '"qrgen: error: " + .error.message')" "$(head -1 <<< "$stderr")"
}

@test "the error object is valid JSON and UTF-8 whatever was typed" {
    run -4 --separate-stderr qrgen show $'\xff"\\\e\n' --json
    tail -1 <<< "$stderr" | iconv -f UTF-8 -t UTF-8 | jq -e .error.message > /dev/null
}

@test "several failed items end in an error object too" {
    qrgen generate dynamic https://example.com --short-id menu > /dev/null
    run -3 --separate-stderr qrgen show menu nothing --json
    equal "$(jq .total <<< "$output")" 1
    tail -1 <<< "$stderr" | jq -e '.error.code and .error.message' > /dev/null
}

@test "without --json there is no object" {
    fails 4 nothing qrgen show nothing
    lacks "$stderr" '{'
    run -2 --separate-stderr qrgen render x -o x.bad -- --json
    lacks "$stderr" '{'
}

@test "no error tells SQL, values or passwords, even with -vv" {
    run -6 --separate-stderr qrgen list -vv --database-url 'postgresql://user:s3cret@127.0.0.1:1/db?connect_timeout=2'
    tells_no_secrets "$output$stderr"
    run -6 --separate-stderr qrgen list -vv --database-url 'postgresql://user@127.0.0.1:1/db?password=s3cret'
    tells_no_secrets "$output$stderr"
    run -6 --separate-stderr qrgen list -vv --database-url 'postgresql://user:s3cret@no-such-host.invalid/db'
    tells_no_secrets "$output$stderr"
    fails 2 --database-url qrgen list --database-url 'mysql://user:s3cret@host/db'
    fails 2 --database-url qrgen list --database-url 'postgresql://user:s3cret%zz@host/db'
    QRGEN_DATABASE_URL='user:s3cret@host' fails 1 QRGEN_DATABASE_URL qrgen list
}

# --- Streams ---

@test "data goes to standard output and nothing else does" {
    run -0 --separate-stderr qrgen generate dynamic https://example.com --json -vv
    jq -e . <<< "$output" > /dev/null
    run -0 --separate-stderr qrgen list --json -vv
    jq -e . <<< "$output" > /dev/null
}

@test "-q silences messages but no errors" {
    fails 4 nothing qrgen show nothing -q
    fails 2 size qrgen render x --size 99 -q
}

# Every command that prints, as it would be used on a code called menu.
printing_commands=("render x" "render x -f txt" "generate static x" "generate dynamic https://example.com --json" list
    "list --json" "list --csv" "list --count" "show menu" "show menu --json" "image menu" "update menu --title x"
    "delete menu --dry-run" "history menu" "rollback menu" "migrate status" "config show" "completion bash" --help --version)

make_menu() {
    qrgen generate dynamic https://example.com --short-id menu > /dev/null
    qrgen update menu --title First > /dev/null
}

@test "a closed pipe ends every command silently and well" {
    local command
    make_menu
    for command in "${printing_commands[@]}"; do
        # shellcheck disable=SC2086 # words
        run -0 --separate-stderr into_closed_pipe qrgen $command
        equal "$command: $stderr" "$command: "
    done
}

@test "every command can be piped into head" {
    local command
    set -o pipefail
    make_menu
    for command in "${printing_commands[@]}"; do
        # shellcheck disable=SC2086 # words
        qrgen $command 2> messages | head -c 0
        equal "$command: $(cat messages)" "$command: "
    done
    equal "$(qrgen completion bash | head -1 | wc -l)" 1
}

@test "a full standard output is a failure of every command" {
    local command
    make_menu
    for command in "${printing_commands[@]}"; do
        # shellcheck disable=SC2086 # words
        fails 1 'cannot write to standard output' sh -c 'qrgen "$@" > /dev/full' sh $command
    done
}

@test "a closed standard output is a failure of every command" {
    local command
    make_menu
    for command in "${printing_commands[@]}"; do
        # shellcheck disable=SC2086 # words
        fails 1 'cannot write to standard output' sh -c 'qrgen "$@" >&-' sh $command
    done
}

@test "a closed standard output does no harm to the file that is written" {
    qrgen render x -o code.png >&-
    equal "$(decode code.png)" x
    qrgen render x -o other.png <&- >&- 2>&-
    cmp code.png other.png
}

@test "a closed standard error does no harm" {
    qrgen render x -o code.png -v 2>&-
    equal "$(decode code.png)" x
    run -4 sh -c 'qrgen show nothing 2>&-'
    equal "$output" ""
}

@test "a closed standard input is a failure where input is wanted, and nowhere else" {
    fails 1 'cannot read standard input' sh -c 'qrgen render - <&-'
    fails 1 'cannot read standard input' sh -c 'qrgen show - <&-'
    succeeds sh -c 'qrgen list <&-'
    fails 2 --yes sh -c 'qrgen delete menu <&-'
}

@test "the pipelines of the manual work in a script" {
    set -o pipefail
    qrgen generate dynamic https://example.com/menu --json | jq -r .short_id | xargs qrgen show --json > shown
    equal "$(jq -r .redirect_url shown)" https://example.com/menu
    qrgen list --ndjson | jq -r .id | qrgen show - --ndjson | jq -e .id > /dev/null
    for _ in {1..5}; do qrgen generate static "$(printf 'x%.0s' {1..1000})" > /dev/null; done
    qrgen list --json | head -1 > first
    equal "$(cat first)" '{'
    equal "$(qrgen list --csv | head -1 | cut -d , -f 1)" id
}

# --- Terminals ---

@test "on a terminal render shows the code, coloured so that it scans on any ground" {
    on_terminal "qrgen render 'scan me'" > shown.txt
    contains "$(cat shown.txt)" $'\e[38;5;16;48;5;231m'
    equal "$(decode shown.txt)" 'scan me'
}

@test "off a terminal text has no colours, unless they are wanted" {
    qrgen render x -f txt > plain.txt
    run -1 grep -q $'\e' plain.txt
    qrgen render x -f txt --color always > coloured.txt
    contains "$(cat coloured.txt)" $'\e['
    equal "$(decode coloured.txt)" x
}

@test "NO_COLOR, TERM=dumb and --color never take the colours away" {
    run -0 on_terminal 'NO_COLOR=1 qrgen render x'
    lacks "$output" $'\e['
    run -0 on_terminal 'TERM=dumb qrgen render x'
    lacks "$output" $'\e['
    run -0 on_terminal 'qrgen render x --color never'
    lacks "$output" $'\e['
    run -0 on_terminal 'NO_COLOR= qrgen render x'
    contains "$output" $'\e['
    run -0 on_terminal 'NO_COLOR=1 qrgen render x --color always'
    contains "$output" $'\e['
}

@test "--color takes three words" {
    fails 2 'auto, always or never' qrgen render x --color sometimes
}

@test "binary is never written to a terminal" {
    run -2 on_terminal 'qrgen render x -f png'
    contains "$output" 'not written to a terminal'
    lacks "$output" PNG$'\r'
    run -2 on_terminal 'qrgen render x -o -'
    contains "$output" '--format txt'
    run -2 on_terminal 'qrgen generate static x -o -'
    equal "$(stored)" 0
    run -0 on_terminal 'qrgen render x -f svg'
    contains "$output" '<svg'
}

@test "without content on a terminal render says so instead of waiting" {
    run -2 on_terminal 'qrgen render'
    contains "$output" 'content is missing'
    run -2 on_terminal 'qrgen generate static'
    contains "$output" 'content is missing'
}

@test "a table is cut to the terminal's width, and to nothing in a pipe" {
    qrgen generate static "$(printf 'wide %.0s' {1..100})" --title 'Ein Titel' > /dev/null
    qrgen generate static "$(printf '漢%.0s' {1..100})" > /dev/null
    run -0 on_terminal 'qrgen list'
    equal "$(wc -L <<< "$output")" 60
    contains "$output" …
    (($(qrgen list | wc -L) > 500))
    equal "$(on_terminal 'qrgen list --ndjson' | jq -r .qr_type | sort -u)" static
}

@test "errors are the same on a terminal" {
    run -4 on_terminal 'qrgen show nothing'
    contains "$output" "qrgen: error: no code has the id or short id 'nothing'"
}
