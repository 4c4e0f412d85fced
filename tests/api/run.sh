#!/usr/bin/env bash
# The whole system over HTTP on the sanitized build: stories, every route, strangers, files, kills, full disks; beside
# it on PostgreSQL when WEFT_TEST_PG names one.  A server that leaks or races ends with another status, which is a failure.
set -uo pipefail
cd "$(dirname "$0")/../.."
build=${WEFT_TEST_BUILD:-build-asan}
rounds=${WEFT_CRASH_ROUNDS:-100}
export WEFT_FAST_PASSWORDS=1 PYTHONDONTWRITEBYTECODE=1
export LSAN_OPTIONS="suppressions=$PWD/tests/lsan.supp:print_suppressions=0"
seen=$(mktemp)
export WEFT_API_SEEN=$seen
tally=$(mktemp)
trap 'rm -f "$seen" "$tally"' EXIT

run() { # a test's own closing line is "N passed, N failed"; its limit only ends what hangs
    local out start=$SECONDS
    out=$(timeout 1800 python3 "$@" 2>&1) || true
    if [[ $(grep -E '^[0-9]+ passed, [0-9]+ failed$' <<<"$out" | tail -n 1) =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed$ ]]; then
        echo "${BASH_REMATCH[1]} ${BASH_REMATCH[2]}" >> "$tally"
    else
        out+=$'\nnot ok: ended without a closing line'
        echo "0 1" >> "$tally"
    fi
    printf '%s\n' "-- ${WEFT_API_PG:+postgresql: }$* ($((SECONDS - start)) s)" \
        "$(grep -vE '^[0-9]+ passed, [0-9]+ failed$|^$' <<<"$out")"
}

on_sqlite() {
    run tests/api/scenario.py "$build"
    run tests/api/walk.py "$build"
    run tests/api/scope.py "$build"
    run tests/api/rights.py "$build"
    run tests/api/masks.py "$build"
    run tests/api/sign_in.py "$build"
    run tests/api/door.py "$build"
    run tests/api/track.py "$build"
    run tests/api/shop.py "$build"
    run tests/api/erase.py "$build"
    run tests/api/merge.py "$build" 3
    run tests/api/files.py "$build"
    run tests/api/boards.py "$build"
    run tests/api/bulk.py "$build" --rows 5000
    run tests/api/imports.py "$build"
    run tests/api/costs.py "$build"
    run tests/api/covered.py "$build" "$seen"
    run tests/api/crash.py "$build" "$rounds"
    run tests/api/track_crash.py "$build" $((rounds / 5))
    run tests/api/disk.py "$build"
    run tests/api/clickhouse.py "$build"
}

on_postgresql() {
    export WEFT_API_PG=$WEFT_TEST_PG
    unset WEFT_API_SEEN # what covered.py asks was seen on SQLite
    run tests/api/scenario.py "$build"
    run tests/api/rights.py "$build"
    run tests/api/track.py "$build"
    run tests/api/shop.py "$build"
    run tests/api/erase.py "$build"
    run tests/api/merge.py "$build" 3
    run tests/api/files.py "$build"
    run tests/api/boards.py "$build"
    run tests/api/bulk.py "$build" --rows 5000
    run tests/api/imports.py "$build"
    run tests/api/costs.py "$build"
    run tests/api/crash.py "$build" $((rounds / 10))
    run tests/api/track_crash.py "$build" $((rounds / 20))
    run tests/api/shared.py "$build"
}

# With an argument only the stories, on SQLite; otherwise both engines side by side.
if [ $# -gt 0 ]; then
    run tests/api/scenario.py "$build"
else
    if [ -n "${WEFT_TEST_PG:-}" ]; then on_postgresql & fi
    on_sqlite
    wait ${!:+"$!"} || echo "0 1" >> "$tally"
fi
read -r passed failed < <(awk '{ p += $1; f += $2 } END { print p + 0, f + 0 }' "$tally")
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
