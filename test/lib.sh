# lib.sh: what the scripts of this folder share.  POSIX sh; source it from a
# script that stands in this folder: it moves to the top of the checkout.

set -eu
cd "$(dirname "$0")/.."
top=$(pwd -P)
umask 022

# the version, which the control file alone states
control_version() {
    sed -n "s/^default_version *= *'\(.*\)'.*/\1/p" "extension/$1.control"
}

is_root() {
    [ "$(id -u)" -eq 0 ]
}

have() {
    command -v "$1" >/dev/null 2>&1
}

fail() {
    echo "$*" >&2
    exit 1
}

# -- the server to build against ---------------------------------------------

# major version of a pg_config, 0 if it does not run
pg_major() {
    "$1" --version 2>/dev/null | sed 's/^[^0-9]*\([0-9]*\).*/\1/' | grep . ||
        echo 0
}

# Is there a server of 15 or newer with its headers behind this pg_config?
pg_complete() {
    [ "$(pg_major "$1")" -ge 15 ] &&
        [ -x "$("$1" --bindir)/postgres" ] &&
        [ -f "$("$1" --includedir-server)/postgres.h" ] &&
        [ -f "$("$1" --pgxs)" ]
}

# Sets pg_config, pg_bin, pg_v and PATH; false if there is none.  A PG_CONFIG
# from the user is taken or nothing.
find_pg() {
    if [ -n "${PG_CONFIG:-}" ]; then
        candidates=$PG_CONFIG
    else
        # shellcheck disable=SC2012
        candidates="pg_config $(ls -1vr /usr/lib/postgresql/*/bin/pg_config \
            2>/dev/null || true)"
    fi
    for pg_config in $candidates; do
        pg_config=$(command -v "$pg_config") || continue
        if pg_complete "$pg_config"; then
            pg_bin=$("$pg_config" --bindir)
            pg_v=$(pg_major "$pg_config")
            PATH=$pg_bin:$PATH
            export PATH
            return 0
        fi
    done
    pg_config=
    return 1
}

# -- privileges --------------------------------------------------------------

# How to become root: "" as root, "sudo -n", "sudo" at a terminal, or false.
root_command() {
    if is_root; then
        echo
    elif have sudo && sudo -n true 2>/dev/null; then
        echo "sudo -n"
    elif have sudo && [ -t 0 ]; then
        echo "sudo"
    else
        return 1
    fi
}

# The server refuses root: root runs it as postgres (or nobody).
server_user() {
    if ! is_root; then
        id -un
    elif id postgres >/dev/null 2>&1; then
        echo postgres
    else
        echo nobody
    fi
}

as_server() {
    if is_root; then
        (cd / && exec runuser -u "$(server_user)" -- "$@")
    else
        (cd / && exec "$@")
    fi
}

# -- progress ----------------------------------------------------------------

now() {
    date +%s
}

step_count=0
steps=0

# step TEXT COMMAND...: one line, "[2/6] TEXT ... 4 s"; the command's output
# goes to a log that is shown when it fails.
step() {
    text=$1
    shift
    step_count=$((step_count + 1))
    mkdir -p build
    log=build/step.$$.log
    printf '[%d/%d] %s ... ' "$step_count" "$steps" "$text"
    began=$(now)
    note=
    if "$@" >"$log" 2>&1; then
        note=$(sed -n 's/^NOTE: //p' "$log")
        printf '%d s%s\n' $(($(now) - began)) "${note:+ ($note)}"
        rm -f "$log"
    else
        rc=$?
        printf 'failed\n'
        tail -n 60 "$log" >&2
        rm -f "$log"
        return $rc
    fi
}

# patiently LOG COMMAND...: every five seconds the time and the log's last line
patiently() {
    log=$1
    shift
    : >"$log"
    (
        nap=
        trap 'kill "$nap" 2>/dev/null; exit 0' TERM INT
        began=$(now)
        while kill -0 $$ 2>/dev/null; do
            sleep 5 &
            nap=$!
            wait "$nap" || exit 0
            printf '      %3d s  %s\n' $(($(now) - began)) \
                "$(tail -n 1 "$log" | tr -d '\r' | cut -c 1-64)"
        done
    ) &
    beat=$!
    rc=0
    "$@" >"$log" 2>&1 || rc=$?
    kill "$beat" 2>/dev/null || true
    wait "$beat" 2>/dev/null || true
    return $rc
}
