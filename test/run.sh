#!/bin/sh
# run.sh demo|report|report-check|psql|stop|test|unit|installcheck|fuzz|bench|
# reference: what the Makefile's targets of these names do.
. "$(dirname "$0")/lib.sh"

demo=build/demo

make_quietly() {
    # The caller's flags (-n, -j, a job server) are not for this build.
    env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL -u MAKEOVERRIDES \
        make -j "$(nproc 2>/dev/null || echo 2)" \
        with_llvm=no PG_CONFIG="${pg_config:-}" "$@"
}

prepare() {
    sh test/setup.sh "$@" || exit $?
    find_pg || fail "There is no PostgreSQL server of 15 or newer with headers."
}

# -- installing --------------------------------------------------------------

# built file and the place it is installed to
installed_files() {
    lib=$("$pg_config" --pkglibdir)
    share=$("$pg_config" --sharedir)/extension
    echo "chiptrade.so $lib/chiptrade.so"
    for name in chiptrade chiptrade_data; do
        echo "extension/$name.control $share/$name.control"
        file=$name--$(control_version $name).sql
        echo "extension/$file $share/$file"
    done
}

same_files() {
    installed_files | while read -r built there; do
        cmp -s "$built" "$there" || exit 1
    done
}

install_files() {
    if same_files; then
        echo "NOTE: unchanged"
        return 0
    fi
    if [ -w "$("$pg_config" --pkglibdir)" ] &&
        [ -w "$("$pg_config" --sharedir)/extension" ]; then
        make_quietly install
    else
        become=$(root_command) || {
            echo "Installing into the server's folders needs root.  Run this," \
                "then start again:"
            echo "  su -c 'make -C $top with_llvm=no PG_CONFIG=$pg_config install'"
            return 2
        }
        # shellcheck disable=SC2086
        $become make -C "$top" with_llvm=no PG_CONFIG="$pg_config" install
    fi
}

build_and_install() {
    step "building for PostgreSQL $pg_v" make_quietly all || exit 1
    # A password is asked before the progress line, not within it.
    if ! same_files && [ ! -w "$("$pg_config" --pkglibdir)" ] &&
        [ "$(root_command || true)" = sudo ]; then
        sudo -v || exit 1
    fi
    step "installing into $("$pg_config" --sharedir)/extension" install_files ||
        exit $?
}

# -- databases ---------------------------------------------------------------

sql() {
    psql -XAtq -v ON_ERROR_STOP=1 "$@"
}

# make_database NAME SEARCH_PATH: with both extensions in schema chiptrade
make_database() {
    createdb "$1" || return 1
    sql -d "$1" <<SQL
SET client_min_messages = warning;
CREATE SCHEMA chiptrade;
CREATE EXTENSION chiptrade SCHEMA chiptrade;
CREATE EXTENSION chiptrade_data SCHEMA chiptrade;
ALTER DATABASE $1 SET search_path = $2;
SQL
}

make_test_database() {
    dropdb --if-exists "$1" || return 1
    make_database "$1" "chiptrade, tap, public" || return 1
    sql -d "$1" -c 'CREATE SCHEMA tap' -c 'CREATE EXTENSION pgtap SCHEMA tap'
}

# -- tests -------------------------------------------------------------------

build_unit_programs() {
    # Undefined behaviour stops a test where the compiler can watch for it.
    sanitize='-fsanitize=undefined -fno-sanitize-recover=undefined'
    mkdir -p build/unit || return 1
    echo 'int main(void) { return 0; }' >build/unit/probe.c
    # shellcheck disable=SC2086
    if ! gcc $sanitize -o build/unit/probe build/unit/probe.c 2>/dev/null ||
        ! build/unit/probe; then
        sanitize=
        echo "NOTE: without -fsanitize=undefined"
    fi
    rm -f build/unit/probe build/unit/probe.c
    make_quietly unit-programs CC=gcc SANITIZE="$sanitize"
}

unit_programs() {
    for file in $(grep -lw '^main' test/unit/*.c 2>/dev/null); do
        echo "build/unit/$(basename "$file" .c)"
    done
}

# The tests that are there, or those that TESTS names.
test_files() {
    if [ -n "${TESTS:-}" ]; then
        echo "$TESTS"
        return
    fi
    unit_programs
    for file in test/sql/*.sql test/client/*.t; do
        [ ! -e "$file" ] || echo "$file"
    done
}

# run_tests DATABASE FILE...: ends with prove's own summary
run_tests() {
    database=$1
    shift
    [ $# -gt 0 ] || fail "There are no tests to run."
    color=--nocolor
    [ ! -t 1 ] || color=--color
    # shellcheck disable=SC2086
    PGDATABASE=$database pg_prove $color --ext .sql \
        --source Perl --source Executable \
        --dbname "$database" ${PROVE_FLAGS:-} "$@"
}

# A fresh server in a folder of its own, removed at the end however that comes.
# Folders of runs that were killed outright go first.
private_server() {
    mkdir -p build
    for old in build/"$1".*; do
        [ -d "$old" ] || continue
        kill -0 "${old##*.}" 2>/dev/null ||
            sh test/cluster.sh remove "$old" >/dev/null 2>&1 || true
    done
    server=build/$1.$$
    trap 'sh test/cluster.sh remove "$server" >/dev/null 2>&1' EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
    step "starting a private server" sh test/cluster.sh start "$server" || exit 1
    eval "$(sh test/cluster.sh env "$server")"
}

do_test() {
    steps=5
    prepare base test
    build_and_install
    step "building the unit tests" build_unit_programs || exit 1
    private_server test
    step "creating the extensions" make_test_database chiptrade_test || exit 1
    # shellcheck disable=SC2046
    run_tests chiptrade_test $(test_files)
}

do_unit() {
    steps=1
    sh test/setup.sh unit || exit $?
    step "building the unit tests" build_unit_programs || exit 1
    # shellcheck disable=SC2046,SC2086
    prove ${PROVE_FLAGS:-} --source Executable $(unit_programs)
}

# Against the server that libpq's environment variables name; nothing is built.
do_installcheck() {
    find_pg || fail "PG_CONFIG=${PG_CONFIG:-pg_config} leads to no server of 15 or newer."
    have pg_prove || fail "pg_prove is missing: test/setup.sh test installs it."
    unset PGDATABASE
    make_test_database chiptrade_regression ||
        fail "The database chiptrade_regression could not be made."
    # shellcheck disable=SC2046
    run_tests chiptrade_regression ${TESTS:-$(ls test/sql/*.sql test/client/*.t \
        2>/dev/null)}
}

# -- the demo ----------------------------------------------------------------

# What the database was made from: a change of it makes the database anew.
fingerprint() {
    installed_files | while read -r built there; do
        cksum <"$there"
    done
}

# Does the demo database hold anything its reader put there: rows in the user's
# tables, or objects of no extension?
has_own_content() {
    tables=$(sql -d chiptrade <<'SQL'
SELECT string_agg(format('SELECT 1 FROM %s %s', t::oid::regclass, c), ' UNION ALL ')
FROM pg_extension, unnest(extconfig, extcondition) AS u(t, c);
SELECT 1
FROM pg_class AS k
JOIN pg_namespace AS n ON n.oid = k.relnamespace
WHERE n.nspname NOT IN ('pg_catalog', 'information_schema')
	AND n.nspname NOT LIKE 'pg\_toast%' AND n.nspname NOT LIKE 'pg\_temp%'
	AND k.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
	AND NOT EXISTS (SELECT FROM pg_depend AS d
					WHERE d.classid = 'pg_class'::regclass AND d.objid = k.oid
						AND d.deptype IN ('e', 'i', 'a'))
LIMIT 1;
SQL
    ) || return 0
    case $tables in
        *"
1") return 0 ;;
        "") return 1 ;;
    esac
    [ -n "$(sql -d chiptrade -c "SELECT 1 FROM ($tables) AS t LIMIT 1")" ]
}

demo_database() {
    exists=$(sql -d postgres -c "SELECT 1 FROM pg_database WHERE datname = 'chiptrade'") ||
        return 1
    if [ -n "$exists" ]; then
        if [ "$(cat "$demo/made-from" 2>/dev/null)" = "$(fingerprint)" ]; then
            echo "NOTE: kept from the earlier run"
            return 0
        fi
        sql -d postgres -c "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = 'chiptrade'" >/dev/null || return 1
        if has_own_content; then
            kept=chiptrade_$(date +%Y%m%d_%H%M%S)
            sql -d postgres -c "ALTER DATABASE chiptrade RENAME TO $kept" ||
                return 1
            echo "NOTE: made anew, the build has changed; what you had added is in database $kept"
        else
            sql -d postgres -c 'DROP DATABASE chiptrade WITH (FORCE)' || return 1
            echo "NOTE: made anew, the build has changed"
        fi
    fi
    rm -f "$demo/made-from"
    make_database chiptrade "chiptrade, public" || return 1
    fingerprint >"$demo/made-from"
}

demo_report() {
    sql -d chiptrade -c 'SELECT extname, extversion FROM pg_extension ORDER BY 1' \
        >/dev/null || return 1
    if [ -f doc/demo.sql ]; then
        psql -X -q -v ON_ERROR_STOP=1 -v url="$url" -P pager=off \
            -d chiptrade -f doc/demo.sql
    fi
}

closing_text() {
    cat <<TEXT

The server is yours until "make stop"; its data stay in $demo.

  Open it             make psql
  Try                 echo "SELECT export_verdict('H20 96GB', 'CN')" | make psql
                      echo "SELECT * FROM chip_find('ascend')" | make psql
                      echo "SELECT chip, tpp(spec) FROM chip WHERE vendor = 'Huawei'" | make psql
  What there is       make psql ARGS="-c '\\dx+ chiptrade'"
  Another client      $url
  End the server      make stop
TEXT
}

# demo_server SET...: the server of the demo, running, with its database
demo_server() {
    prepare base "$@"
    build_and_install
    step "starting a private server in $demo" \
        sh test/cluster.sh start "$demo" demo || exit 1
    eval "$(sh test/cluster.sh env "$demo")"
    step "database chiptrade with both extensions" demo_database || exit 1
}

do_demo() {
    steps=5
    began_all=$(now)
    demo_server
    step_count=$((step_count + 1))
    printf '[%d/%d] the report (%d s so far)\n\n' "$step_count" "$steps" \
        $(($(now) - began_all))
    demo_report || exit 1
    closing_text
}

# -- the report as a page ----------------------------------------------------

page=build/report/report.html

report_modules() {
    mkdir -p build/report || return 1
    if [ -d build/report/node_modules ] &&
        cmp -s doc/report/package-lock.json build/report/package-lock.json; then
        echo "NOTE: kept from the earlier run"
        return 0
    fi
    cp doc/report/package.json doc/report/package-lock.json build/report || return 1
    (cd build/report && npm ci --ignore-scripts --no-audit --no-fund) || {
        rm -f build/report/package-lock.json
        return 1
    }
}

report_page() {
    sql -d chiptrade -f doc/report/report.sql >build/report/data.json &&
        perl doc/report/assemble.pl build/report/data.json \
            build/report/node_modules >"$page.new" && mv "$page.new" "$page"
}

do_report() {
    steps=6
    demo_server report "$@"
    step "fetching the chart library" report_modules || exit 1
    step "writing $page" report_page || exit 1
}

# In a real browser, against the database that the page was made from.
do_report_check() {
    do_report browser
    CHROMIUM=$(command -v chromium) PGDATABASE=chiptrade \
        prove --exec node test/report/check.mjs :: "$page" build/report/node_modules
}

do_psql() {
    find_pg || fail "There is no server here yet: make demo"
    [ -f "$demo/env" ] || fail "There is no demo server yet: make demo"
    if ! sh test/cluster.sh env "$demo" >/dev/null 2>&1; then
        sh test/cluster.sh start "$demo" demo >&2 || exit 1
    fi
    eval "set -- ${ARGS:-}"
    exec sh test/cluster.sh psql "$demo" "$@"
}

do_stop() {
    if [ -f "$demo/env" ] && find_pg; then
        sh test/cluster.sh stop "$demo"
        echo "The demo server is stopped.  Its data are in $demo;" \
            "test/cluster.sh remove $demo deletes them."
    else
        echo "No demo server runs."
    fi
}

# -- fuzzing and measuring ---------------------------------------------------

do_fuzz() {
    sh test/setup.sh base fuzz || exit $?
    seconds=${FUZZ_SECONDS:-30}
    mkdir -p build/fuzz
    targets=$(ls test/fuzz/*.c 2>/dev/null) || fail "There is nothing in test/fuzz."
    for file in $targets; do
        name=$(basename "$file" .c)
        echo "fuzzing $name for $seconds s"
        clang -std=c11 -g -O1 -ffp-contract=off -Iinclude \
            -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=undefined \
            -o "build/fuzz/$name" "$file" extension/core/*.c
        mkdir -p "build/fuzz/$name.corpus"
        seeds=
        [ ! -d "test/fuzz/$name" ] || seeds=test/fuzz/$name
        # shellcheck disable=SC2086
        "build/fuzz/$name" -max_total_time="$seconds" -print_final_stats=1 \
            -artifact_prefix="build/fuzz/$name." \
            "build/fuzz/$name.corpus" $seeds >"build/fuzz/$name.log" 2>&1 || {
            tail -n 60 "build/fuzz/$name.log" >&2
            fail "$name failed; the input is in build/fuzz."
        }
        sed -n 's/^stat::number_of_executed_units: */  inputs tried: /p' \
            "build/fuzz/$name.log"
    done
    echo "No fuzz target failed."
}

do_bench() {
    steps=4
    prepare base
    build_and_install
    private_server bench
    step "creating the extensions" make_database chiptrade_bench \
        "chiptrade, public" || exit 1
    export PGDATABASE=chiptrade_bench
    for file in ${BENCH:-bench/*.sql}; do
        echo "$file"
        psql -X -q -v ON_ERROR_STOP=1 ${ROWS:+-v rows="$ROWS"} \
            ${ROUNDS:+-v rounds="$ROUNDS"} -f "$file"
    done
}

write_reference() {
    psql -XAtq -v ON_ERROR_STOP=1 -f doc/reference.sql >doc/reference.md.tmp &&
        mv doc/reference.md.tmp doc/reference.md
}

# The page keeps what is written by hand, up to its marker.
write_policy() {
    {
        sed '/^<!-- generated /q' doc/policy.md && echo &&
            psql -XAtq -v ON_ERROR_STOP=1 -f doc/policy.sql
    } >doc/policy.md.tmp && mv doc/policy.md.tmp doc/policy.md
}

do_reference() {
    steps=6
    prepare base
    build_and_install
    private_server reference
    step "creating the extensions" make_database chiptrade_reference \
        "chiptrade, public" || exit 1
    export PGDATABASE=chiptrade_reference
    step "writing doc/reference.md" write_reference || exit 1
    step "writing the tables of doc/policy.md" write_policy || exit 1
}

case ${1:-} in
    demo | report | psql | stop | test | unit | installcheck | fuzz | bench | \
        reference)
        "do_$1"
        ;;
    report-check)
        do_report_check
        ;;
    *)
        fail "usage: test/run.sh demo|report|report-check|psql|stop|test|unit|installcheck|fuzz|bench|reference"
        ;;
esac
