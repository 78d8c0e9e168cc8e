#!/usr/bin/env bats
# SPDX-License-Identifier: MIT

load helpers

@test "a healthy service is 0 and one line" {
    start_service
    succeeds qrgen healthcheck --url "$service_url"
    equal "$output" 'healthy (HTTP 200)'
    succeeds qrgen healthcheck --url "$service_url/" --quiet
    equal "$output" ""
}

@test "without --url it asks where the service listens by the configuration" {
    start_service
    succeeds qrgen healthcheck --listen "${service_url#http://}"
    QRGEN_LISTEN=${service_url#http://} succeeds qrgen healthcheck
    QRGEN_LISTEN=0.0.0.0:${service_url##*:} succeeds qrgen healthcheck
    QRGEN_LISTEN=:${service_url##*:} succeeds qrgen healthcheck
}

@test "another path of the service can be asked" {
    start_service --drain-delay 3600
    succeeds qrgen healthcheck --url "$service_url/health/ready"
    equal "$output" 'ready (HTTP 200)'
    kill -TERM "$service_pid"
    await_log '"ending"'
    fails 1 'draining (HTTP 503)' qrgen healthcheck --url "$service_url/health/ready"
    succeeds qrgen healthcheck --url "$service_url"
}

@test "a service that is degraded is healthy enough, one that can do nothing is not" {
    start_service --journal-dir journal --database-url postgresql://u@127.0.0.1:1/d
    fails 1 'unhealthy (HTTP 503)' qrgen healthcheck --url "$service_url"
    end_service
    qrgen generate dynamic https://example.com --short-id menu > /dev/null
    start_service --journal-dir journal
    end_service
    start_service --journal-dir journal --database-url postgresql://u@127.0.0.1:1/d
    succeeds qrgen healthcheck --url "$service_url"
    equal "$output" 'degraded (HTTP 200)'
}

@test "no service is a failure that names the address" {
    start_service
    end_service
    fails 1 "no answer from $service_url" qrgen healthcheck --url "$service_url"
    fails 1 'no answer from http://127.0.0.1:1' qrgen healthcheck --listen 127.0.0.1:1
    fails 1 'no answer from' qrgen healthcheck --url http://no-such-host.invalid
}

@test "what is no health answer is a failure" {
    start_service
    fails 1 'no health answer (HTTP 401)' qrgen healthcheck --url "$service_url/api/v1/qr"
    fails 1 'no health answer (HTTP 404)' qrgen healthcheck --url "$service_url/nothing"
}

@test "a socket that never answers is a failure after --timeout" {
    start_service
    kill -STOP "$service_pid"
    fails 1 "no answer from $service_url" timeout 60 qrgen healthcheck --url "$service_url" --timeout 1
    kill -CONT "$service_pid"
    succeeds qrgen healthcheck --url "$service_url" --timeout 300
}

@test "an address that makes no sense is a usage error" {
    local url
    for url in '' x localhost:8000 https://127.0.0.1:8000 ftp://x http:// http://127.0.0.1:99999 http://127.0.0.1:0; do
        fails 2 'is no http address' qrgen healthcheck --url "$url"
        contains "$stderr" 'http://127.0.0.1:8000'
    done
    fails 2 --listen qrgen healthcheck --listen nonsense
    fails 2 --timeout qrgen healthcheck --timeout 0
    fails 2 --timeout qrgen healthcheck --timeout 301
    fails 2 --timeout qrgen healthcheck --timeout x
}
