#!/usr/bin/env bats
# SPDX-License-Identifier: MIT

load helpers

config_file() { cat > "$XDG_CONFIG_HOME/qrgen/qrgen.toml"; }

# `qrgen serve` must refuse to start.
refuses() { # CODE TEXT [ARGUMENT]...
    fails "$1" "$2" timeout 60 qrgen serve --listen 127.0.0.1:0 "${@:3}"
}

@test "serve makes the database, answers, and ends with 0 on TERM and on INT, with nothing on standard output" {
    local signal
    for signal in TERM INT; do
        start_service
        equal "$(status_of /health)" 200
        equal "$(jq -r .status answer)" healthy
        kill "-$signal" "$service_pid"
        service_ended_with 0
        contains "$(tail -n 1 log)" '"message":"ended"'
        equal "$(cat printed)" ""
    done
    equal "$(sql 'PRAGMA journal_mode')" wal
}

@test "a dynamic code redirects, and its scans are counted" {
    start_service
    qrgen generate dynamic https://example.com/menu --short-id menu > /dev/null
    equal "$(location_of menu)" https://example.com/menu
    equal "$(location_of 'MENU?scan_ref=qr')" https://example.com/menu
    equal "$(status_of /r/nothing)" 404
    end_service
    equal "$(qrgen show menu --json | jq -c '[.scan_count, .genuine_scan_count]')" '[2,1]'
}

@test "the name of the database file may be relative" {
    start_service --database-url sqlite:codes.db
    equal "$(status_of /health)" 200
    equal "$(jq -r .status answer)" healthy
    end_service
    [[ -e codes.db && -e codes.db.scans ]]
}

@test "what the command line changes, a running service does" {
    qrgen generate dynamic https://example.com/1 --short-id menu > /dev/null
    start_service
    equal "$(location_of menu)" https://example.com/1
    qrgen update menu --redirect-url https://example.com/2 > /dev/null
    until [[ $(location_of menu) == https://example.com/2 ]]; do kill -0 "$service_pid"; done
    qrgen delete menu --yes > /dev/null
    until [[ $(status_of /r/menu) == 404 ]]; do kill -0 "$service_pid"; done
}

@test "scans survive kill -9, and the next start delivers them" {
    qrgen generate dynamic https://example.com --short-id menu > /dev/null
    start_service
    local n
    for n in {1..20}; do equal "$n $(status_of /r/menu)" "$n 302"; done
    kill -KILL "$service_pid"
    service_ended_with 137
    start_service
    end_service
    equal "$(qrgen show menu --json | jq .scan_count)" 20
}

@test "the API wants a key, and --auth none lets everybody in" {
    local key
    key=$(qrgen apikey create shop --scope write --quiet)
    start_service
    equal "$(status_of /api/v1/qr)" 401
    equal "$(status_of /metrics)" 401
    equal "$(status_of /api/v1/qr -H "X-API-Key: $key")" 200
    equal "$(status_of /api/v1/qr/static -u "any:$key" --json '{"content": "text"}')" 201
    end_service
    equal "$(qrgen history "$(jq -r .id answer)" --ndjson | jq -r .actor)" api:shop
    start_service --auth none
    equal "$(status_of /api/v1/qr)" 200
    equal "$(status_of /metrics)" 200
}

@test "without any key it refuses to be reached from elsewhere, and says why" {
    refuses 1 'no API key' --listen 0.0.0.0:0
    contains "$stderr" 'qrgen apikey create'
    contains "$stderr" '--auth none'
    refuses 1 'no API key' --listen '[::]:0'
    start_service --listen 0.0.0.0:0 --auth none
    end_service
    qrgen apikey create shop --quiet > /dev/null
    start_service --listen :0
    equal "$(status_of /health/ready)" 200
}

@test "who asks for too many unknown ids has to wait, but is still led where known codes lead" {
    qrgen generate dynamic https://example.com/1 --short-id menu > /dev/null
    start_service --unknown-ids 2
    local expected
    for expected in 404 404 429; do equal "$(status_of "/r/no-$expected" -D headers)" "$expected"; done
    contains "$(cat headers)" Retry-After
    equal "$(location_of menu)" https://example.com/1
    qrgen update menu --redirect-url https://example.com/2 > /dev/null
    local place=https://example.com/1
    until [[ $place == https://example.com/2 ]]; do
        equal "$place" https://example.com/1
        place=$(location_of menu)
    done
}

# --- Settings that make no start ---

@test "a port that is taken is a failure that names the place" {
    start_service
    refuses 1 "cannot listen at ${service_url#http://}" --listen "${service_url#http://}"
    equal "$(status_of /health)" 200
}

@test "a place that is no address and port is a usage error" {
    local place
    for place in 8000 127.0.0.1 127.0.0.1: 127.0.0.1:65536 127.0.0.1:-1 127.0.0.1:x 300.0.0.1:80 ::1:8000x example.com:80 '[::1:80'; do
        refuses 2 --listen --listen "$place"
        contains "$stderr" "'$place'"
    done
    QRGEN_LISTEN=nowhere fails 1 QRGEN_LISTEN timeout 60 qrgen serve
    refuses 1 'cannot listen at 192.0.2.1:1' --listen 192.0.2.1:1 --auth none
}

@test "a logo that is missing or no picture is a failure that names the file" {
    refuses 1 missing.png --logo-file missing.png
    echo text > text.png
    refuses 2 --logo-file --logo-file text.png
    contains "$stderr" text.png
    QRGEN_LOGO_FILE=text.png refuses 1 QRGEN_LOGO_FILE
    mkdir directory
    refuses 1 directory --logo-file directory
}

@test "a directory that cannot be used is a failure that names it" {
    echo text > file
    refuses 1 "journal directory file" --journal-dir file
    contains "$stderr" journal_dir
    refuses 1 'log file file/' --log-dir file
    contains "$stderr" log_dir
}

@test "lists that make no sense are usage errors that name the bad item" {
    refuses 2 --trusted-proxies --trusted-proxies 10.0.0.0/8,proxy.example
    contains "$stderr" "'proxy.example'"
    refuses 2 10.0.0.0/8 --trusted-proxies 10.1.2.3/8
    refuses 2 --cors-origins --cors-origins https://example.com/
    refuses 2 --allowed-redirect-domains --allowed-redirect-domains 'not a host'
    refuses 2 --base-url --base-url ftp://example.com
    refuses 2 --drain-timeout --drain-timeout 0
}

@test "a schema that is newer is unavailable" {
    qrgen generate static text > /dev/null
    sql "INSERT INTO schema_migrations (version, name, checksum, applied_at) VALUES (9999, 'future', 'x', '2026-01-01')"
    refuses 6 'version 9999'
    refuses 6 'version 9999' --migrate
}

@test "--migrate is fine where nothing is to be done" {
    start_service --migrate
    end_service
}

# --- Logs ---

@test "the log is JSON, unless text is asked for" {
    start_service
    equal "$(status_of /health)" 200
    end_service
    equal "$(jq -c 'select((.time and .level and .part) | not)' log)" ""
    equal "$(jq -r 'select(.part == "api") | .message' log | sed 's/listening.*/listening/')" $'listening\nending\nended'
    start_service --log-format text --access-log off
    end_service
    equal "$(sed 's/listening.*/listening/' log)" $'qrgen: listening\nqrgen: ending\nqrgen: ended'
}

@test "the access log tells each request, but not its query" {
    start_service
    equal "$(status_of '/r/nothing?secret' -A 'agent "x"' -H 'X-Forwarded-For: 203.0.113.7')" 404
    end_service
    jq -c 'select(.part == "access")' log > requests
    equal "$(jq -c '[.level, .method, .path, .route, .status, .client, .user_agent]' requests)" \
        '["info","GET","/r/nothing","/r/{short_id}",404,"127.0.0.0","agent \"x\""]'
    equal "$(jq -c '[(.request_id | length), (.duration_ms | type), .bytes > 0]' requests)" '[32,"number",true]'
    lacks "$(cat log)" secret
}

@test "a proxy that is trusted says who the client is, and may name the request" {
    start_service --trusted-proxies loopback --ip-privacy full
    equal "$(status_of /health -H 'X-Forwarded-For: 198.51.100.1, 203.0.113.7' -H 'X-Request-ID: my-own.1' -D headers)" 200
    contains "$(tr -d '\r' < headers)" 'X-Request-ID: my-own.1'
    end_service
    equal "$(jq -c 'select(.part == "access") | [.client, .request_id]' log)" '["203.0.113.7","my-own.1"]'
}

@test "log_dir gets files of JSON besides standard error" {
    start_service --log-dir logs --log-format text
    equal "$(status_of /health)" 200
    end_service
    equal "$(cd logs && find . -type f | sort | tr '\n' ' ')" './api/access.log ./api/errors.log ./database/database.log '
    equal "$(jq -r .path logs/api/access.log)" /health
    contains "$(cat log)" "$(cat logs/api/access.log)"
    equal "$(cat logs/api/errors.log)" ""
    start_service --log-dir logs --database-url postgresql://u:s3cret@127.0.0.1:1/d
    end_service
    equal "$(jq -r .level logs/api/errors.log | uniq)" warning
    contains "$(jq -r .message logs/database/database.log)" 'the database is away'
    tells_no_secrets "$(cat log logs/*/*)"
}

@test "-q says nothing but errors, log_level decides otherwise" {
    start_quietly() {
        : > log
        qrgen serve --listen 127.0.0.1:0 --access-log off "$@" > printed 2> log 3>&- 4>&- &
        service_pid=$!
        until qrgen_listens; do kill -0 "$service_pid"; done
    }
    # A service that says nothing does not tell its port either.
    qrgen_listens() { grep -q . <(ss --no-header --listening --tcp --processes | grep "pid=$service_pid,"); }
    start_quietly --quiet
    end_service
    equal "$(cat log)" ""
    start_quietly --log-level warning
    end_service
    equal "$(cat log)" ""
}

# --- Signals ---

@test "HUP reads again what can be changed while it runs" {
    config_file <<< 'access_log = "off"'
    qrgen generate dynamic https://example.com --short-id menu > /dev/null
    start_service
    equal "$(location_of menu)" https://example.com/
    config_file <<< 'allowed_redirect_domains = ["example.org"]'
    kill -HUP "$service_pid"
    await_log 'the configuration was read again'
    equal "$(status_of /r/menu)" 400
    end_service
    equal "$(jq -r 'select(.part == "access") | .status' log)" 400
}

@test "HUP with a faulty file leaves all as it was, and says why" {
    qrgen generate dynamic https://example.com --short-id menu > /dev/null
    start_service
    config_file <<< 'allowed_redirect_domains = ["not a host"]'
    kill -HUP "$service_pid"
    await_log 'the configuration stays as it was'
    contains "$(grep 'stays as it was' log)" qrgen.toml:1
    equal "$(location_of menu)" https://example.com/
    config_file <<< 'logo_file = "missing.png"'
    kill -HUP "$service_pid"
    await_log missing.png
    equal "$(status_of /health)" 200
}

@test "HUP warns of changes that need a new start, and does not make them" {
    start_service --auth none
    printf 'cache_size = 7\nbase_url = "https://other.example"\n' | config_file
    kill -HUP "$service_pid"
    await_log 'the configuration was read again'
    equal "$(jq -r 'select(.level == "warning") | .message' log | sort)" \
        $'base_url was changed, which takes effect at the next start\ncache_size was changed, which takes effect at the next start'
    equal "$(status_of /api/v1/qr/dynamic --json '{"redirect_url": "https://example.com"}')" 201
    contains "$(jq -r .content answer)" http://localhost:8000/r/
}

@test "while it ends it is not ready, and still answers; a second signal ends it at once" {
    start_service --drain-delay 3600
    kill -TERM "$service_pid"
    await_log '"ending"'
    equal "$(status_of /health/ready)" 503
    equal "$(jq -r .status answer)" draining
    equal "$(status_of /health/live)" 200
    kill -TERM "$service_pid"
    service_ended_with 143
}

# --- Files ---

@test "the journal lies beside the database, for its owner alone, and is empty when all was delivered" {
    qrgen generate dynamic https://example.com --short-id menu > /dev/null
    start_service
    equal "$(location_of menu)" https://example.com/
    end_service
    equal "$(stat -c %a "$database_file.scans" "$database_file.scans/0" | uniq)" 700
    equal "$(find "$database_file.scans" -name '*.scans' -type f)" ""
    equal "$(jq -c '[.short_id, .url]' "$database_file.scans/targets.ndjson")" '["menu","https://example.com"]'
}

@test "what was known before redirects although the database is away" {
    qrgen generate dynamic https://example.com --short-id menu > /dev/null
    start_service --journal-dir journal
    end_service
    start_service --journal-dir journal --database-url postgresql://u@127.0.0.1:1/d
    equal "$(location_of menu)" https://example.com/
    equal "$(status_of /r/other)" 503
    equal "$(status_of /health)" 200
    equal "$(jq -r .status answer)" degraded
}
