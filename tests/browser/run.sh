#!/usr/bin/env bash
# A browser does the operator's work on the demo brand, axe on every page.
set -euo pipefail
cd "$(dirname "$0")/../.."
build=${WEFT_BROWSER_BUILD:-build}
data=$(mktemp -d "${TMPDIR:-/tmp}/weft-browser.XXXXXX")
ports=$(PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=bench python3 -c 'from house import free_port; print(free_port(), free_port())')
read -r port sim_port <<<"$ports"
pids=()
trap 'kill "${pids[@]}" 2>/dev/null || true; wait; rm -rf "$data"' EXIT

"$build/weft-sim" --listen "127.0.0.1:$sim_port" --seed 20260101 --world demo > "$data/sim.log" 2>&1 &
pids+=($!)
for _ in $(seq 100); do
    python3 -c "import urllib.request; urllib.request.urlopen('http://127.0.0.1:$sim_port/sim/pulse')" 2>/dev/null && break
    sleep 0.1
done
"$build/weft" demo --data "$data" --listen "127.0.0.1:$port" --sim "http://127.0.0.1:$sim_port" > "$data/weft.log" 2>&1 &
pids+=($!)
for _ in $(seq 600); do
    grep -q 'weft is ready' "$data/weft.log" && break
    kill -0 "${pids[1]}" 2>/dev/null || { tail -20 "$data/weft.log"; exit 1; }
    sleep 0.2
done
cd console
WEFT_URL="http://127.0.0.1:$port" WEFT_SIM_URL="http://127.0.0.1:$sim_port" WEFT_USER=admin WEFT_PASSWORD=weft-demo-1 WEFT_DESK_PASSWORD=weft-demo-3 npm run --silent e2e
