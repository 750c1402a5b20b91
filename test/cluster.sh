#!/bin/sh
# cluster.sh ACTION DIR: a private server whose data live in DIR.
#   start DIR [demo]  make it if need be and start it; with "demo" it listens
#                     on a free port of 127.0.0.1 too (with a password),
#                     otherwise on a local socket only
#   stop DIR          stop it; the data stay
#   remove DIR        stop it and delete it
#   env DIR           shell lines that point libpq at it, and its url
#   psql DIR ARG...   psql on it
# A system-wide server is neither used nor touched.  Root runs the server as
# user postgres.
. "$(dirname "$0")/lib.sh"

[ $# -ge 2 ] || fail "usage: test/cluster.sh start|stop|remove|env|psql DIR"
action=$1
dir=$2
shift 2
find_pg || fail "There is no PostgreSQL server of 15 or newer with headers here."

# state: what an earlier run left in DIR/env
hold= socket= port=5432 password= demo=
if [ -f "$dir/env" ]; then
    [ -r "$dir/env" ] || fail "$dir belongs to another user."
    . "$dir/env"
fi

save_state() {
    (
        umask 077
        {
            echo "hold='$hold'"
            echo "socket='$socket'"
            echo "port='$port'"
            echo "password='$password'"
            echo "demo='$demo'"
        } >"$dir/env"
    )
}

# The postmaster's process id, if it is really ours: after a crash the number
# in the file may belong to any process.
postmaster() {
    [ -n "$hold" ] && [ -f "$hold/data/postmaster.pid" ] || return 1
    pid=$(head -n 1 "$hold/data/postmaster.pid")
    if [ -d /proc/self ]; then
        [ "$(readlink "/proc/$pid/cwd" 2>/dev/null)" = "$hold/data" ] || return 1
    else
        kill -0 "$pid" 2>/dev/null || return 1
    fi
    echo "$pid"
}

answers() {
    [ "$(PGCONNECT_TIMEOUT=5 psql -XAtq -h "$socket" -p "$port" -U postgres \
        -d postgres -c 'SHOW data_directory' 2>/dev/null)" = "$hold/data" ]
}

drop_socket() {
    case $socket in
        */chiptrade-??????) rm -rf "$socket" ;;
    esac
}

stop_server() {
    if postmaster >/dev/null; then
        as_server "$pg_bin/pg_ctl" -D "$hold/data" -m fast -w -t 30 stop \
            >/dev/null 2>&1 ||
            as_server "$pg_bin/pg_ctl" -D "$hold/data" -m immediate -w stop \
                >/dev/null 2>&1 || true
        ! postmaster >/dev/null || fail "The server in $hold does not stop."
    fi
    drop_socket
}

# A folder for the server's user: in DIR, or in the temporary folder where that
# user cannot get at DIR (a checkout below a private home).
make_hold() {
    mkdir -p "$dir"
    hold=$(cd "$dir" && pwd -P)/pg
    mkdir -p "$hold"
    if is_root; then
        chown "$(server_user):" "$hold"
    fi
    chmod 700 "$hold"
    if ! as_server test -w "$hold" 2>/dev/null; then
        rmdir "$hold"
        hold=$(cd "$(mktemp -d "${TMPDIR:-/tmp}/chiptrade-data-XXXXXX")" && pwd -P)
        if is_root; then
            chown "$(server_user):" "$hold"
        fi
        as_server test -w "$hold" ||
            fail "User $(server_user) can write neither in $dir nor in $hold."
    fi
}

make_data() {
    make_hold
    password=$(od -An -N 12 -tx1 /dev/urandom | tr -d ' \n')
    secret=$(mktemp "${TMPDIR:-/tmp}/chiptrade-pw-XXXXXX")
    echo "$password" >"$secret"
    if is_root; then
        chown "$(server_user):" "$secret"
    fi
    rc=0
    # The socket folder is private, so "trust" there; TCP asks a password.
    as_server "$pg_bin/initdb" -D "$hold/data" --no-sync -U postgres \
        --auth-local=trust --auth-host=scram-sha-256 --pwfile="$secret" \
        -E UTF8 --locale=C.UTF-8 >"$dir/initdb.log" 2>&1 || rc=$?
    rm -f "$secret"
    if [ $rc -ne 0 ]; then
        cat "$dir/initdb.log" >&2
        fail "initdb failed."
    fi
    as_server tee -a "$hold/data/postgresql.conf" >/dev/null <<'CONF'
# a private server for trials: speed before safety
fsync = off
full_page_writes = off
jit = off
max_parallel_workers_per_gather = 2
timezone = 'UTC'
log_timezone = 'UTC'
lc_messages = 'C'
CONF
    save_state
}

# Short, because a socket's path has at most 107 bytes.
make_socket() {
    base=${TMPDIR:-/tmp}
    [ ${#base} -le 60 ] || base=/tmp
    for base in "$base" /tmp; do
        socket=$(mktemp -d "$base/chiptrade-XXXXXX")
        if is_root; then
            chown "$(server_user):" "$socket"
        fi
        if as_server test -w "$socket"; then
            return
        fi
        rmdir "$socket"
    done
    fail "User $(server_user) can make no socket in ${TMPDIR:-/tmp} or /tmp."
}

# A port of 127.0.0.1 that the kernel calls free: the earlier one if possible.
free_port() {
    perl -MIO::Socket::INET -e '
        for my $port (@ARGV, 0) {
            my $s = IO::Socket::INET->new(LocalAddr => "127.0.0.1",
                LocalPort => $port, Proto => "tcp", Listen => 1) or next;
            print $s->sockport, "\n";
            exit 0;
        }
        exit 1;' "$@"
}

launch() {
    if [ -n "$demo" ]; then
        listen=127.0.0.1
        if [ "$port" = 5432 ]; then
            port=$(free_port)
        else
            port=$(free_port "$port")
        fi
    else
        listen=
        port=5432
    fi
    make_socket
    save_state
    as_server "$pg_bin/pg_ctl" -D "$hold/data" -l "$hold/log" -w -t 60 -s \
        -o "-c listen_addresses='$listen' -p $port -k $socket" \
        start >/dev/null 2>&1
}

start_server() {
    if postmaster >/dev/null; then
        if answers; then
            return 0
        fi
        echo "NOTE: restarted, it did not answer"
        stop_server
    fi
    drop_socket
    if [ -n "$hold" ] && [ -f "$hold/data/PG_VERSION" ]; then
        data_v=$(cat "$hold/data/PG_VERSION")
        owner=$(stat -c %U "$hold/data")
        if [ "$data_v" = "$pg_v" ] && [ "$owner" = "$(server_user)" ]; then
            launch && return 0
            drop_socket
            # The number in postmaster.pid may by now belong to a stranger,
            # and the server then takes it for its predecessor.
            if tail -n 5 "$hold/log" | grep -q 'lock file "postmaster.pid" already'; then
                rm -f "$hold/data/postmaster.pid"
                launch && return 0
                drop_socket
            fi
            reason="it did not start"
        else
            reason="made by PostgreSQL $data_v, user $owner"
        fi
        kept=$hold.kept-$(date +%Y%m%d%H%M%S)
        mv "$hold" "$kept" || fail "$hold cannot be moved away ($reason)."
        echo "NOTE: the earlier server ($reason) is kept in $kept"
    fi
    make_data
    for attempt in 1 2 3; do
        launch && return 0
        drop_socket
    done
    tail -n 20 "$hold/log" >&2
    fail "The server did not start ($attempt attempts)."
}

case $action in
    start)
        [ "${1:-}" = demo ] && demo=yes
        start_server
        ;;
    stop)
        stop_server
        ;;
    remove)
        stop_server
        if [ -n "$hold" ]; then
            rm -rf "$hold"
        fi
        rm -rf "$dir"
        ;;
    env)
        postmaster >/dev/null || fail "No server runs in $dir."
        echo "export PGHOST='$socket' PGPORT='$port' PGUSER=postgres"
        echo "unset PGDATABASE PGPASSWORD PGOPTIONS PGSERVICE PGHOSTADDR"
        [ -z "$demo" ] ||
            echo "url='postgresql://postgres:$password@127.0.0.1:$port/chiptrade'"
        ;;
    psql)
        postmaster >/dev/null || fail "No server runs in $dir."
        unset PGOPTIONS PGSERVICE PGHOSTADDR PGPASSWORD PGDATABASE
        export PGHOST="$socket" PGPORT="$port" PGUSER=postgres
        export PGDATABASE=chiptrade
        exec psql "$@"
        ;;
    *)
        fail "unknown action: $action"
        ;;
esac
