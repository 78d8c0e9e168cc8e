#!/usr/bin/env bats
# SPDX-License-Identifier: MIT

load helpers

config_file() { cat > "$XDG_CONFIG_HOME/qrgen/qrgen.toml"; }
setting() { qrgen config show --ndjson "${@:2}" | jq -c --arg key "$1" 'select(.key == $key) | [.value, .origin, .source]'; }

@test "config show tells every value and that it is the default" {
    succeeds qrgen config show --ndjson
    equal "$(jq -r .origin <<< "$output" | sort -u)" default
    equal "$(setting base_url)" '["http://localhost:8000","default",""]'
    equal "$(setting listen)" '["127.0.0.1:8000","default",""]'
    equal "$(setting ip_privacy)" '["truncate","default",""]'
    contains "$(setting database_url)" "sqlite://$XDG_DATA_HOME/qrgen/qrgen.db"
}

@test "config show has all forms of output" {
    equal "$(qrgen config show --csv | head -1)" key,value,origin,source
    equal "$(qrgen config show | head -1 | tr -s ' ')" 'key value origin source'
    equal "$(qrgen config show --json | jq '.total == (.items | length)')" true
}

@test "flag wins over environment, environment over file, file over default" {
    config_file <<< 'base_url = "https://file.example"'
    contains "$(setting base_url)" '"https://file.example","file"'
    contains "$(setting base_url)" qrgen.toml
    QRGEN_BASE_URL=https://environment.example run -0 setting base_url
    equal "$output" '["https://environment.example","environment","QRGEN_BASE_URL"]'
    QRGEN_BASE_URL=https://environment.example run -0 setting base_url --base-url https://flag.example
    equal "$output" '["https://flag.example","flag","--base-url"]'
}

@test "the setting has its effect wherever it comes from" {
    config_file <<< 'base_url = "https://file.example"'
    contains "$(qrgen generate dynamic https://example.com)" https://file.example/r/
    contains "$(QRGEN_BASE_URL=https://env.example qrgen generate dynamic https://example.com)" https://env.example/r/
    contains "$(qrgen generate dynamic https://example.com --base-url https://flag.example)" https://flag.example/r/
}

@test "the names of existing deployments are read, after ours" {
    BASE_URL=https://old.example run -0 setting base_url
    equal "$output" '["https://old.example","environment","BASE_URL"]'
    BASE_URL=https://old.example QRGEN_BASE_URL=https://new.example run -0 setting base_url
    contains "$output" https://new.example
    PG_DATABASE_URL=postgresql://u@h/d run -0 setting database_url
    contains "$output" '"postgresql://u@h/d","environment","PG_DATABASE_URL"'
    ALLOWED_REDIRECT_DOMAINS=a.example,b.example run -0 setting allowed_redirect_domains
    contains "$output" 'a.example,b.example'
    ENVIRONMENT=production LOG_LEVEL=DEBUG run -0 qrgen config show --csv
    contains "$output" 'environment,production,environment,ENVIRONMENT'
}

@test "passwords are hidden wherever they stand" {
    local url
    for url in postgresql://user:s3cret@host/db 'postgresql://host/db?user=u&password=s3cret' postgresql://u:s3c@s3cret@h/d; do
        QRGEN_DATABASE_URL=$url run -0 qrgen config show --json
        lacks "$output" s3cret
        QRGEN_DATABASE_URL=$url run -0 --separate-stderr qrgen config check -vv
        lacks "$output$stderr" s3cret
    done
}

@test "a secret can come from a file of its own" {
    printf 'postgresql://user:s3cret@host/db\n' > url
    QRGEN_DATABASE_URL_FILE=$PWD/url run -0 setting database_url
    equal "$output" '["postgresql://user:***@host/db","environment","QRGEN_DATABASE_URL_FILE"]'
    QRGEN_DATABASE_URL_FILE=$PWD/missing fails 1 missing qrgen config show
    contains "$stderr" QRGEN_DATABASE_URL_FILE
}

@test "--config and QRGEN_CONFIG name the file, and a missing one is an error" {
    echo 'base_url = "https://named.example"' > my.toml
    contains "$(setting base_url --config my.toml)" https://named.example
    QRGEN_CONFIG=my.toml run -0 setting base_url
    contains "$output" https://named.example
    fails 1 missing.toml qrgen config show --config missing.toml
    QRGEN_CONFIG=missing.toml fails 1 missing.toml qrgen config show
}

@test "an unknown key is an error with a suggestion and a line" {
    printf '# comment\nbase_ulr = "https://example.com"\n' | config_file
    fails 1 "'base_ulr'" qrgen config check
    contains "$stderr" 'qrgen.toml:2'
    contains "$stderr" "did you mean 'base_url'?"
    fails 1 "'base_ulr'" qrgen list
}

@test "a broken or wrong file is one clear error with its line" {
    printf 'base_url = "https://example.com"\nlog_level = \n' | config_file
    fails 1 'qrgen.toml:2' qrgen config check
    config_file <<< 'cache_size = "many"'
    fails 1 cache_size qrgen config check
    config_file <<< 'cache_size = -1'
    fails 1 '10000000' qrgen config check
    config_file <<< 'auth = "password"'
    fails 1 'api-key or none' qrgen config check
    printf 'base_url = "\xff\xfe"\n' | config_file
    fails 1 qrgen.toml qrgen config check
    mkdir directory
    fails 1 directory qrgen config check --config directory
}

@test "a bad value is a usage error on the command line and a failure in the environment, naming its place" {
    fails 2 '--cache-size' qrgen config check --cache-size many
    QRGEN_CACHE_SIZE=many fails 1 QRGEN_CACHE_SIZE qrgen config check
    fails 2 '--base-url' qrgen config check --base-url ftp://example.com
    QRGEN_BASE_URL=example.com fails 1 QRGEN_BASE_URL qrgen config check
    fails 2 '--database-url' qrgen config check --database-url mysql://host/db
    fails 2 '--allowed-redirect-domains' qrgen config check --allowed-redirect-domains 'not a host'
}

@test "config check says on standard error that all is well, and with -q nothing" {
    run -0 --separate-stderr qrgen config check
    equal "$output" ""
    contains "$stderr" ok
    run -0 --separate-stderr qrgen config check -q
    equal "$output$stderr" ""
}

@test "config check touches no database, --connect does" {
    export QRGEN_DATABASE_URL=postgresql://user:s3cret@127.0.0.1:1/db
    run -0 qrgen config check
    fails 6 'cannot connect' qrgen config check --connect -q
}

@test "config check --connect tells the server and the state of the schema" {
    run -0 --separate-stderr qrgen config check --connect
    contains "$stderr" SQLite
    contains "$stderr" pending
    qrgen migrate up > /dev/null
    run -0 --separate-stderr qrgen config check --connect
    contains "$stderr" 'up to date'
}

@test "log_format json makes every message an object" {
    local n
    for n in {1..3}; do qrgen generate static "$n" > /dev/null; done
    QRGEN_LOG_FORMAT=json run -0 --separate-stderr qrgen list --limit 1 -v
    equal "$(jq -r '.level' <<< "$stderr" | sort -u | grep -c info)" 1
    jq -e '.time and .message' <<< "$stderr" > /dev/null
}

@test "log_level silences messages" {
    QRGEN_LOG_LEVEL=error run -0 --separate-stderr qrgen config check
    equal "$stderr" ""
}

@test "a file that other programs wrote with a byte order mark and CR LF is read" {
    printf '\xef\xbb\xbfbase_url = "https://bom.example"\r\n' | config_file
    contains "$(setting base_url)" https://bom.example
}

@test "lists can be arrays in the file" {
    config_file <<< 'allowed_redirect_domains = ["a.example", "b.example"]'
    contains "$(setting allowed_redirect_domains)" a.example,b.example
    fails 2 redirect_url qrgen generate dynamic https://c.example
    qrgen generate dynamic https://www.b.example > /dev/null
}
