#!/usr/bin/env bats
# SPDX-License-Identifier: MIT

load helpers

@test "render writes a PNG that reads back to its content" {
    succeeds qrgen render 'https://example.com/?q=a&b' -o code.png
    equal "$output" ""
    equal "$(decode code.png)" 'https://example.com/?q=a&b'
}

@test "render writes an SVG that reads back to its content" {
    succeeds qrgen render 'Grüße aus Köln 😀' -o code.svg
    equal "$(decode code.svg)" 'Grüße aus Köln 😀'
}

@test "render writes text that reads back to its content" {
    succeeds qrgen render 'scan me' -o code.txt
    equal "$(decode code.txt)" 'scan me'
}

@test "without a UTF-8 locale text is plain ASCII, and reads back" {
    LC_ALL=C succeeds qrgen render 'scan me' -o code.txt
    equal "$(tr -d '# \n' < code.txt)" ""
    equal "$(decode code.txt)" 'scan me'
}

@test "the ending of the file chooses the format, in any case" {
    qrgen render x -o a.PNG
    qrgen render x -o a.Svg
    equal "$(head -c 4 a.PNG | tail -c 3)" PNG
    contains "$(cat a.Svg)" '<svg'
}

@test "--format wins over the ending of the file" {
    qrgen render x -o picture.png -f svg
    contains "$(cat picture.png)" '<svg'
}

@test "a picture goes to standard output without -o and with -o -" {
    qrgen render 'to a pipe' > one.png
    qrgen render 'to a pipe' -o - > two.png
    cmp one.png two.png
    equal "$(decode one.png)" 'to a pipe'
}

@test "-f chooses the format on standard output" {
    qrgen render x -f svg > code.svg
    contains "$(cat code.svg)" '<svg'
    qrgen render x -f txt -o - > code.txt
    contains "$(cat code.txt)" '▀'
}

@test "content comes from standard input, with - and without an argument" {
    echo 'from a pipe' | qrgen render - -o one.png
    echo 'from a pipe' | qrgen render -o two.png
    cmp one.png two.png
    equal "$(decode one.png)" 'from a pipe'
}

@test "one line end at the end of standard input is not content, of either kind" {
    printf 'text\n' | qrgen render - -o unix.png
    printf 'text\r\n' | qrgen render - -o dos.png
    qrgen render text -o plain.png
    cmp unix.png plain.png
    cmp dos.png plain.png
}

@test "line ends within content, and a second one at its end, are kept" {
    printf 'a\nb\n\n' | qrgen render - -o code.png
    cmp <(decode code.png) <(printf 'a\nb\n')
}

@test "--binary keeps the line end" {
    printf 'text\n' | qrgen render - --binary -o code.png
    cmp <(decode code.png) <(printf 'text\n')
}

@test "content that begins with a dash follows --" {
    qrgen render -o code.png -- --json
    equal "$(decode code.png)" --json
}

@test "size is the width in units of 25 pixels" {
    local size
    for size in 4 7 50; do
        qrgen render hello -o code.png --force --size "$size"
        equal "$(png_width code.png)" $((size * 25))
        equal "$(decode code.png)" hello
    done
}

@test "--pixels is the exact width, --scale the width of a module" {
    qrgen render hello -o pixels.png --pixels 333
    equal "$(png_width pixels.png)" 333
    qrgen render hello -o scale.png --scale 3 --border 5
    equal "$(png_width scale.png)" $(((21 + 2 * 5) * 3))
    equal "$(decode pixels.png)$(decode scale.png)" hellohello
}

@test "--size, --pixels and --scale exclude each other" {
    fails 2 --pixels qrgen render x -o x.png --size 4 --pixels 100
    fails 2 --scale qrgen render x -o x.png --size 4 --scale 3
    fails 2 --scale qrgen render x -o x.png --pixels 100 --scale 3
    [[ ! -e x.png ]]
}

@test "every error level makes a symbol that reads back" {
    local level
    for level in l m q h L M Q H; do
        qrgen render 'level test' -o code.png --force --error-level "$level"
        equal "$(decode code.png)" 'level test'
    done
}

@test "--error-level h makes a larger symbol than l" {
    qrgen render 'a text of some thirty characters' -o l.png --scale 1 -l l
    qrgen render 'a text of some thirty characters' -o h.png --scale 1 -l h
    (($(png_width h.png) > $(png_width l.png)))
}

@test "--min-version makes the symbol at least that large" {
    qrgen render x -o code.png --scale 1 --border 4 --min-version 40
    equal "$(png_width code.png)" $((177 + 8))
}

@test "--boost raises the level without enlarging the symbol" {
    qrgen render x -o plain.png --scale 4 -l l
    qrgen render x -o boosted.png --scale 4 -l l --boost
    qrgen render x -o high.png --scale 4 -l h
    cmp boosted.png high.png
    run -1 cmp -s plain.png boosted.png
}

@test "colours are drawn" {
    qrgen render x -o code.svg --fill-color '#1A2b3C' --back-color '#FFFFF0'
    run -0 grep -io '#1a2b3c' code.svg
    run -0 grep -io '#fffff0' code.svg
    qrgen render coloured -o code.png --fill-color '#102030' --back-color '#E0F0FF'
    equal "$(decode code.png)" coloured
}

@test "title and description of an SVG are escaped" {
    qrgen render x -o code.svg --svg-title 'A & <B>' --svg-description '"C" > D'
    contains "$(cat code.svg)" '<title>A &amp; &lt;B&gt;</title>'
    contains "$(cat code.svg)" '</desc>'
    rsvg-convert code.svg > /dev/null
}

@test "the same command makes the same bytes" {
    local format
    for format in png svg txt; do
        qrgen render same -f "$format" > one
        qrgen render same -f "$format" > two
        cmp one two
    done
}

@test "an existing file is kept without --force, and replaced with it" {
    echo precious > code.png
    fails 5 'exists already' qrgen render x -o code.png
    contains "$stderr" --force
    equal "$(cat code.png)" precious
    succeeds qrgen render x -o code.png --force
    equal "$(decode code.png)" x
    no_temporary_files
}

@test "--force keeps the permissions of the file, and writes through a symbolic link" {
    touch real.png
    chmod 600 real.png
    ln -s real.png link.png
    qrgen render x -o link.png --force
    [[ -L link.png ]]
    equal "$(stat -c %a real.png)" 600
    equal "$(decode real.png)" x
}

@test "render touches no database" {
    QRGEN_DATABASE_URL=postgresql://nobody@127.0.0.1:1/none succeeds qrgen render x -o code.png
    [[ ! -e $XDG_DATA_HOME ]]
}

@test "an unknown format is refused with the known ones" {
    fails 2 gif qrgen render x -o x.png -f gif
    contains "$stderr" 'png, svg, jpeg'
    fails 2 x.gif qrgen render x -o x.gif
    contains "$stderr" 'png, svg, jpeg'
    fails 2 'does not tell a format' qrgen render x -o x
    [[ ! -e x && ! -e x.gif && ! -e x.png ]]
}

@test "nothing is written to standard output when a file is made, and nothing at all with -q" {
    run -0 --separate-stderr qrgen render x -o x.png -q
    equal "$output$stderr" ""
}

@test "-v tells what the symbol is, on standard error only" {
    run -0 --separate-stderr qrgen render x -o x.png -v
    equal "$output" ""
    contains "$stderr" 'version 1'
}

@test "a picture can go to a link to a pipe" {
    qrgen render hi -f svg -o /dev/stdout | grep -q '<svg'
}
