#!/bin/sh
# doctor.sh: what this machine has and what it lacks, for each target, and the
# line that helps.  Changes nothing.
. "$(dirname "$0")/lib.sh"

row() {
    printf '  %-14s %s\n' "$1" "$2"
}

version_line() {
    if have "$1"; then
        row "$1" "$("$@" 2>&1 | head -n 1)"
    else
        row "$1" "missing"
    fi
}

# target TEXT SET...: ready, or the packages it needs
target() {
    text=$1
    shift
    # shellcheck disable=SC2086
    lacking=$(sh test/setup.sh --list "$@" | cut -d '|' -f 1 | tr '\n' ' ')
    if [ -z "$lacking" ]; then
        row "$text" "ready"
    else
        row "$text" "lacks $lacking"
        all_lacking="$all_lacking $lacking"
    fi
}

echo "chiptrade $(control_version chiptrade) in $top"
row system "$(sed -n 's/^PRETTY_NAME="\(.*\)"/\1/p' /etc/os-release 2>/dev/null ||
    uname -sr)"
if find_pg; then
    row server "$("$pg_config" --version), $pg_config"
else
    row server "none of 15 or newer with its headers${PG_CONFIG:+ behind PG_CONFIG=$PG_CONFIG}"
fi
version_line gcc --version
version_line make --version
row perl "$(perl -e 'print "$^V"' 2>/dev/null || echo missing)"
version_line pg_prove --version
version_line clang --version
version_line clang-format --version
version_line cppcheck --version

echo "Targets:"
all_lacking=
target "make demo" base
target "make test" base test
target "make lint" base lint
target "make fuzz" base fuzz
target "make report" base report
target "report-check" base report browser
target "test-versions" versions
if ! is_root; then
    row "" "(make test-versions works as root only)"
fi

echo "Installing:"
if become=$(root_command); then
    if is_root; then
        row privileges "root"
    else
        row privileges "through $become"
    fi
    row "" "the targets install what they lack by themselves"
else
    become=
    row privileges "none: no sudo without a password, and no terminal to ask"
fi
if [ -n "$all_lacking" ]; then
    row "or run" "apt-get update && apt-get install -y --no-install-recommends$(
        echo "$all_lacking" | tr ' ' '\n' | sort -u | tr '\n' ' ')"
fi

if [ -n "$pg_config" ]; then
    share=$("$pg_config" --sharedir)/extension
    echo "Installed in $share:"
    for name in chiptrade chiptrade_data; do
        file=$share/$name.control
        if [ -f "$file" ]; then
            row $name "$(sed -n "s/^default_version *= *'\(.*\)'.*/\1/p" "$file")"
        else
            row $name "not installed"
        fi
    done
fi

echo "Demo server:"
if [ ! -f build/demo/env ]; then
    row build/demo "not made yet (make demo)"
elif [ -n "$pg_config" ] && sh test/cluster.sh env build/demo >/dev/null 2>&1; then
    row build/demo "runs: $(sh test/cluster.sh env build/demo | sed -n "s/^url='\(.*\)'/\1/p")"
else
    row build/demo "stopped (make psql or make demo starts it)"
fi
free=$(df -Pk . | awk 'NR == 2 { print int($4 / 1024) }')
row disk "$free MB free here (make test-versions wants 4000)"
