#!/usr/bin/env bats
# SPDX-License-Identifier: MIT

load helpers

setup() {
    fresh_home
    qrgen render https://example.com/menu -o menu.png
}

fields="file content content_base64 grade reasons kind version level mask mirrored inverted correction_used"
fields+=" correction_available blocks contrast quiet_zone module_pixels sequence_number sequence_count sequence_parity"
fields+=" disagreements"

# What jq's FILTER makes of the only record.
record() { # FILTER [ARGUMENT]...
    local filter=$1
    shift
    qrgen verify --json "$@" | jq -c ".items[0] | $filter"
}

# Draws SVG elements on white.
draw() { # FILE.png WIDTH HEIGHT ELEMENT...
    printf '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="%s" height="%s">%s</svg>' \
        "$2" "$3" '<rect width="100%" height="100%" fill="white"/>'"${*:4}" | rsvg-convert -o "$1"
}

# The picture as an element, pixel by pixel.
element() { # FILE.png [ATTRIBUTE]...
    local width
    width=$(png_width "$1")
    printf '<image width="%s" height="%s" xlink:href="data:image/png;base64,%s" %s/>' \
        "$width" "$width" "$(base64 -w0 "$1")" "${*:2}"
}

# Like fails(), but records are printed all the same.
fails_after_records() { # CODE TEXT COMMAND [ARGUMENT]...
    local code=$1 text=$2
    shift 2
    run --separate-stderr "$@"
    equal "exit code $status" "exit code $code"
    [[ -n $output ]] || fail "no records"
    is_clear_error "$text"
}

@test "verify tells all of a code" {
    succeeds qrgen verify menu.png --json
    equal "$(jq -r '.items[0] | keys_unsorted | join(" ")' <<< "$output")" "$fields"
    equal "$(jq -c '[.total, (.items[0] | .file, .content, .grade, .kind, .version, .level, .mirrored, .inverted)]' <<< "$output")" \
        '[1,"menu.png","https://example.com/menu","A","qr",2,"m",false,false]'
    equal "$(jq -c '.items[0] | [.correction_used, .correction_available, .blocks, .contrast, .reasons]' <<< "$output")" \
        '[0,8,["0/8"],1,[]]'
}

@test "for people verify prints one field a line" {
    succeeds qrgen verify menu.png
    contains "$output" 'content               https://example.com/menu'
    contains "$output" 'grade                 A'
    equal "${#lines[@]}" "$(wc -w <<< "$fields")"
}

@test "several files are a table, NDJSON a line each, CSV a header and a line each" {
    qrgen render two -o two.png --border 2 --allow-risky 2> /dev/null
    succeeds qrgen verify menu.png two.png
    equal "${#lines[@]}" 3
    contains "${lines[2]}" 'two.png   C      two'
    contains "${lines[2]}" 'the quiet zone is 2.0 modules wide (A needs 4)'
    equal "$(qrgen verify menu.png two.png --ndjson | jq -r .file | tr '\n' ' ')" 'menu.png two.png '
    equal "$(qrgen verify menu.png two.png --csv | cut -d, -f1,4 | tr '\n' ' ')" 'file,grade menu.png,A two.png,C '
    equal "$(qrgen verify menu.png two.png --json | jq .total)" 2
}

@test "verify reads every format that render writes, whatever the name is" {
    local format
    for format in $(qrgen render --help | tr -s ' \n' ' ' | sed -E 's/.*format of the picture: ([^;]*);.*/\1/; s/,//g'); do
        qrgen render 'any format' -f "$format" > picture
        succeeds qrgen verify picture --expect 'any format' --min-grade a -q
    done
}

@test "- is standard input" {
    succeeds qrgen verify - --ndjson < menu.png
    equal "$(jq -r '.file, .content' <<< "$output")" $'-\nhttps://example.com/menu'
}

@test "Micro QR is told as such" {
    qrgen render 123 --micro -o micro.png
    equal "$(record '[.kind, .version, .correction_used, .blocks]' micro.png)" '["micro",2,null,[]]'
}

@test "all codes of a picture are told" {
    qrgen render second -o second.png
    draw both.png 500 250 "$(element menu.png)" "$(element second.png 'x="250"')"
    equal "$(qrgen verify both.png --ndjson | jq -r .content | tr '\n' ' ')" 'https://example.com/menu second '
    fails_after_records 7 "code 2: it says 'second', which is not what was expected" \
        qrgen verify both.png --expect https://example.com/menu --ndjson
}

@test "--expect fails unless the code says exactly that" {
    succeeds qrgen verify menu.png --expect https://example.com/menu
    fails_after_records 7 "menu.png: it says 'https://example.com/menu', which is not what was expected" \
        qrgen verify menu.png --expect https://example.com/Menu
    fails_after_records 7 'not what was expected' qrgen verify menu.png --expect ''
    fails_after_records 7 'not what was expected' qrgen verify menu.png --expect 'https://example.com/menu '
}

@test "--min-grade fails below it" {
    qrgen render grey --border 2 --allow-risky -o grey.png 2> /dev/null
    succeeds qrgen verify grey.png --min-grade c
    succeeds qrgen verify grey.png --min-grade D
    fails_after_records 7 'its grade is C, below B' qrgen verify grey.png --min-grade b
    fails 2 '--min-grade' qrgen verify grey.png --min-grade e
}

@test "damage is told per block, and lowers the grade" {
    qrgen render 'damaged code' -l h --scale 10 -o whole.png
    draw changed.png 290 290 "$(element whole.png)" '<rect x="140" y="180" width="50" height="50" fill="white"/>'
    run -0 qrgen verify changed.png --json
    equal "$(jq -r '.items[0].content' <<< "$output")" 'damaged code'
    (($(jq '.items[0].correction_used' <<< "$output") > 0))
    equal "$(jq -r '.items[0] | "\(.correction_used)/\(.correction_available)" == .blocks[0]' <<< "$output")" true
}

@test "mirrored and inverted codes are read and told" {
    draw mirrored.png 250 250 "$(element menu.png 'transform="translate(250) scale(-1 1)"')"
    equal "$(record '[.content, .mirrored, .grade]' mirrored.png)" '["https://example.com/menu",true,"C"]'
    qrgen render inverted --fill-color '#FFFFFF' --back-color '#000000' --allow-risky -o inverted.png 2> /dev/null
    equal "$(record '[.content, .inverted, .grade]' inverted.png)" '["inverted",true,"C"]'
}

@test "little contrast is told with its figure" {
    qrgen render faint --fill-color '#808080' --allow-risky -o faint.png 2> /dev/null
    equal "$(record '[.contrast, .grade, .reasons]' faint.png)" '[0.5,"C",["C: the contrast is 0.50 (A needs 0.70)"]]'
}

@test "nothing to be read is a failed verification" {
    draw changed.png 250 250 "$(element menu.png)" '<rect x="40" y="40" width="60" height="60" fill="white"/>'
    fails 7 'changed.png: no QR code can be read in it' qrgen verify changed.png
    fails 7 'no QR code' qrgen verify changed.png -q
    fails 7 'no QR code' qrgen verify - < changed.png
    contains "$stderr" 'standard input: '
}

@test "--strict asks a second decoder" {
    succeeds qrgen verify menu.png --strict --json
    equal "$(jq -c '.items[0].disagreements' <<< "$output")" '[]'
    qrgen render 'one pixel a module' --scale 1 --min-version 7 -o tiny.png
    fails_after_records 7 'tiny.png: zbar does not read it' qrgen verify tiny.png --strict
    succeeds qrgen verify tiny.png
}

@test "-q prints nothing, the exit code tells" {
    succeeds qrgen verify menu.png -q
    equal "$output" ''
    succeeds qrgen verify menu.png menu.png -q --csv
    equal "$output" ''
    fails 7 'not what was expected' qrgen verify menu.png -q --expect other
}

@test "of several files the faulty ones are reported, and the others verified" {
    echo 'no picture' > text
    run -3 --separate-stderr qrgen verify menu.png text nosuch.png menu.png --ndjson
    equal "$(wc -l <<< "$output")" 2
    contains "$stderr" 'qrgen: error: text: '
    contains "$stderr" 'qrgen: error: cannot read nosuch.png: No such file or directory'
    run -7 --separate-stderr qrgen verify text menu.png --expect other --ndjson
    contains "$stderr" 'qrgen: error: text: '
    contains "$stderr" 'qrgen: error: menu.png: it says'
}

@test "with --json the last line of standard error sums up what was wrong with several files" {
    echo 'no picture' > text
    run -3 --separate-stderr qrgen verify menu.png text --json
    equal "$(tail -n 1 <<< "$stderr" | jq -r '.error | .code, .message')" $'some_failed\n1 of 2 failed'
    run -7 --separate-stderr qrgen verify menu.png text --json --expect other
    equal "$(tail -n 1 <<< "$stderr" | jq -r .error.code)" verification
    equal "$(jq .total <<< "$output")" 1
}

@test "a single file's error has its own exit code" {
    fails 1 'No such file' qrgen verify nosuch.png
    fails 1 'Is a directory' qrgen verify .
    : > empty
    fails 2 'error: empty: ' qrgen verify empty
    echo 'no picture' > text
    fails 2 'error: text: it is none of the kinds' qrgen verify text
    head -c 100 menu.png > short.png
    fails 2 'short.png: ' qrgen verify short.png
    run -2 --separate-stderr qrgen verify text --json
    equal "$(jq -c .items <<< "$output")" '[]'
    equal "$(tail -n 1 <<< "$stderr" | jq -r .error.code)" invalid
    fails 2 FILE qrgen verify
}

@test "a file without end is an error, not full memory" {
    fails 1 'more than 268435456 bytes' qrgen verify /dev/zero
}

@test "content that is no text is told in base64 and shown harmlessly" {
    printf '\x1b[31m\xff\x00end' | qrgen render --binary -o bytes.png
    equal "$(record '[.content, .content_base64]' bytes.png)" "[null,\"$(printf '\x1b[31m\xff\x00end' | base64)\"]"
    run -0 qrgen verify bytes.png
    lacks "$output" $'\e'
    contains "$output" '\x1B[31m\xFF\x00end'
    printf 'a\x1b[31mb\nc' | qrgen render --binary -o control.png
    equal "$(qrgen verify control.png --ndjson | jq -r .content)" $'a\e[31mb\nc'
    lacks "$(qrgen verify control.png)" $'\e'
    fails_after_records 7 'a\x1B[31mb\nc' qrgen verify control.png --expect x
}

@test "the parts of a sequence are told, and together they must be what is expected" {
    local text
    text=$(seq -s ' ' 1 60)
    qrgen render "$text" --split 3 -o part.png
    equal "$(qrgen verify part-2.png --json | jq -c '.items[0] | [.sequence_number, .sequence_count, (.sequence_parity | type)]')" \
        '[2,3,"number"]'
    succeeds qrgen verify part-3.png part-1.png part-2.png --expect "$text" -q
    run -7 --separate-stderr qrgen verify part-1.png part-3.png --expect "$text" -q
    equal "$stderr" 'qrgen: error: the sequence of 3 codes lacks number 2'
    succeeds qrgen verify part-1.png part-3.png -q
    run -7 --separate-stderr qrgen verify part-{1,2,3}.png --expect "$text." -q
    contains "$stderr" 'which is not what was expected'
}

@test "when the reader goes away, the verdict stays" {
    into_closed_pipe qrgen verify menu.png
    run -7 into_closed_pipe qrgen verify menu.png --expect other
}
