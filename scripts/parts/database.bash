# SPDX-License-Identifier: MIT
# What scripts/backup and scripts/restore share: which database, and its programs. To be sourced.

fail() {
    echo "$program: $1" >&2
    exit "${2:-1}"
}

# Sets `url` to the database that qrgen would use, by its variables.
read_database_url() {
    url=${QRGEN_DATABASE_URL:-}
    if [[ -z $url && -n ${QRGEN_DATABASE_URL_FILE:-} ]]; then
        [[ -r $QRGEN_DATABASE_URL_FILE ]] || fail "cannot read $QRGEN_DATABASE_URL_FILE, which QRGEN_DATABASE_URL_FILE names"
        url=$(tr -d '[:space:]' <"$QRGEN_DATABASE_URL_FILE")
    fi
    [[ -n $url ]] || fail "set QRGEN_DATABASE_URL or QRGEN_DATABASE_URL_FILE to the database, as for qrgen" 2
    case $url in
        sqlite:* | postgres://* | postgresql://* | postgresql+*://*) ;;
        *) fail "the database is neither sqlite:PATH nor postgresql://..." 2 ;;
    esac
}

is_sqlite() { [[ $url == sqlite:* ]]; }

# The file of an SQLite URL, as qrgen takes it: sqlite:///PATH or sqlite:PATH.
sqlite_file() {
    local file=${url#sqlite:}
    [[ $file != //* ]] || file=${file#//}
    echo "$file"
}

need_program() {
    [[ -n ${through:-} ]] || command -v "$1" >/dev/null || fail "$1 is missing; install the package $2"
}

# Takes the password out of `url`, where everybody could see it among the processes, into the environment.
hide_password() {
    url=${url/#postgresql+*([^:]):/postgresql:}
    [[ ! $url =~ [?\&]password= ]] || fail "write the password in front of the host: postgresql://USER:PASSWORD@HOST/DATABASE"
    [[ $url =~ ^([a-z]+://[^:/@]*):([^@/]*)@(.*)$ ]] || return 0
    local encoded=${BASH_REMATCH[2]}
    url=${BASH_REMATCH[1]}@${BASH_REMATCH[3]}
    encoded=${encoded//\\/\\\\}
    PGPASSWORD=$(printf '%b' "${encoded//%/\\x}")
    export PGPASSWORD
}

# Runs a program of PostgreSQL on the database: where --through says, or here.
on_server() {
    # shellcheck disable=SC2086 # a command with its arguments
    ${through:-} "$1" --dbname="$url" --no-password "${@:2}"
}
