#!/usr/bin/env bats
# SPDX-License-Identifier: MIT

load helpers

# One hundred dynamic codes and five static ones, made once: the tests here only read.
setup_file() {
    fresh_home
    local n
    for n in {001..100}; do
        qrgen generate dynamic "https://example.com/page/$n" --short-id "code-$n" --title "Title $((10#$n % 7))" \
            --size $((10#$n % 50 + 1)) --border $((10#$n % 21)) --allow-risky --tag "group-$((10#$n % 4))" || return
    done > /dev/null
    for n in {1..5}; do
        qrgen generate static "Ärger mit Nr. $n" --description "100% of_all" --error-level h > /dev/null || return
    done
    export shared_data=$XDG_DATA_HOME
}

setup() {
    fresh_home
    export XDG_DATA_HOME=$shared_data
}

short_ids() { jq -r '.items[].short_id'; }

@test "list prints items, total, page and page_size as JSON" {
    succeeds qrgen list --json
    equal "$(jq -r 'keys_unsorted | join(" ")' <<< "$output")" 'items total page page_size'
    equal "$(jq -c '[(.items | length), .total, .page, .page_size]' <<< "$output")" '[20,105,1,20]'
}

@test "every item has exactly the API's fields in its order" {
    run -0 qrgen list --json --limit 1000
    equal "$(jq -r '[.items[] | keys_unsorted | join(" ")] | unique | .[]' <<< "$output")" "${api_fields[*]} $own_fields"
}

@test "JSON, NDJSON and CSV tell the same, field by field" {
    qrgen list --limit 1000 --json | jq -c '.items[]' > from_json
    qrgen list --limit 1000 --ndjson | jq -c . > from_ndjson
    qrgen list --limit 1000 --csv > codes.csv
    cmp from_json from_ndjson
    equal "$(wc -l < from_json)" 105
    equal "$(head -1 codes.csv)" "$(tr ' ' , <<< "${api_fields[*]} $own_fields")"
    diff <(jq -c 'map_values(if . == null then "" elif type == "array" then join(" ") else tostring end)' from_json) \
        <(python3 -c 'import csv, json
for row in csv.DictReader(open("codes.csv", encoding="utf-8", newline="")):
    print(json.dumps(row, ensure_ascii=False, separators=(",", ":")))')
}

@test "numbers are numbers, absent values null and tags a list in JSON" {
    run -0 qrgen list --limit 1 --ndjson
    equal "$(jq -c '[(.size, .border, .scan_count, .genuine_scan_count, .description, .last_scan_at, .tags) | type]' \
        <<< "$output")" '["number","number","number","number","null","null","array"]'
}

@test "the first created comes first, and the last with --sort-desc" {
    equal "$(qrgen list --limit 1 --ndjson | jq -r .short_id)" code-001
    equal "$(qrgen list --sort-desc --type dynamic --limit 1 --ndjson | jq -r .short_id)" code-100
}

@test "every field sorts, and descending is ascending turned round" {
    local field
    for field in "${api_fields[@]}" status; do
        qrgen list --type dynamic --limit 1000 --sort-by "$field" --ndjson > up
        qrgen list --type dynamic --limit 1000 --sort-by "$field" --sort-desc --ndjson > down
        equal "$(wc -l < up)" 100
        cmp up <(tac down)
        equal "$(jq -s --arg field "$field" '[.[][$field]] | . == (map([.]) | sort | map(.[0]))' up)" true
    done
}

@test "an unknown field to sort by gets a suggestion" {
    fails 2 'titel' qrgen list --sort-by titel
    contains "$stderr" "did you mean 'title'?"
    fails 2 'no field' qrgen list --sort-by 'id; DROP TABLE qr_codes'
    equal "$(stored)" 105
}

@test "pages follow each other without gap or repetition" {
    local page
    for page in {1..11}; do
        qrgen list --sort-by title --limit 10 --page "$page" --ndjson
    done > pages
    equal "$(wc -l < pages)" 105
    cmp pages <(qrgen list --sort-by title --limit 1000 --ndjson)
}

@test "--skip leaves out, and page counts from it" {
    run -0 qrgen list --type dynamic --skip 40 --limit 20 --json
    equal "$(jq -c '[.items[0].short_id, .page, .page_size, .total]' <<< "$output")" '["code-041",3,20,100]'
}

@test "a page behind the last one is empty, not an error" {
    run -0 qrgen list --page 999 --json
    equal "$(jq -c '[.items, .total]' <<< "$output")" '[[],105]'
    run -0 qrgen list --skip 1000000000000 --csv
    equal "$output" "$(tr ' ' , <<< "${api_fields[*]} $own_fields")"
    succeeds qrgen list --page 999 --ndjson
    equal "$output" ""
}

@test "--count prints the number alone, or an object as JSON" {
    equal "$(qrgen list --count)" 105
    equal "$(qrgen list --count --type static)" 5
    equal "$(qrgen list --count --search nothing-like-this)" 0
    equal "$(qrgen list --count --json | jq -c .)" '{"total":105}'
}

@test "--type tells kinds apart, in any case" {
    equal "$(qrgen list --type dynamic --count)" 100
    equal "$(qrgen list --type STATIC --count)" 5
    fails 2 'static or dynamic' qrgen list --type both
}

@test "--search looks into title, content, description and target, regardless of case" {
    equal "$(qrgen list --search 'TITLE 3' --count)" 14
    equal "$(qrgen list --search /r/code-05 --count)" 10
    equal "$(qrgen list --search 'of_ALL' --count)" 5
    equal "$(qrgen list --search page/042 --json | short_ids)" code-042
    equal "$(qrgen list --search 'ärger MIT' --count)" 5
}

@test "what is special in patterns means itself in --search" {
    equal "$(qrgen list --search '100%' --count)" 5
    equal "$(qrgen list --search '%' --count)" 5
    equal "$(qrgen list --search 'page_042' --count)" 0
    equal "$(qrgen list --search "'" --count)" 0
    equal "$(qrgen list --search "\\" --count)" 0
}

@test "--tag finds whole tags" {
    equal "$(qrgen list --tag group-1 --count)" 25
    equal "$(qrgen list --tag group --count)" 0
}

@test "creation time bounds are inclusive below and exclusive above" {
    local middle
    middle=$(qrgen list --skip 49 --limit 1 --ndjson | jq -r .created_at)
    equal "$(qrgen list --created-before "$middle" --count)" 49
    equal "$(qrgen list --created-from "$middle" --count)" 56
    equal "$(qrgen list --created-from 2000-01-01 --created-before 2001-01-01T00:00:00+02:00 --count)" 0
    fails 2 'created-from' qrgen list --created-from yesterday
    contains "$stderr" 2026-11-22
}

@test "filters combine" {
    equal "$(qrgen list --type dynamic --tag group-0 --search 'title 0' --count)" 3
}

@test "a table has a row for each code and tells the target of either kind" {
    run -0 --separate-stderr qrgen list --limit 1000
    equal "${#lines[@]}" 106
    contains "${lines[0]}" short_id
    contains "$output" https://example.com/page/007
    contains "$output" 'Ärger mit Nr. 5'
    equal "$stderr" ""
    equal "$(qrgen list --limit 1000 --table)" "$output"
}

@test "a table that is not all says so on standard error, and not with -q" {
    run -0 --separate-stderr qrgen list
    equal "${#lines[@]}" 21
    contains "$stderr" '20 of 105'
    run -0 --separate-stderr qrgen list -q
    equal "$stderr" ""
    run -0 --separate-stderr qrgen list --page 2
    contains "$stderr" '105'
}

@test "limits are kept" {
    fails 2 limit qrgen list --limit 0
    fails 2 limit qrgen list --limit 1001
    fails 2 skip qrgen list --skip -1
    fails 2 page qrgen list --page 0
    fails 2 limit qrgen list --limit ten
    fails 2 --skip qrgen list --skip 1 --page 2
}

@test "an empty database lists nothing" {
    export XDG_DATA_HOME=$BATS_TEST_TMPDIR/data
    succeeds qrgen list --ndjson
    equal "$output" ""
    equal "$(qrgen list --count)" 0
    equal "$(qrgen list --json | jq -c '[.items, .total]')" '[[],0]'
}

@test "control characters in texts cannot reach the terminal" {
    export XDG_DATA_HOME=$BATS_TEST_TMPDIR/data
    qrgen generate static $'a\e[31mred\nnext' --title $'bell\a' > /dev/null
    run -0 qrgen list
    lacks "$output" $'\e'
    lacks "$output" $'\a'
    equal "${#lines[@]}" 2
}
