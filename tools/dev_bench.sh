# ./dev bench: the figures of bench/README.md, measured now.  Sourced by ./dev.

verb_bench() {
    need test
    build_console
    configure release build-release -B build-release
    ninja -j"$jobs" -C build-release --quiet weft weft-sim
    python3 bench/run.py --build build-release "$@"
    took bench
}
