#!/usr/bin/env bats
# SPDX-License-Identifier: MIT

load helpers

setup() {
    fresh_home
    qrgen generate dynamic https://example.com/menu --short-id menu > /dev/null
    code_id=$(qrgen show menu --json | jq -r .id)
    following=
}

teardown() {
    [[ -z $following ]] || { kill -KILL "$following" && wait "$following"; } 2> /dev/null || true
}

# Scans number FIRST to LAST, at so many minutes after 2026-11-22T09:00Z; the even ones are of the printed symbol. The
# roll-ups follow, as when the service writes them.
add_scans() { # FIRST LAST [AGENT] [REFERRER]
    local number time values=
    for ((number = $1; number <= $2; number++)); do
        time="printf('2026-11-22T09:%02d:00.000000Z', $number)"
        [[ -z ${is_new:-} ]] || time="strftime('%Y-%m-%dT%H:%M:%f000Z', 'now', '$((number - 60)) seconds')"
        values+="${values:+,}(printf('0196a000-0000-7000-9000-%012d', $number), '$code_id',
            $time, '192.0.2.$number', '${3:-Phone/1}', $((number % 2 == 0)), '${4:-}')"
    done
    sql "PRAGMA busy_timeout = 10000; BEGIN IMMEDIATE;
        INSERT INTO scan_logs (event_id, qr_code_id, scanned_at, ip_address, raw_user_agent, is_genuine_scan, referrer_host) VALUES $values;
        INSERT INTO scan_months VALUES ('$code_id', '2026-11-01', $(($2 - $1 + 1)), 0, 0, 0, '{}')
        ON CONFLICT DO UPDATE SET scans = scans + excluded.scans; COMMIT" > /dev/null
}

# Their numbers.
numbers() { jq -r '.ip_address[8:]' | paste -sd ' '; }

@test "scans are listed newest first, a page of them" {
    add_scans 1 25
    run -0 --separate-stderr qrgen scans menu --ndjson
    equal "$(numbers <<< "$output")" "$(seq -s ' ' 25 -1 6)"
    contains "$stderr" 'there are more: --cursor '
    equal "$(qrgen scans MENU --limit 2 --skip 1 --ndjson 2> more | numbers)" '24 23'
    succeeds qrgen scans menu --limit 2 --json
    equal "$(jq -c '[(.items | length), .total, .page, .page_size]' <<< "$output")" '[2,25,1,2]'
    equal "$(jq -r 'keys_unsorted | join(" ")' <<< "$output")" 'items total page page_size next_cursor'
}

@test "the cursor leads through all pages, though others come in between" {
    add_scans 10 15
    local cursor page all=
    cursor=$(qrgen scans menu --limit 2 --json | jq -r .next_cursor)
    add_scans 16 20
    while [[ $cursor != null ]]; do
        page=$(qrgen scans menu --limit 3 --json --cursor "$cursor")
        all+=" $(jq -c '.items[]' <<< "$page" | numbers)"
        cursor=$(jq -r .next_cursor <<< "$page")
    done
    equal "$all" ' 13 12 11 10'
}

@test "all scans are printed, in every format" {
    add_scans 1 25
    succeeds qrgen scans menu --all --csv
    equal "$(wc -l <<< "$output")" 26
    equal "${lines[0]}" "$(qrgen scans menu --json --limit 1 2> more | jq -r '.items[0] | keys_unsorted | join(",")')"
    contains "${lines[1]}" 2026-11-22T09:25:00.000000Z
    succeeds qrgen scans menu --all
    equal "$(wc -l <<< "$output")" 26
    succeeds qrgen scans menu --all --json
    equal "$(jq -c '[(.items | length), .total]' <<< "$output")" '[25,25]'
    equal "$(qrgen scans menu --all --ndjson | wc -l)" 25
    succeeds qrgen scans menu --all --ndjson --skip 24
    equal "$(numbers <<< "$output")" 1
}

@test "days, times, the symbol and programs choose scans" {
    add_scans 1 9
    equal "$(qrgen scans menu --from 2026-11-22T09:08Z --ndjson | numbers)" '9 8'
    equal "$(qrgen scans menu --to 2026-11-22T10:03+01:00 --ndjson | numbers)" '2 1'
    equal "$(qrgen scans menu --from 2026-11-22 --to 2026-11-22 --ndjson | wc -l)" 9
    equal "$(qrgen scans menu --to 2026-11-22 --time-zone Pacific/Kiritimati --ndjson | wc -l)" 9
    equal "$(qrgen scans menu --from 2026-11-23 --time-zone Pacific/Kiritimati --ndjson)" ''
    equal "$(qrgen scans menu --genuine yes --ndjson | numbers)" '8 6 4 2'
    equal "$(qrgen scans menu --genuine no --ndjson | wc -l)" 5
    sql "UPDATE scan_logs SET is_bot = 1 WHERE scanned_at LIKE '%09:03:%'"
    equal "$(qrgen scans menu --bots yes --ndjson | numbers)" 3
    equal "$(qrgen scans menu --bots no --ndjson | wc -l)" 8
    equal "$(qrgen scans menu --bots yes --json | jq .total)" null
}

@test "a code without scans has an empty list" {
    succeeds qrgen scans menu
    equal "$output" ''
    equal "$(qrgen scans menu --json | jq -c .)" '{"items":[],"total":0,"page":1,"page_size":20,"next_cursor":null}'
    equal "$(qrgen scans menu --all --json | jq -c .)" '{"items":[],"total":0}'
    equal "$(qrgen scans menu --csv | wc -l)" 1
}

@test "what is wrong is told" {
    fails 4 "'nothing'" qrgen scans nothing
    fails 2 ID qrgen scans
    fails 2 cursor qrgen scans menu --cursor "' OR 1=1"
    fails 2 from qrgen scans menu --from yesterday
    fails 2 to qrgen scans menu --to 2026-02-29
    fails 2 time_zone qrgen scans menu --time-zone Europe/Atlantis
    fails 2 --limit qrgen scans menu --limit 0
    fails 2 --genuine qrgen scans menu --genuine maybe
    fails 2 --all qrgen scans menu --all --limit 3
    fails 2 --cursor qrgen scans menu --follow --cursor x
    fails 2 'JSON document' qrgen scans menu --follow --json
}

@test "what strangers sent does no harm to a terminal or a table" {
    add_scans 1 1 Phone/1 $'evil\x1b[31m\x07\n<b>'
    sql "UPDATE scan_logs SET device_family = 'a' || char(27) || '[2J', browser_family = char(8238) || 'x'"
    succeeds qrgen scans menu
    equal "$(wc -l <<< "$output")" 2
    [[ $output != *$'\x1b'* && $output != *$'\x07'* && $output != *$'\u202e'* ]]
    contains "$output" '\x1B'
    contains "$output" '<b>'
    on_terminal 'qrgen scans menu' > shown
    [[ $(wc -l < shown) == 2 && $(grep -c $'\x1b' shown) == 0 ]]
    while IFS= read -r line; do ((${#line} <= 60)); done < shown
    equal "$(qrgen scans menu --ndjson | jq -r .referrer_host)" $'evil\x1b[31m\x07\n<b>'
}

# The same scans of just now, one every second.
add_new_scans() { is_new=yes add_scans "$@"; }

# Starts a follower whose lines come through a pipe, open as descriptor 9.
start_following() { # [OPTION]...
    mkfifo lines
    # What runs in the background would ignore the signal of an interruption.
    env --default-signal=INT qrgen scans menu --follow "$@" > lines 2> said 3>&- 4>&- &
    following=$!
    exec 9< lines
}
next_line() { IFS= read -r -t 60 -u 9 line || fail "no line: $(cat said)"; }
next_number() { next_line && equal "$(numbers <<< "$line")" "$1"; }

@test "new scans are followed as they come, late ones, too, until interrupted" {
    add_new_scans 10 15
    start_following --limit 2 --ndjson
    next_number 14
    next_number 15
    add_new_scans 16 17
    next_number 16
    next_number 17
    add_new_scans 18 18
    next_number 18
    kill -INT "$following"
    ended_with 130 "$following"
    following=
}

@test "following ends when nobody reads any more, without a scan" {
    add_new_scans 10 10
    start_following --csv
    next_line
    contains "$line" event_id
    next_line
    contains "$line" 192.0.2.10
    exec 9<&-
    ended_with 0 "$following"
    following=
}
