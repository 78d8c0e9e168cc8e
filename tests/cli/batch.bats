#!/usr/bin/env bats
# SPDX-License-Identifier: MIT

load helpers

# Rows of a CSV file with dynamic codes.
csv_rows() { # COUNT
    printf 'key,redirect_url\n'
    for ((n = 1; n <= $1; ++n)); do printf 'row-%d,https://example.com/%d\n' "$n" "$n"; done
}

# Result records as one line: "action key picture" of each.
results() { jq -r '[.action, .key, .picture] | map(. // "-") | join(" ")' <<< "$1" | paste -sd ,; }

# Batch, with records as NDJSON in `output`; the exit code must be CODE.
batch() { # CODE [ARGUMENT]...
    run "-$1" --separate-stderr qrgen batch "${@:2}" --ndjson
}

# Every picture below a directory, with its bytes, its inode and the time when it was written.
pictures_in() { find "$1" -type f ! -name '.*' -printf '%P %i %T@ %s\n' | sort; }

list_of() { find "$1" -mindepth 1 -maxdepth 1 ! -name '.*' -printf '%f\n' | sort; } # DIRECTORY

# What the codes of the database are, and how they came to be, without what time and chance made of them.
state_of_codes() {
    qrgen list --limit 1000 --sort-by content --ndjson | jq -c '[.qr_type, .redirect_url, .title, .tags, .status, .size]' | sort
    sql 'SELECT external_key, batch_set, deleted_at IS NULL FROM qr_codes ORDER BY external_key'
}

# What was done stands before the error.
ends_with_error() { # TEXT
    contains "$stderr" ': 1 '
    stderr=$(sed -n '/: error: /,$p' <<< "$stderr") is_clear_error "$1"
}

# --- Reading ---

@test "batch stores a code for each row of a CSV file, and tells what became of it" {
    printf 'key,redirect_url,title,content,type\na,https://example.com/a,A,,\n,,,just text,\n,https://example.com/b,,,dynamic\n' > codes.csv
    run -0 --separate-stderr qrgen batch codes.csv
    equal "$stderr" 'qrgen: 3 rows: 3 created'
    contains "${lines[0]}" 'created    a  http://localhost:8000/r/'
    equal "${#lines[@]}" 3
    equal "$(stored)" 3
    equal "$(qrgen list --sort-by title --ndjson | jq -r 'select(.title == "A") | .redirect_url')" https://example.com/a
    equal "$(sql "SELECT count(*) FROM qr_codes WHERE content = 'just text' AND qr_type = 'static'")" 1
}

@test "all kinds of CSV are read: BOM, CRLF, semicolons, tabs, quotes, values with line ends" {
    printf '\xef\xbb\xbfkey;content\r\na;"1;2"\r\nb;"say ""x""\r\nagain"\r\n\r\n' > semicolons.csv
    batch 0 semicolons.csv
    equal "$(jq -c '[.line, .key]' <<< "$output" | paste -sd ' ')" '[2,"a"] [3,"b"]'
    equal "$(sql "SELECT content FROM qr_codes WHERE external_key = 'a'")" '1;2'
    equal "$(sql "SELECT content FROM qr_codes WHERE external_key = 'b'")" $'say "x"\r\nagain'
    printf 'Key\tRedirect-URL\tFill_Color\nc\thttps://example.com\t#112233\n' > tabs.csv
    batch 0 tabs.csv
    equal "$(qrgen list --ndjson --search example.com | jq -r .fill_color)" '#112233'
}

@test "NDJSON is read by ending, by option and by its first character, also from standard input" {
    printf '%s\n' '{"key": "a", "content": "x", "tags": ["t1", "t2"], "title": null, "size": 5}' '' '{"key": "b", "content": "y"}' > codes.jsonl
    batch 0 codes.jsonl
    equal "$(results "$output")" 'created a -,created b -'
    equal "$(qrgen list --tag t1 --ndjson | jq -c '[.size, .tags, .title]')" '[5,["t1","t2"],null]'
    cp codes.jsonl codes
    batch 0 codes
    equal "$(results "$output")" 'unchanged a -,unchanged b -'
    equal "$(qrgen batch - --ndjson 2> /dev/null < codes.jsonl)" "$output"
    equal "$(qrgen batch - --input-format ndjson --ndjson 2> /dev/null < codes.jsonl)" "$output"
    equal "$(printf 'key,content\na,x\n' | qrgen batch - --ndjson 2> /dev/null | jq -r .action)" unchanged
}

@test "records are printed in every format, in the order of the rows" {
    csv_rows 700 > codes.csv
    batch 0 codes.csv --jobs 4
    equal "$(jq -r .line <<< "$output")" "$(seq 2 701)"
    run -0 --separate-stderr qrgen batch codes.csv --json
    equal "$(jq -c '[.total, (.items | length), .items[699].key]' <<< "$output")" '[700,700,"row-700"]'
    run -0 --separate-stderr qrgen batch codes.csv --csv
    equal "${lines[0]}" line,key,action,id,short_id,short_url,file,picture,error
    contains "${lines[700]}" 701,row-700,unchanged,
    equal "$(jq -r 'keys_unsorted | join(",")' <<< "$(qrgen batch codes.csv --ndjson 2> /dev/null | head -n 1)")" "${lines[0]}"
    run -0 --separate-stderr qrgen batch codes.csv
    equal "${lines[699]%%  http*}" 'unchanged  row-700'
}

@test "-q says nothing but errors, and a reader who goes away ends nothing" {
    csv_rows 500 > codes.csv
    succeeds qrgen batch codes.csv -q
    equal "$output" ""
    run -3 --separate-stderr qrgen batch - -q <<< $'key,content\nx,'
    equal "$stderr" 'qrgen: error: line 2: content: must not be empty'
    rm "$database_file"
    into_closed_pipe qrgen batch codes.csv --quiet --ndjson
    equal "$(stored)" 500
}

@test "a terminal shows how far it is, and nothing of that stays" {
    csv_rows 3 > codes.csv
    run on_terminal "qrgen batch codes.csv"
    equal "$status" 0
    contains "$output" '3 rows: 3 created'
    lacks "$output" leftcreated
}

# --- Pictures ---

@test "pictures go into a directory and its folders, named and made as the rows say" {
    printf '%s\n' key,content,file,format a,one,, b,two,deep/er/two.svg, c,three,three,PDF d,four,,jpg 'e/f',five,, > codes.csv
    batch 0 codes.csv --out-dir out/pictures
    equal "$(jq -r .file <<< "$output" | paste -sd ' ')" 'a.png deep/er/two.svg three d.jpeg e_f.png'
    equal "$(find out/pictures -type f -printf '%P\n' | sort | paste -sd ' ')" '.qrgen-pictures a.png d.jpeg deep/er/two.svg e_f.png three'
    cd out/pictures
    mv three three.pdf
    mv d.jpeg d.jpg
    equal "$(for file in a.png deep/er/two.svg three.pdf d.jpg e_f.png; do decode "$file" && echo; done | paste -sd ' ')" 'one two three four five'
}

@test "--name-template and --format name the pictures of rows that do not" {
    printf '%s\n' key,redirect_url,file a,https://example.com/a, b,https://example.com/b,own.txt > codes.csv
    batch 0 codes.csv --out-dir out --format svg --name-template '{format}/{key}-{short_id}-{line}.{format}'
    local short_id
    short_id=$(jq -r 'select(.key == "a") | .short_id' <<< "$output")
    equal "$(decode "out/svg/a-$short_id-2.svg")" "http://localhost:8000/r/$short_id?scan_ref=qr"
    equal "$(decode out/own.txt)" "http://localhost:8000/r/$(jq -r 'select(.key == "b") | .short_id' <<< "$output")?scan_ref=qr"
    fails 2 'placeholder {kee}' qrgen batch codes.csv --out-dir out --name-template '{kee}'
    contains "$stderr" 'did you mean {key}'
    fails 2 brace qrgen batch codes.csv --out-dir out --name-template '{key'
    batch 3 - --out-dir out --name-template '{short_id}.png' <<< $'key,content\nc,x'
    contains "$output" 'wants {short_id}'
}

@test "options of pictures are defaults, and columns go before them" {
    printf '%s\n' key,content,pixels,caption,fill_color,boost a,one,,,, b,two,400,Two,#102030,true > codes.csv
    batch 0 codes.csv --out-dir out --pixels 300 --caption Any --fill-color '#0000AA' --error-level h
    qrgen render one -o one.png --pixels 300 --caption Any --fill-color '#0000AA' --error-level h
    cmp one.png out/a.png
    qrgen render two -o two.png --pixels 400 --caption Two --fill-color '#102030' --error-level h --boost
    cmp two.png out/b.png
    equal "$(qrgen list --sort-by content --ndjson | jq -c '[.fill_color, .error_level]' | paste -sd ' ')" '["#0000AA","h"] ["#102030","h"]'
    printf '%s\n' key,content,shape,gradient_angle c,x,blob, d,x,,400 e,x,dot, > bad.csv
    batch 3 bad.csv --out-dir out
    equal "$(results "$output")" 'refused c -,refused d -,created e written'
    contains "$output" 'shape: must be'
    contains "$output" 'gradient-angle: must be'
}

@test "pictures that would not scan are refused unless they are wanted so" {
    printf '%s\n' key,content,fill_color a,x,#EEEEEE b,x,#000000 > codes.csv
    batch 3 codes.csv --out-dir out
    equal "$(results "$output")" 'refused a -,created b written'
    batch 0 codes.csv --out-dir out --allow-risky
    equal "$(results "$output")" 'created a written,unchanged b written'
    sed -i 's/^a/c/' codes.csv
    batch 3 codes.csv --out-dir out --allow-risky --verify
    equal "$(results "$output")" 'refused c -,unchanged b written'
}

@test "a tar or zip archive holds all pictures, in the order of the rows, the same for the same rows" {
    printf '%s\n' key,content,file b,two, a,one,folder/one.svg > codes.csv
    batch 0 codes.csv --tar out.tar
    equal "$(results "$output")" 'created b written,created a written'
    equal "$(tar --list --file out.tar | paste -sd ' ')" 'b.png folder/one.svg'
    batch 0 codes.csv --zip out.zip
    equal "$(results "$output")" 'unchanged b written,unchanged a written'
    equal "$(unzip -Z1 out.zip | paste -sd ' ')" 'b.png folder/one.svg'
    mkdir tar zip
    tar --extract --file out.tar --directory tar
    unzip -q out.zip -d zip
    diff --recursive tar zip
    equal "$(decode tar/folder/one.svg)" one
    qrgen batch codes.csv --tar again.tar --jobs 1 > /dev/null 2>&1
    cmp out.tar again.tar
    fails 5 'exists' qrgen batch codes.csv --tar out.tar
    fails 5 'exists' qrgen batch codes.csv --zip out.zip
    batch 0 codes.csv --tar out.tar --force
    no_temporary_files
}

@test "an archive or sheet goes to standard output, without any record" {
    printf '%s\n' key,content a,one b,two > codes.csv
    qrgen batch codes.csv --tar - 2> messages | tar --extract
    equal "$(decode a.png)$(decode b.png)" onetwo
    equal "$(cat messages)" 'qrgen: 2 rows: 2 created; 2 pictures written'
    qrgen batch codes.csv --zip - --manifest list.csv 2> /dev/null > out.zip
    unzip -tq out.zip
    equal "$(wc -l < list.csv)" 3
    qrgen batch codes.csv --sheet-file - 2> /dev/null > out.pdf
    qpdf --check out.pdf > /dev/null
    fails 2 'standard output' qrgen batch codes.csv --tar - --json
    fails 2 'cannot be taken back' qrgen batch codes.csv --tar - --atomic
    run on_terminal "qrgen batch codes.csv --tar -"
    equal "$status" 2
    contains "$output" 'not written to a terminal'
}

@test "a sheet has a label for each row" {
    printf '%s\n' key,redirect_url,title,short_id a,https://example.com/a,One,menu b,https://example.com/b,Two,card > codes.csv
    batch 0 codes.csv --sheet-file labels.pdf --sheet avery-5160 --caption-template '{title} ({key}, {short_id})'
    equal "$(results "$output")" 'created a written,created b written'
    pdftoppm -r 200 -png -singlefile labels.pdf page
    equal "$(zbarimg --raw --quiet --nodbus page.png | sort | paste -sd ' ')" 'http://localhost:8000/r/card?scan_ref=qr http://localhost:8000/r/menu?scan_ref=qr'
    contains "$(pdfinfo labels.pdf)" letter
    printf '%s\n' content,caption 'http://localhost:8000/r/menu?scan_ref=qr,"One (a, menu)"' 'http://localhost:8000/r/card?scan_ref=qr,"Two (b, card)"' > rows.csv
    qrgen sheet rows.csv -o expected.pdf --layout avery-5160 2> /dev/null
    cmp labels.pdf expected.pdf
    fails 5 exists qrgen batch codes.csv --sheet-file labels.pdf
    fails 2 "no field 'titel'" qrgen batch codes.csv --sheet-file x.pdf --caption-template '{titel}'
    fails 2 sheet-file qrgen batch codes.csv --sheet avery-5160
    [[ ! -e x.pdf ]]
}

@test "a label that its picture does not fit refuses the row, and nothing of it is stored" {
    printf '%s\n' key,content,width a,one,30mm b,two,300mm > codes.csv
    batch 3 codes.csv --sheet-file labels.pdf
    equal "$(results "$output")" 'created a written,refused b -'
    equal "$(stored)" 1
}

@test "there is one place for pictures, and --no-store needs one" {
    printf 'content\nx\n' > codes.csv
    fails 2 excludes qrgen batch codes.csv --tar a.tar --zip a.zip
    fails 2 excludes qrgen batch codes.csv --tar a.tar --out-dir a
    fails 2 '--no-store' qrgen batch codes.csv --no-store
    fails 2 "no format 'gif'" qrgen batch codes.csv --out-dir out --format gif
    [[ ! -e a.tar && ! -e a.zip && ! -e a && ! -e out ]]
    equal "$(stored)" 0
}

@test "--no-store only makes pictures, and refuses what must be stored" {
    printf '%s\n' key,content,redirect_url a,one, b,,https://example.com ,three, > codes.csv
    batch 3 codes.csv --out-dir out --no-store
    equal "$(results "$output")" 'drawn a written,refused b -,drawn - written'
    contains "$output" 'must be stored'
    equal "$(list_of out | paste -sd ' ')" '4.png a.png'
    [[ ! -e $database_file ]]
}

# --- Running it again ---

@test "a second run changes nothing: no code, no history, no picture" {
    csv_rows 20 > codes.csv
    batch 0 codes.csv --out-dir out
    local before codes
    before=$(pictures_in out)
    codes=$(qrgen list --limit 100 --ndjson)
    batch 0 codes.csv --out-dir out
    equal "$(jq -r '[.action, .picture] | join(" ")' <<< "$output" | sort -u)" 'unchanged kept'
    equal "$(pictures_in out)" "$before"
    equal "$(qrgen list --limit 100 --ndjson)" "$codes"
    equal "$(sql 'SELECT count(*) FROM qr_history')" 20
}

@test "a row that was changed changes its code, and its picture only if that shows it" {
    printf '%s\n' key,redirect_url,fill_color a,https://example.com/1, b,https://example.com/2, c,https://example.com/3, > codes.csv
    batch 0 codes.csv --out-dir out
    local before short_id
    before=$(pictures_in out)
    short_id=$(jq -r 'select(.key == "a") | .short_id' <<< "$output")
    printf '%s\n' key,redirect_url,fill_color a,https://example.com/new, b,https://example.com/2,#101010 c,https://example.com/3, > codes.csv
    batch 0 codes.csv --out-dir out --actor night
    equal "$(results "$output")" 'updated a kept,updated b written,unchanged c kept'
    equal "$(qrgen show "$short_id" --json | jq -r .redirect_url)" https://example.com/new
    equal "$(qrgen history "$short_id" --ndjson | jq -r '[.action, .from // "", .to] | join(" ")' | tail -n 1)" 'update https://example.com/1 https://example.com/new'
    equal "$(qrgen history "$short_id" --ndjson | jq -r .actor | tail -n 1)" night
    equal "$(diff <(echo "$before") <(pictures_in out) | grep -c '^>')" 1
}

@test "a field without a column stays as it was, also when it was changed by other means" {
    printf '%s\n' key,redirect_url,title a,https://example.com/1,One > codes.csv
    batch 0 codes.csv
    local id
    id=$(jq -r .id <<< "$output")
    qrgen update "$id" --redirect-url https://example.com/new --tag kept > /dev/null
    printf '%s\n' key,title a,Two > codes.csv
    batch 0 codes.csv
    equal "$(results "$output")" 'updated a -'
    equal "$(qrgen show "$id" --json | jq -c '[.redirect_url, .title, .tags]')" '["https://example.com/new","Two",["kept"]]'
    printf '%s\n' key,title,tags a,, > codes.csv
    batch 0 codes.csv
    equal "$(qrgen show "$id" --json | jq -c '[.redirect_url, .title, .tags]')" '["https://example.com/new",null,[]]'
}

@test "pictures are made anew when options change or a file is missing" {
    printf '%s\n' key,content a,one b,two > codes.csv
    batch 0 codes.csv --out-dir out
    rm out/a.png
    batch 0 codes.csv --out-dir out
    equal "$(results "$output")" 'unchanged a written,unchanged b kept'
    batch 0 codes.csv --out-dir out --frame square
    equal "$(results "$output")" 'unchanged a written,unchanged b written'
    batch 0 codes.csv --out-dir out --frame square
    equal "$(results "$output")" 'unchanged a kept,unchanged b kept'
    qrgen render x -o logo.png
    batch 0 codes.csv --out-dir out --logo logo.png
    qrgen render 'another, larger one' -o logo.png --force
    batch 0 codes.csv --out-dir out --logo logo.png
    equal "$(results "$output")" 'unchanged a written,unchanged b written'
}

@test "a file that no run has made is kept, but one that is the same is taken over" {
    printf '%s\n' key,content a,one b,two c,three > codes.csv
    mkdir out
    echo precious > out/a.png
    qrgen render two -o out/b.png
    batch 3 codes.csv --out-dir out
    equal "$(results "$output")" 'refused a -,created b written,created c written'
    contains "$output" 'exists already'
    equal "$(cat out/a.png)" precious
    equal "$(sql "SELECT count(*) FROM qr_codes WHERE external_key = 'a'")" 0
    batch 0 codes.csv --out-dir out --force
    equal "$(results "$output")" 'created a written,unchanged b kept,unchanged c kept'
    equal "$(decode out/a.png)" one
}

@test "a code that was deleted comes back with its key" {
    printf '%s\n' key,redirect_url a,https://example.com/a > codes.csv
    batch 0 codes.csv
    local id
    id=$(jq -r .id <<< "$output")
    qrgen delete "$id" --yes > /dev/null
    batch 0 codes.csv
    equal "$(results "$output")" 'updated a -'
    equal "$(jq -r .id <<< "$output")" "$id"
    equal "$(stored)" 1
}

# --- Dry run, all or nothing, pruning ---

@test "--dry-run tells what would be, and touches neither database nor directory" {
    printf '%s\n' key,content a,one b,two > codes.csv
    batch 0 codes.csv --out-dir out --set s
    local before codes
    before=$(pictures_in out)
    codes=$(qrgen list --ndjson)
    printf '%s\n' key,content,title a,one,New c,three, d,,  > codes.csv
    batch 3 codes.csv --out-dir out --set s --prune --dry-run
    equal "$(results "$output")" 'updated a wanted,created c wanted,refused d -,deleted b -'
    contains "$stderr" 'nothing was done: 3 rows: 1 created, 1 updated, 1 refused, 1 deleted'
    equal "$(pictures_in out)" "$before"
    equal "$(qrgen list --ndjson)" "$codes"
    batch 3 codes.csv --tar new.tar --dry-run
    batch 3 codes.csv --out-dir new --dry-run
    [[ ! -e new.tar && ! -e new ]]
}

@test "--atomic does all rows, or takes everything back" {
    csv_rows 400 > codes.csv
    batch 0 codes.csv --out-dir out --atomic
    equal "$(stored)" 400
    equal "$(list_of out | wc -l)" 400
    local before codes
    before=$(pictures_in out)
    codes=$(state_of_codes)
    sed 's|example.com|example.org|' codes.csv > changed.csv
    printf 'row-1,https://example.com/again\nnew,https://example.com/new\n' >> changed.csv
    batch 3 changed.csv --out-dir out --atomic --format png --frame square
    contains "$stderr" 'nothing was kept'
    equal "$(pictures_in out)" "$before"
    equal "$(state_of_codes)" "$codes"
    equal "$(find out -mindepth 1 -name '.*')" out/.qrgen-pictures
    batch 3 changed.csv --tar out.tar --atomic
    [[ ! -e out.tar ]]
    sed -i '/again/d' changed.csv
    batch 0 changed.csv --out-dir out --atomic --frame square
    equal "$(jq -r '[.action, .picture] | join(" ")' <<< "$output" | sort | uniq -c | tr -s ' ' | paste -sd ,)" ' 1 created written, 400 updated written'
    equal "$(stored)" 401
    no_temporary_files_but_ledger
}

no_temporary_files_but_ledger() { equal "$(find . -name '.qrgen-*' ! -name .qrgen-pictures)" ""; }

@test "--prune deletes what the file of the set no longer has, and nothing else" {
    printf '%s\n' key,content a,one b,two c,three > codes.csv
    batch 0 codes.csv --set menu
    printf '%s\n' key,content x,ten > other.csv
    batch 0 other.csv --set cards
    qrgen generate static kept > /dev/null
    printf '%s\n' key,content b,two d, > codes.csv
    fails 2 'confirmation' qrgen batch codes.csv --set menu --prune
    fails 2 '--set' qrgen batch codes.csv --prune --yes
    batch 3 codes.csv --set menu --prune --yes --actor night
    equal "$(results "$output" | tr , '\n' | sort | paste -sd ,)" 'deleted a -,deleted c -,refused d -,unchanged b -'
    contains "$stderr" '2 rows: 1 unchanged, 1 refused, 2 deleted'
    equal "$(stored)" 3
    local id
    id=$(jq -r 'select(.key == "a") | .id' <<< "$output")
    equal "$(qrgen history "$id" --ndjson | jq -r '[.action, .actor] | join(" ")' | tail -n 1)" 'delete night'
    printf '%s\n' key,content a,one b,two > codes.csv
    batch 0 codes.csv --set menu --prune --yes
    equal "$(results "$output")" 'updated a -,unchanged b -'
    equal "$(stored)" 4
    printf '%s\n' key,content b,two 'broken' > codes.csv
    batch 3 codes.csv --set menu --prune --yes
    contains "$stderr" 'nothing was pruned'
    equal "$(stored)" 4
}

@test "--prune asks on a terminal" {
    printf '%s\n' key,content a,one b,two > codes.csv
    qrgen batch codes.csv --set menu > /dev/null 2>&1
    printf '%s\n' key,content b,two > codes.csv
    run on_terminal 'qrgen batch codes.csv --set menu --prune' <<< n
    equal "$status" 0
    contains "$output" 'Delete 1 code'
    contains "$output" 'nothing was deleted'
    equal "$(stored)" 2
    run on_terminal 'qrgen batch codes.csv --set menu --prune' <<< y
    equal "$(stored)" 1
}

# --- Files about the run ---

@test "--manifest holds all records, as CSV or NDJSON" {
    printf '%s\n' key,content a,one b, c,three > codes.csv
    batch 3 codes.csv --manifest list.ndjson
    equal "$(cat list.ndjson)" "$output"
    batch 3 codes.csv --manifest list.csv
    equal "$(head -n 1 list.csv)" line,key,action,id,short_id,short_url,file,picture,error
    equal "$(cut -d , -f 1-3 list.csv | tail -n 3 | paste -sd ' ')" '2,a,unchanged 3,b,refused 4,c,unchanged'
    contains "$(cat list.csv)" 'content: must not be empty'
    fails 2 'does not tell a format' qrgen batch codes.csv --manifest list.txt
    fails 1 missing/list.csv qrgen batch codes.csv --manifest missing/list.csv
    no_temporary_files
}

@test "--errors holds the refused rows, to be mended and fed again" {
    printf 'key;content;title\na;one;\nb;;"Two;\r\nlines"\nc;three;\nd;four\n' > codes.csv
    batch 3 codes.csv --errors bad.csv
    equal "$(cat bad.csv)" $'key;content;title\nb;;"Two;\r\nlines"\nd;four'
    sed -i 's/^b;;/b;two;/; s/^d;four/d;four;/' bad.csv
    batch 0 bad.csv --errors worse.csv
    equal "$(results "$output")" 'created b -,created d -'
    equal "$(cat worse.csv)" 'key;content;title'
    equal "$(sql "SELECT title FROM qr_codes WHERE external_key = 'b'")" $'Two;\r\nlines'
    printf '%s\n' '{"key": "e"}' '{"key": "f", "content": "six"}' '{"key": ' > codes.ndjson
    batch 3 codes.ndjson --errors bad.ndjson
    equal "$(cat bad.ndjson)" $'{"key":"e"}\n{"key": '
}

@test "--lock-file keeps a second run from beginning" {
    printf '%s\n' key,content a,one > codes.csv
    batch 0 codes.csv --lock-file lock
    exec 9> lock
    flock 9
    fails 5 'holds the lock' qrgen batch codes.csv --lock-file lock
    exec 9>&-
    batch 0 codes.csv --lock-file lock
    fails 1 'cannot lock' qrgen batch codes.csv --lock-file missing/lock
}

@test "two runs do not write into one directory at once" {
    printf '%s\n' key,content a,one > codes.csv
    mkdir out
    exec 9< out
    flock 9
    fails 5 'another run is writing' qrgen batch codes.csv --out-dir out
    exec 9<&-
    batch 0 codes.csv --out-dir out
}

# --- Bad input ---

@test "every kind of bad row is refused with its line and reason, and the others are done" {
    printf '%s\n' key,content,redirect_url,short_id,type,file,fill_color,size,error_level,status \
        good,x,,,,,,,, \
        few,x \
        colour,x,,,,,red,,, \
        size,x,,,,,,99,, \
        number,x,,,,,,big,, \
        level,x,,,,,,,z, \
        status,x,,,,,,,,gone \
        type,x,,,other,,,,, \
        url,,ftp://example.com,,,,,,, \
        both,x,https://example.com,,static,,,,, \
        none,,,,,,,,, \
        good,y,,,,,,,, \
        escape,x,,,,../x.png,,,, \
        absolute,x,,,,/tmp/x.png,,,, \
        twice,x,,,,good.png,,,, \
        reserved,x,,,,.qrgen-pictures,,,, \
        "long,x,,,,$(printf 'x%.0s' {1..300}).png,,,," \
        "$(printf 'k%.0s' {1..201}),x,,,,,,,," \
        taken,,https://example.com,menu,,,,,, \
        short,,https://example.com,A!,,,,,, \
        last,x,,,,,,,, > codes.csv
    printf 'latin,\xe4\xf6\xfc,,,,,,,,\nnul,a\0b,,,,,,,,\nopen,"x' >> codes.csv
    qrgen generate dynamic https://example.com --short-id menu > /dev/null
    batch 3 codes.csv --out-dir out --errors bad.csv
    equal "$(jq -r 'select(.action == "created") | .key' <<< "$output" | paste -sd ' ')" 'good last'
    reason() { jq -r "select(.line == $1) | .error" <<< "$output"; }
    contains "$(reason 3)" '10 values expected'
    contains "$(reason 4)" fill_color
    contains "$(reason 5)" size
    contains "$(reason 6)" "whole number, not 'big'"
    contains "$(reason 7)" 'l, m, q or h'
    contains "$(reason 8)" 'active or disabled'
    contains "$(reason 9)" 'static or dynamic'
    contains "$(reason 10)" redirect_url
    contains "$(reason 11)" 'a static code has none'
    contains "$(reason 12)" content
    contains "$(reason 13)" 'line 2 has the same'
    contains "$(reason 14)" 'leads out of'
    contains "$(reason 15)" 'relative'
    contains "$(reason 16)" 'an earlier row has the same name'
    contains "$(reason 17)" 'qrgen keeps there'
    contains "$(reason 18)" 'too long'
    contains "$(reason 19)" '200 characters'
    contains "$(reason 20)" 'taken'
    contains "$(reason 21)" short_id
    contains "$(reason 23)" UTF-8
    contains "$(reason 24)" NUL
    contains "$stderr" 'more rows were refused'
    tells_no_secrets "$stderr"
    equal "$(list_of out | paste -sd ' ')" 'good.png last.png'
    equal "$(stored)" 3
    [[ ! -e x.png ]]
}

@test "a column that nobody knows ends the command before anything is done, with a suggestion" {
    printf '%s\n' key,contnet a,one > codes.csv
    fails 2 "no column 'contnet'" qrgen batch codes.csv --out-dir out
    contains "$stderr" "did you mean 'content'"
    equal "$(stored)" 0
    printf '%s\n' '{"key": "a", "content": "x"}' '{"key": "b", "contnet": "x"}' > codes.ndjson
    batch 3 codes.ndjson
    equal "$(results "$output")" 'created a -,refused b -'
    contains "$output" "did you mean 'content'"
}

@test "files without a row: empty, a header only, or none at all" {
    : > empty.csv
    fails 2 'the file is empty' qrgen batch empty.csv
    printf 'key,content\n' > header.csv
    run -0 --separate-stderr qrgen batch header.csv --out-dir out --json
    equal "$(jq -c . <<< "$output")" '{"items":[],"total":0}'
    contains "$stderr" '0 rows'
    : > empty.ndjson
    batch 0 empty.ndjson
    fails 1 missing.csv qrgen batch missing.csv
    fails 1 'directory' qrgen batch .
    fails 2 FILE qrgen batch
    equal "$(stored)" 0
}

@test "a file in Latin-1 says so, and what is in UTF-8 is done" {
    printf 'key,content\na,one\nb,Stra\xdfe\nc,three\n' > codes.csv
    batch 3 codes.csv
    equal "$(results "$output")" 'created a -,refused - -,created c -'
    contains "$stderr" 'line 3'
    contains "$stderr" UTF-8
    printf 'key,stra\xdfe\na,one\n' > header.csv
    fails 2 UTF-8 qrgen batch header.csv
}

@test "an endless line ends the run without filling the memory; what stood before it is done" {
    { printf 'key,content\na,one\nb,'; head -c 30000000 /dev/zero | tr '\0' x; } > codes.csv
    run -2 --separate-stderr within_memory 600000 qrgen batch codes.csv
    ends_with_error 'line 3'
    equal "$(stored)" 1
    { printf 'key,content\na,one\nb,"'; yes; } | head -c 30000000 > quote.csv
    run -2 --separate-stderr qrgen batch quote.csv
    ends_with_error 'line 3'
}

# --- Interruptions ---

# The limit would hold for the file that bats collects messages in too, so these go through a pipe.
with_file_size_limit() { # BLOCKS LINE
    (set -o pipefail && { { (ulimit -f "$1" && bash -c "$2") 2>&1 >&8 8>&- | cat >&2; } 8>&1; })
}

@test "a disk that fills half-way ends the run; what is done stays done, and a re-run finishes" {
    printf 'key,content\n' > codes.csv
    for n in {1..600}; do echo "row-$n,text $n"; done >> codes.csv
    # Only the archive is larger than that.
    run --separate-stderr with_file_size_limit 300 'qrgen batch codes.csv --no-store --tar out.tar'
    equal "$status" 1
    contains "$stderr" out.tar
    [[ ! -e out.tar ]]
    no_temporary_files
    run -1 --separate-stderr bash -c 'qrgen batch codes.csv --no-store --tar - > /dev/full'
    contains "$stderr" 'cannot write to standard output'
    batch 0 codes.csv --no-store --tar out.tar
    equal "$(tar --list --file out.tar | wc -l)" 600
}

@test "a picture that cannot have its place is refused; a re-run finishes" {
    printf 'key,content,file\na,one,\nb,two,folder/two.png\nc,three,\n' > codes.csv
    mkdir out
    touch out/folder
    batch 3 codes.csv --out-dir out
    equal "$(results "$output")" 'created a written,refused b -,created c written'
    contains "$output" 'folder/two.png'
    rm out/folder
    batch 0 codes.csv --out-dir out
    equal "$(stored)" 3
    equal "$(decode out/folder/two.png)" two
    touch file
    fails 1 'Not a directory' qrgen batch codes.csv --out-dir file
}

# Starts a batch whose input is a pipe, feeds it the first rows and waits until they are stored.
start_batch() { # ROWS [ARGUMENT]...
    mkfifo input
    # Without that a process in the background does not hear of it.
    env --default-signal=INT qrgen batch - "${@:2}" < input > records 2> messages 3>&- 4>&- &
    batch_pid=$!
    exec 9> input
    head -n "$1" codes.csv >&9
    printf 'cut-off,https://example.com/cut-' >&9
    until (($(find out -name '*.png' 2> /dev/null | wc -l) >= 16)); do kill -0 "$batch_pid"; done
}

finish_by_rerun() {
    batch 0 codes.csv --set s --out-dir out
    contains "$output" '"action":"unchanged"'
    state_of_codes > state
    (cd out && sha256sum -- *.png) > sums
    rm -r "$database_file"* out
    batch 0 codes.csv --set s --out-dir out
    equal "$(state_of_codes)" "$(cat state)"
    equal "$(list_of out)" "$(cut -d ' ' -f 3 sums)"
    no_temporary_files_but_ledger
}

@test "SIGINT ends the run in good order; what is done stays done, and a re-run finishes" {
    csv_rows 600 > codes.csv
    start_batch 300 --set s --out-dir out
    kill -INT "$batch_pid"
    ended_with 130 "$batch_pid"
    exec 9>&-
    contains "$(cat messages)" 'created'
    no_temporary_files_but_ledger
    lacks "$(qrgen list --limit 1000 --csv)" cut-off
    # As many as it had read by then, of 299 whole rows.
    (($(stored) > 0 && $(stored) <= 299))
    finish_by_rerun
}

@test "an interrupted run prunes nothing" {
    csv_rows 600 > codes.csv
    batch 0 codes.csv --set s
    mkdir out
    start_batch 300 --set s --out-dir out --prune --yes
    kill -TERM "$batch_pid"
    ended_with 143 "$batch_pid"
    exec 9>&-
    equal "$(stored)" 600
}

@test "an interrupted run leaves no part of an archive" {
    csv_rows 600 > codes.csv
    mkfifo input
    qrgen batch - --tar out.tar < input > records 2> messages 3>&- 4>&- &
    local pid=$!
    exec 9> input
    head -n 300 codes.csv >&9
    until (($(stored 2> /dev/null) > 0)); do kill -0 "$pid"; done
    kill -TERM "$pid"
    ended_with 143 "$pid"
    exec 9>&-
    [[ ! -e out.tar ]]
    no_temporary_files
    batch 0 codes.csv --tar out.tar
    equal "$(tar --list --file out.tar | wc -l)" 600
}

@test "after kill -9 a re-run finishes, with the same end as an undisturbed run" {
    csv_rows 600 > codes.csv
    start_batch 300 --set s --out-dir out
    { kill -KILL "$batch_pid" && wait "$batch_pid"; } 2> /dev/null || true
    exec 9>&-
    finish_by_rerun
}

@test "an atomic run that is interrupted leaves nothing" {
    csv_rows 600 > codes.csv
    mkfifo input
    env --default-signal=INT qrgen batch - --atomic --out-dir out < input > records 2> messages 3>&- 4>&- &
    local pid=$!
    exec 9> input
    head -n 300 codes.csv >&9
    until (($(find out -name '*.png' 2> /dev/null | wc -l) >= 16)); do kill -0 "$pid"; done
    kill -INT "$pid"
    ended_with 130 "$pid"
    exec 9>&-
    equal "$(stored)" 0
    equal "$(ls -A out)" ""
}

@test "memory does not grow with the file" {
    { printf 'content\n'; seq -f 'text %.0f' 10000; } > codes.csv
    # The limit would not hold the pictures, let alone rows and records besides.
    within_memory 300000 qrgen batch codes.csv --no-store --tar - --format pbm --size 20 --jobs 2 2> /dev/null | wc -c > bytes
    (($(cat bytes) > 300000 * 1024))
}
