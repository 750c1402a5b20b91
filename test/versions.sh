#!/bin/sh
# versions.sh: the test suite on PostgreSQL 17 and 18, each in a folder that
# holds a Debian release of its own (build/versions/N, about 2 GB, kept for the
# next run).  Needs root, debootstrap and a Debian mirror; says so and skips
# where one of them is missing.  VERSIONS="17" runs one of them.
. "$(dirname "$0")/lib.sh"

skip() {
    echo "skipped: $*"
    exit 0
}

is_root || skip "make test-versions needs root (it makes chroots)."
have debootstrap || sh test/setup.sh versions || true
have debootstrap || skip "debootstrap is missing and could not be installed."

release_of() {
    case $1 in
        17) echo trixie ;;
        18) echo sid ;;
        *) fail "No Debian release is known here for PostgreSQL $1." ;;
    esac
}

# The mirror this machine itself uses, if it says so.
mirror=$(apt-get indextargets --format '$(ORIGIN) $(REPO_URI)' \
    'Created-By: Packages' 2>/dev/null |
    sed -n 's#^Debian \(http[^ ]*\)$#\1#p' | grep -v security | head -n 1)

room=
release_proc() {
    if [ -n "$room" ] && [ -e "$room/proc/self" ]; then
        umount "$room/proc" 2>/dev/null || umount -l "$room/proc"
    fi
}
trap release_proc EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

take_proc() {
    [ -e "$room/proc/self" ] ||
        mount -t proc proc "$room/proc" 2>/dev/null ||
        mount --bind /proc "$room/proc"
}

# A mark in the folder says that it was finished.
make_room() {
    room=$(pwd -P)/build/versions/$1
    [ ! -f "$room/ready" ] || return 0
    release_proc
    rm -rf "$room"
    mkdir -p "$room"
    echo "PostgreSQL $1: Debian $(release_of "$1") into build/versions/$1"
    patiently "build/versions/$1.log" debootstrap --variant=minbase \
        --include=ca-certificates "$(release_of "$1")" "$room" \
        ${mirror:+"$mirror"} || {
        tail -n 5 "build/versions/$1.log" >&2
        return 1
    }
    # sid's index may be older than its own limit on a quiet mirror.
    echo 'Acquire::Check-Valid-Until "false";' >"$room/etc/apt/apt.conf.d/90chiptrade"
    take_proc
    patiently "build/versions/$1.log" chroot "$room" sh -c "
        apt-get update -q &&
        DEBIAN_FRONTEND=noninteractive apt-get install -q -y \
            --no-install-recommends postgresql-$1 postgresql-server-dev-$1 \
            postgresql-$1-pgtap libtap-parser-sourcehandler-pgtap-perl \
            gcc make libc6-dev perl python3" || {
        tail -n 20 "build/versions/$1.log" >&2
        return 1
    }
    touch "$room/ready"
}

copy_sources() {
    rm -rf "$room/chiptrade"
    mkdir "$room/chiptrade"
    tar --exclude=./build --exclude=./.git --exclude='*.o' --exclude='*.so' \
        --exclude='*.bc' --exclude='./extension/*--*.sql' -cf - . |
        tar -C "$room/chiptrade" -xf -
}

mkdir -p build/versions
results=
for v in ${VERSIONS:-17 18}; do
    began=$(now)
    if ! make_room "$v"; then
        release_proc
        results="$results
skipped: PostgreSQL $v, the chroot could not be made (mirror out of reach?)"
        continue
    fi
    take_proc
    copy_sources
    made=$(($(now) - began))
    rc=0
    chroot "$room" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 COPT=-Werror \
        PG_CONFIG="/usr/lib/postgresql/$v/bin/pg_config" TESTS="${TESTS:-}" \
        PROVE_FLAGS="${PROVE_FLAGS:-}" make -C /chiptrade test || rc=$?
    server=$(chroot "$room" "/usr/lib/postgresql/$v/bin/postgres" --version)
    release_proc
    word=passed
    [ $rc -eq 0 ] || word=FAILED
    results="$results
$word: $server, $(($(now) - began)) s ($made s of them for the chroot)"
done
echo "$results" | sed 1d
case $results in
    *FAILED*) exit 1 ;;
esac
