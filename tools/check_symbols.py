#!/usr/bin/env python3
"""Refuses object files that need what only sys/ may touch.  Usage: check_symbols.py BUILD

Symbols cannot be fooled by spelling: `nm -u` of every object outside sys/ must not list the
clock, randomness, the environment or unsafe string functions; outside the platform folders
also not the heap."""
import pathlib
import subprocess
import sys

BUILD = pathlib.Path(sys.argv[1])
AMBIENT = {"time", "clock_gettime", "gettimeofday", "clock", "rand", "random", "srand", "drand48", "getenv",
           "secure_getenv", "localtime", "localtime_r", "gmtime", "gmtime_r", "mktime", "sprintf", "vsprintf",
           "strcpy", "strcat", "strtok", "atoi", "atol", "atof", "gets", "system", "popen"}
HEAP = {"malloc", "calloc", "realloc", "free", "strdup", "printf", "puts", "fopen"}
# app talks to the terminal; sim is a program of its own, with its own clock.
# people and crowd hold what outlives every request: the customers of a tenant; columnar the store of events,
# and trails of millions of them.
PLATFORM = {"base", "wire", "db", "kernel", "log", "http", "people", "crowd", "columnar"}
MAY = {
    # file stem: symbols it may need, with the reason
    "server": {"clock_gettime"},        # timed waits of the worker queue take an absolute instant
    "pool": {"clock_gettime"},          # likewise, for a free connection
}


def needed(path):
    out = subprocess.run(["nm", "-u", "--format=posix", str(path)], capture_output=True, text=True, check=True).stdout
    return {line.split()[0].split("@")[0] for line in out.splitlines() if line.strip()}


def main():
    bad, seen = [], 0
    for path in sorted(BUILD.glob("CMakeFiles/weft_*.dir/src/*/*.o")):
        module = path.parent.name
        stem = path.name.split(".")[0]
        if module in {"sys", "app"}:
            continue
        seen += 1
        banned = AMBIENT | (set() if module in PLATFORM else HEAP)
        for symbol in sorted(needed(path) & banned - MAY.get(stem, set())):
            bad.append(f"src/{module}/{stem}: needs {symbol}, which only sys/ may touch")
    print("\n".join(bad) or f"symbols: ok ({seen} objects)")
    return 1 if bad or not seen else 0


sys.exit(main())
