# SPDX-License-Identifier: MIT
# shellcheck shell=bash
#
# What all tests of the command line share. A test runs in an empty directory of its own, with a home of its own, so that
# it finds a database that does not exist yet. The program under test is the file that QRGEN_BINARY names.

bats_require_minimum_version 1.5.0

# shellcheck disable=SC2034 # these are for the tests
# The fields of a code, as the HTTP API names them, in its order; what is ours comes last.
api_fields=(id content qr_type redirect_url title description fill_color back_color size border error_level short_id
    created_at scan_count last_scan_at genuine_scan_count first_genuine_scan_at last_genuine_scan_at updated_at)
export own_fields="status tags"

# shellcheck disable=SC2034
commands=(render "generate static" "generate dynamic" list show image sheet update delete batch verify stats history rollback scans purge export serve healthcheck
    "migrate status" "migrate up" "rollup check" "rollup rebuild" "import qrgen" "import mvp" "import shlink" "import yourls" "import kutt" "import bitly" "apikey create" "apikey list" "apikey revoke" "config show" "config check" completion help)

setup() { fresh_home; }

fresh_home() {
    local root=${BATS_TEST_TMPDIR:-$BATS_FILE_TMPDIR} variable
    for variable in $(compgen -e QRGEN_); do
        [[ $variable == QRGEN_BINARY || $variable == QRGEN_TEST_* ]] || unset "$variable"
    done
    unset PG_DATABASE_URL BASE_URL ALLOWED_REDIRECT_DOMAINS ENVIRONMENT LOG_LEVEL LC_ALL LC_CTYPE NO_COLOR
    export HOME=$root/home XDG_DATA_HOME=$root/data XDG_CONFIG_HOME=$root/config XDG_STATE_HOME=$root/state LANG=C.UTF-8 TERM=xterm-256color
    database_file=$XDG_DATA_HOME/qrgen/qrgen.db
    mkdir -p "$HOME" "$XDG_CONFIG_HOME/qrgen" "$root/bin" "$root/work"
    ln -sf "$(qrgen_binary)" "$root/bin/qrgen"
    export PATH=$root/bin:$PATH
    cd "$root/work" || return
    exec < /dev/null
}

qrgen_binary() { realpath "${QRGEN_BINARY:-$BATS_TEST_DIRNAME/../../build/qrgen}"; }

# --- Saying what is expected ---

fail() {
    printf '%s\n' "$@" >&2
    return 1
}

equal() { # ACTUAL EXPECTED
    [[ $1 == "$2" ]] || fail "expected: $2" "     got: $1"
}

contains() { # TEXT PART
    [[ $1 == *"$2"* ]] || fail "expected: $2" "      in: $1"
}

lacks() { # TEXT PART
    [[ $1 != *"$2"* ]] || fail "not expected: $2" "          in: $1"
}

# Runs a command that must succeed without a word on standard error.
succeeds() {
    run -0 --separate-stderr "$@"
    equal "$stderr" ""
}

# Runs a command that must fail with that exit code: nothing on standard output, and on standard error one line that says
# what happened, holding TEXT, and at most one that says what to do.
fails() { # CODE TEXT COMMAND [ARGUMENT]...
    local code=$1 text=$2
    shift 2
    run --separate-stderr "$@"
    equal "exit code $status" "exit code $code"
    equal "$output" ""
    is_clear_error "$text"
}

is_clear_error() { # TEXT
    local told
    # With --json the last line repeats it for programs.
    told=$(grep -v '^{"error":' <<< "$stderr")
    equal "$(grep -c '^qrgen: error: ' <<< "$told")" 1
    [[ $told == "qrgen: error: "?* ]] || fail "no error on the first line: $stderr"
    [[ $told != *$'\n'* || $told == *$'\nhint: '?* ]] || fail "no hint on the second line: $stderr"
    (($(wc -l <<< "$told") <= 2)) || fail "more than two lines: $stderr"
    contains "$told" "$1"
    tells_no_secrets "$stderr"
}

# No statement of SQL, no word of the libraries, no password.
tells_no_secrets() { # TEXT
    local word
    for word in 'SELECT ' 'INSERT ' 'UPDATE ' 'DELETE FROM' 'CREATE TABLE' 'WHERE ' 'VALUES' 'PRAGMA' soci sqlite3_ libpq s3cret; do
        lacks "$1" "$word"
    done
}

no_temporary_files() { # [DIRECTORY]
    equal "$(find "${1:-.}" -name '.qrgen-*')" ""
}

# --- Pictures ---

# Writes the bytes that the picture holds, as an independent decoder reads them.
decode() { # FILE, whose ending tells the format
    local picture=$BATS_TEST_TMPDIR/decode.$BASHPID
    case $1 in
        *.png | *.jpg | *.pbm) picture=$1 ;;
        *.webp) dwebp -quiet "$1" -o "$picture.png" && picture+=.png ;;
        *.pdf) pdftoppm -r 200 -png -singlefile "$1" "$picture" && picture+=.png ;;
        *.eps) gs -q -dSAFER -dBATCH -dNOPAUSE -dEPSCrop -r200 -sDEVICE=png16m -sOutputFile="$picture.png" "$1" && picture+=.png ;;
        *.svg) rsvg-convert --zoom 4 --output "$picture.png" "$1" && picture+=.png ;;
        *.txt) txt_to_pbm "$1" > "$picture.pbm" && picture+=.pbm ;;
        *) fail "decode: $1 has no ending that is known" ;;
    esac || return
    zbarimg --raw --quiet --nodbus --oneshot -Sbinary "$picture" 2> /dev/null
}

# What a terminal would show of a picture made of characters: of half blocks (with or without colours) or of "##".
txt_to_pbm() { # FILE
    sed -E -e 's/\x1B\[[0-9;]*m//g' -e 's/\r$//' -e 's/▀/U/g; s/▄/L/g; s/█/F/g' "$1" | awk '
        { is_ascii = is_ascii || /#/; lines[NR] = $0; if (length($0) > width) width = length($0) }
        function dots(line, black,   i, row, step) {
            step = is_ascii ? 2 : 1
            for (i = 1; i <= width; i += step)
                row = row (index(black, substr(line " ", i, 1)) > 1 ? "11111111" : "00000000")
            for (i = 0; i < 8; i++) print row
        }
        END {
            print "P1", width / (is_ascii ? 2 : 1) * 8, NR * (is_ascii ? 8 : 16)
            for (n = 1; n <= NR; n++) {
                if (is_ascii) { dots(lines[n], ".#"); continue }
                dots(lines[n], ".UF")
                dots(lines[n], ".LF")
            }
        }' | fold -w 64
}

png_width() { od -An -tu4 --endian=big -j16 -N4 "$1" | tr -d ' '; }

# --- Databases ---

stored() { qrgen list --count; }

sql() { sqlite3 -batch "$database_file" "$1"; }

postgresql_url() { # [DATABASE]
    printf '%s/%s\n' "${QRGEN_TEST_POSTGRESQL_URL%/*}" "${1:-${QRGEN_TEST_POSTGRESQL_URL##*/}}"
}

# --- Terminals and users ---

# Runs a line of shell on a terminal of its own, 60 columns wide, which passes on what is typed into it.
on_terminal() { # LINE
    script --quiet --return --command "stty cols 60 rows 24 -echo; $1" /dev/null | tr -d '\r'
    return "${PIPESTATUS[0]}"
}

# Makes a directory that any user can enter, with a copy of the program in it, and goes there.
enter_open_directory() {
    open_directory=$(mktemp -d)
    chmod 755 "$open_directory"
    cp "$(qrgen_binary)" "$open_directory/qrgen"
    cd "$open_directory" || return
}

leave_open_directory() {
    cd / || return
    [[ -z ${open_directory:-} ]] || rm -rf "$open_directory"
}

# Runs the program as a user who is not root.
as_normal_user() { # [ARGUMENT]...
    if ((EUID == 0)); then
        XDG_CONFIG_HOME=/nowhere setpriv --reuid=65534 --regid=65534 --clear-groups ./qrgen "$@"
    else
        ./qrgen "$@"
    fi
}

# --- Streams ---

# Runs a command whose standard output is a pipe that nobody reads any more.
into_closed_pipe() { # COMMAND [ARGUMENT]...
    local pipe=$BATS_TEST_TMPDIR/pipe.$BASHPID
    mkfifo "$pipe"
    exec 7<> "$pipe"
    exec 8> "$pipe" 7<&-
    rm "$pipe"
    "$@" >&8 8>&-
}

# Waits for processes; their exit codes must be these, in this order.
ended_with() { # CODES PID...
    local expected=$1 pid code codes=()
    shift
    for pid in "$@"; do
        code=0
        wait "$pid" || code=$?
        codes+=("$code")
    done
    equal "exit codes ${codes[*]}" "exit codes $expected"
}

# --- The service ---

# Starts `qrgen serve` on a free port of the loopback address, unless the arguments say another place, and waits until it
# listens. Its log is in the file log, what it prints in the file printed. Sets service_pid and service_url.
start_service() { # [ARGUMENT]...
    : > log
    # The service must not hold on to what bats waits for.
    qrgen serve --listen 127.0.0.1:0 "$@" > printed 2> log 3>&- 4>&- &
    service_pid=$!
    await_log 'listening on'
    service_url=http://127.0.0.1:$(grep -oE 'listening on .* port [0-9]+' log | grep -oE '[0-9]+$')
}

# Waits until the log has a line with TEXT; the service must not end before.
await_log() { # TEXT
    grep -q -m 1 -F -e "$1" <(exec tail -n +1 -f --pid="$service_pid" log 3>&- 4>&-) || fail "no '$1' in the log: $(cat log)"
}

# The service must end, with that exit code.
service_ended_with() { # CODE
    ended_with "$1" "$service_pid"
    unset service_pid
}

end_service() {
    kill -TERM "$service_pid"
    service_ended_with 0
}

teardown() { kill_service; }

kill_service() {
    [[ -z ${service_pid:-} ]] || { kill -KILL "$service_pid" && wait "$service_pid"; } 2> /dev/null || true
}

# The status of an answer of the service.
status_of() { # PATH [CURL ARGUMENT]...
    curl --silent --output answer --write-out '%{http_code}' "${@:2}" "$service_url$1"
}

# Where the service leads a short id; empty if nowhere.
location_of() { # SHORT_ID
    curl --silent --output answer --write-out '%{redirect_url}' "$service_url/r/$1"
}

# Runs the rest with so many kilobytes of address space at most, in a shell of its own. The address sanitizer reserves
# more than any limit: there it just runs.
within_memory() (
    grep -q __asan_init "$QRGEN_BINARY" || ulimit -v "$1"
    "${@:2}"
)
