#!/usr/bin/env bats
# SPDX-License-Identifier: MIT

load helpers

setup() {
    fresh_home
    qrgen generate dynamic https://example.com/1 --short-id menu --title 'Summer menu' > /dev/null
    qrgen generate dynamic https://example.com/2 --short-id poster > /dev/null
}

# Scans of a code on a day, as the writer of the service would have counted them: at 12:00 UTC.
scanned() { # SHORT_ID DAY SCANS GENUINE [DEVICE]
    local id month=${2:0:8}01 quarters="{\"48\":[$3,$4]}" lists="{\"devices\":{\"${5:-iPhone}\":$3}}"
    id=$(qrgen show "$1" --json | jq -r .id)
    sql "INSERT INTO scan_days (qr_code_id, day, scans, genuine_scans, quarters, lists) VALUES ('$id', '$2', $3, $4, '$quarters', '$lists');
         INSERT INTO scan_months (qr_code_id, day, scans, genuine_scans, bots, visitors, lists) VALUES ('$id', '$month', $3, $4, 0, 0, '$lists')
             ON CONFLICT DO UPDATE SET scans = scans + excluded.scans, genuine_scans = genuine_scans + excluded.genuine_scans;
         INSERT INTO all_scan_days (day, scans, genuine_scans, bots, visitors, quarters, lists) VALUES ('$2', $3, $4, 0, 0, '$quarters', '$lists');
         INSERT INTO all_scan_months (day, scans, genuine_scans, bots, visitors, lists) VALUES ('$month', $3, $4, 0, 0, '$lists')
             ON CONFLICT DO UPDATE SET scans = scans + excluded.scans, genuine_scans = genuine_scans + excluded.genuine_scans;
         UPDATE qr_codes SET scan_count = scan_count + $3, genuine_scan_count = genuine_scan_count + $4, last_scan_at = '$2T12:00:00.000000Z'
          WHERE id = '$id'"
}

@test "stats of a code are those of the HTTP API" {
    scanned menu 2026-01-10 5 3
    scanned menu 2026-01-12 2 0
    succeeds qrgen stats menu --from 2026-01-10 --to 2026-01-12 --json
    equal "$(jq -c '[.short_id, .title, .total_scans, .genuine_scans, .first_scan_on, .last_scan_at]' <<< "$output")" \
        '["menu","Summer menu",7,3,"2026-01-10","2026-01-12T12:00:00.000000Z"]'
    equal "$(jq -c .series <<< "$output")" \
        '{"labels":["2026-01-10","2026-01-11","2026-01-12"],"all_scans":[5,0,2],"genuine_scans":[3,0,0]}'
    equal "$(jq -c .devices <<< "$output")" '[{"name":"iPhone","count":7}]'
    equal "$(jq -c '[.period | .name, .from, .to, .time_zone, .interval, .scans]' <<< "$output")" \
        '[null,"2026-01-10T00:00:00.000000Z","2026-01-13T00:00:00.000000Z","UTC","day",7]'
}

@test "the service answers the same" {
    scanned menu 2026-01-10 5 3
    start_service --auth none
    equal "$(curl --silent "$service_url/api/v1/qr/menu/stats?from=2026-01-10&to=2026-01-10&time_zone=Asia/Tokyo" | jq -S .)" \
        "$(qrgen stats menu --from 2026-01-10 --to 2026-01-10 --time-zone Asia/Tokyo --json | jq -S .)"
    equal "$(curl --silent "$service_url/api/v1/stats?to=2026-01-31&top=1&dead_after=0" | jq -S .)" \
        "$(qrgen stats --to 2026-01-31 --top 1 --dead-after 0 --json | jq -S .)"
    end_service
}

@test "CSV and NDJSON have one record for each step" {
    scanned menu 2026-01-10 5 3
    succeeds qrgen stats menu --from 2026-01-09 --to 2026-01-11 --csv
    equal "$output" $'label,all_scans,genuine_scans\n2026-01-09,0,0\n2026-01-10,5,3\n2026-01-11,0,0'
    succeeds qrgen stats menu --from 2026-01-10 --to 2026-01-10 --time-zone Asia/Kathmandu --ndjson
    equal "$(wc -l <<< "$output")" 24
    equal "$(jq -c 'select(.all_scans > 0)' <<< "$output")" \
        '{"label":"2026-01-10T17:00:00+05:45","all_scans":5,"genuine_scans":3}'
}

@test "plain text is aligned and without a chart" {
    scanned menu 2026-01-10 5 3
    succeeds qrgen stats menu --from 2026-01-10 --to 2026-01-12
    contains "$output" $'\nshort_id               menu\n'
    contains "$output" $'\ngenuine_share          60.0 %\n'
    contains "$output" $'\nlabel       all_scans  genuine_scans\n2026-01-10  5          3\n'
    contains "$output" $'\ndevices  count\niPhone   5'
    lacks "$output" █
    lacks "$(qrgen stats --color always)" $'\e'
}

@test "without ID it is about all codes" {
    scanned menu 2026-01-10 5 3
    scanned poster 2026-02-10 7 7
    qrgen generate static hello > /dev/null
    qrgen update poster --status disabled > /dev/null
    succeeds qrgen stats --period allTime --json
    equal "$(jq -c '[.total_scans, .genuine_scans, .first_scan_on, .last_scan_on, .period.scans]' <<< "$output")" \
        '[12,10,"2026-01-10","2026-02-10",12]'
    equal "$(jq -c .codes <<< "$output")" '{"total":3,"static":1,"dynamic":2,"disabled":1}'
    equal "$(jq -c '[.most_scanned[].short_id], [.newest[].short_id]' <<< "$output")" $'["poster","menu"]\n[null,"poster","menu"]'
    equal "$(jq -c '.dead_codes | .dead_after, .count, [.longest_unscanned[].short_id]' <<< "$output")" $'90\n1\n["menu"]'
    equal "$(qrgen stats --dead-after 36500 --json | jq .dead_codes.count)" 0
    equal "$(qrgen stats --top 1 --json | jq '.newest | length')" 1
    contains "$(qrgen stats --period allTime)" $'\nmost_scanned  scan_count'
}

@test "on a terminal there is a chart that fits its width" {
    local width line
    scanned menu 2026-01-10 5 3
    scanned menu 2026-01-12 900 1 "$(printf 'x%.0s' {1..200})"
    for width in 40 60 100 200; do
        run -0 on_terminal "stty cols $width; qrgen stats menu --from 2025-12-01 --to 2026-01-31"
        contains "$output" '█'
        contains "$output" $'\e[3'
        while IFS= read -r line; do
            line=$(sed -E 's/\x1B\[[0-9;]*m//g' <<< "$line")
            ((${#line} <= width)) || fail "wider than $width: $line"
        done <<< "$output"
    done
    run -0 on_terminal 'LC_ALL=C qrgen stats menu --color never --from 2026-01-01 --to 2026-01-31'
    contains "$output" '#'
    lacks "$output" '█'
    lacks "$output" $'\e'
    run -0 on_terminal 'qrgen stats'
    contains "$output" 'most_scanned'
}

@test "names that strangers chose are shown escaped" {
    scanned menu 2026-01-10 5 3 '\u001b[31mred\u202e'
    local form
    for form in "qrgen stats menu --from 2026-01-10 --to 2026-01-10" \
        "qrgen stats menu --from 2026-01-10 --to 2026-01-10 --json"; do
        run -0 on_terminal "$form --color never"
        contains "$output" red
        lacks "$output" $'\e'
    done
    lacks "$(qrgen stats menu --from 2026-01-10 --to 2026-01-10)" $'\e'
}

@test "a code that nobody scanned has figures, too" {
    succeeds qrgen stats menu --json
    equal "$(jq -c '[.total_scans, .genuine_share, .first_scan_on, .last_scan_at, (.series.labels | length)]' <<< "$output")" \
        '[0,null,null,null,30]'
    succeeds qrgen stats menu --period allTime
    run -0 on_terminal 'qrgen stats menu'
    qrgen delete menu poster --yes > /dev/null
    succeeds qrgen stats --period allTime
}

@test "days are those of the time zone, UTC unless another is named" {
    scanned menu 2026-01-10 5 3
    local zone
    for zone in '' '--time-zone UTC'; do
        # shellcheck disable=SC2086
        equal "$(TZ=Pacific/Auckland qrgen stats menu --from 2026-01-10 --to 2026-01-11 $zone --json | jq -r .period.from)" \
            2026-01-10T00:00:00.000000Z
    done
    equal "$(TZ=Pacific/Auckland qrgen stats menu --from 2026-01-10 --to 2026-01-11 --time-zone local --json |
        jq -c '[.period.time_zone, .period.from, .period.scans]')" '["Pacific/Auckland","2026-01-09T11:00:00.000000Z",5]'
}

@test "what is wrong is said, with a hint" {
    fails 4 "'nothing'" qrgen stats nothing
    fails 2 'must be one of today' qrgen stats menu --period lastweek
    fails 2 'must be a date' qrgen stats menu --from 31.1.2026
    fails 2 'must not be after to' qrgen stats menu --from 2026-01-02 --to 2026-01-01
    fails 2 'must be on a quarter' qrgen stats menu --from 2026-01-02T10:10Z
    fails 2 '100 years' qrgen stats menu --from 1900-01-01
    fails 2 'there is no time zone' qrgen stats menu --time-zone europe/berlin
    contains "$stderr" 'did you mean Europe/Berlin?'
    fails 2 'there is no time zone' qrgen stats menu --time-zone ../../../etc/passwd
    fails 2 --period qrgen stats menu --period today --from 2026-01-01
    fails 2 --top qrgen stats --top 101
    fails 2 --dead-after qrgen stats --dead-after -1
    fails 2 'takes no ID' qrgen stats menu --dead-after 5
    fails 2 '' qrgen stats one two
}
