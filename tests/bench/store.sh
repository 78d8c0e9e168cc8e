#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Measures listing and finding codes among 1,000 and among 1,000,000, on SQLite and on a PostgreSQL of its own: in
# process, and as whole runs of the program. Prints, and never fails because something is slow.
#
# Run by scripts/bench store. Usage: tests/bench/store.sh [DIRECTORY-OF-THE-BUILD-WITH-BENCHMARKS [QRGEN]]
set -euo pipefail
export LC_ALL=C
cd "$(dirname "$0")/../.."

bench="${1:-build-bench}/tests/bench/store_bench"
qrgen="${2:-build/qrgen}"
small=1000
big=1000000

# The program must see the database under test and nothing of the person who runs this.
unset PG_DATABASE_URL
export QRGEN_CONFIG=/dev/null

# Prints a name, two times in microseconds as milliseconds, and their ratio.
print_row() {
  awk -v name="$1" -v a="$2" -v b="$3" \
    'BEGIN { printf "    %-10s %8.3f ms %8.3f ms   ratio %.2f\n", name, a / 1000, b / 1000, b / a }'
}

in_process() {
  local name time_small time_big
  paste <("$bench" time "$1") <("$bench" time "$2") | while IFS=$'\t' read -r name time_small _ time_big; do
    print_row "$name" "$time_small" "$time_big"
  done
}

# Median microseconds of the program, with the database $1 and the other arguments.
process_time() {
  local url=$1
  shift
  QRGEN_DATABASE_URL=$url hyperfine -N --warmup 10 --runs 100 --style none --export-csv "$scratch/times.csv" \
    "$qrgen $*" >/dev/null 2>"$scratch/remarks" || cat "$scratch/remarks" >&2
  awk -F , 'NR == 2 { printf "%.0f", $4 * 1000000 }' "$scratch/times.csv"
}

process_row() {
  local name=$1 url_small=$2 url_big=$3
  shift 3
  print_row "$name" "$(process_time "$url_small" "${@/SHORT_ID/$("$bench" short-id "$url_small")}")" \
    "$(process_time "$url_big" "${@/SHORT_ID/$("$bench" short-id "$url_big")}")"
}

# Fills the two databases $2 and $3, both empty, and measures.
measure() {
  "$bench" fill "$2" "$small"
  "$bench" fill "$3" "$big"
  echo "$1, $small codes against $big (limit of the ratio: 3):"
  echo "  in process, median of 500:"
  in_process "$2" "$3"
  if [[ -x $qrgen ]]; then
    echo "  the whole program, median of 100:"
    process_row list "$2" "$3" list --limit 20 --sort-by created_at
    process_row show "$2" "$3" show SHORT_ID
  fi
  echo
}

# Called again by with_postgresql, with a server.
postgresql() {
  local server=${QRGEN_TEST_POSTGRESQL_URL%/*}
  psql --quiet --dbname "$QRGEN_TEST_POSTGRESQL_URL" --command 'CREATE DATABASE small' --command 'CREATE DATABASE big'
  measure PostgreSQL "$server/small" "$server/big"
}

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
if [[ -n "${QRGEN_TEST_POSTGRESQL_URL:-}" ]]; then
  postgresql
else
  for tool in awk hyperfine paste pg_virtualenv psql; do
    if [[ -z "$(type -P "$tool")" ]]; then
      echo "scripts/bench: $tool is missing; scripts/setup installs it" >&2
      exit 1
    fi
  done
  measure SQLite "sqlite:$scratch/small.db" "sqlite:$scratch/big.db"
  rm "$scratch"/big.db*
  tests/support/with_postgresql tests/bench/store.sh "$@"
fi
