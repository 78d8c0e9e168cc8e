#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
#
# The program with a PostgreSQL server. To be run through tests/support/with_postgresql; each test has a database of its
# own.

load helpers

setup() {
    fresh_home
    database=cli_$BATS_TEST_NUMBER
    admin "DROP DATABASE IF EXISTS $database WITH (FORCE)"
    admin "CREATE DATABASE $database"
    QRGEN_DATABASE_URL=$(postgresql_url "$database")
    export QRGEN_DATABASE_URL
}

psql_quietly() { psql --no-psqlrc --quiet --tuples-only --no-align --set ON_ERROR_STOP=1 "$@" 2> /dev/null; }
admin() { psql_quietly "$(postgresql_url postgres)" --command "$1"; }
in_database() { psql_quietly "$QRGEN_DATABASE_URL" --command "$1"; }
newest() { basename -a "$BATS_TEST_DIRNAME"/../../core/store/migrations/*.postgresql.sql | wc -l; }

# The password must not be told, whatever happens.
password() { sed -E 's|.*://[^:]*:([^@]*)@.*|\1|' <<< "$QRGEN_TEST_POSTGRESQL_URL"; }

@test "an empty database is unavailable until migrate up was run" {
    fails 6 schema qrgen list
    contains "$stderr" 'qrgen migrate up'
    fails 6 schema qrgen generate static x -o code.png
    [[ ! -e code.png ]]
    succeeds qrgen migrate up --ndjson
    equal "$(jq -r .state <<< "$output" | sort | uniq -c | tr -s ' ')" " $(newest) applied"
    equal "$(stored)" 0
    run -0 --separate-stderr qrgen migrate up
    contains "$stderr" 'up to date'
}

@test "a code can be made, listed, shown, drawn, changed, rolled back, deleted and brought back" {
    qrgen migrate up > /dev/null
    run -0 qrgen generate dynamic https://example.com/menu --short-id menu --title 'Menü 😀' --tag a --tag b -o menu.png --json
    equal "$(jq -r 'keys_unsorted | join(" ")' <<< "$output")" "${api_fields[*]} $own_fields"
    equal "$(qrgen show menu --json)" "$output"
    equal "$(decode menu.png)" 'http://localhost:8000/r/menu?scan_ref=qr'
    qrgen image menu -o again.png
    cmp menu.png again.png
    qrgen update menu --redirect-url https://example.com/winter --actor anna > /dev/null
    equal "$(qrgen list --ndjson | jq -r .redirect_url)" https://example.com/winter
    qrgen rollback menu --actor bert > /dev/null
    equal "$(qrgen show menu --json | jq -c '[.redirect_url, .title, .tags]')" \
        '["https://example.com/menu","Menü 😀",["a","b"]]'
    qrgen delete menu --yes > /dev/null
    fails 4 'was deleted' qrgen show menu
    fails 5 'is taken' qrgen generate dynamic https://example.com --short-id menu
    qrgen rollback menu > /dev/null
    equal "$(stored)" 1
    equal "$(qrgen history menu --ndjson | jq -r .action | uniq | tr '\n' ' ')" 'create update rollback delete rollback '
}

@test "both databases print the same for the same codes" {
    local url n
    qrgen migrate up > /dev/null
    for url in "$QRGEN_DATABASE_URL" "sqlite://$XDG_DATA_HOME/qrgen/qrgen.db"; do
        export QRGEN_DATABASE_URL=$url
        for n in 3 1 2; do
            qrgen generate dynamic "https://example.com/$n" --short-id "code-$n" --title "Ä $n%" --tag "t$n"
            qrgen generate static "Text $n" --description "_$n" --size "$n"
        done > /dev/null
        for field in "${api_fields[@]}" status; do
            [[ $field == id ]] || qrgen list --sort-by "$field" --ndjson
        done | jq -c 'del(.id, .created_at, .updated_at)' > "${url%%:*}.list"
        qrgen list --search 'ä 1%' --ndjson | jq -r .short_id > "${url%%:*}.search"
        qrgen stats --to 2026-01-31 --dead-after 0 --json |
            jq -c 'del(.newest[].id, .newest[].created_at) | .dead_codes |= .count' > "${url%%:*}.stats"
    done
    cmp sqlite.list postgresql.list
    cmp sqlite.search postgresql.search
    cmp sqlite.stats postgresql.stats
    equal "$(jq -c '[.codes.total, .codes.static, .dead_codes, .newest[].title]' sqlite.stats)" '[6,3,3,null,"Ä 2%",null,"Ä 1%",null,"Ä 3%"]'
    equal "$(cat sqlite.search)" code-1
}

@test "of two processes that want one short id exactly one wins, and the other has a conflict" {
    local round first second
    qrgen migrate up > /dev/null
    for round in {1..20}; do
        first=0 second=0
        qrgen generate dynamic https://example.com/1 --short-id "race-$round" > /dev/null 2>&1 &
        local one=$!
        qrgen generate dynamic https://example.com/2 --short-id "race-$round" > /dev/null 2>&1 &
        local two=$!
        wait "$one" || first=$?
        wait "$two" || second=$?
        [[ "$first $second" == '0 5' || "$first $second" == '5 0' ]] || fail "exit codes $first $second"
    done
    equal "$(stored)" 20
}

@test "two processes that migrate at once both succeed, and each migration is applied once" {
    for _ in {1..8}; do
        in_database 'DROP SCHEMA public CASCADE; CREATE SCHEMA public'
        qrgen migrate up --ndjson > one 2> /dev/null &
        local one=$!
        qrgen migrate up --ndjson > two 2> /dev/null &
        ended_with '0 0' "$one" "$!"
        equal "$(cat one two | jq -r .version | tr '\n' ' ')" "$(seq -s ' ' "$(newest)") "
    done
}

@test "changes by many processes at once are all made" {
    local n pids=()
    qrgen migrate up > /dev/null
    qrgen generate dynamic https://example.com --short-id menu > /dev/null
    for n in {1..8}; do
        qrgen update menu --title "Title $n" > /dev/null &
        pids+=("$!")
    done
    ended_with '0 0 0 0 0 0 0 0' "${pids[@]}"
    equal "$(qrgen history menu --json | jq -c '[.total, ([.items[].revision] | unique | length)]')" '[9,9]'
}

@test "a wrong password, user or database is unavailable, and the password is not told" {
    fails 6 'password' qrgen list --database-url "${QRGEN_DATABASE_URL/:$(password)@/:s3cret@}"
    fails 6 "such database" qrgen list --database-url "$(postgresql_url no_such_database)"
    lacks "$stderr" "$(password)"
    fails 6 '' qrgen list --database-url "${QRGEN_DATABASE_URL/:\/\/*@/:\/\/nobody:s3cret@}"
}

@test "a newer schema is unavailable and kept" {
    qrgen migrate up > /dev/null
    in_database "INSERT INTO schema_migrations (version, name, checksum, applied_at) VALUES (9999, 'future', 'x', now())"
    fails 6 'version 9999' qrgen list
    fails 6 'version 9999' qrgen generate static x
    fails 6 'version 9999' qrgen migrate up
}

@test "a read-only database is unavailable for changes, and can still be read" {
    qrgen migrate up > /dev/null
    qrgen generate dynamic https://example.com --short-id menu > /dev/null
    admin "ALTER DATABASE $database SET default_transaction_read_only = on"
    fails 6 read-only qrgen generate static x -o code.png
    fails 6 read-only qrgen update menu --title x
    equal "$(stored)" 1
    [[ ! -e code.png ]]
    no_temporary_files
}

@test "a user without privileges is told so" {
    qrgen migrate up > /dev/null
    admin "DROP ROLE IF EXISTS cli_guest"
    admin "CREATE ROLE cli_guest LOGIN PASSWORD 's3cret'"
    export QRGEN_DATABASE_URL="${QRGEN_DATABASE_URL/:\/\/*@/:\/\/cli_guest:s3cret@}"
    fails 6 privilege qrgen list
    fails 6 privilege qrgen generate static x
}

@test "a connection that is cut in the middle of a change is unavailable, and nothing is stored" {
    qrgen migrate up > /dev/null
    coproc psql_quietly "$QRGEN_DATABASE_URL"
    printf "BEGIN; LOCK TABLE qr_codes; SELECT 'locked';\n" >&"${COPROC[1]}"
    read -r locked <&"${COPROC[0]}"
    equal "$locked" locked
    qrgen generate static x -o code.png > output 2> messages &
    local pid=$!
    until [[ $(admin "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
        WHERE datname = '$database' AND wait_event_type = 'Lock'") == 1 ]]; do
        kill -0 "$pid"
    done
    ended_with 6 "$pid"
    printf 'ROLLBACK;\n\\q\n' >&"${COPROC[1]}"
    # shellcheck disable=SC2034 # read by is_clear_error
    stderr=$(cat messages)
    is_clear_error 'connection to the database was lost'
    lacks "$stderr" "$(password)"
    equal "$(cat output)" ""
    equal "$(stored)" 0
    [[ ! -e code.png ]]
    no_temporary_files
}

@test "a server that was stopped is unavailable, and everything is there when it is back" {
    local version cluster
    read -r version cluster _ < <(pg_lsclusters --no-header)
    qrgen migrate up > /dev/null
    qrgen generate dynamic https://example.com --short-id menu > /dev/null
    pg_ctlcluster "$version" "$cluster" stop -m immediate
    run --separate-stderr qrgen show menu
    local shown=$status told=$stderr
    run --separate-stderr qrgen generate static x -o code.png
    # The server must not hold on to what bats waits for.
    pg_ctlcluster "$version" "$cluster" start > /dev/null 2>&1 3>&- 4>&-
    equal "$shown $status" '6 6'
    is_clear_error 'cannot connect'
    lacks "$told$stderr" "$(password)"
    [[ ! -e code.png ]]
    equal "$(stored)" 1
    qrgen show menu > /dev/null
}

@test "a batch whose database goes away half-way says so, and a re-run finishes it" {
    local version cluster n pid
    read -r version cluster _ < <(pg_lsclusters --no-header)
    qrgen migrate up > /dev/null
    printf 'key,redirect_url\n' > codes.csv
    for n in {1..600}; do echo "row-$n,https://example.com/$n"; done >> codes.csv
    mkfifo input
    qrgen batch - --out-dir out < input > records 2> messages 3>&- 4>&- &
    pid=$!
    exec 9> input
    head -n 200 codes.csv >&9
    until (($(in_database 'SELECT count(*) FROM qr_codes') > 0)); do kill -0 "$pid"; done
    pg_ctlcluster "$version" "$cluster" stop -m immediate
    tail -n +201 codes.csv >&9
    exec 9>&-
    ended_with 6 "$pid"
    # The server must not hold on to what bats waits for.
    pg_ctlcluster "$version" "$cluster" start > /dev/null 2>&1 3>&- 4>&-
    contains "$(cat messages)" created
    # shellcheck disable=SC2034 # read by is_clear_error
    stderr=$(sed -n '/: error: /,$p' messages)
    is_clear_error 'database'
    lacks "$stderr" "$(password)"
    run -0 --separate-stderr qrgen batch codes.csv --out-dir out --ndjson
    contains "$output" '"action":"unchanged"'
    equal "$(stored)" 600
    equal "$(find out -name '*.png' | wc -l)" 600
    equal "$(find out -name '.*.tmp')" ""
    run -0 --separate-stderr qrgen batch codes.csv --out-dir out --ndjson
    equal "$(jq -r '[.action, .picture] | join(" ")' <<< "$output" | sort -u)" 'unchanged kept'
}

@test "changes of API keys are told to all services, their use is not" {
    local id
    qrgen migrate up > /dev/null
    id=$(qrgen apikey create shop --json --quiet | jq -r .id)
    told() { psql --no-psqlrc --quiet "$QRGEN_DATABASE_URL" -c 'LISTEN qrgen_changes' -c "$1" | grep -c "\"qrgen_changes\" with payload \"key:$id\""; }
    run told "UPDATE api_keys SET last_used_at = now(), name = 'other', scope = scope"
    equal "$output" 0
    equal "$(told "UPDATE api_keys SET scope = 'admin'")" 1
    equal "$(told "UPDATE api_keys SET secret_hash = 'x'")" 1
    equal "$(told "UPDATE api_keys SET revoked_at = now()")" 1
    equal "$(told "DELETE FROM api_keys")" 1
    equal "$(told "INSERT INTO api_keys VALUES ('$id', 'shop', 'read', 'x', now())")" 1
}

@test "serve refuses a schema that is missing and names migrate up; --migrate makes it" {
    fails 6 schema timeout 60 qrgen serve --listen 127.0.0.1:0
    contains "$stderr" 'qrgen migrate up'
    start_service --migrate --auth none
    equal "$(status_of /api/v1/qr/dynamic --json '{"redirect_url": "https://example.com", "short_id": "menu"}')" 201
    equal "$(location_of menu)" https://example.com/
    end_service
    equal "$(qrgen show menu --json | jq .scan_count)" 1
    start_service
    end_service
}

@test "two services share a database, and each sees what the other and the command line change" {
    local first_pid first_url
    qrgen migrate up > /dev/null
    start_service --auth none
    first_pid=$service_pid first_url=$service_url
    start_service --auth none
    equal "$(curl -s "$first_url/api/v1/qr/dynamic" --json '{"redirect_url": "https://example.com/1", "short_id": "menu"}' | jq -r .short_id)" menu
    equal "$(location_of menu)" https://example.com/1
    qrgen update menu --redirect-url https://example.com/2 > /dev/null
    until [[ $(location_of menu) == https://example.com/2 ]]; do kill -0 "$service_pid"; done
    kill -TERM "$first_pid" "$service_pid"
    ended_with '0 0' "$first_pid" "$service_pid"
    (($(qrgen show menu --json | jq .scan_count) >= 2))
    equal "$(find "$XDG_STATE_HOME/qrgen/scans" -mindepth 1 -maxdepth 1 -type d -printf '%f\n' | sort | tr '\n' ' ')" '0 1 '
}

@test "the password of the database is in no log" {
    qrgen migrate up > /dev/null
    start_service --log-dir logs --log-level trace
    equal "$(status_of /health)" 200
    lacks "$(cat answer)" "$(password)"
    end_service
    lacks "$(cat log logs/*/*)" "$(password)"
    start_service --database-url "${QRGEN_DATABASE_URL/:$(password)@/:s3cret@}"
    end_service
    tells_no_secrets "$(cat log)"
}

# A scan of just now, as the service writes it but for what follows from it besides the total.
add_scan() { # NUMBER
    in_database "INSERT INTO scan_logs (event_id, qr_code_id, scanned_at, ip_address, is_genuine_scan)
        SELECT gen_random_uuid(), id, now(), '192.0.2.$1', false FROM qr_codes WHERE short_id = 'menu';
        INSERT INTO scan_months SELECT id, date_trunc('month', now()), 1, 0, 0, 0, '{}' FROM qr_codes WHERE short_id = 'menu'
        ON CONFLICT ON CONSTRAINT scan_months_key DO UPDATE SET scans = scan_months.scans + 1"
}

next_line() { IFS= read -r -t 60 -u 9 line || fail "no line: $(cat said)"; }

@test "scans are followed on while the database is away and back again" {
    qrgen migrate up > /dev/null
    qrgen generate dynamic https://example.com/menu --short-id menu > /dev/null
    add_scan 1
    mkfifo lines said
    qrgen scans menu --follow --ndjson > lines 2> said 3>&- 4>&- &
    service_pid=$!
    exec 9< lines 8< said
    next_line
    contains "$line" '"192.0.2.1"'
    admin "ALTER DATABASE $database ALLOW_CONNECTIONS false"
    admin "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '$database'"
    IFS= read -r -t 60 -u 8 line
    contains "$line" 'trying again'
    admin "ALTER DATABASE $database ALLOW_CONNECTIONS true"
    IFS= read -r -t 60 -u 8 line
    contains "$line" 'is back'
    add_scan 2
    next_line
    contains "$line" '"192.0.2.2"'
    exec 9<&-
    service_ended_with 0
    tells_no_secrets "$(cat <&8)"
}
