#!/usr/bin/env bats
# SPDX-License-Identifier: MIT

load helpers

setup() {
    fresh_home
    qrgen generate dynamic https://example.com/1 --short-id menu --actor anna > /dev/null
    qrgen update menu --redirect-url https://example.com/2 --title Menu --actor bert > /dev/null
}

@test "history tells who changed what, from what to what, oldest first" {
    succeeds qrgen history menu --json
    equal "$(jq -c '.items[] | [.revision, .actor, .action, .field, .from, .to]' <<< "$output")" \
'[1,"anna","create","redirect_url",null,"https://example.com/1"]
[2,"bert","update","redirect_url","https://example.com/1","https://example.com/2"]
[2,"bert","update","title",null,"Menu"]'
    equal "$(jq .total <<< "$output")" 3
}

@test "all changes of one revision have one time, not before the one before" {
    equal "$(qrgen history menu --ndjson | jq -s '[.[].changed_at] | .[1] == .[2] and .[0] < .[1]')" true
}

@test "history of a deleted code and its deletion can be seen" {
    qrgen delete menu --yes --actor carl > /dev/null
    run -0 qrgen history menu --ndjson
    equal "$(tail -1 <<< "$output" | jq -c '[.revision, .actor, .action, .field]')" '[3,"carl","delete","deleted_at"]'
}

@test "table, CSV and NDJSON have the same rows" {
    equal "$(qrgen history menu | wc -l)" 4
    equal "$(qrgen history menu --csv | head -1)" revision,changed_at,actor,action,field,from,to
    equal "$(qrgen history menu --csv | wc -l)" 4
    equal "$(qrgen history menu --ndjson | wc -l)" 3
}

@test "an unknown code has no history" {
    fails 4 "'nothing'" qrgen history nothing
    fails 2 ID qrgen history
}

@test "an actor that would forge lines is refused" {
    fails 2 actor qrgen update menu --title x --actor $'a\nb'
    fails 2 actor qrgen update menu --title x --actor ''
    equal "$(qrgen history menu --json | jq .total)" 3
}
