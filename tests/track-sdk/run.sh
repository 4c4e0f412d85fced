#!/usr/bin/env bash
# The official clients of Segment, RudderStack and Sensors Data, unmodified, against weft: those for servers in Node,
# those for pages in Chromium.  `./dev install test` fetches them; where they cannot be fetched this says so and passes.
set -euo pipefail
cd "$(dirname "$0")"
if ! [ node_modules/.package-lock.json -nt package-lock.json ] &&
    ! timeout 300 npm ci --ignore-scripts --fetch-retries=1 --loglevel=error; then
    rm -rf node_modules
    echo "not run: the clients could not be fetched"
    exit 0
fi
[ "${1:-}" = install ] && exit 0
WEFT=$(realpath "../../${WEFT_TRACK_BUILD:-build}/weft") node --test --test-concurrency=1
