#!/usr/bin/env bats
# SPDX-License-Identifier: MIT

load helpers

newest() { basename -a "$BATS_TEST_DIRNAME"/../../core/store/migrations/*.sqlite.sql | wc -l; }

@test "status of a database that is not there yet: all pending, and no file is made" {
    succeeds qrgen migrate status --ndjson
    equal "$(jq -r .state <<< "$output" | sort | uniq -c | tr -s ' ')" " $(newest) pending"
    [[ ! -e $database_file ]]
}

@test "up applies all migrations once, and says what it did" {
    succeeds qrgen migrate up --ndjson
    equal "$(jq -r .state <<< "$output" | sort | uniq -c | tr -s ' ')" " $(newest) applied"
    run -0 --separate-stderr qrgen migrate up --ndjson
    equal "$output" ""
    contains "$stderr" 'up to date'
}

@test "status tells version, name, state, time and checksum" {
    qrgen migrate up > /dev/null
    run -0 qrgen migrate status --json
    equal "$(jq -r '.items[0] | keys_unsorted | join(" ")' <<< "$output")" 'version name state applied_at checksum'
    equal "$(jq .total <<< "$output")" "$(newest)"
    equal "$(jq -r '[.items[].state] | unique | .[]' <<< "$output")" applied
}

@test "--dry-run shows what would be applied and applies nothing" {
    run -0 qrgen migrate up --dry-run --ndjson
    equal "$(wc -l <<< "$output")" "$(newest)"
    equal "$(qrgen migrate status --ndjson | jq -r .state | sort -u)" pending
}

@test "the default database migrates itself on first use" {
    qrgen generate static text > /dev/null
    equal "$(qrgen migrate status --ndjson | jq -r .state | sort -u)" applied
    equal "$(sql 'PRAGMA journal_mode')" wal
}

@test "a migration that is not ours is refused by every command" {
    qrgen generate static text > /dev/null
    sql "UPDATE schema_migrations SET checksum = 'other'"
    fails 6 'migration 1' qrgen migrate status
    fails 6 'migration 1' qrgen migrate up
    fails 6 'migration 1' qrgen list
}

@test "two processes that migrate at once both succeed, and each migration is applied once" {
    local round
    for round in {1..20}; do
        rm -rf "$XDG_DATA_HOME"
        qrgen migrate up --ndjson > one 2> one.messages &
        local one=$!
        qrgen migrate up --ndjson > two 2> two.messages &
        ended_with '0 0' "$one" "$!"
        equal "round $round: $(cat one two | jq -r .version | sort -n | tr '\n' ' ')" "round $round: $(seq -s ' ' "$(newest)") "
    done
    equal "$(sql 'SELECT count(*) FROM schema_migrations')" "$(newest)"
}

@test "two processes that make the first code of a new database at once both succeed" {
    for _ in {1..10}; do
        rm -rf "$XDG_DATA_HOME"
        qrgen generate static one > /dev/null &
        local one=$!
        qrgen generate static two > /dev/null &
        ended_with '0 0' "$one" "$!"
        equal "$(stored)" 2
    done
}
