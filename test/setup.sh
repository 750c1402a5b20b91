#!/bin/sh
# setup.sh [--list] SET...: install the Debian packages that are missing for
# the sets base (build and run), unit, test, lint, fuzz, report, browser,
# versions.  Does nothing when all is there.  --list prints the missing
# packages, one a line with the reason, and changes nothing.
. "$(dirname "$0")/lib.sh"

missing=

# need PACKAGES REASON
need() {
    missing="$missing$1|$2
"
}

# The newest installed server of 15 or newer whose headers are missing, or 15.
wanted_major() {
    # shellcheck disable=SC2012
    for dir in $(ls -1dvr /usr/lib/postgresql/*/ 2>/dev/null); do
        major=$(basename "$dir")
        if [ -x "${dir}bin/postgres" ] && [ "$major" -ge 15 ] 2>/dev/null; then
            echo "$major"
            return
        fi
    done
    echo 15
}

check_base() {
    if ! find_pg; then
        pg_v=$(wanted_major)
        # Headers newer than the server would not match it: both in one go.
        need "postgresql-$pg_v postgresql-server-dev-$pg_v" \
            "the server and its headers"
    fi
    check_compiler
    have perl || need perl "rows of the install script"
}

check_compiler() {
    have gcc || need "gcc libc6-dev" "the C compiler"
    if have gcc && [ ! -f /usr/include/stdio.h ]; then
        need libc6-dev "the C library's headers"
    fi
    have make || need make "make"
}

check_unit() {
    check_compiler
    have prove || need perl "prove, which runs the tests"
}

# Debian's numpy belongs to Debian's python3, which need not be the first.
has_numpy() {
    for python in python3 /usr/bin/python3; do
        "$python" -c 'import numpy' 2>/dev/null && return 0
    done
    return 1
}

check_test() {
    have prove || need perl "prove, which runs the tests"
    have pg_prove || need libtap-parser-sourcehandler-pgtap-perl "pg_prove"
    share=$([ -n "${pg_config:-}" ] && "$pg_config" --sharedir 2>/dev/null ||
        echo "/usr/share/postgresql/$pg_v")
    [ -f "$share/extension/pgtap.control" ] ||
        need "postgresql-$pg_v-pgtap" "the test functions"
    if [ -n "$(find test -name '*.py' 2>/dev/null | head -n 1)" ]; then
        have python3 || need python3 "the oracles of test/oracle"
        has_numpy || need python3-numpy "the oracle of random samples"
    fi
}

check_lint() {
    have clang || need clang "the second compiler"
    have clang-format || need clang-format "formatting"
    have cppcheck || need cppcheck "static analysis"
    perl -MJSON::PP -e 1 2>/dev/null || need perl "reading META.json"
}

check_fuzz() {
    have clang || need clang "the fuzzing compiler"
    runtime=$(clang -print-runtime-dir 2>/dev/null || echo /nowhere)
    if [ -z "$(find "$runtime" -name 'libclang_rt.fuzzer*' 2>/dev/null |
        head -n 1)" ]; then
        need "libclang-rt-$(clang --version 2>/dev/null |
            sed -n 's/.*version \([0-9]*\).*/\1/p' | grep . || echo 14)-dev" \
            "the fuzzing library"
    fi
}

check_report() {
    have npm || need npm "the chart library of the report"
    have perl || need perl "putting the page together"
}

check_browser() {
    have chromium || need chromium "the browser that looks at the report"
    have prove || need perl "prove, which runs the tests"
}

check_versions() {
    have debootstrap || need debootstrap "other Debian releases in a folder"
}

packages() {
    printf '%s' "$missing" | cut -d '|' -f 1 | tr ' ' '\n' | sort -u | tr '\n' ' '
}

# Debian releases differ in the PostgreSQL they carry: take the oldest of 15
# or newer when the one asked for is not there.
settle_major() {
    case $missing in
        *"postgresql-$pg_v "*) ;;
        *) return 0 ;;
    esac
    for major in "$pg_v" 15 16 17 18 19 20; do
        if apt-cache show "postgresql-server-dev-$major" >/dev/null 2>&1; then
            missing=$(printf '%s' "$missing" |
                sed "s/postgresql-$pg_v\\([- ]\\)/postgresql-$major\\1/g
                     s/server-dev-$pg_v/server-dev-$major/g")
            missing="$missing
"
            return 0
        fi
    done
}

apt_install() {
    # No questions; -q keeps the log free of progress bars.
    # shellcheck disable=SC2086
    $become env DEBIAN_FRONTEND=noninteractive apt-get install -q -y \
        --no-install-recommends $(packages)
}

apt_update() {
    $become apt-get update -q
}

list=
if [ "${1:-}" = --list ]; then
    list=yes
    shift
fi
for set in "$@"; do
    "check_$set"
done
if [ -n "$list" ]; then
    printf '%s' "$missing"
    exit 0
fi
[ -n "$missing" ] || exit 0

echo "This machine lacks:"
printf '%s' "$missing" | while IFS='|' read -r names reason; do
    printf '  %-48s %s\n' "$names" "$reason"
done
line="apt-get update && apt-get install -y --no-install-recommends $(packages)"
if [ -n "${PG_CONFIG:-}" ] && ! find_pg; then
    echo "PG_CONFIG=$PG_CONFIG does not lead to a server of 15 or newer with" \
        "its headers." >&2
    exit 2
fi
if ! have apt-get; then
    echo "There is no apt-get here: install these in your system's own way." >&2
    exit 2
fi
if ! become=$(root_command); then
    echo "Installing needs root.  Run this, then start again:" >&2
    echo "  su -c '$line'" >&2
    exit 2
fi
[ "$become" != sudo ] || sudo -v

mkdir -p build
log=build/setup.log
began=$(now)
echo "Updating the package lists:${become:+ $become} apt-get update"
patiently "$log" apt_update || {
    tail -n 20 "$log" >&2
    echo "apt-get update failed; going on with the lists there are." >&2
}
settle_major
echo "Installing:${become:+ $become} apt-get install -y" \
    "--no-install-recommends $(packages)"
patiently "$log" apt_install || {
    tail -n 40 "$log" >&2
    fail "The packages could not be installed (log: $log)."
}
echo "Installed in $(($(now) - began)) s."
