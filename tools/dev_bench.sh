# ./dev bench [--quick] [name...]: the figures of bench/README.md, measured now.  Sourced by ./dev.

verb_bench() {
    need test
    build_console
    say "building weft and weft-sim"
    configure release build-release
    ninja -j"$jobs" -C build-release --quiet weft weft-sim weft-load
    python3 bench/run.py --build build-release "$@"
    took bench
}
