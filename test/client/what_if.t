#!/bin/sh
# Each number of each rule, and each exception, edited; see
# test/oracle/what_if.py.
command -v python3 >/dev/null 2>&1 || { echo '1..0 # SKIP no python3'; exit 0; }
cd "$(dirname "$0")/../oracle" || exit 1
PYTHONDONTWRITEBYTECODE=1 exec python3 what_if.py
