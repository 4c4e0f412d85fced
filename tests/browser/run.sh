#!/usr/bin/env bash
# A browser does the operator's work on the demo brand, axe on every page.
set -euo pipefail
cd "$(dirname "$0")/../.."
build=${WEFT_BROWSER_BUILD:-build}
data=$(mktemp -d "${TMPDIR:-/tmp}/weft-browser.XXXXXX")
ports=$(PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=bench python3 -c 'from house import free_port; print(*(free_port() for _ in range(10)))')
read -r port sim_port one one_sim two two_sim three three_sim four four_sim <<<"$ports"
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

# Brands of which nothing is there yet, each with its platform: two, four when all is to be walked.
empty() {
    local port=$1 sim_port=$2
    mkdir "$data/$port"
    "$build/weft-sim" --listen "127.0.0.1:$sim_port" --seed 7 --world empty > "$data/$port/sim.log" 2>&1 &
    pids+=($!)
    echo house-password-1 > "$data/$port/password"
    "$build/weft" user create --data "$data/$port/data" --name admin --role admin --password-file "$data/$port/password" > /dev/null
    "$build/weft" serve --data "$data/$port/data" --listen "127.0.0.1:$port" > "$data/$port/weft.log" 2>&1 &
    pids+=($!)
    for _ in $(seq 100); do
        python3 -c "import urllib.request; urllib.request.urlopen('http://127.0.0.1:$port/readyz')" 2>/dev/null && return
        sleep 0.1
    done
    tail -20 "$data/$port/weft.log"
    return 1
}
empty "$one" "$one_sim"
empty "$two" "$two_sim"
urls="http://127.0.0.1:$one http://127.0.0.1:$two" sims="http://127.0.0.1:$one_sim http://127.0.0.1:$two_sim"
if [[ ${WEFT_STORY:-} == all ]]; then
    empty "$three" "$three_sim"
    empty "$four" "$four_sim"
    urls+=" http://127.0.0.1:$three http://127.0.0.1:$four" sims+=" http://127.0.0.1:$three_sim http://127.0.0.1:$four_sim"
fi

cd console
WEFT_EMPTY_URLS=$urls WEFT_EMPTY_SIM_URLS=$sims WEFT_EMPTY_PASSWORD=house-password-1 \
    WEFT_URL="http://127.0.0.1:$port" WEFT_SIM_URL="http://127.0.0.1:$sim_port" WEFT_USER=admin WEFT_PASSWORD=weft-demo-1 WEFT_DESK_PASSWORD=weft-demo-3 npm run --silent e2e
