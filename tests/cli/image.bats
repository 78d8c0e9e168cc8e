#!/usr/bin/env bats
# SPDX-License-Identifier: MIT

load helpers

setup() {
    fresh_home
    qrgen generate dynamic https://example.com/menu --short-id menu --title 'A <menu>' --fill-color '#123456' --size 4 \
        --border 5 > /dev/null
}

@test "image writes the picture of a stored code in every format" {
    local format
    for format in png svg txt; do
        succeeds qrgen image menu -o "code.$format"
        equal "$(decode "code.$format")" 'http://localhost:8000/r/menu?scan_ref=qr'
    done
}

@test "image finds the code by id too, and writes to standard output" {
    local id
    id=$(qrgen show menu --json | jq -r .id)
    qrgen image "$id" > code.png
    equal "$(decode code.png)" 'http://localhost:8000/r/menu?scan_ref=qr'
}

@test "the code's own appearance is the default, and options win" {
    qrgen image menu -o own.png
    equal "$(png_width own.png)" 100
    qrgen image menu -o other.png --size 8
    equal "$(png_width other.png)" 200
    qrgen image menu -o own.svg
    contains "$(cat own.svg)" '#123456'
    contains "$(cat own.svg)" '<title>A &lt;menu&gt;</title>'
    qrgen image menu -o other.svg --fill-color '#654321' --svg-title other
    contains "$(cat other.svg)" '#654321'
    contains "$(cat other.svg)" '<title>other</title>'
    equal "$(qrgen show menu --json | jq -r .fill_color)" '#123456'
}

@test "the symbol stays the same when the target changes" {
    qrgen image menu -o before.png
    qrgen update menu --redirect-url https://example.org/ > /dev/null
    qrgen image menu -o after.png
    cmp before.png after.png
}

@test "an unknown or deleted code has no picture" {
    fails 4 "'nothing'" qrgen image nothing -o code.png
    qrgen delete menu --yes > /dev/null
    fails 4 'was deleted' qrgen image menu -o code.png
    [[ ! -e code.png ]]
    no_temporary_files
}

@test "an existing picture is kept without --force" {
    echo precious > code.png
    fails 5 'exists already' qrgen image menu -o code.png
    equal "$(cat code.png)" precious
    succeeds qrgen image menu -o code.png --force
    equal "$(decode code.png)" 'http://localhost:8000/r/menu?scan_ref=qr'
}

@test "values out of range are refused before anything is written" {
    fails 2 size qrgen image menu -o code.png --size 51
    fails 2 back_color qrgen image menu -o code.png --back-color '#123456'
    [[ ! -e code.png ]]
}
