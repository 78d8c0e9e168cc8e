#!/usr/bin/env bats
# SPDX-License-Identifier: MIT

load helpers

setup() {
    fresh_home
    id=$(qrgen generate dynamic https://example.com/menu --short-id menu --title Menu --ndjson | jq -r .id)
}

@test "show finds a code by id and by short id, in any case" {
    run -0 qrgen show "$id" --json
    equal "$(qrgen show menu --json)" "$output"
    equal "$(qrgen show MENU --json)" "$output"
    equal "$(qrgen show "${id^^}" --json)" "$output"
    equal "$(jq -r 'keys_unsorted | join(" ")' <<< "$output")" "${api_fields[*]} $own_fields"
}

@test "for people show prints one field a line" {
    succeeds qrgen show menu
    contains "$output" "id                     $id"
    contains "$output" 'title                  Menu'
    equal "${#lines[@]}" $((${#api_fields[@]} + 2))
}

@test "CSV is a header and a record" {
    succeeds qrgen show menu --csv
    equal "${#lines[@]}" 2
    contains "${lines[1]}" "$id,http://localhost:8000/r/menu?scan_ref=qr,dynamic,https://example.com/menu,Menu,,"
}

@test "several ids give a list" {
    local other
    other=$(qrgen generate static other)
    succeeds qrgen show menu "$other" --json
    equal "$(jq -c '[.items[].id, .total]' <<< "$output")" "[\"$id\",\"$other\",2]"
    equal "$(qrgen show menu "$other" --ndjson | jq -r .id | tr '\n' ' ')" "$id $other "
    equal "$(qrgen show menu "$other" --csv | wc -l)" 3
}

@test "- reads ids from standard input, whatever white space is about them" {
    printf '\n  menu \r\n\n%s\n' "$id" > ids
    run -0 qrgen show - --ndjson < ids
    equal "$(jq -r .id <<< "$output" | uniq -c | tr -s ' ')" " 2 $id"
}

@test "no ids on standard input are no codes" {
    succeeds qrgen show - --json
    equal "$(jq -c '.items' <<< "$output")" '[]'
    succeeds qrgen show - --ndjson
    equal "$output" ""
}

@test "an unknown id is not found" {
    fails 4 "'nothing'" qrgen show nothing
    fails 4 'no code' qrgen show 00000000-0000-7000-8000-000000000000
    fails 4 'no code' qrgen show "x' OR '1'='1"
    fails 4 'no code' qrgen show ''
    fails 4 'no code' qrgen show "$(printf 'x%.0s' {1..100000})"
    ((${#stderr} < 500))
}

@test "an id of control characters or invalid UTF-8 is not found and shown harmlessly" {
    fails 4 'no code' qrgen show $'a\e[31mb'
    lacks "$stderr" $'\e'
    fails 4 'no code' qrgen show $'\xff\xfe'
    iconv -f UTF-8 -t UTF-8 <<< "$stderr" > /dev/null
}

@test "of several ids the unknown ones are reported, and the others shown" {
    run -3 --separate-stderr qrgen show menu nothing menu --ndjson
    equal "$(jq -r .short_id <<< "$output" | wc -l)" 2
    equal "$(grep -c "^qrgen: error: no code has the id or short id 'nothing'" <<< "$stderr")" 1
}

@test "a missing id is a usage error" {
    fails 2 ID qrgen show
}
