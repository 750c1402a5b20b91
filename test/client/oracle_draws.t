#!/bin/sh
# Samples against a simulation with numpy; see test/oracle/draws_sim.py.
cd "$(dirname "$0")/../oracle" || exit 1
for python in python3 /usr/bin/python3; do
    if "$python" -c 'import numpy' 2>/dev/null; then
        PYTHONDONTWRITEBYTECODE=1 exec "$python" draws_sim.py
    fi
done
echo '1..0 # SKIP no python3 with numpy'
