#!/bin/sh
# Random figures against 50 digits; see
# test/oracle/compare_growth.py.
command -v python3 >/dev/null 2>&1 || { echo '1..0 # SKIP no python3'; exit 0; }
cd "$(dirname "$0")/../oracle" || exit 1
PYTHONDONTWRITEBYTECODE=1 exec python3 compare_growth.py
