#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
#
# What goes wrong ends in one clear line and the right exit code, leaves nothing half-written and loses nothing.

load helpers

teardown() { leave_open_directory; }

# --- Content ---

# The same bytes in every run.
some_bytes() { # COUNT SEED
    python3 -c 'import random, sys
sys.stdout.buffer.write(random.Random(sys.argv[2]).randbytes(int(sys.argv[1])))' "$1" "$2"
}

@test "arbitrary bytes of every length read back exactly with --binary" {
    local length
    for length in 1 2 3 4 7 16 63 255 256 257 500 1273 2331 2953; do
        some_bytes "$length" "seed $length" > bytes
        qrgen render --binary --error-level l --scale 4 -o code.png --force < bytes
        cmp <(decode code.png) bytes
    done
}

@test "every single byte reads back exactly with --binary" {
    local byte
    for byte in {0..255..17} 10 13 26 127 128 254; do
        printf '%b' "\\x$(printf %x "$byte")" > bytes
        qrgen render --binary -o code.png --force < bytes
        cmp <(decode code.png) bytes
    done
}

@test "arbitrary bytes without --binary are text that reads back, or a clear error" {
    local length accepted=0
    for length in 1 1 1 2 2 3 4 8 64 1000 3000; do
        some_bytes "$length" "text $((++seed))" > bytes
        if iconv -f UTF-8 -t UTF-8 < bytes > /dev/null 2>&1 && ! grep -qP '\x00|\n\z' bytes; then
            qrgen render -o code.png --force < bytes
            cmp <(decode code.png) bytes
            accepted=$((accepted + 1))
        else
            fails 2 content qrgen render -o refused.png < bytes
            [[ ! -e refused.png ]]
        fi
    done
    ((accepted > 0))
}

@test "UTF-8 of every length up to 3 KB reads back or does not fit" {
    local length content=
    for length in 1 10 100 500 750; do
        content=$(printf '€%.0s' $(seq "$length"))
        qrgen render "$content" -o code.png --force --error-level l --scale 4
        equal "$(decode code.png)" "$content"
    done
    fails 2 '3000 bytes do not fit' qrgen render "$(printf '€%.0s' {1..1000})" --error-level l -o refused.png
    [[ ! -e refused.png ]]
}

@test "empty content is refused" {
    fails 2 content qrgen render '' -o code.png
    fails 2 content qrgen render - -o code.png
    fails 2 content qrgen render --binary -o code.png
    echo > newline
    fails 2 content qrgen render - -o code.png < newline
    fails 2 content qrgen generate static '' -o code.png
    [[ ! -e code.png ]]
    equal "$(stored)" 0
}

@test "invalid UTF-8 is refused with its place and a way out, and stored nowhere" {
    printf 'abc\xff' > bytes
    fails 2 'offset 3' qrgen render - -o code.png < bytes
    contains "$stderr" --binary
    fails 2 UTF-8 qrgen generate static - -o code.png < bytes
    printf '\xed\xa0\x80' > surrogate
    fails 2 UTF-8 qrgen render - -o code.png < surrogate
    printf '\xc0\xaf' > overlong
    fails 2 UTF-8 qrgen render - -o code.png < overlong
    fails 2 title qrgen generate static x --title $'\xff'
    fails 2 description qrgen generate static x --description $'\xc3'
    fails 2 tags qrgen generate static x --tag $'\xff'
    fails 2 actor qrgen generate static x --actor $'\xff'
    [[ ! -e code.png ]]
    equal "$(stored)" 0
}

@test "NUL is refused as text, and read back with --binary" {
    printf 'a\0b' > bytes
    fails 2 NUL qrgen render - -o code.png < bytes
    contains "$stderr" --binary
    fails 2 NUL qrgen generate static - < bytes
    equal "$(stored)" 0
    qrgen render --binary -o code.png < bytes
    cmp <(decode code.png) bytes
}

@test "content that does not fit names its length, the limit and the level that would do" {
    head -c 2000 /dev/zero | tr '\0' x > bytes
    fails 2 '2000 bytes do not fit' qrgen render - --error-level h -o code.png < bytes
    contains "$stderr" 1273
    contains "$stderr" 'error level M would hold it'
    fails 2 '2000 bytes do not fit' qrgen generate static - --error-level h < bytes
    head -c 8000 /dev/zero | tr '\0' 7 > digits
    fails 2 '8000 bytes do not fit' qrgen render - --error-level l -o code.png < digits
    contains "$stderr" '7089 digits'
    equal "$(stored)" 0
    [[ ! -e code.png ]]
}

@test "endless content is refused instead of filling the memory" {
    fails 2 content qrgen render - -o code.png < /dev/zero
    fails 2 content qrgen generate static - < /dev/zero
}

@test "a directory or an unreadable standard input is a failure" {
    fails 1 'standard input' qrgen render - -o code.png < .
    fails 1 'standard input' qrgen show - < .
    [[ ! -e code.png ]]
}

# --- Values ---

@test "colours that are none, or equal, are refused" {
    local colour
    for colour in red 000000 '#00000' '#0000000' '#GGGGGG' '' '#' '#0000 0' $'#00000\n'; do
        fails 2 fill_color qrgen render x -o code.png --fill-color "$colour"
        fails 2 back_color qrgen generate static x --back-color "$colour"
    done
    fails 2 differ qrgen render x -o code.png --fill-color '#FFFFFF'
    fails 2 differ qrgen render x -o code.png --fill-color '#abcdef' --back-color '#ABCDEF'
    fails 2 differ qrgen generate static x --back-color '#000000'
    [[ ! -e code.png ]]
    equal "$(stored)" 0
}

@test "numbers out of range, and what is no number, are refused with the range or the reason" {
    local value
    for value in 0 51 -1 99999999999999999999 abc 1.5 '' '5 '; do
        fails 2 size qrgen render x -o code.png --size="$value"
    done
    for value in 21 -1 abc; do fails 2 border qrgen generate static x --border="$value"; done
    for value in 20 10001 abc; do fails 2 pixels qrgen render x -o code.png --pixels="$value"; done
    for value in 0 401; do fails 2 scale qrgen render x -o code.png --scale="$value"; done
    for value in 0 41; do fails 2 min-version qrgen render x -o code.png --min-version="$value"; done
    qrgen render x -o code.png --size 010
    equal "$(png_width code.png)" 250
    rm code.png
    fails 2 size qrgen render x -o code.png --size ''
    for value in z lm low; do fails 2 'l, m, q or h' qrgen render x -o code.png --error-level="$value"; done
    [[ ! -e code.png ]]
    equal "$(stored)" 0
}

@test "errors about numbers are in words that a person understands" {
    local option
    for option in --size --border --pixels --scale --min-version; do
        fails 2 "$option" qrgen render x -o code.png "$option" abc
        contains "$stderr" 'whole number'
        contains "$stderr" abc
    done
    for option in --pixels --scale --min-version; do
        fails 2 "$option" qrgen render x -o code.png "$option" 99999
        lacks "$stderr" 'Value'
        lacks "$stderr" INT
    done
}

@test "a picture too small for its symbol is refused" {
    fails 2 pixels qrgen render x -o code.png --pixels 21
    [[ ! -e code.png ]]
}

# --- Output ---

@test "a directory that is missing, or is a file, is a failure" {
    touch file
    fails 1 missing/code.png qrgen render x -o missing/code.png
    fails 1 file/code.png qrgen render x -o file/code.png
    fails 1 missing/code.png qrgen generate static x -o missing/code.png
    equal "$(stored)" 0
}

@test "a directory is not overwritten, even by force" {
    mkdir code.png
    fails 1 code.png qrgen render x -o code.png
    fails 1 code.png qrgen render x -o code.png --force
    fails 1 code.png qrgen generate static x -o code.png --force
    equal "$(stored)" 0
    rmdir code.png
}

@test "a name that is too long is a failure" {
    fails 1 'too long' qrgen render x -o "$(printf 'x%.0s' {1..300}).png"
}

@test "a directory where a normal user may not write is a failure, and nothing is stored" {
    enter_open_directory
    export XDG_DATA_HOME=$open_directory/data HOME=$open_directory
    mkdir locked data
    chmod 555 locked
    chmod 777 data
    fails 1 'Permission denied' as_normal_user render x -o locked/code.png
    fails 1 'Permission denied' as_normal_user generate static x -o locked/code.png
    equal "$(as_normal_user list --count)" 0
    equal "$(ls -A locked)" ""
}

@test "a file that a normal user may not write is kept" {
    enter_open_directory
    chmod 777 .
    echo precious > code.png
    chmod 444 code.png
    fails 5 'exists already' as_normal_user render x -o code.png
    equal "$(cat code.png)" precious
    no_temporary_files
}

# The limit would hold for the file that bats collects messages in too, so these go through a pipe.
with_file_size_limit() { # BLOCKS LINE
    (set -o pipefail && { { (ulimit -f "$1" && bash -c "$2") 2>&1 >&8 8>&- | cat >&2; } 8>&1; })
}

@test "a file size limit is a failure that leaves nothing behind" {
    fails 1 code.png with_file_size_limit 0 'qrgen render x -o code.png'
    contains "$stderr" 'File too large'
    equal "$(ls -A)" ""
    fails 1 'standard output' with_file_size_limit 0 'qrgen render x > code.png'
    qrgen migrate up > /dev/null
    fails 6 '' with_file_size_limit 0 'qrgen generate static x'
    equal "$(stored)" 0
}

# Runs a line of shell on a disk of 256 KB, which the command `fill` fills. Where the system lets nobody make such a
# disk, a limit for the size of files does its work.
on_full_disk() { # LINE
    local in_namespace=()
    mkdir -p disk
    if unshare --mount mount -t tmpfs none disk 2> /dev/null; then
        in_namespace=(unshare --mount)
    elif unshare --user --map-root-user --mount mount -t tmpfs none disk 2> /dev/null; then
        in_namespace=(unshare --user --map-root-user --mount)
    else
        with_file_size_limit 200 "fill() { ulimit -f 0; }; cd disk; $1"
        return
    fi
    "${in_namespace[@]}" bash -c 'fill() { head -c 1M /dev/zero > filler 2> /dev/null; }
        mount -t tmpfs -o size=256k none disk && cd disk || exit 99
        '"$1"
}

@test "a full disk fails the picture and leaves nothing behind" {
    # shellcheck disable=SC2016 # expanded by the shell on the full disk
    run --separate-stderr on_full_disk '
        fill
        head -c 3000 /dev/zero | tr "\0" 7 | qrgen render - -o code.svg
        code=$?
        [[ ! -e code.svg && -z $(find . -name ".qrgen-*") ]] || echo "something was left behind"
        exit $code'
    equal "$output" ""
    equal "$status" 1
    is_clear_error code.svg
}

@test "a full disk loses no stored code and stores no half one" {
    # shellcheck disable=SC2016 # expanded by the shell on the full disk
    run --separate-stderr on_full_disk '
        export XDG_DATA_HOME=$PWD/data
        mkdir data
        content=$(printf "x%.0s" {1..1200}) stored=0
        while message=$(qrgen generate static "$content" 2>&1 > /dev/null); do
            stored=$((stored + 1))
            ((stored < 1000)) || exit 98
        done
        qrgen generate static "$content"
        code=$?
        ((stored > 0)) || echo "nothing could be stored"
        [[ $(qrgen list --count 2>&1) == "$stored" ]] || echo "not $stored codes"
        exit $code'
    equal "$output" ""
    equal "$status" 6
    is_clear_error ''
    [[ $stderr == *full* || $stderr == *'cannot be read or written'* ]]
}

@test "the end of a process by SIGKILL leaves whole pictures and a whole database" {
    local n
    for n in {1..30}; do
        timeout --signal KILL "0.0$((n % 4))$((n % 10))" qrgen generate static "text $n" -o "$n.png" > /dev/null 2>&1 || true
    done
    is_consistent
}

@test "the end of a process by SIGINT or SIGTERM leaves whole pictures, a whole database and no temporary file" {
    local n signal=INT
    for n in {1..30}; do
        timeout --signal "$signal" "0.0$((n % 4))$((n % 10))" \
            env --default-signal=INT qrgen generate static "text $n" -o "$n.png" > /dev/null 2>&1 || true
        [[ $signal == INT ]] && signal=TERM || signal=INT
    done
    is_consistent
    no_temporary_files
}

# Every picture is whole and its code is stored, and every code has its history.
is_consistent() {
    local picture
    qrgen list --limit 1000 --ndjson > codes
    equal "$(sql 'PRAGMA integrity_check')" ok
    for picture in *.png; do
        [[ -e $picture ]] || continue
        equal "$(decode "$picture")" "text ${picture%.png}"
        equal "$(jq -r .content codes | grep -cx "text ${picture%.png}")" 1
    done
    equal "$(sql 'SELECT count(*) FROM qr_codes WHERE id NOT IN (SELECT code_id FROM qr_history)')" 0
}

@test "an interrupt ends a command that waits for standard input at once, with 130" {
    local signal command
    mkfifo pipe
    for command in "render -" "render - -o code.png" "generate static - -o code.png" "show -"; do
        # shellcheck disable=SC2086 # words
        env --default-signal=INT timeout --signal KILL 20 qrgen $command < pipe > /dev/null 2>&1 &
        exec 6> pipe
        head -c 100000 /dev/zero >&6 # more than a pipe holds: from here on the program has begun to read
        kill -INT "$!"
        ended_with 130 "$!"
        exec 6>&-
    done
    equal "$(find . -type f)" ""
}

# --- Databases ---

@test "a server that is away is unavailable, for every command" {
    local command
    export QRGEN_DATABASE_URL=postgresql://user:s3cret@127.0.0.1:1/db
    for command in "generate static x -o code.png" "generate dynamic https://example.com" list "show menu" \
        "image menu -o code.png" "update menu --title x" "delete menu --yes" "history menu" "rollback menu" \
        "migrate status" "migrate up" "config check --connect -q"; do
        # shellcheck disable=SC2086 # words
        fails 6 'nothing answers there' qrgen $command
    done
    [[ ! -e code.png ]]
    no_temporary_files
}

@test "a file that is no database is unavailable, and kept" {
    mkdir -p "$(dirname "$database_file")"
    head -c 5000 /dev/zero | tr '\0' x > "$database_file"
    cp "$database_file" before
    fails 6 'not an SQLite database' qrgen list
    fails 6 'not an SQLite database' qrgen generate static x
    fails 6 'not an SQLite database' qrgen migrate up
    cmp "$database_file" before
}

@test "a database of another program is unavailable, and kept" {
    mkdir -p "$(dirname "$database_file")"
    sql 'CREATE TABLE bookmarks (url TEXT)'
    fails 6 'another program' qrgen list
    fails 6 'another program' qrgen generate static x
    equal "$(sql '.tables')" bookmarks
}

@test "a newer schema is unavailable, says so, and is kept" {
    local command
    qrgen generate static x > /dev/null
    sql "INSERT INTO schema_migrations (version, name, checksum, applied_at) VALUES (9999, 'future', 'x', '2030-01-01T00:00:00Z')"
    for command in list "generate static y" "migrate up" "migrate status" "config check --connect -q"; do
        # shellcheck disable=SC2086 # words
        fails 6 'version 9999' qrgen $command
        contains "$stderr" 'upgrade qrgen'
    done
    equal "$(sql 'SELECT count(*) FROM qr_codes')" 1
}

@test "a damaged database is unavailable" {
    local n
    for n in {1..20}; do qrgen generate static "$(printf "$n%.0s" {1..500})" > /dev/null; done
    sql 'PRAGMA wal_checkpoint(TRUNCATE)' > /dev/null
    dd if=/dev/urandom of="$database_file" bs=4096 seek=1 count=20 conv=notrunc status=none
    run --separate-stderr qrgen list
    equal "$status" 6
    is_clear_error damaged
}

@test "a directory as the database is unavailable" {
    mkdir -p "$database_file"
    fails 6 "$database_file" qrgen list
    fails 6 "$database_file" qrgen generate static x
}

@test "a database file whose directory cannot be made is unavailable" {
    touch file
    XDG_DATA_HOME=$PWD/file fails 6 file qrgen generate static x
    fails 6 /dev/null qrgen list --database-url sqlite:///dev/null/qrgen.db
}

@test "a read-only database is unavailable for changes, which are not made" {
    enter_open_directory
    export QRGEN_DATABASE_URL=sqlite://$open_directory/data/qrgen.db HOME=$open_directory
    mkdir data
    ./qrgen generate dynamic https://example.com --short-id menu > /dev/null
    chmod 444 data/qrgen.db
    chmod 555 data
    fails 6 read-only as_normal_user generate static x
    fails 6 read-only as_normal_user update menu --title x
    fails 6 read-only as_normal_user delete menu --yes
    chmod 755 data
    equal "$(./qrgen list --ndjson | jq -c '[.short_id, .title]')" '["menu",null]'
}

@test "a database that a normal user may not even read is unavailable" {
    enter_open_directory
    export QRGEN_DATABASE_URL=sqlite://$open_directory/data/qrgen.db HOME=$open_directory
    mkdir data
    ./qrgen generate static x > /dev/null
    chmod 000 data/qrgen.db
    fails 6 'cannot be opened' as_normal_user list
    chmod 000 data
    fails 6 data as_normal_user list
    chmod 755 data
}

@test "a database that another process holds locked is unavailable, and free again afterwards" {
    qrgen generate static x > /dev/null
    coproc sqlite3 "$database_file"
    printf "BEGIN IMMEDIATE;\nSELECT 'locked';\n" >&"${COPROC[1]}"
    read -r locked <&"${COPROC[0]}"
    equal "$locked" locked
    equal "$(stored)" 1
    fails 6 busy qrgen generate static y
    printf 'COMMIT;\n.quit\n' >&"${COPROC[1]}"
    wait "$COPROC_PID" || true
    qrgen generate static y > /dev/null
    equal "$(stored)" 2
}

# --- Two at once ---

@test "of two processes that want one short id exactly one wins, and the other has a conflict" {
    local round
    qrgen migrate up > /dev/null
    for round in {1..20}; do
        qrgen generate dynamic https://example.com/1 --short-id "race-$round" -o "$round-1.png" > /dev/null 2> message.1 &
        local one=$!
        qrgen generate dynamic https://example.com/2 --short-id "race-$round" -o "$round-2.png" > /dev/null 2> message.2 &
        one_of_two_wins "$one" "$!"
        contains "$(cat message.1 message.2)" "'race-$round' is taken"
    done
    equal "$(stored)" 20
    equal "$(find . -name '*.png' | wc -l)" 20
    no_temporary_files
}

one_of_two_wins() { # PID PID
    local first=0 second=0
    wait "$1" || first=$?
    wait "$2" || second=$?
    [[ "$first $second" == '0 5' || "$first $second" == '5 0' ]] || fail "exit codes $first $second"
}

@test "of two processes that write one file exactly one wins, and the file is whole" {
    local round
    for round in {1..20}; do
        qrgen render 'same size 1' -o "$round.png" 2> /dev/null &
        local one=$!
        qrgen render 'same size 2' -o "$round.png" 2> /dev/null &
        one_of_two_wins "$one" "$!"
        contains 'same size 1 same size 2' "$(decode "$round.png")"
    done
    no_temporary_files
}

@test "changes by many processes at once are all made" {
    local n pids=()
    qrgen generate dynamic https://example.com --short-id menu > /dev/null
    for n in {1..8}; do
        qrgen update menu --title "Title $n" > /dev/null &
        pids+=("$!")
    done
    ended_with '0 0 0 0 0 0 0 0' "${pids[@]}"
    equal "$(qrgen history menu --json | jq -c '[.total, ([.items[].revision] | unique | length)]')" '[9,9]'
}
