#!/usr/bin/env bats
# SPDX-License-Identifier: MIT

load helpers

@test "generate static prints the id alone, and stores the code" {
    succeeds qrgen generate static 'table 7'
    equal "${#lines[@]}" 1
    [[ $output =~ ^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$ ]]
    equal "$(qrgen show "$output" --json | jq -r '.content + " " + .qr_type')" 'table 7 static'
}

@test "generate dynamic prints the id and the short URL, and stores the code" {
    succeeds qrgen generate dynamic https://example.com/menu --base-url https://qr.example.org/
    equal "${#lines[@]}" 2
    [[ ${lines[1]} =~ ^https://qr\.example\.org/r/([a-z0-9]{8})$ ]]
    run -0 qrgen show "${BASH_REMATCH[1]}" --json
    equal "$(jq -r .id <<< "$output")" "$(jq -r .id <(qrgen show "$(jq -r .short_id <<< "$output")" --json))"
    equal "$(jq -r .redirect_url <<< "$output")" https://example.com/menu
    contains "$(jq -r .content <<< "$output")" 'https://qr.example.org/r/'
    contains "$(jq -r .content <<< "$output")" '?scan_ref=qr'
}

@test "--json prints one code with exactly the API's fields in its order" {
    succeeds qrgen generate dynamic https://example.com --json
    equal "$(jq -r 'keys_unsorted | join(" ")' <<< "$output")" "${api_fields[*]} $own_fields"
}

@test "a new code has the API's defaults" {
    local expected='{"border":4,"back_color":"#FFFFFF","description":null,"error_level":"m","fill_color":"#000000",
        "first_genuine_scan_at":null,"genuine_scan_count":0,"last_genuine_scan_at":null,"last_scan_at":null,
        "redirect_url":null,"scan_count":0,"short_id":null,"size":10,"title":null}'
    run -0 qrgen generate static text --json
    equal "$(jq -cS 'del(.id, .content, .qr_type, .created_at, .updated_at, .status, .tags)' <<< "$output")" \
        "$(jq -cS . <<< "$expected")"
    equal "$(jq -r '[.content, .qr_type, .status, (.tags | length)] | join(" ")' <<< "$output")" 'text static active 0'
}

@test "times are RFC 3339 in UTC, and equal in a new code" {
    run -0 qrgen generate static text --json
    [[ $(jq -r .created_at <<< "$output") =~ ^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}\.[0-9]+Z$ ]]
    equal "$(jq '.created_at == .updated_at' <<< "$output")" true
}

@test "every option arrives in the stored code" {
    run -0 qrgen generate dynamic https://example.com/a --title 'A title' --description 'A description' --tag b --tag a \
        --tag b --fill-color '#112233' --back-color '#EEEEEE' --size 3 --border 5 \
        --error-level Q --short-id my-id_1 --json
    equal "$(jq -c '[.title, .description, .tags, .fill_color, .back_color, .size, .border, .error_level, .short_id]' \
        <<< "$output")" '["A title","A description",["a","b"],"#112233","#EEEEEE",3,5,"q","my-id_1"]'
    equal "$(qrgen show my-id_1 --json)" "$output"
}

@test "-o writes the picture as well" {
    succeeds qrgen generate static 'table 7' -o code.png
    equal "$(decode code.png)" 'table 7'
    [[ $output =~ ^[0-9a-f-]{36}$ ]]
    succeeds qrgen generate dynamic https://example.com --short-id menu -o code.svg
    equal "$(decode code.svg)" 'http://localhost:8000/r/menu?scan_ref=qr'
    no_temporary_files
}

@test "a picture on standard output leaves it to the picture alone" {
    qrgen generate static 'to a pipe' -o - > code.png 2> message
    equal "$(decode code.png)" 'to a pipe'
    contains "$(cat message)" "$(qrgen list --ndjson | jq -r .id)"
    qrgen generate static 'to a pipe' -f svg > code.svg 2> message
    equal "$(decode code.svg)" 'to a pipe'
}

@test "content comes from standard input" {
    succeeds qrgen generate static - <<< 'from a pipe'
    equal "$(qrgen show "$output" --json | jq -r .content)" 'from a pipe'
    succeeds qrgen generate static <<< 'from a pipe'
    equal "$(stored)" 2
}

@test "--csv prints a header and one record" {
    succeeds qrgen generate static 'a "quoted", text' --csv
    equal "${#lines[@]}" 2
    equal "${lines[0]}" "$(tr ' ' , <<< "${api_fields[*]} $own_fields")"
    contains "${lines[1]}" '"a ""quoted"", text"'
}

@test "--ndjson prints one line" {
    succeeds qrgen generate static text --ndjson
    equal "${#lines[@]}" 1
    equal "$(jq -r .content <<< "$output")" text
}

@test "the forms of output exclude each other" {
    fails 2 --csv qrgen generate static text --json --csv
    equal "$(stored)" 0
}

@test "a taken short id is a conflict, and nothing is stored" {
    qrgen generate dynamic https://example.com/1 --short-id menu
    fails 5 "'menu' is taken" qrgen generate dynamic https://example.com/2 --short-id menu
    equal "$(stored)" 1
}

@test "a short id of wrong form is refused" {
    local id
    for id in ab 'has space' 'slash/ed' "$(printf 'a%.0s' {1..65})" 'ümlaut' ''; do
        fails 2 short_id qrgen generate dynamic https://example.com --short-id "$id"
    done
    equal "$(stored)" 0
}

@test "a redirect URL outside of the policy is refused" {
    local url
    for url in example.com ftp://example.com javascript:alert\(1\) https:// 'https://user@example.com' \
        'https://example.com\@evil.test' $'https://exa\tmple.com' http://localhost:8000/r/abc ''; do
        fails 2 redirect_url qrgen generate dynamic "$url"
    done
    equal "$(stored)" 0
}

@test "allowed domains hold for subdomains and for nothing else" {
    export QRGEN_ALLOWED_REDIRECT_DOMAINS=example.com
    qrgen generate dynamic https://www.EXAMPLE.com:8443/x
    fails 2 redirect_url qrgen generate dynamic https://example.com.evil.test/
    fails 2 redirect_url qrgen generate dynamic https://evilexample.com/
    equal "$(stored)" 1
}

@test "the longest texts are accepted, one character more is not" {
    local t100 d500 c2048
    t100=$(printf 'ü%.0s' {1..100}) d500=$(printf 'ß%.0s' {1..500}) c2048=$(printf '7%.0s' {1..2048})
    qrgen generate static "$c2048" --title "$t100" --description "$d500" > /dev/null
    fails 2 title qrgen generate static x --title "${t100}x"
    fails 2 description qrgen generate static x --description "${d500}x"
    fails 2 content qrgen generate static "${c2048}7"
    equal "$(stored)" 1
}

@test "all broken rules are named at once" {
    fails 2 fill_color qrgen generate static x --fill-color red --size 99 --title "$(printf 'x%.0s' {1..101})"
    contains "$stderr" size
    contains "$stderr" title
}

@test "a picture that cannot be written stores nothing" {
    fails 1 'missing/code.png' qrgen generate static x -o missing/code.png
    touch code.png
    fails 5 'exists already' qrgen generate static x -o code.png
    equal "$(stored)" 0
}

@test "the actor is the user, or who --actor says" {
    local one two
    one=$(qrgen generate static one)
    two=$(qrgen generate static two --actor importer)
    equal "$(qrgen history "$one" --ndjson | jq -r .actor)" "$(id -un)"
    equal "$(qrgen history "$two" --ndjson | jq -r .actor)" importer
}

@test "a missing URL or kind is a usage error" {
    fails 2 URL qrgen generate dynamic
    fails 2 command qrgen generate
    fails 2 "unknown command 'sttic'" qrgen generate sttic x
    contains "$stderr" "did you mean 'static'?"
}

@test "random short ids have no look-alikes and differ" {
    local ids
    ids=$(for _ in {1..10}; do qrgen generate dynamic https://example.com --ndjson; done | jq -r .short_id)
    equal "$(sort -u <<< "$ids" | grep -cE '^[a-z0-9]{8}$')" 10
    lacks "$ids" l
    lacks "$ids" 0
}
