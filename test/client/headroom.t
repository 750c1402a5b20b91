#!/bin/sh
# Limits of random specifications against the reference; see
# test/oracle/headroom.py.
command -v python3 >/dev/null 2>&1 || { echo '1..0 # SKIP no python3'; exit 0; }
cd "$(dirname "$0")/../oracle" || exit 1
PYTHONDONTWRITEBYTECODE=1 exec python3 headroom.py
