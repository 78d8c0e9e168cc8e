#!/usr/bin/env bats
# SPDX-License-Identifier: MIT

load helpers

# Three scans of one code on two days, in two months.
import_scans() {
    local id number
    id=$(qrgen generate dynamic https://example.com --short-id menu --json | jq -r .id)
    {
        echo event_id,code_id,scanned_at,is_genuine_scan,os_family,is_bot
        number=1
        for row in 2026-01-31T10:00:00Z,true,iOS,false 2026-01-31T10:20:00Z,false,Android,false 2026-02-01T00:00:00Z,true,Other,true; do
            echo "0196a000-0000-7000-9000-00000000000$((number++)),$id,$row"
        done
    } > scans.csv
    qrgen import qrgen scans.csv -q
}

months() { qrgen rollup "$@" --csv | tail -n +2 | tr '\n' ' '; }

@test "figures are those of the log" {
    import_scans
    equal "$(qrgen rollup check --csv)" $'month,days,different,state\n2026-01,1,0,right\n2026-02,1,0,right'
    equal "$(sql 'SELECT scans, genuine_scans, bots FROM all_scan_months ORDER BY day')" $'2|1|0\n1|1|1'
}

@test "an empty database has nothing to compare" {
    equal "$(qrgen rollup check --json | jq .total)" 0
    equal "$(qrgen rollup rebuild --json | jq .total)" 0
}

@test "what is wrong is told with exit 7, and put right by rebuild" {
    import_scans
    qrgen export --scans -q > before.ndjson
    for damage in "UPDATE scan_days SET scans = 7 WHERE day = '2026-01-31'" "DELETE FROM scan_days" \
        "UPDATE scan_days SET quarters = '{}', lists = '{}'" "DELETE FROM scan_months" \
        "INSERT INTO all_scan_months VALUES ('2020-01-01', 5, 0, 0, 0, '{}')" \
        "INSERT INTO scan_months VALUES ('0196a000-0000-7000-8000-000000000000', '2026-01-01', 5, 0, 0, 0, '{}')" \
        "UPDATE all_scan_days SET bots = 3" "UPDATE all_scan_months SET lists = '{\"systems\":{\"BeOS\":1}}'"; do
        sql "$damage"
        run -7 --separate-stderr qrgen rollup check
        contains "$stderr" 'qrgen rollup rebuild'
        contains "$output" wrong
        contains "$(months rebuild)" rebuilt
        equal "$(months check)" '2026-01,1,0,right 2026-02,1,0,right '
        equal "$(sql 'SELECT sum(scans) FROM all_scan_months')" 3
        qrgen export --scans -q | cmp - before.ndjson
    done
}

@test "days of which the log knows nothing stay, and so do visitors" {
    import_scans
    sql "UPDATE scan_days SET visitors = 1, scans = 9 WHERE day = '2026-01-31'"
    sql "INSERT INTO scan_days (qr_code_id, day, scans, genuine_scans) SELECT qr_code_id, '2025-12-24', 5, 5 FROM scan_days LIMIT 1"
    qrgen rollup rebuild > /dev/null
    equal "$(sql 'SELECT day, scans, visitors FROM scan_days ORDER BY day')" $'2025-12-24|5|0\n2026-01-31|2|1\n2026-02-01|1|0'
    equal "$(sql 'SELECT sum(scans), sum(visitors) FROM all_scan_months')" '8|1'
}

@test "days before the cut of a purge stay" {
    import_scans
    sql "UPDATE scan_log_start SET day = '2026-02-01'"
    sql "DELETE FROM scan_logs WHERE scanned_at < '2026-01-31T10:10'"
    equal "$(months check)" '2026-01,0,0,right 2026-02,1,0,right '
    qrgen rollup rebuild > /dev/null
    equal "$(sql 'SELECT sum(scans) FROM scan_days')" 3
}

@test "an export of one's own that is imported after a purge brings nothing back and counts nothing twice" {
    import_scans
    sql "UPDATE scan_days SET visitors = 2"
    qrgen rollup rebuild > /dev/null
    qrgen export --scans -q > before.ndjson
    qrgen purge --older-than 1day --yes > /dev/null
    qrgen import qrgen before.ndjson -q > /dev/null
    equal "$(sql 'SELECT count(*) FROM scan_logs')" 0
    equal "$(qrgen stats --period allTime --json | jq -c '[.total_scans, .period.scans, .unique_visitors]')" '[3,3,4]'
    rm "$database_file"*
    qrgen import qrgen before.ndjson -q > /dev/null
    equal "$(qrgen stats --period allTime --json | jq -c '[.total_scans, .period.scans, .unique_visitors]')" '[3,3,4]'
    qrgen rollup check > /dev/null
}
