#!/usr/bin/env bats
# SPDX-License-Identifier: MIT

load helpers

setup() {
    fresh_home
    qrgen generate dynamic https://example.com/1 --short-id menu > /dev/null
    qrgen update menu --redirect-url https://example.com/2 --title Two --tag two > /dev/null
    qrgen update menu --redirect-url https://example.com/3 --title Three > /dev/null
}

state() { qrgen show menu --json | jq -c '[.redirect_url, .title, .tags]'; }

@test "rollback takes back the last change and prints the code" {
    succeeds qrgen rollback menu --json
    equal "$(jq -c '[.redirect_url, .title, .tags]' <<< "$output")" '["https://example.com/2","Two",["two"]]'
    equal "$(qrgen show menu --json)" "$output"
}

@test "rollback goes back to any earlier revision" {
    qrgen rollback menu --revision 1 > /dev/null
    equal "$(state)" '["https://example.com/1",null,[]]'
}

@test "a rollback is a revision of its own, with its actor, and can be rolled back" {
    qrgen rollback menu --actor anna > /dev/null
    equal "$(qrgen history menu --ndjson | tail -1 | jq -c '[.revision, .action, .actor]')" '[4,"rollback","anna"]'
    qrgen rollback menu > /dev/null
    equal "$(state)" '["https://example.com/3","Three",["two"]]'
}

@test "rollback brings a deleted code back with all it had" {
    local before
    before=$(state)
    qrgen delete menu --yes > /dev/null
    qrgen rollback menu > /dev/null
    equal "$(state)" "$before"
    equal "$(stored)" 1
}

@test "a revision that is not an earlier one is a conflict" {
    fails 5 revision qrgen rollback menu --revision 3
    fails 5 revision qrgen rollback menu --revision 99
    fails 2 revision qrgen rollback menu --revision 0
    fails 2 revision qrgen rollback menu --revision x
    equal "$(qrgen history menu --ndjson | tail -1 | jq .revision)" 3
}

@test "a code that was never changed cannot be rolled back" {
    qrgen generate dynamic https://example.com/new --short-id new > /dev/null
    fails 5 'never changed' qrgen rollback new
}

@test "the target that comes back must satisfy today's policy" {
    QRGEN_ALLOWED_REDIRECT_DOMAINS=example.org fails 2 redirect_url qrgen rollback menu
    equal "$(state)" '["https://example.com/3","Three",["two"]]'
}

@test "an unknown code is not found" {
    fails 4 "'nothing'" qrgen rollback nothing
}

@test "a rollback never deletes: one behind a rolled back deletion is a conflict" {
    qrgen generate dynamic https://example.com/ --short-id poster
    qrgen delete poster --yes
    qrgen rollback poster
    fails 5 'is a deletion' qrgen rollback poster
    qrgen show poster
}
