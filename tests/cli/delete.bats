#!/usr/bin/env bats
# SPDX-License-Identifier: MIT

load helpers

setup() {
    fresh_home
    id=$(qrgen generate dynamic https://example.com/menu --short-id menu --ndjson | jq -r .id)
}

@test "without a terminal delete wants --yes, and says so" {
    fails 2 confirmation qrgen delete menu
    contains "$stderr" --yes
    equal "$(stored)" 1
    yes | fails 2 confirmation qrgen delete menu
    equal "$(stored)" 1
}

@test "--yes deletes and prints the tombstone" {
    succeeds qrgen delete menu --yes --json
    equal "$(jq -c '[.id, .short_id, (.deleted_at | type)]' <<< "$output")" "[\"$id\",\"menu\",\"string\"]"
    equal "$(stored)" 0
    fails 4 'was deleted' qrgen show menu
    contains "$stderr" "qrgen rollback $id"
}

@test "the short id of a deleted code is never given away again" {
    qrgen delete menu --yes > /dev/null
    fails 5 "'menu' is taken" qrgen generate dynamic https://example.com/other --short-id menu
}

@test "deleting again is not found" {
    qrgen delete menu --yes > /dev/null
    fails 4 'was deleted' qrgen delete menu --yes
    fails 4 'was deleted' qrgen delete "$id" --yes
    fails 4 'no code' qrgen delete nothing --yes
}

@test "--dry-run shows what would be deleted and deletes nothing" {
    succeeds qrgen delete menu --dry-run --json
    equal "$(jq -r .id <<< "$output")" "$id"
    equal "$(stored)" 1
    equal "$(qrgen history menu --json | jq .total)" 1
    fails 4 'no code' qrgen delete nothing -n
}

@test "several codes and - are deleted, and the unknown ones reported" {
    qrgen generate static one > /dev/null
    run -3 --separate-stderr qrgen delete menu nothing --yes --ndjson
    equal "$(jq -r .id <<< "$output")" "$id"
    contains "$stderr" "qrgen: error: no code has the id or short id 'nothing'"
    qrgen list --ndjson | jq -r .id | qrgen delete - --yes > /dev/null
    equal "$(stored)" 0
}

@test "no ids on standard input delete nothing" {
    succeeds qrgen delete - --yes --ndjson
    equal "$output" ""
    equal "$(stored)" 1
}

@test "on a terminal delete asks, and y deletes" {
    run -0 on_terminal 'qrgen delete menu' <<< y
    contains "$output" 'Delete 1 code(s)? [y/N]'
    equal "$(stored)" 0
}

@test "on a terminal everything but yes keeps the code" {
    local answer
    for answer in n N '' no maybe yess; do
        run -0 on_terminal 'qrgen delete menu' <<< "$answer"
        contains "$output" 'nothing was deleted'
        equal "$(stored)" 1
    done
}

@test "on a terminal the end of input keeps the code" {
    run -0 on_terminal 'qrgen delete menu' < /dev/null
    equal "$(stored)" 1
}

@test "on a terminal --yes asks nothing" {
    run -0 on_terminal 'qrgen delete menu --yes'
    lacks "$output" '[y/N]'
    equal "$(stored)" 0
}

@test "ids from standard input leave no terminal to ask on" {
    run -2 on_terminal 'echo menu | qrgen delete -'
    contains "$output" --yes
    equal "$(stored)" 1
}
