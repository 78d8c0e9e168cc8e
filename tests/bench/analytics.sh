#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Measures what statistics and the log cost as scans grow: whole runs of the program on a PostgreSQL of its own, with
# 100,000 and with 10,000,000 scans of 1,000 codes on the same two years; and the writer that brings scans there. Prints, and
# never fails because something is slow.
#
# Run by scripts/bench analytics. Usage: tests/bench/analytics.sh [SCANS, default 10000000]
set -euo pipefail
export LC_ALL=C
cd "$(dirname "$0")/../.."

few=100000
many=${1:-10000000}
bench=build-bench/tests/bench
qrgen=build/qrgen

if [[ -z ${QRGEN_TEST_POSTGRESQL_URL:-} ]]; then
    for tool in hyperfine pg_virtualenv psql; do
        [[ -n $(type -P "$tool") ]] || { echo "scripts/bench: $tool is missing; scripts/setup installs it" >&2; exit 1; }
    done
    exec tests/support/with_postgresql tests/bench/analytics.sh "$@"
fi

# The program must see the database under test and nothing of the person who runs this.
unset PG_DATABASE_URL
export QRGEN_CONFIG=/dev/null
server=${QRGEN_TEST_POSTGRESQL_URL%/*}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

database() { psql --no-psqlrc -qtA "$server/$1" --command "$2"; }

fill() { # DATABASE SCANS
    psql --no-psqlrc --quiet --dbname "$QRGEN_TEST_POSTGRESQL_URL" --command "CREATE DATABASE $1"
    echo "filling with $2 scans" >&2
    "$bench/seed_scans" "$server/$1" "$2" 2>"$scratch/progress" || { cat "$scratch/progress" >&2; exit 1; }
    database "$1" 'VACUUM ANALYZE'
}

# Median milliseconds of the program on database $1 with the other arguments.
median() {
    QRGEN_DATABASE_URL="$server/$1?sslmode=disable" hyperfine -N --warmup 10 --runs 60 --style none \
        --export-csv "$scratch/times.csv" "$qrgen ${*:2}" >/dev/null 2>"$scratch/remarks" || cat "$scratch/remarks" >&2
    awk -F , 'NR == 2 { printf "%.3f", $4 * 1000 }' "$scratch/times.csv"
}

row() { # NAME ARGUMENT...
    local a b
    a=$(median few "${@:2}")
    b=$(median many "${@:2}")
    awk -v name="$1" -v a="$a" -v b="$b" \
        'BEGIN { printf "  %-44s %8.2f ms %8.2f ms   ratio %.2f  (limit: at most 1.5)\n", name, a, b, b / a }'
}

fill few "$few"
fill many "$many"
echo "Whole runs of the program, median of 60, with $few scans and with $many:"
row "stats of the busiest code" stats seed000000
row "stats of it, the last week in New York" stats seed000000 --period last7days --time-zone America/New_York
row "stats of it, of all time" stats seed000000 --period allTime
row "stats of all codes" stats
row "stats of all codes, of all time" stats --period allTime
row "first page of its scans" scans seed000000
row "first page of its genuine scans as JSON" scans seed000000 --genuine yes --json
echo
echo "Size with $many scans: $(database many "SELECT pg_size_pretty(pg_database_size('many'))"), roll-ups thereof" \
    "$(database many "SELECT pg_size_pretty(sum(pg_total_relation_size(name::regclass))) FROM unnest(ARRAY['scan_days', 'scan_months', 'all_scan_days', 'all_scan_months']) AS name")"
echo
echo "The writer, from a full journal to PostgreSQL, agents parsed (target: at least 15000 scans/s):"
psql --no-psqlrc --quiet --dbname "$QRGEN_TEST_POSTGRESQL_URL" --command 'CREATE DATABASE writer'
"$bench/scan_bench" writer "$server/writer" "$scratch/journal" | awk -F '\t' '
    $1 ~ /-own-percent$/ { printf "  of this time, the writer itself takes %d %%, the rest is the database'"'"'s\n", $2; next }
    { printf "  %-44s %8d scans/s\n", $1, $2 }'
