#!/bin/sh
# lint.sh: everything that can be checked without running the tests.  One line
# a check; goes on after a failure and ends with the count.
. "$(dirname "$0")/lib.sh"

sh test/setup.sh base lint || exit $?
find_pg || fail "There is no PostgreSQL server of 15 or newer with headers."

failed=0
checks=0
work=build/lint
mkdir -p "$work"
log=$work/check.log

# check TEXT COMMAND...
check() {
    text=$1
    shift
    checks=$((checks + 1))
    printf '%-58s ' "$text"
    began=$(now)
    if "$@" >"$log" 2>&1; then
        printf 'ok  %d s\n' $(($(now) - began))
    else
        printf 'FAILED\n'
        head -n 80 "$log" | sed 's/^/    /'
        failed=$((failed + 1))
    fi
}

# files of the project: what git tracks or would, or all there is without git
project_files() {
    {
        if have git && git -c safe.directory="$top" rev-parse --git-dir \
            >/dev/null 2>&1; then
            git -c safe.directory="$top" ls-files -co --exclude-standard
        else
            find . -type f ! -path './build/*' ! -path './.git/*' \
                ! -name '*.o' ! -name '*.so' ! -name '*.bc' \
                ! -path './extension/*--*.sql' | sed 's#^\./##'
        fi
    } | sort | while read -r file; do
        [ ! -f "$file" ] || echo "$file"
    done
}

includes="-isystem $("$pg_config" --includedir-server)"
common="-O2 -g -fPIC -ffp-contract=off -Wall -Wextra -Werror -Iinclude -Itest/unit
    -Wmissing-prototypes -Wpointer-arith -Wvla -Wformat-security -Wundef
    -fno-strict-aliasing -fwrapv -D_GNU_SOURCE"

# Every C file by itself into the scratch folder; two at a time.
compile_all() {
    compiler=$1
    {
        for file in extension/core/*.c test/unit/*.c test/fuzz/*.c; do
            [ ! -f "$file" ] ||
                echo "$file -std=c11"
        done
        for file in extension/*.c; do
            [ ! -f "$file" ] ||
                echo "$file -std=gnu11 -Wdeclaration-after-statement $includes"
        done
    } >"$work/compile.list"
    # shellcheck disable=SC2016
    tr '\n' '\0' <"$work/compile.list" |
        xargs -0 -P "$(nproc 2>/dev/null || echo 2)" -n 1 sh -c '
            compiler=$1 common=$2 work=$3
            set -- $4
            file=$1
            shift
            exec $compiler $common "$@" -c -o \
                "$work/$(echo "$file" | tr / _).$compiler.o" "$file"' \
            compile "$compiler" "$common" "$work"
}

declarations_first() {
    for file in extension/core/*.c; do
        # shellcheck disable=SC2086
        gcc $common -std=c11 -Wdeclaration-after-statement -fsyntax-only \
            "$file" || return 1
    done
}

core_is_plain() {
    ! grep -nE '#include *[<"](postgres|fmgr|utils/|nodes/|locale|ctype)|[^_a-z](malloc|calloc|realloc|strtod|setlocale|isalpha|isdigit|isspace|tolower|toupper) *\(' \
        extension/core/*.c
}

formatting() {
    # shellcheck disable=SC2046
    clang-format --dry-run -Werror $(project_files | grep '\.[ch]$')
}

static_analysis() {
    # shellcheck disable=SC2046
    cppcheck --quiet --error-exitcode=1 --inline-suppr --std=c11 \
        --enable=warning,performance,portability -j 2 \
        --suppress=missingInclude --suppress=missingIncludeSystem \
        --suppress=unmatchedSuppression \
        -Iinclude -Itest/unit $(project_files | grep '\.c$')
}

file_sizes() {
    long=$(project_files | grep '\.[ch]$' | xargs wc -l |
        awk '$2 != "total" && $1 >= 600')
    [ -z "$long" ] || {
        echo "600 lines or more: $long"
        return 1
    }
}

shell_syntax() {
    for file in $(project_files | grep -E '\.sh$'); do
        sh -n "$file" || return 1
    done
    if [ -f .ci/run ]; then
        bash -n .ci/run || return 1
    fi
    if have shellcheck; then
        # shellcheck disable=SC2046
        shellcheck -x -e SC1091 $(project_files | grep -E '\.sh$') || return 1
    fi
}

perl_syntax() {
    for file in $(project_files | grep -E '\.(pl|pm)$|^test/client/.*\.t$'); do
        head -n 1 "$file" | grep -q perl || continue
        perl -c "$file" || return 1
    done
}

python_syntax() {
    for file in $(project_files | grep '\.py$'); do
        python3 -c 'import ast, sys; ast.parse(open(sys.argv[1]).read(), sys.argv[1])' \
            "$file" || return 1
    done
}

metadata() {
    version=$(control_version chiptrade)
    [ "$version" = "$(control_version chiptrade_data)" ] || {
        echo "The two control files differ in default_version."
        return 1
    }
    perl -MJSON::PP -e '
        local $/;
        open my $in, "<", "META.json" or die "META.json: $!\n";
        my $meta = JSON::PP->new->utf8->decode(<$in>);
        my $version = shift;
        for my $key (qw(name version abstract maintainer license provides meta-spec)) {
            defined $meta->{$key} or die "META.json: no $key\n";
        }
        for my $item ($meta, values %{ $meta->{provides} }) {
            $item->{version} eq $version
                or die "META.json says $item->{version}, the control file $version\n";
            !defined $item->{file} || -f $item->{file}
                or die "META.json names $item->{file}, which is not there\n";
        }
        $meta->{license} eq "postgresql" or die "META.json: license\n";
    ' "$version" || return 1
    grep -q "^## \[$version\]" CHANGELOG.md || {
        echo "CHANGELOG.md has no section [$version]"
        return 1
    }
    stray=$(project_files | grep -E '^(sql|extension|test|data)/.*--[0-9]' |
        grep -v '^sql/upgrade/' || true)
    [ -z "$stray" ] || {
        echo "generated, and yet among the sources: $stray"
        return 1
    }
}

# The brackets keep this file from matching itself.
marks() {
    ! project_files | grep -vE '^(data/.*\.csv|LICENSE)$' |
        xargs grep -nIwE 'TO[D]O|FIX[M]E|X[X]X'
}
machine_paths() {
    ! project_files | xargs grep -nIE \
        '(^|[^a-z0-9_.$}])/(wor[k]|hom[e]|roo[t]|mn[t])/[A-Za-z0-9._-]'
}
whitespace() {
    ! project_files | grep -vE '\.(md|csv|png|svg|out)$' | xargs grep -nIE '[ 	]+$'
}

check "gcc -Wall -Wextra -Werror" compile_all gcc
check "clang -Wall -Wextra -Werror" compile_all clang
check "core: declarations at block starts" declarations_first
check "core: no server header, allocation or locale" core_is_plain
check "clang-format" formatting
check "cppcheck" static_analysis
check "C files under 600 lines" file_sizes
check "shell scripts" shell_syntax
check "perl programs" perl_syntax
check "python programs" python_syntax
check "META.json, CHANGELOG.md and control files agree" metadata
check "no left-over marks" marks
check "no machine's paths" machine_paths
check "no trailing blanks" whitespace

rm -rf "$work"
if [ "$failed" -gt 0 ]; then
    echo "lint: $failed of $checks checks failed."
    exit 1
fi
echo "lint: all $checks checks passed."
