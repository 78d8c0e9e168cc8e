#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
#
# The options that all commands have which make pictures.

load helpers

# A logo of 120 x 120 pixels: a code without quiet zone is dark and light enough.
make_logo() { qrgen render logo -o logo.png --pixels 120 --border 0 --allow-risky 2> /dev/null; }

pixels_per_metre() { # FILE.png: of its pHYs chunk, both directions
    local offset
    offset=$(grep -abo pHYs "$1" | cut -d: -f1)
    od -An -tu4 --endian=big -j$((offset + 4)) -N8 "$1" | xargs
}

# --- Formats ---

@test "every format reads back to the content" {
    local file
    for file in code.png code.svg code.jpg code.webp code.pdf code.eps code.txt code.pbm; do
        succeeds qrgen render 'in every format' -o "$file"
        equal "$(decode "$file")" 'in every format'
    done
}

@test "jpg is another name for jpeg" {
    qrgen render x -f jpg > a.jpg
    qrgen render x -f JPEG > b.jpg
    cmp a.jpg b.jpg
    equal "$(od -An -tx1 -N2 a.jpg)" ' ff d8'
}

@test "--quality makes lossy pictures smaller, and still reads back" {
    qrgen render quality -o good.jpg
    qrgen render quality -o small.jpg --quality 20
    (($(wc -c < small.jpg) < $(wc -c < good.jpg)))
    equal "$(decode small.jpg)" quality
    fails 2 --quality qrgen render x -o x.jpg --quality 101
}

@test "--quality is an error where nothing is lossy" {
    fails 2 quality qrgen render x -o x.png --quality 50
    [[ ! -e x.png ]]
}

@test "graphics for terminals are escape sequences" {
    qrgen render x -f sixel > six
    qrgen render x -f kitty > kitty
    equal "$(head -c 2 six | od -An -tx1)" ' 1b 50'
    equal "$(head -c 3 kitty)" $'\e_G'
}

@test "a format that cannot show what is asked for says so, and names others" {
    make_logo
    fails 2 txt qrgen render x -f txt --logo logo.png
    fails 2 pbm qrgen render x -f pbm --shape dot
    fails 2 jpeg qrgen render x -o x.jpg --back-color transparent
    fails 2 eps qrgen render x -o x.eps --fill-color '#000000C0'
    contains "$stderr" pdf
    [[ ! -e x.jpg && ! -e x.eps ]]
}

# --- Size in print ---

@test "--width gives vector pictures exactly that width" {
    qrgen render x -q -o code.svg --width 30mm
    contains "$(cat code.svg)" 'width="30mm" height="30mm"'
    qrgen render x -q -o code.pdf --width 1in
    contains "$(pdfinfo code.pdf)" '72 x 72 pts'
    qrgen render x -q -o code.eps --width 2.54cm
    contains "$(cat code.eps)" '%%HiResBoundingBox: 0 0 72'
}

@test "--physical-size, --unit and --dpi give pixels and their resolution" {
    qrgen render x -q -o code.png --physical-size 30 --unit mm --dpi 600
    equal "$(png_width code.png)" 709
    equal "$(pixels_per_metre code.png)" '23622 23622'
    qrgen render x -q -o code.jpg --physical-size 1 --unit in --dpi 300
    contains "$(file code.jpg)" 'density 300x300'
    equal "$(decode code.jpg)" x
}

@test "the width of a module in print is reported" {
    run -0 --separate-stderr qrgen render x -o code.pdf --width 29mm
    contains "$stderr" 'modules of 1.00 mm'
    succeeds qrgen render x -q -o code.pdf --width 29mm --force
}

@test "modules too small for phones are warned of" {
    run -0 --separate-stderr qrgen render x -o code.pdf --width 8mm
    contains "$stderr" 'warning: modules of 0.28 mm'
}

@test "lengths that make no sense are refused" {
    local length
    for length in 30 mm 30km 0mm -3mm 1e9mm '30 mm' 30mmm nanmm; do
        fails 2 --width qrgen render x -o x.svg --width="$length"
    done
    fails 2 --dpi qrgen render x -o x.png --dpi 71
    fails 2 size qrgen render x -o x.png --width 5000mm --dpi 1200
    fails 2 --unit qrgen render x -o x.png --unit mm
    fails 2 --width qrgen render x -o x.png --width 30mm --scale 3
}

# --- Colours ---

@test "transparent backgrounds and half-transparent colours" {
    qrgen render see-through -o code.png --back-color transparent --fill-color '#000080E0'
    qrgen render see-through -o code.svg --back-color transparent
    lacks "$(cat code.svg)" '#FFFFFF'
    equal "$(qrgen verify code.png --ndjson | jq -r .content)" see-through
}

@test "a code is stored with opaque colours only" {
    fails 2 fill_color qrgen generate static x --fill-color '#00000080'
    fails 2 back_color qrgen generate static x --back-color transparent
    equal "$(stored)" 0
}

@test "regions have colours of their own" {
    qrgen render 'https://example.com/regions' -o code.svg --data-dark '#102030' --data-light '#F0F0FF' \
        --finder-color '#800000' --alignment-color '#006000'
    local colour
    for colour in '#102030' '#F0F0FF' '#800000' '#006000' '#000000' '#FFFFFF'; do
        contains "$(cat code.svg)" "$colour"
    done
    equal "$(decode code.svg)" 'https://example.com/regions'
}

@test "too little contrast is refused with the figure, unless --allow-risky" {
    fails 2 contrast qrgen render x -o code.png --fill-color '#AAAAAA'
    contains "$stderr" --allow-risky
    fails 2 contrast qrgen generate static x --back-color '#444444'
    equal "$(stored)" 0
    [[ ! -e code.png ]]
    run -0 --separate-stderr qrgen render x -o code.png --fill-color '#AAAAAA' --allow-risky
    contains "$stderr" 'warning: '
    [[ -e code.png ]]
}

@test "--force does not allow what is risky" {
    fails 2 contrast qrgen render x -o code.png --fill-color '#AAAAAA' --force
}

@test "inverted colours and a narrow quiet zone are refused, unless --allow-risky" {
    fails 2 invert qrgen render x -o code.png --fill-color '#FFFFFF' --back-color '#000000'
    fails 2 'quiet zone' qrgen render x -o code.png --border 3
    fails 2 'quiet zone' qrgen render x -f txt --border 0
    run -0 --separate-stderr qrgen render x -o code.png --border 0 --allow-risky
    contains "$stderr" 'quiet zone'
}

@test "a stored risky code needs --allow-risky for its picture, too" {
    qrgen generate static x --border 1 --allow-risky > id 2> /dev/null
    fails 2 'quiet zone' qrgen image "$(cat id)" -o code.png
    run -0 --separate-stderr qrgen image "$(cat id)" -o code.png --allow-risky
}

# --- Shapes ---

@test "every shape, and gradients, read back" {
    local shape finder file
    for shape in square rounded dot connected; do
        for finder in square rounded circle; do
            for file in code.png code.svg code.pdf; do
                succeeds qrgen render 'any shape' -o "$file" --force --size 16 --shape "$shape" --finder-shape "$finder" \
                    --gradient linear --gradient-color '#400040' --gradient-angle 45
                # zbar does not find round patterns in large pictures.
                [[ $finder == circle ]] || equal "$(decode "$file")" 'any shape'
                succeeds qrgen verify "$file" -q --expect 'any shape'
            done
        done
    done
}

@test "shapes and gradients that do not exist are refused with those that do" {
    fails 2 connected qrgen render x -o x.png --shape star
    fails 2 circle qrgen render x -o x.png --finder-shape dot
    fails 2 radial qrgen render x -o x.png --gradient conic
    fails 2 --gradient qrgen render x -o x.png --gradient-color '#000000'
}

# --- Logos ---

@test "a logo raises error correction until the code scans" {
    make_logo
    succeeds qrgen render 'https://example.com/with-a-logo' -o code.png --size 20 --logo logo.png --logo-size 25 --verify
    equal "$(qrgen verify code.png --ndjson | jq -r .content)" 'https://example.com/with-a-logo'
    qrgen render 'https://example.com/with-a-logo' -o plain.png --size 20
    [[ $(qrgen verify code.png --ndjson | jq -r .level) > $(qrgen verify plain.png --ndjson | jq -r .level) ||
        $(qrgen verify code.png --ndjson | jq -r .level) == h ]]
}

@test "a logo that is too large is refused with a size that works" {
    make_logo
    fails 2 logo_size qrgen render 'https://example.com/' -o code.png --logo logo.png --logo-size 50
    local size
    size=$(grep -oE '[0-9]+ ?%' <<< "$stderr" | tail -1 | tr -d ' %')
    succeeds qrgen render 'https://example.com/' -o code.png --size 30 --logo logo.png --logo-size "$size" --verify
}

@test "a logo may not cover a finder pattern" {
    make_logo
    fails 2 logo qrgen render 'https://example.com/' -o code.png --logo logo.png --logo-position 0,0
    succeeds qrgen render 'https://example.com/' -o code.png --size 20 --logo logo.png --logo-size 15 \
        --logo-position bottom-right --verify
}

@test "bad logos get a clear error, and no picture" {
    printf 'no picture' > text.png
    make_logo
    head -c 200 logo.png > truncated.png
    : > empty.png
    mkdir folder.png
    printf '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>' > entity.svg
    printf '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="http://example.com/x.png"/></svg>' > outside.svg
    local file
    for file in text.png truncated.png empty.png entity.svg outside.svg; do
        fails 2 "$file" qrgen render x -o code.png --logo "$file"
    done
    fails 1 folder.png qrgen render x -o code.png --logo folder.png
    fails 1 missing.png qrgen render x -o code.png --logo missing.png
    [[ ! -e code.png ]]
}

# --- Captions and frames ---

@test "a caption and a frame leave the code as it is" {
    local file
    for file in code.png code.svg code.pdf code.jpg; do
        succeeds qrgen render captioned -o "$file" --caption $'Scan me\nor leave it' --frame rounded --verify
        equal "$(decode "$file")" captioned
    done
    local height
    height=$(od -An -tu4 --endian=big -j20 -N4 code.png | tr -d ' ')
    ((height > $(png_width code.png)))
}

@test "a caption that no font can show names the character" {
    fails 2 U+E000 qrgen render x -o x.png --caption $'\uE000'
    fails 2 font qrgen render x -o x.png --caption x --font 'No Such Font'
    fails 2 caption qrgen render x -o x.png --caption ''
    fails 2 caption qrgen render x -o x.png --caption "$(printf 'x%.0s' {1..201})"
}

@test "without any font the error names a package that brings one" {
    printf '<?xml version="1.0"?><fontconfig><dir>/nowhere</dir><cachedir>/nowhere</cachedir></fontconfig>' > fonts.conf
    FONTCONFIG_FILE=$PWD/fonts.conf fails 1 font qrgen render x -o x.png --caption x
    contains "$stderr" fonts-dejavu-core
}

# --- Micro QR and structured append ---

@test "--micro makes a Micro QR code" {
    qrgen render 12345 -o code.png --micro --error-level l --scale 8
    equal "$(png_width code.png)" $(((11 + 8) * 8))
    qrgen render 'MICRO QR' -o text.png --micro --size 8
    equal "$(qrgen verify text.png --ndjson | jq -r .content)" 'MICRO QR'
    fails 2 content qrgen render 'much too long for a Micro QR code' -o x.png --micro
    fails 2 error qrgen render 1 -o x.png --micro --error-level h
}

@test "--split spreads content over numbered files" {
    local text
    text=$(printf 'line %d\n' {1..300})
    succeeds qrgen render "$text" -o part.png --split 4 --size 20 --verify
    [[ -e part-1.png && -e part-4.png && ! -e part.png ]]
    equal "$(qrgen verify part-1.png part-2.png part-3.png part-4.png --ndjson | jq -j .content)" "$text"
    rm part-1.png
    fails 5 part-2.png qrgen render "$text" -o part.png --split 4 --size 20
    [[ ! -e part-1.png ]]
    fails 2 --split qrgen render "$text" -o - -f png --split 4
    fails 2 --micro qrgen render "$text" -o x.png --split 4 --micro
}

# --- Verification ---

@test "--verify writes nothing when the picture does not scan" {
    fails 7 scan qrgen render x -o code.png --allow-risky -q --fill-color '#FEFEFE' --verify
    [[ ! -e code.png ]]
    fails 7 scan qrgen generate static x -o code.png --allow-risky -q --fill-color '#FEFEFE' --verify
    [[ ! -e code.png ]]
    equal "$(stored)" 0
    no_temporary_files
}

@test "--verify reads every format back" {
    local format
    for format in png svg jpeg webp pdf eps txt pbm sixel kitty; do
        succeeds qrgen render "verified $format" -f "$format" -o "code.$format" --verify
    done
}
