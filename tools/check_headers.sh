#!/usr/bin/env bash
# Compiles each header alone with the full warning set.
set -euo pipefail
cd "$(dirname "$0")/.."
flags=(-std=gnu17 -D_GNU_SOURCE -Isrc -I. -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion
       -Wstrict-prototypes -Werror -Wno-unused-function -fsyntax-only -x c)
# shellcheck disable=SC2207
cairo=($(pkg-config --cflags pangocairo sqlite3 libpq libmicrohttpd))
bad=0
while IFS= read -r header; do
    printf '#include "%s"\n' "${header#src/}" | gcc "${flags[@]}" "${cairo[@]}" - || { echo "$header"; bad=1; }
done < <(git ls-files 'src/*.h' 'sim/*.h')
[ $bad = 0 ] && echo "headers: ok"
exit $bad
