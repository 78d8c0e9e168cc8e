#!/usr/bin/env bats
# SPDX-License-Identifier: MIT

load helpers

setup() {
    fresh_home
    qrgen generate dynamic https://example.com/menu --short-id menu > /dev/null
    code_id=$(qrgen show menu --json | jq -r .id)
}

# A scan of noon, so many days ago, with its totals.
add_scan() { # DAYS
    sql "INSERT INTO scan_logs (event_id, qr_code_id, scanned_at, is_genuine_scan)
        VALUES (printf('0196a000-0000-7000-9000-%012d', $1), '$code_id', strftime('%Y-%m-%dT12:00:00.000000Z', 'now', '-$1 days'), 0);
        UPDATE qr_codes SET scan_count = scan_count + 1;
        INSERT INTO scan_months VALUES ('$code_id', '2026-01-01', 1, 0, 0, 0, '{}') ON CONFLICT DO UPDATE SET scans = scans + 1"
}

left() { sql 'SELECT count(*) FROM scan_logs'; }
day() { date --utc --date "$1" +%F; }

@test "scans older than a span are removed, totals stay" {
    for days in 0 9 10 11 400; do add_scan $days; done
    succeeds qrgen purge --older-than 10days --yes --json
    equal "$(jq -c . <<< "$output")" "{\"before\":\"$(day '10 days ago')\",\"scans\":2,\"partitions\":[]}"
    equal "$(left)" 3
    equal "$(qrgen show menu --json | jq .scan_count)" 5
    equal "$(qrgen scans menu --json | jq -c '[.total, (.items | length)]')" '[5,3]'
    succeeds qrgen purge --older-than 10d --yes --ndjson
    equal "$(jq .scans <<< "$output")" 0
}

@test "a dry run only tells what would be removed" {
    for days in 0 40 80; do add_scan $days; done
    succeeds qrgen purge --older-than 5weeks --dry-run
    contains "$output" "before      $(day '35 days ago')"
    contains "$output" 'scans       2'
    succeeds qrgen purge --older-than 2months --dry-run --csv
    equal "${lines[0]}" before,scans,partitions
    equal "$(left)" 3
}

@test "the default is the setting retention" {
    for days in 0 40 80; do add_scan $days; done
    QRGEN_RETENTION='60 days' qrgen purge --yes > /dev/null
    equal "$(left)" 2
    QRGEN_RETENTION=60days qrgen purge --older-than 1y --yes > /dev/null
    equal "$(left)" 2
}

@test "without a terminal --yes is needed, on one it asks" {
    add_scan 40
    fails 2 --yes qrgen purge --older-than 30days
    contains "$stderr" --dry-run
    equal "$(left)" 1
    run -0 on_terminal "qrgen purge --older-than 30days" <<< n
    contains "$output" 'Remove all scans of before'
    contains "$output" 'nothing was removed'
    equal "$(left)" 1
    run -0 on_terminal "qrgen purge --older-than 30days" <<< y
    equal "$(left)" 0
}

@test "spans are understood to the letter, or refused" {
    fails 2 --older-than qrgen purge --yes
    contains "$stderr" retention
    for span in '' 0days -1days 13 months 3m '1 day ago' 1.5years 101years 99999999999999999999days $'1\nday' "1' OR 1"; do
        fails 2 'must be a number of days' qrgen purge --yes --older-than "$span"
    done
    QRGEN_RETENTION=soon fails 1 RETENTION qrgen purge --yes
    QRGEN_RETENTION=soon fails 1 RETENTION qrgen config check
    QRGEN_RETENTION=13months qrgen config check
}

@test "what tells visitors apart is forgotten after a day" {
    for days in 0 1 2 3; do
        sql "INSERT INTO scan_visitors VALUES (date('now', '-$days days'), '$code_id', $days);
            INSERT INTO visitor_salts VALUES (date('now', '-$days days'), 'x')"
    done
    qrgen purge --older-than 1day --dry-run > /dev/null
    equal "$(sql 'SELECT count(*) FROM scan_visitors')" 4
    qrgen purge --older-than 1day --yes > /dev/null
    equal "$(sql 'SELECT group_concat(visitor) FROM scan_visitors')" 1,0
    equal "$(sql 'SELECT count(*) FROM visitor_salts')" 1
}
