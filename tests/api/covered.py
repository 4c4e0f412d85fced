#!/usr/bin/env python3
"""Every route was answered well at least once: what no test has ever seen to work is listed, and fails.

Usage: covered.py BUILD SEEN.  SEEN holds lines "METHOD /path/{id}" of answers below 400 (WEFT_API_SEEN)."""
import pathlib
import subprocess
import sys

# A dead letter needs a defect to come to be: tested in src/log.  A probe of the process is not in the access log.
ELSEWHERE = {"POST /api/dead-letters/{id}/replay", "GET /healthz"}


def main():
    surface = subprocess.run([f"{sys.argv[1]}/weft", "surface"], capture_output=True, text=True, check=True).stdout
    routes = {" ".join(line.split()[:2]) for line in surface.splitlines() if line.startswith(("GET /", "POST /", "PUT /", "PATCH /", "DELETE /"))}
    seen = set(pathlib.Path(sys.argv[2]).read_text().splitlines())
    missing = sorted(routes - seen - ELSEWHERE)
    for route in missing:
        print(f"never answered well: {route}")
    if len(routes) < 100:
        missing.append("routes")
        print(f"only {len(routes)} routes were found")
    print(f"{len(routes) - len(missing)} passed, {len(missing)} failed")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
