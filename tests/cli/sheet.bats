#!/usr/bin/env bats
# SPDX-License-Identifier: MIT

load helpers

# All codes on a page of a PDF file, one a line, sorted.
codes_on() { # FILE [PAGE]
    pdftoppm -r 200 -png -singlefile -f "${2:-1}" "$1" page
    zbarimg --raw --quiet --nodbus page.png | sort
}

pages_of() { pdfinfo "$1" | awk '/^Pages:/ { print $2 }'; }

page_size_of() { pdfinfo "$1" | sed -n 's/^Page size: *//p'; }

@test "sheet makes labels of the rows of a CSV file" {
    printf '%s\n' content,caption 'https://example.com/1,One' '"two, with ""quotes""","Two
lines"' 'three,' > rows.csv
    succeeds qrgen sheet rows.csv -o labels.pdf
    equal "$output" ""
    qpdf --check labels.pdf > /dev/null
    equal "$(codes_on labels.pdf)" $'https://example.com/1\nthree\ntwo, with "quotes"'
    equal "$(page_size_of labels.pdf)" '595.276 x 841.89 pts (A4)'
    equal "$(pages_of labels.pdf)" 1
}

@test "sheet makes labels of objects of NDJSON, by its ending or by option" {
    printf '%s\n' '{"content": "one", "caption": null}' '' '{"content": "two", "copies": 2}' > rows.ndjson
    succeeds qrgen sheet rows.ndjson -o labels.pdf
    equal "$(codes_on labels.pdf)" $'one\ntwo\ntwo'
    qrgen sheet - --input-format ndjson -o same.pdf < rows.ndjson
    cmp labels.pdf same.pdf
}

@test "sheet writes to standard output, but not to a terminal" {
    printf 'content\none\n' > rows.csv
    qrgen sheet rows.csv > labels.pdf
    qrgen sheet rows.csv -o - > same.pdf
    equal "$(codes_on labels.pdf)" one
    cmp labels.pdf same.pdf
    run on_terminal "qrgen sheet rows.csv"
    equal "$status" 2
    contains "$output" 'not written to a terminal'
}

@test "sheet makes labels of stored codes, as they are stored" {
    local id
    qrgen generate dynamic https://example.com/menu --short-id menu --title Menu --fill-color '#123456' > /dev/null
    id=$(qrgen generate static 'table 7')
    succeeds qrgen sheet --codes menu "$id" -o labels.pdf --caption-template '{title} {short_id}'
    equal "$(codes_on labels.pdf)" $'http://localhost:8000/r/menu?scan_ref=qr\ntable 7'
    contains "$(qpdf --qdf --stream-data=uncompress labels.pdf - | strings)" '.0706 .2039 .3373 rg'
    printf '%s\n' menu "$id" | qrgen sheet --codes - -o same.pdf --caption-template '{title} {short_id}'
    cmp labels.pdf same.pdf
}

@test "sheet fills pages, copies labels and begins where it is told" {
    printf 'content,copies\none,25\ntwo,0\nthree,\n' > rows.csv
    succeeds qrgen sheet rows.csv -o labels.pdf
    equal "$(pages_of labels.pdf)" 2
    equal "$(codes_on labels.pdf | uniq)" 'one'
    equal "$(codes_on labels.pdf 2)" $'one\nthree'
    qrgen sheet rows.csv -o later.pdf --first-label 24
    equal "$(codes_on later.pdf)" one
    equal "$(codes_on later.pdf 2 | uniq)" 'one'
}

@test "sheet knows labels by name, and grids of one's own" {
    printf 'content\none\n' > rows.csv
    succeeds qrgen sheet rows.csv -o letter.pdf --layout AVERY-5160
    equal "$(page_size_of letter.pdf)" '612 x 792 pts (letter)'
    succeeds qrgen sheet rows.csv -o card.pdf --grid 2x1 --page 85x55 --margin 5,2.5 --gap 3 --crop-marks --outline
    equal "$(page_size_of card.pdf)" '240.945 x 155.905 pts'
    equal "$(codes_on card.pdf)" one
    fails 2 "labels called 'avery-l716'" qrgen sheet rows.csv -o x.pdf --layout avery-l716
    contains "$stderr" 'did you mean avery-l7160'
    fails 2 'excludes' qrgen sheet rows.csv -o x.pdf --layout a4-3x8 --grid 2x2
    fails 2 'columns and rows' qrgen sheet rows.csv -o x.pdf --grid 0x2
    fails 2 'columns and rows' qrgen sheet rows.csv -o x.pdf --grid 3
    fails 2 'grid' qrgen sheet rows.csv -o x.pdf --grid 100x1
    fails 2 'WIDTHxHEIGHT' qrgen sheet rows.csv -o x.pdf --grid 1x1 --page a5
    fails 2 '--margin' qrgen sheet rows.csv -o x.pdf --grid 1x1 --margin -1
    fails 2 'requires --grid' qrgen sheet rows.csv -o x.pdf --gap 1
    fails 2 'must be 1 to 24' qrgen sheet rows.csv -o x.pdf --first-label 25
    [[ ! -e x.pdf ]]
}

@test "sheet prints its layouts without a file" {
    succeeds qrgen sheet --list-layouts
    contains "$output" 'Avery Zweckform 3474'
    equal "$(qrgen sheet --list-layouts --csv | sed -n 's/^avery-l7160,//p')" \
        '210.0,297.0,3,7,63.5,38.1,7.21,15.15,66.04,38.1,1.5,"Avery L7160, J8160, Herma 4677"'
    equal "$(qrgen sheet --list-layouts --json | jq '.items[0].name')" '"a4-3x8"'
    fails 2 'FILE is missing' qrgen sheet
}

@test "captions come from the template, the column or the option" {
    printf 'content,caption,room\none,Own,7\ntwo,,8\n' > rows.csv
    printf 'content,caption\none,Own\ntwo,Same\n' > expected.csv
    qrgen sheet expected.csv -o expected.pdf
    qrgen sheet rows.csv -o labels.pdf --caption Same 2> /dev/null
    cmp labels.pdf expected.pdf
    printf 'content,caption\none,"{7} Own"\ntwo,{8}\n' > expected.csv
    qrgen sheet expected.csv -o expected.pdf --force
    succeeds qrgen sheet rows.csv -o labels.pdf --force --caption-template '{{{room}}} {caption}'
    cmp labels.pdf expected.pdf
    fails 2 excludes qrgen sheet rows.csv -o x.pdf --caption a --caption-template b
    fails 2 "no column 'rom'" qrgen sheet rows.csv -o x.pdf --caption-template '{rom}'
    fails 2 'without its partner' qrgen sheet rows.csv -o x.pdf --caption-template '{room'
    qrgen generate static x > /dev/null
    fails 2 "no field 'titel'" qrgen sheet --codes x -o x.pdf --caption-template '{titel}'
    contains "$stderr" 'did you mean title'
}

@test "columns that nothing is made of are told" {
    printf 'content,copy,note\none,2,x\n' > rows.csv
    run -0 --separate-stderr qrgen sheet rows.csv -o labels.pdf
    equal "$stderr" 'qrgen: warning: columns that no label shows: copy, note'
}

@test "pictures have the look that the options tell" {
    printf 'content\none\n' > rows.csv
    qrgen render x -o logo.png
    succeeds qrgen sheet rows.csv -o labels.pdf --fill-color '#0000AA' --shape dot --logo logo.png --logo-size 15 \
        --frame rounded --caption Hello --caption-height 4 --error-level h
    qpdf --check labels.pdf > /dev/null
    equal "$(codes_on labels.pdf)" one
    fails 2 'hard to scan' qrgen sheet rows.csv -o x.pdf --fill-color '#CCCCCC'
    run -0 --separate-stderr qrgen sheet rows.csv -o risky.pdf --border 2 --allow-risky
    equal "$(grep -c warning <<< "$stderr")" 1
    fails 1 'cannot read' qrgen sheet rows.csv -o x.pdf --logo nothing.png
    [[ ! -e x.pdf ]]
}

@test "what is wrong with one label is told, and the others are made" {
    printf 'content,copies,caption\none,,\n,,\ntwo,x,\nfour\nfive,,%s\n%s,,\nlast,,\n' \
        "$(printf 'a%.0s' {1..201})" "$(printf 'b%.0s' {1..3000})" > rows.csv
    run -3 --separate-stderr qrgen sheet rows.csv -o labels.pdf
    contains "$stderr" 'line 3: content: is missing'
    contains "$stderr" "line 4: copies: must be a whole number from 0 to 10000, not 'x'"
    contains "$stderr" 'line 5: '
    contains "$stderr" 'line 6: caption: '
    contains "$stderr" 'line 7: content: '
    equal "$(grep -c '^qrgen: error: ' <<< "$stderr")" 5
    equal "$(codes_on labels.pdf)" $'last\none'
    run -3 --separate-stderr qrgen sheet rows.csv -o labels.pdf --force --json
    equal "$(tail -n 1 <<< "$stderr" | jq -r .error.message)" '5 of 7 failed'
    qrgen generate dynamic https://example.com --short-id menu > /dev/null
    run -3 --separate-stderr qrgen sheet --codes menu nobody -o codes.pdf
    contains "$stderr" "nobody"
    equal "$(codes_on codes.pdf)" 'http://localhost:8000/r/menu?scan_ref=qr'
}

@test "pictures that are too wide for their labels are refused" {
    printf 'content,caption\none,\ntwo,Caption\n' > rows.csv
    run -3 --separate-stderr qrgen sheet rows.csv --width 37mm -o labels.pdf
    contains "$stderr" 'line 3: size: a picture of 37 by '
    contains "$stderr" 'does not fit into a label of 70 by 37 mm'
    equal "$(codes_on labels.pdf)" one
}

@test "nothing is written when no label is fine" {
    printf 'content\n' > rows.csv
    fails 2 'no labels' qrgen sheet rows.csv -o labels.pdf
    : > empty.csv
    fails 2 'line 1' qrgen sheet empty.csv -o labels.pdf
    printf 'text\none\n' > rows.csv
    fails 2 "no column 'content'" qrgen sheet rows.csv -o labels.pdf
    printf 'content\n%s\n' "$(printf 'b%.0s' {1..3000})" > rows.csv
    run -3 --separate-stderr qrgen sheet rows.csv -o labels.pdf
    fails 1 'cannot ' qrgen sheet nothing.csv -o labels.pdf
    fails 2 'only one FILE' qrgen sheet rows.csv rows.csv -o labels.pdf
    [[ ! -e labels.pdf ]]
    no_temporary_files
}

@test "an existing file is kept without --force" {
    printf 'content\none\n' > rows.csv
    echo precious > labels.pdf
    fails 5 'exists already' qrgen sheet rows.csv -o labels.pdf
    equal "$(cat labels.pdf)" precious
    succeeds qrgen sheet rows.csv -o labels.pdf --force
    equal "$(codes_on labels.pdf)" one
}

@test "small modules are told once" {
    printf 'content,copies\nshort,3\n%s,2\n' "$(printf 'b%.0s' {1..2000})" > rows.csv
    run -0 --separate-stderr qrgen sheet rows.csv -o labels.pdf
    equal "$(grep -c warning <<< "$stderr")" 1
    contains "$stderr" '2 of 5 labels have modules smaller than the .33 mm'
}

@test "an interruption leaves nothing behind" {
    mkfifo rows
    qrgen sheet rows --input-format csv -o labels.pdf 3>&- &
    local pid=$!
    exec 9> rows
    { echo content; seq 1 20000; } >&9
    until compgen -G '.qrgen-*' > /dev/null; do kill -0 "$pid"; done
    kill -TERM "$pid"
    exec 9>&-
    ended_with 143 "$pid"
    [[ ! -e labels.pdf ]]
    no_temporary_files
}

@test "memory does not grow with the number of labels" {
    { echo content,copies; printf 'label %d,10000\n' 1 2 3; } > rows.csv
    within_memory 400000 qrgen sheet rows.csv --grid 50x50 --page 1000x1000 --margin 0 -o labels.pdf
    equal "$(pages_of labels.pdf)" 12
}
