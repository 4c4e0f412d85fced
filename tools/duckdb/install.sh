#!/usr/bin/env bash
# Fetches DuckDB's library and C header: npm packages by name and version, checked against the sums
# of packages.txt.  They are put beside this script; -DDUCKDB_ROOT= of CMake names another place.
# Usage: tools/duckdb/install.sh
set -euo pipefail
cd "$(dirname "$0")"

if [ "$(uname -m)" != x86_64 ]; then
    echo "DuckDB: packages.txt names a library for x86_64 only, this is $(uname -m)." >&2
    echo "Put libduckdb.so into tools/duckdb/lib and duckdb.h into tools/duckdb/include, or give" >&2
    echo "cmake -DDUCKDB_ROOT=; without them weft is built, and analysis needs --events clickhouse://" >&2
    exit 0
fi

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

take() { # NAME VERSION FILE PLACE SUM
    local stamp=.stamp/${4//\//-}
    [ -f "$4" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$1 $2 $5" ] && return 0
    echo "installing $1 $2"
    local package sum
    package=$(cd "$scratch" && npm pack --silent "$1@$2" | tail -n 1)
    sum=$(sha512sum "$scratch/$package" | cut -d' ' -f1)
    [ "$sum" = "$5" ] || { echo "$1 $2 is not what packages.txt names: $sum" >&2; exit 1; }
    tar -xzf "$scratch/$package" -C "$scratch" "$3"
    mkdir -p "$(dirname "$4")" .stamp
    mv "$scratch/$3" "$4"
    echo "$1 $2 $5" > "$stamp"
}

while read -r name version file place sum; do
    case $name in ''|'#'*) continue ;; esac
    take "$name" "$version" "$file" "$place" "$sum"
done < packages.txt
