# ./dev demo: the demo brand, running until Ctrl+C.  Sourced by ./dev.

sim_pid= weft_pid=

stop_demo() {
    trap - EXIT INT TERM
    # shellcheck disable=SC2086
    kill $weft_pid $sim_pid 2>/dev/null || true
    wait
}

verb_demo() {
    local port=8080 sim_port=8090 data=demo-data
    while [ $# -gt 0 ]; do
        case $1 in
            --port) port=$2; shift 2 ;;
            --sim-port) sim_port=$2; shift 2 ;;
            --data) data=$2; shift 2 ;;
            --no-install) WEFT_NO_INSTALL=1; shift ;;
            *) die "unknown option: $1" ;;
        esac
    done
    verb_build
    mkdir -p "$data"
    build/weft-sim --listen "127.0.0.1:$sim_port" --seed 20260101 --data "$data/sim.db" --world demo \
        > "$data/sim.log" 2>&1 &
    sim_pid=$!
    trap stop_demo EXIT INT TERM
    wait_for "http://127.0.0.1:$sim_port/sim/world" "$sim_pid" "$data/sim.log"
    build/weft demo --data "$data" --listen "127.0.0.1:$port" --sim "http://127.0.0.1:$sim_port" &
    weft_pid=$!
    wait "$weft_pid"
}

# Waits until the address answers; dies with the log when the process ends first.
wait_for() { # URL PID LOG
    local i
    for i in $(seq 1 300); do
        curl -fsS -o /dev/null --max-time 2 "$1" 2>/dev/null && return 0
        kill -0 "$2" 2>/dev/null || { tail -20 "$3"; die "did not start"; }
        sleep 0.1
    done
    die "no answer from $1"
}
