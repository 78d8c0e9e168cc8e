#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Measures `qrgen batch` against a shell loop over the qrencode program on the same rows, with SQLite and with a
# PostgreSQL of its own, and how time and memory grow with the file. Prints, and never fails because something is slow.
#
# ext4 passes over the inodes of files that were deleted in the last five minutes, which makes new files many times as
# slow: for figures that count, wait so long after the last run, or name a directory on another file system in TMPDIR.
#
# Run by scripts/bench batch. Usage: tests/bench/batch.sh [QRGEN [ROWS [MANY_ROWS]]]
set -euo pipefail
export LC_ALL=C
cd "$(dirname "$0")/../.."


# The program must see the database under test and nothing of the person who runs this.
unset PG_DATABASE_URL
export QRGEN_CONFIG=/dev/null

# Prints the rows of a file: static ones with contents of 45 bytes, or dynamic ones that lead there.
make_rows() {
    awk -v count="$1" -v column="$2" 'BEGIN {
        print "key," column
        letters = "kqzjvwxbpygfmculdrhsnioatekqzjvwxbpygfmculdrhsnioate"
        for (i = 0; i < count; ++i)
            printf "row-%d,https://example.com/c/%d?t=%s\n", i, 10000000 + i, substr(letters, (i + 33) % 26 + 1, 12)
    }'
}

# Runs the rest of the command line, and sets `seconds` and `megabytes` (of resident memory at its peak).
measure() {
    env time -f '%e %M' -o "$scratch/figures" "$@" >/dev/null
    read -r seconds kilobytes <"$scratch/figures"
    megabytes=$(awk -v k="$kilobytes" 'BEGIN { printf "%.1f", k / 1024 }')
}

ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", a / b }'; }
line() { printf '  %-46s %8.2f s %8.1f MB   %s\n' "$1" "$seconds" "$megabytes" "${2:-}"; }

qrencode_loop() {
    mkdir "$scratch/loop"
    while IFS=, read -r key content; do
        qrencode -l M -s 6 -o "$scratch/loop/$key.png" "$content"
    done < <(tail -n +2 "$scratch/static.csv")
}

batch() { measure "$qrgen" batch -q "$@"; }

fresh_database() { export QRGEN_DATABASE_URL=sqlite://$scratch/$1.db; }

static_rows() {
    local start end loop
    echo "$rows static rows:"
    start=${EPOCHREALTIME/./}
    qrencode_loop
    end=${EPOCHREALTIME/./}
    loop=$(awk -v us=$((end - start)) 'BEGIN { printf "%.2f", us / 1000000 }')
    printf '  %-46s %8.2f s\n' "shell loop over qrencode, PNG files" "$loop"
    batch "$scratch/static.csv" --no-store --out-dir "$scratch/files"
    line "PNG files" "$(ratio "$loop" "$seconds") x  (target: at least 20)"
    batch "$scratch/static.csv" --no-store --tar "$scratch/pictures.tar"
    line "one tar archive" "$(ratio "$loop" "$seconds") x  (target: at least 24)"
    fresh_database static
    batch "$scratch/static.csv" --out-dir "$scratch/stored"
    static_seconds=$seconds
    line "PNG files, stored in SQLite" "$(ratio "$loop" "$seconds") x"
    batch "$scratch/static.csv" --tar "$scratch/stored.tar" --set again
    line "one tar archive, unchanged in SQLite" "$(ratio "$loop" "$seconds") x"
}

# Within with_postgresql: the database is new.
dynamic_rows() {
    local first
    echo
    echo "$rows dynamic rows into PostgreSQL, PNG files:"
    export QRGEN_DATABASE_URL=$QRGEN_TEST_POSTGRESQL_URL
    "$qrgen" migrate up >/dev/null 2>&1
    batch "$scratch/dynamic.csv" --out-dir "$scratch/dynamic"
    first=$seconds
    line "first run" "$(ratio "$first" "$static_seconds") x static rows  (limit: at most 1.5)"
    batch "$scratch/dynamic.csv" --out-dir "$scratch/dynamic"
    line "second run, nothing changed" "$(ratio "$seconds" "$first") x the first  (limit: at most 0.25)"
}

growth() {
    local small
    echo
    echo "Growth, static rows into a tar archive, keys told apart:"
    batch "$scratch/static.csv" --no-store --tar "$scratch/small.tar"
    small=$seconds
    line "$rows rows"
    make_rows "$many" content >"$scratch/many.csv"
    batch "$scratch/many.csv" --no-store --tar "$scratch/many.tar"
    line "$many rows" "$(ratio "$(ratio "$seconds" "$small")" "$(ratio "$many" "$rows")") x the time for each  (memory limit: 64 MB)"
    rm "$scratch/many.tar"
    fresh_database many
    batch "$scratch/many.csv"
    line "$many rows, stored in SQLite, no pictures" "(memory limit: 64 MB)"
}

if [[ ${1:-} == --dynamic ]]; then
    qrgen=$2 rows=$3 scratch=$4 static_seconds=$5
    dynamic_rows
    exit
fi

qrgen=$(realpath "${1:-build/qrgen}")
rows=${2:-10000}
many=${3:-1000000}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
make_rows "$rows" content >"$scratch/static.csv"
make_rows "$rows" redirect_url >"$scratch/dynamic.csv"
static_rows
tests/support/with_postgresql tests/bench/batch.sh --dynamic "$qrgen" "$rows" "$scratch" "$static_seconds"
growth
