#!/usr/bin/env bats
# SPDX-License-Identifier: MIT

load helpers

make_codes() {
    qrgen generate dynamic https://example.com/menu --short-id menu --title 'Menu, "new"' --tag hall > /dev/null
    qrgen update menu --redirect-url https://example.com/menu/autumn > /dev/null
    qrgen generate dynamic https://example.com/gone --short-id gone > /dev/null
    qrgen delete gone --yes > /dev/null
    qrgen generate static 'plain text' > /dev/null
}

records() { jq -r '"\(.record) \(.short_id // .revision // "")"'; }

@test "everything goes to standard output, deleted codes and history too" {
    make_codes
    run -0 --separate-stderr qrgen export
    equal "$stderr" "qrgen: exported 3 codes, 5 changes"
    equal "$(records <<< "$output")" "header 
code menu
history 1
history 2
code gone
history 1
history 2
code 
history 1
end "
}

@test "what was exported and imported into an empty database is exported byte for byte" {
    make_codes
    qrgen export --scans -q -o first.ndjson
    export QRGEN_DATABASE_URL=sqlite:other.db
    qrgen import qrgen first.ndjson -q > /dev/null
    qrgen export --scans -q -o second.ndjson
    cmp first.ndjson second.ndjson
}

@test "the tables as CSV make the same database" {
    make_codes
    qrgen export --scans -q -o first.ndjson
    local table
    for table in codes history scans days; do qrgen export --table "$table" -q -o "$table.csv"; done
    equal "$(head -1 history.csv)" "code_id,revision,changed_at,actor,action,field,old_value,new_value"
    export QRGEN_DATABASE_URL=sqlite:other.db
    for table in codes history scans days; do qrgen import qrgen "$table.csv" -q > /dev/null; done
    qrgen export --scans -q | cmp - first.ndjson
}

@test "an existing file is kept unless --force is given" {
    make_codes
    echo mine > codes.ndjson
    fails 5 'codes.ndjson exists already' qrgen export -o codes.ndjson
    equal "$(cat codes.ndjson)" mine
    qrgen export -q -o codes.ndjson --force
    qrgen export -q | cmp - codes.ndjson
    no_temporary_files
}

@test "the file's ending tells the format, --format goes before" {
    make_codes
    qrgen export -q -o codes.csv
    [[ $(head -1 codes.csv) == id,content,* ]]
    qrgen export -q -o other.csv --format ndjson
    [[ $(head -1 other.csv) == '{"record":"header"'* ]]
    qrgen export -q -f csv | cmp - codes.csv
}

@test "devices and pipes are written to directly" {
    make_codes
    qrgen export -q -o /dev/null
    mkfifo pipe
    cat pipe > got &
    qrgen export -q -o pipe
    wait
    qrgen export -q | cmp - got
}

@test "an empty database is an export, too" {
    run -0 --separate-stderr qrgen export
    equal "$(records <<< "$output")" "header 
end "
    equal "$stderr" "qrgen: exported nothing, there is nothing"
}

@test "a reader that goes away ends it quietly" {
    make_codes
    run -0 bash -o pipefail -c 'qrgen export -q | head -1'
}

@test "a full disk leaves no file" {
    local i
    { echo 'Long URL,Short code'; for i in {1..1000}; do echo "https://example.com/$i,code$i"; done; } > links.csv
    qrgen import shlink links.csv -q > /dev/null
    run --separate-stderr bash -c 'ulimit -f 100; qrgen export -o codes.ndjson'
    equal "$status" 1
    contains "$stderr" 'cannot write'
    [[ ! -e codes.ndjson ]]
    no_temporary_files
    fails 1 'No space left' qrgen export -o /dev/full
}

@test "one that is asked to end leaves no unfinished file" {
    local i exporter status=0
    { echo 'Long URL,Short code'; for i in {1..5000}; do echo "https://example.com/$i,code$i"; done; } > links.csv
    qrgen import shlink links.csv -q > /dev/null
    qrgen export -q -o codes.ndjson &
    exporter=$!
    until [[ -n $(find . -name '.qrgen-*') ]] || ! kill -0 "$exporter" 2> /dev/null; do :; done
    kill -TERM "$exporter" || true
    wait "$exporter" || status=$?
    no_temporary_files
    if ((status == 0)); then
        qrgen export -q | cmp - codes.ndjson
    else
        equal "$status" 143
        [[ ! -e codes.ndjson ]]
    fi
}

@test "options that do not go together are told" {
    fails 2 '--scans is for NDJSON' qrgen export --format csv --scans
    fails 2 '--table is for CSV' qrgen export --table history
    fails 2 'must be codes, history, scans or days' qrgen export --format csv --table users
    fails 2 "must be ndjson or csv, not 'xml'" qrgen export --format xml
    fails 1 'cannot' qrgen export -o missing/codes.ndjson
}

@test "without a database it says so" {
    fails 6 'cannot connect' qrgen export --database-url postgresql://nobody:s3cret@localhost:1/none
}
