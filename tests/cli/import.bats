#!/usr/bin/env bats
# SPDX-License-Identifier: MIT

load helpers

shlink_csv() {
    cat << 'END'
createdAt,domain,longUrl,shortCode,shortUrl,tags,title,visits
2024-01-02T03:04:05+02:00,s.example,https://example.com/a,AbC,https://s.example/AbC,news,A page,42
2024-01-02T03:04:05+02:00,s.example,ftp://example.com/b,ftp,https://s.example/ftp,,,1
END
}

mvp_csv() {
    cat << 'END'
id,content,qr_type,redirect_url,short_id,created_at,scan_count,fill_color,back_color
0f4f1f7e-6a55-4b0e-9c64-1f4d8e0a0001,https://qr.example.org/r/a1b2c3d4?scan_ref=qr,dynamic,https://example.com/a,a1b2c3d4,2025-05-13 18:41:47+00,17,#000000,#FFFFFF
END
}

@test "each code is a record, in the order of the source, and the sum is on standard error" {
    shlink_csv > shlink.csv
    run -3 --separate-stderr qrgen import shlink shlink.csv --ndjson
    equal "$(jq -r '[.action, .short_id] | join(" ")' <<< "$output")" "created abc
refused ftp"
    contains "$output" '"reason":"redirect_url '
    equal "$stderr" "qrgen: created: 1, unchanged: 0, skipped: 0, refused: 1"
    equal "$(qrgen show ABC --json | jq -r '"\(.redirect_url) \(.scan_count) \(.tags[0]) \(.title)"')" \
        "https://example.com/a 42 news A page"
}

@test "the table for people is a line for each code" {
    mvp_csv > codes.csv
    run -0 --separate-stderr qrgen import mvp codes.csv
    equal "$(sed 's/ *$//' <<< "$output")" "action    short_id     id                                   reason
created   a1b2c3d4     0f4f1f7e-6a55-4b0e-9c64-1f4d8e0a0001"
}

@test "JSON, NDJSON and CSV have the same records" {
    mvp_csv > codes.csv
    qrgen import mvp codes.csv -q > /dev/null
    equal "$(qrgen import mvp codes.csv -q --csv)" "action,short_id,id,reason
unchanged,a1b2c3d4,0f4f1f7e-6a55-4b0e-9c64-1f4d8e0a0001,"
    equal "$(qrgen import mvp codes.csv -q --json | jq -c '.items')" \
        "[$(qrgen import mvp codes.csv -q --ndjson)]"
}

@test "a second import changes nothing" {
    shlink_csv | head -2 > shlink.csv
    qrgen import shlink shlink.csv -q > /dev/null
    qrgen export -q -o before
    run -0 --separate-stderr qrgen import shlink - < shlink.csv
    equal "$stderr" "qrgen: created: 0, unchanged: 1, skipped: 0, refused: 0"
    qrgen export -q | cmp - before
}

@test "a dry run writes nothing" {
    mvp_csv > codes.csv
    run -0 --separate-stderr qrgen import mvp codes.csv --dry-run
    contains "$output" "created   a1b2c3d4"
    equal "$stderr" "qrgen: would be created: 1, unchanged: 0, skipped: 0, refused: 0"
    equal "$(qrgen list --count)" 0
}

@test "codes of mvp_qr_gen keep ids, content and counters, and the history says who took them" {
    mvp_csv | qrgen import mvp - --actor mover -q > /dev/null
    equal "$(qrgen show a1b2c3d4 --json | jq -r '"\(.id) \(.content) \(.scan_count) \(.created_at)"')" \
        "0f4f1f7e-6a55-4b0e-9c64-1f4d8e0a0001 https://qr.example.org/r/a1b2c3d4?scan_ref=qr 17 2025-05-13T18:41:47.000000Z"
    equal "$(qrgen history a1b2c3d4 --ndjson | jq -r '"\(.action) \(.actor)"')" "import mover"
}

@test "a short id that is taken is refused, also in other case and of a deleted code" {
    qrgen generate dynamic https://example.com/mine --short-id abc > /dev/null
    shlink_csv | head -2 > shlink.csv
    run -3 --separate-stderr qrgen import shlink shlink.csv --ndjson
    contains "$output" 'the short id is taken by the code'
    qrgen delete abc --yes > /dev/null
    run -3 --separate-stderr qrgen import shlink shlink.csv --ndjson
    contains "$output" 'the short id is taken by the deleted code'
}

@test "codes of other systems can be shown, updated and drawn by their strange ids" {
    printf 'Long URL,Short code\nhttps://example.com/k,käse.1\n' | qrgen import shlink - -q > /dev/null
    qrgen update käse.1 --title Cheese > /dev/null
    equal "$(qrgen show käse.1 --json | jq -r .title)" Cheese
    qrgen image käse.1 -o code.png
    equal "$(decode code.png)" "http://localhost:8000/r/k%C3%A4se.1?scan_ref=qr"
}

@test "links and clicks of a dump of YOURLS" {
    cat > yourls.sql << 'END'
INSERT INTO `yourls_log` VALUES (1,'2020-05-01 10:00:00','ozh','direct','','192.0.2.55','FR');
INSERT INTO `yourls_url` VALUES ('ozh','https://ozh.org/','it\'s','2020-01-01 00:00:00','127.0.0.1',7);
END
    run -0 --separate-stderr qrgen import yourls yourls.sql --scans
    equal "$stderr" "qrgen: created: 1, unchanged: 0, skipped: 0, refused: 0; scans: 1 new, 0 known, 0 of codes that are not here"
    equal "$(qrgen export -q --scans | jq -r 'select(.record == "scan") | "\(.country) \(.ip_address)"')" "FR 192.0.2.0"
}

@test "links of Bitly" {
    printf 'long_url,link,title,created_at\nhttps://example.com/1,https://bit.ly/3abcDEF,T,2024-01-01T00:00:00+0000\n' |
        qrgen import bitly - -q > /dev/null
    equal "$(qrgen show 3abcdef --json | jq -r .redirect_url)" https://example.com/1
}

# --- What can be wrong ---

@test "files of another kind are refused with what is missing" {
    printf 'a,b\n1,2\n' > other.csv
    fails 2 'no table of mvp_qr_gen: without column id' qrgen import mvp other.csv
    fails 2 'no export of shlink: without column longurl, shortcode' qrgen import shlink other.csv
    fails 2 'no export of yourls' qrgen import yourls other.csv
    fails 2 'no export of bitly' qrgen import bitly other.csv
    fails 2 'no table of an export' qrgen import qrgen other.csv
    echo '{"id": 1}' > other.json
    fails 2 'does not begin with a header' qrgen import qrgen other.json
    : > empty.ndjson
    fails 2 'the file is empty' qrgen import qrgen empty.ndjson
    fails 1 'cannot' qrgen import qrgen missing.ndjson
}

@test "scans of a file that has none are told" {
    shlink_csv > shlink.csv
    fails 2 'a CSV file of shlink holds no scans' qrgen import shlink shlink.csv --scans
}

@test "a source that is not given, or not of the right kind, is told" {
    fails 2 'the source is missing' qrgen import mvp
    fails 2 'only an export can be read' qrgen import qrgen postgresql://localhost/x
    fails 2 'only CSV can be read' qrgen import bitly https://bit.ly/
    fails 2 'only a database on PostgreSQL can be read' qrgen import kutt links.csv
    fails 2 'only databases on PostgreSQL' qrgen import mvp sqlite:///tmp/x.db
    fails 2 'neither sqlite nor postgresql' qrgen import mvp mysql://root:s3cret@localhost/x
}

@test "the URL can come from the environment or a file, and no message shows its password" {
    export QRGEN_IMPORT_URL=postgresql://nobody:s3cret@localhost:1/none
    fails 6 'cannot connect to postgresql://nobody:***@localhost:1/none' qrgen import mvp
    unset QRGEN_IMPORT_URL
    printf 'postgresql://nobody:s3cret@localhost:2/none\n' > url
    QRGEN_IMPORT_URL_FILE=url fails 6 'nobody:***@localhost:2' qrgen import kutt
}

@test "Latin-1 and broken rows are told by line, and the others taken" {
    printf 'Long URL,Short code,Title\nhttps://example.com/1,one,caf\xe9\nhttps://example.com/2,two\nhttps://example.com/3,three,T\n' > links.csv
    run -3 --separate-stderr qrgen import shlink links.csv --ndjson
    equal "$(jq -r '.action + " " + (.short_id // (.reason | .[0:6]))' <<< "$output")" "refused line 2
refused line 3
created three"
}

@test "an export that was cut off is taken as far as it goes, and the error says so" {
    local i
    for i in 1 2 3; do qrgen generate dynamic "https://example.com/$i" --short-id "code$i" > /dev/null; done
    qrgen export -q | head -n -1 > cut.ndjson
    export QRGEN_DATABASE_URL=sqlite:other.db
    run -1 --separate-stderr qrgen import qrgen cut.ndjson
    contains "$stderr" 'the export is cut off'
    equal "$(qrgen list --count)" 3
}

@test "a reader that goes away does not stop the import" {
    printf 'Long URL,Short code\n' > links.csv
    local i
    for i in {1..3000}; do echo "https://example.com/$i,code$i"; done >> links.csv
    run -0 bash -c 'qrgen import shlink links.csv -q | head -1'
    equal "$(qrgen list --count)" 3000
}

@test "an import that was killed is finished by the next" {
    printf 'Long URL,Short code\n' > links.csv
    local i
    for i in {1..20000}; do echo "https://example.com/$i,code$i"; done >> links.csv
    mkfifo out
    qrgen import shlink links.csv -q --ndjson > out &
    local importer=$!
    # The first results are there once the first batch is stored.
    head -1 < out > first
    kill -KILL "$importer"
    wait "$importer" || true
    contains "$(cat first)" created
    qrgen import shlink links.csv -q > /dev/null
    equal "$(qrgen list --count)" 20000
    equal "$(qrgen export -q | jq -r 'select(.record == "history") | .revision' | sort | uniq -c | awk '{print $1, $2}')" "20000 1"
}
