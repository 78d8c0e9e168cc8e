#!/usr/bin/env bats
# SPDX-License-Identifier: MIT

load helpers

setup() {
    fresh_home
    qrgen generate dynamic https://example.com/menu --short-id menu --title Menu --tag old > /dev/null
}

field() { qrgen show "${2:-menu}" --json | jq -c ".$1"; }

@test "update changes what is named and prints the code" {
    succeeds qrgen update menu --redirect-url https://example.org/new --json
    equal "$(jq -c '[.redirect_url, .title, .tags]' <<< "$output")" '["https://example.org/new","Menu",["old"]]'
    equal "$(qrgen show menu --json)" "$output"
}

@test "update keeps id, content and creation time, and moves updated_at" {
    local before after
    before=$(qrgen show menu --json)
    after=$(qrgen update menu --title New --json)
    equal "$(jq -cS 'del(.title, .updated_at)' <<< "$after")" "$(jq -cS 'del(.title, .updated_at)' <<< "$before")"
    equal "$(jq -r '.updated_at > .created_at' <<< "$after")" true
}

@test "an update to the same values changes nothing" {
    local before
    before=$(qrgen show menu --json)
    equal "$(qrgen update menu --title Menu --json)" "$before"
    equal "$(qrgen history menu --json | jq .total)" 1
}

@test "an empty text removes title, description and tags" {
    qrgen update menu --title '' --description '' --tag '' > /dev/null
    equal "$(field title) $(field description) $(field tags)" 'null null []'
}

@test "tags are replaced" {
    qrgen update menu --tag new --tag winter > /dev/null
    equal "$(field tags)" '["new","winter"]'
}

@test "status can be changed" {
    qrgen update menu --status disabled > /dev/null
    equal "$(field status)" '"disabled"'
    fails 2 'active or disabled' qrgen update menu --status gone
}

@test "nothing to change is a usage error" {
    fails 2 'nothing to change' qrgen update menu
    contains "$stderr" --redirect-url
}

@test "a static code has no redirect URL" {
    local id
    id=$(qrgen generate static text)
    fails 2 redirect_url qrgen update "$id" --redirect-url https://example.com
    qrgen update "$id" --title Text > /dev/null
    equal "$(field title "$id")" '"Text"'
}

@test "the redirect policy holds for updates, and a refused one changes nothing" {
    fails 2 redirect_url qrgen update menu --redirect-url 'https://user@example.com/' --title other
    fails 2 redirect_url qrgen update menu --redirect-url 'javascript:alert(1)'
    fails 2 title qrgen update menu --redirect-url https://example.org/ --title "$(printf 'x%.0s' {1..101})"
    equal "$(field redirect_url) $(field title)" '"https://example.com/menu" "Menu"'
    equal "$(qrgen history menu --json | jq .total)" 1
}

@test "several codes and - are updated alike, and the unknown ones reported" {
    qrgen generate dynamic https://example.com/b --short-id card > /dev/null
    printf 'menu\ncard\n' > ids
    run -0 qrgen update - --title Both --ndjson < ids
    equal "$(jq -r .title <<< "$output" | uniq -c | tr -s ' ')" ' 2 Both'
    run -3 --separate-stderr qrgen update menu nothing card --title Three --ndjson
    contains "$stderr" "qrgen: error: no code has the id or short id 'nothing'"
    equal "$(field title card)" '"Three"'
}

@test "an unknown code is not found" {
    fails 4 "'nothing'" qrgen update nothing --title x
}
