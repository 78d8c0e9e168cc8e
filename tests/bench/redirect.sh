#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Measures redirects: qrgen on a PostgreSQL of its own, with the journal on, against nginx answering a fixed 302, which is
# the limit of what an HTTP server does on this machine; both get the same requests from wrk. Prints, and never fails
# because something is slow; fails if a scan was lost or counted twice. Then pictures, slow clients and memory.
#
# Run by scripts/bench redirect. Usage: tests/bench/redirect.sh [SECONDS of each run, default 10]
set -euo pipefail
export LC_ALL=C
cd "$(dirname "$0")/../.."

seconds=${1:-10}
codes=10000
connections=64
qrgen=$PWD/build/qrgen

if [[ -z ${QRGEN_TEST_POSTGRESQL_URL:-} ]]; then
    exec tests/support/with_postgresql tests/bench/redirect.sh "$@"
fi

unset PG_DATABASE_URL
# Without TLS, as PostgreSQL's container is; Debian's server would offer it.
export QRGEN_CONFIG=/dev/null QRGEN_DATABASE_URL=$QRGEN_TEST_POSTGRESQL_URL?sslmode=disable
scratch=$(mktemp -d)
chmod 755 "$scratch"
trap 'kill $(jobs -p) 2>/dev/null; wait; rm -rf "$scratch"' EXIT

database() { psql --no-psqlrc -qtA "$QRGEN_DATABASE_URL" --command "$1"; }
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", a / b }'; }

fill() { # FIRST LAST
    database "INSERT INTO qr_codes (id, content, qr_type, redirect_url, fill_color, back_color, size, border, error_level,
                                    short_id, status, tags, created_at, updated_at, scan_count, genuine_scan_count, search_text)
              SELECT gen_random_uuid(), 'http://localhost/r/' || short_id || '?scan_ref=qr', 'dynamic',
                     'https://www.example.com/products/' || short_id || '/details', '#000000', '#FFFFFF', 10, 4, 'm',
                     short_id, 'active', '', now(), now(), 0, 0, ''
                FROM (SELECT 'code' || lpad(n::text, greatest(4, length(n::text)), '0') AS short_id FROM generate_series($1, $2) AS n) AS ids"
}

start_nginx() {
    cat >"$scratch/nginx.conf" <<EOF
worker_processes auto;
daemon off;
pid $scratch/nginx.pid;
error_log /dev/null;
events { worker_connections 4096; }
http {
    access_log off;
    keepalive_requests 100000000;
    server { listen 127.0.0.1:$1; location / { return 302 https://www.example.com/products/1/details; } }
}
EOF
    nginx -p "$scratch" -c "$scratch/nginx.conf" 2>/dev/null &
}

# Sets `port` and `service`.
start_service() {
    : >"$scratch/serve.log"
    "$qrgen" serve --listen 127.0.0.1:0 --auth none --journal-dir "$scratch/journal" \
        --drain-timeout 3600 2>>"$scratch/serve.log" &
    service=$!
    until port=$(grep -oP 'listening on 127.0.0.1 port \K[0-9]+' "$scratch/serve.log"); do
        kill -0 "$service"
        read -rt 0.05 <> <(:) || :
    done
}

stop_service() {
    kill -TERM "$service"
    wait "$service"
}

# Until the database has all scans: its work for one run would be done during the next.
await_delivery() {
    until curl --silent "http://127.0.0.1:$port/metrics" | grep -qx 'qrgen_journal_waiting_scans 0'; do
        read -rt 0.2 <> <(:) || :
    done
}

# "requests/s p50 p99 requests errors", times in milliseconds.
load() { # PORT SECONDS SCRIPT [VARIABLE=VALUE]...
    env "${@:4}" wrk -t2 "-c$connections" "-d${2}s" --timeout 10s -s "tests/bench/$3.lua" "http://127.0.0.1:$1/" |
        awk '$1 == "FIGURES" { print $2, $3, $4, $5, $6 }'
}

print_run() { # NAME FIGURES
    # shellcheck disable=SC2046 # one word for each column
    printf '  %-34s %8d requests/s   p50 %7.3f ms   p99 %7.3f ms   %d errors\n' "$1" $(awk '{ print $1, $2, $3, $5 }' <<<"$2")
}

field() { awk -v n="$2" '{ print $n }' <<<"$1"; }
resident() { awk '/VmRSS/ { printf "%.1f", $2 / 1024 }' "/proc/$service/status"; }

# Holds up the writer of scans, so that all that scans cost is the journal, until let_writer_go.
hold_writer() {
    coproc psql --no-psqlrc -qtA "$QRGEN_DATABASE_URL"
    printf 'BEGIN; LOCK TABLE scan_logs; SELECT 1;\n' >&"${COPROC[1]}"
    read -r _ <&"${COPROC[0]}"
}

let_writer_go() {
    printf 'ROLLBACK;\n\\q\n' >&"${COPROC[1]}"
    wait "$COPROC_PID"
}

redirects() {
    local limit ours journal heads
    load "$port" 2 redirect >/dev/null
    limit=$(load 18302 "$seconds" redirect)
    ours=$(load "$port" "$seconds" redirect)
    hold_writer
    heads=$(load "$port" "$seconds" redirect METHOD=HEAD)
    journal=$(load "$port" "$seconds" redirect)
    let_writer_go
    echo "Redirects of $codes codes, $connections connections, $seconds s each:"
    print_run "nginx, a fixed 302 (the limit)" "$limit"
    print_run "qrgen, journal and PostgreSQL" "$ours"
    print_run "qrgen, scans into the journal alone" "$journal"
    print_run "qrgen, HEAD (no scan, no journal)" "$heads"
    echo "  throughput against nginx            $(ratio "$(field "$ours" 1)" "$(field "$limit" 1)")  (target: at least 0.35)"
    echo "  p99 against nginx                   $(ratio "$(field "$ours" 3)" "$(field "$limit" 3)")  (limit: at most 5)"
    echo "  with the journal against without    $(ratio "$(field "$journal" 1)" "$(field "$heads" 1)")  (target: at least 0.90)"
    rate=$(field "$ours" 1)
}

slow_clients() {
    local alone among
    await_delivery
    alone=$(load "$port" "$seconds" redirect)
    coproc python3 tests/bench/slow_clients.py "$port" 500 200
    read -r _ <&"${COPROC[0]}"
    await_delivery
    among=$(load "$port" "$seconds" redirect)
    echo >&"${COPROC[1]}"
    wait "$COPROC_PID"
    echo
    echo "Among 500 idle connections and 200 that send one header byte a second:"
    print_run "alone" "$alone"
    print_run "among slow clients" "$among"
    echo "  p99 against alone                   $(ratio "$(field "$among" 3)" "$(field "$alone" 3)")  (limit: at most 2)"
}

images() {
    local figures
    figures=$(load "$port" "$seconds" image)
    echo
    echo "Pictures of stored codes, PNG, read from PostgreSQL each time:"
    print_run "GET /api/v1/qr/ID/image" "$figures"
    echo "  (target: at least 2000 requests/s)"
}

# Every scan that was answered is in the database, once.
prove() {
    local before answered scans rows
    stop_service
    before=$(database 'SELECT sum(scan_count) FROM qr_codes')
    start_service
    answered=$(SCANS=100000 wrk -t2 "-c$connections" "-d$((400000 / rate + 5))s" -s tests/bench/redirect.lua \
        "http://127.0.0.1:$port/" | awk '$1 == "ANSWERED" { print $2 }')
    stop_service
    scans=$(database 'SELECT sum(scan_count) FROM qr_codes')
    rows=$(database 'SELECT count(*) FROM scan_logs')
    echo
    echo "Scans: $answered answered, $((scans - before)) counted; $rows rows in the log for $scans scans in all runs"
    [[ $((scans - before)) == "$answered" && $rows == "$scans" ]] || { echo "scans were lost or counted twice" >&2; exit 1; }
}

memory() {
    local first
    fill $codes 99999
    start_service
    echo
    echo "Memory with 100,000 codes in the cache:"
    load "$port" "$seconds" redirect >/dev/null
    first=$(resident)
    load "$port" $((5000000 / rate + 1)) redirect >/dev/null
    echo "  resident                            $first MB, after 5,000,000 redirects more $(resident) MB  (limit: at most 64)"
    kill -KILL "$service"    # what waits in the journal would take long, and proves nothing more
    { wait "$service" || :; } 2>/dev/null
}

for tool in nginx psql wrk; do
    [[ -n $(type -P "$tool") ]] || { echo "scripts/bench: $tool is missing; scripts/setup installs it" >&2; exit 1; }
done
"$qrgen" migrate up >/dev/null 2>&1
fill 0 $((codes - 1))
start_nginx 18302
start_service
redirects
slow_clients
images
prove
memory
