#!/usr/bin/env bats
# SPDX-License-Identifier: MIT

load helpers

id_of() { # NAME
    qrgen apikey list --ndjson | jq -r --arg name "$1" 'select(.name == $name) | .id'
}

@test "create prints the key and nothing else, and says on standard error that this was the only time" {
    run -0 --separate-stderr qrgen apikey create shop
    [[ $output =~ ^qrk_[2-9a-z]{8}_[A-Za-z0-9_-]{43}$ ]] || fail "no key: $output"
    contains "$stderr" 'cannot be shown again'
    succeeds qrgen apikey create shop --quiet
}

@test "a key that was made is listed with name, scope and times" {
    local key
    key=$(qrgen apikey create 'Käse & Co' --scope write --quiet)
    succeeds qrgen apikey list --json
    equal "$(jq -c '[.total, (.items[0] | keys_unsorted | join(" "))]' <<< "$output")" \
        '[1,"id name scope created_at last_used_at revoked_at"]'
    equal "$(jq -c '.items[0] | [.name, .scope, .last_used_at, .revoked_at]' <<< "$output")" \
        '["Käse & Co","write",null,null]'
    equal "$(jq -r '.items[0].id' <<< "$output")" "${key:4:8}"
}

@test "the scope is read unless another one is asked for" {
    local scope
    for scope in read write admin; do qrgen apikey create "$scope" --scope "$scope" --quiet > /dev/null; done
    qrgen apikey create plain --quiet > /dev/null
    equal "$(qrgen apikey list --ndjson | jq -r .scope | tr '\n' ' ')" 'read write admin read '
    fails 2 'read, write or admin' qrgen apikey create x --scope root
}

@test "with a record format create prints the record and the key" {
    run -0 --separate-stderr qrgen apikey create shop --json
    equal "$(jq -r 'keys_unsorted | join(" ")' <<< "$output")" \
        'id name scope created_at last_used_at revoked_at key'
    equal "$(jq -r .key <<< "$output" | cut -c 5-12)" "$(jq -r .id <<< "$output")"
    run -0 --separate-stderr qrgen apikey create shop --csv
    equal "${lines[0]}" 'id,name,scope,created_at,last_used_at,revoked_at,key'
}

@test "neither the secret nor its hash is ever listed, and only the hash is stored" {
    local key secret format hash
    key=$(qrgen apikey create shop --quiet)
    secret=${key:13}
    hash=$(printf %s "$secret" | sha256sum | cut -d ' ' -f 1)
    equal "$(sql 'SELECT secret_hash FROM api_keys')" "$hash"
    lacks "$(sql '.dump')" "$secret"
    for format in --table --json --ndjson --csv; do
        succeeds qrgen apikey list "$format"
        lacks "$output" "$secret"
        lacks "$output" "$hash"
        contains "$output" "${key:4:8}"
    done
}

@test "a name must have 1 to 100 printable characters" {
    local name
    for name in '' '   ' $'two\nlines' $'bell\a' $'\xff'; do fails 2 name qrgen apikey create "$name"; done
    fails 2 'at most 100 characters' qrgen apikey create "$(printf 'ä%.0s' {1..101})"
    qrgen apikey create "$(printf 'ä%.0s' {1..100})" --quiet > /dev/null
    fails 2 '' qrgen apikey create
    equal "$(qrgen apikey list --json | jq .total)" 1
}

@test "without a terminal revoke wants --yes, and says so" {
    qrgen apikey create shop --quiet > /dev/null
    fails 2 confirmation qrgen apikey revoke "$(id_of shop)"
    contains "$stderr" --yes
    equal "$(qrgen apikey list --json | jq -c '.items[0].revoked_at')" null
}

@test "--yes revokes and prints the record; the key stays in the list" {
    qrgen apikey create shop --quiet > /dev/null
    succeeds qrgen apikey revoke "$(id_of shop)" --yes --json
    equal "$(jq -c '[.name, (.revoked_at | type)]' <<< "$output")" '["shop","string"]'
    equal "$(qrgen apikey list --json | jq -r '.items[0].revoked_at')" "$(jq -r .revoked_at <<< "$output")"
}

@test "revoking again changes nothing and succeeds" {
    local first
    qrgen apikey create shop --quiet > /dev/null
    first=$(qrgen apikey revoke "$(id_of shop)" --yes --ndjson)
    succeeds qrgen apikey revoke "$(id_of shop)" --yes --ndjson
    equal "$output" "$first"
}

@test "an id that no key has is not found, whatever it looks like" {
    local id
    qrgen apikey create shop --quiet > /dev/null
    for id in abcdefgh ABCDEFGH '' x "$(printf 'x%.0s' {1..1000})" $'a\nb' $'\xff' "' OR 1=1 --"; do
        fails 4 'no API key has the id' qrgen apikey revoke "$id" --yes
    done
    fails 4 'no API key has the id' qrgen apikey revoke nothing1 --dry-run
}

@test "--dry-run shows what would be revoked and revokes nothing" {
    qrgen apikey create shop --quiet > /dev/null
    succeeds qrgen apikey revoke "$(id_of shop)" --dry-run --json
    equal "$(jq -c '[.name, .revoked_at]' <<< "$output")" '["shop",null]'
    equal "$(qrgen apikey list --json | jq -c '.items[0].revoked_at')" null
}

@test "several keys and - are revoked, and the unknown ones reported" {
    local name
    for name in one two three; do qrgen apikey create "$name" --quiet > /dev/null; done
    run -3 --separate-stderr qrgen apikey revoke "$(id_of one)" nothing1 --yes --ndjson
    equal "$(jq -r .name <<< "$output")" one
    contains "$stderr" "qrgen: error: no API key has the id 'nothing1'"
    qrgen apikey list --ndjson | jq -r .id | qrgen apikey revoke - --yes > /dev/null
    equal "$(qrgen apikey list --json | jq '[.items[] | select(.revoked_at == null)] | length')" 0
}

@test "on a terminal revoke asks, and only yes revokes" {
    qrgen apikey create shop --quiet > /dev/null
    local id
    id=$(id_of shop)
    run -0 on_terminal "qrgen apikey revoke $id" <<< n
    contains "$output" 'Revoke 1 API key(s)? [y/N]'
    contains "$output" 'nothing was revoked'
    equal "$(qrgen apikey list --json | jq -c '.items[0].revoked_at')" null
    run -0 on_terminal "qrgen apikey revoke $id" <<< yes
    equal "$(qrgen apikey list --json | jq -r '.items[0].revoked_at | type')" string
}

@test "a list without keys is a heading, or an empty list" {
    succeeds qrgen apikey list
    equal "$(wc -l <<< "$output")" 1
    succeeds qrgen apikey list --json
    equal "$(jq -c . <<< "$output")" '{"items":[],"total":0}'
}
