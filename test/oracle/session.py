"""
What the comparing scripts share: one psql session and TAP output.

Connection settings come from the environment (PGHOST, PGPORT, PGDATABASE...);
the database's search_path must reach the extension's schema.
"""

import os
import subprocess
import sys

SHOWN = 5       # differing cases printed per test
WORKERS = min(os.cpu_count() or 1, 8)


def setting(name, default):
    return int(os.environ.get(name, default))


def escape(value):
    """One value in COPY text format."""
    if value is None:
        return "\\N"
    return value.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n")


def unescape(text):
    if text == "\\N":
        return None
    return text.replace("\\t", "\t").replace("\\n", "\n").replace("\\\\", "\\")


def copy_in(table, rows):
    """A COPY command with its data, to stand in a psql script."""
    lines = ["COPY %s FROM stdin;" % table]
    lines += ["\t".join(escape(v) for v in row) for row in rows]
    return "\n".join(lines) + "\n\\.\n"


def run(script):
    """Rows that the script's COPY ... TO stdout gave, in order."""
    psql = os.environ.get("PSQL", "psql")
    done = subprocess.run([psql, "-X", "-q", "-v", "ON_ERROR_STOP=1", "-f", "-"],
                          input=script.encode(), stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, check=False)
    if done.returncode != 0:
        for line in done.stderr.decode(errors="replace").splitlines()[:20]:
            print("# " + line)
        print("Bail out! psql ended with %d" % done.returncode, flush=True)
        # not sys.exit(): a pool waits for ever for a worker that has gone
        raise RuntimeError("psql ended with %d" % done.returncode)
    return [[unescape(v) for v in line.split("\t")]
            for line in done.stdout.decode().splitlines()]


class Tap:
    def __init__(self, names):
        self.names = names
        self.wrong = {name: [] for name in names}
        self.seen = {name: 0 for name in names}

    def same(self, name, good, note):
        """One case of a named test; note says what differed."""
        self.seen[name] += 1
        if not good:
            self.wrong[name].append(note)

    def add(self, other):
        """What another run has seen of the same tests."""
        for name in self.names:
            self.seen[name] += other.seen[name]
            self.wrong[name] += other.wrong[name]

    def close(self):
        print("1..%d" % len(self.names))
        for number, name in enumerate(self.names, 1):
            wrong, seen = self.wrong[name], self.seen[name]
            good = seen > 0 and not wrong
            print("%s %d - %s (%d cases)" % ("ok" if good else "not ok", number,
                                             name, seen))
            if not seen:
                print("# no case was compared")
            if wrong:
                print("# %d of %d differ" % (len(wrong), seen))
            for note in wrong[:SHOWN]:
                for line in note.splitlines():
                    print("#   " + line)
        return 1 if any(self.wrong.values()) or not all(self.seen.values()) else 0
