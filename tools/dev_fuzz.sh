# ./dev fuzz: every fuzzer for some seconds, from the corpora in tests/fuzz.  Sourced by ./dev.

verb_fuzz() {
    need test
    local seconds=${1:-60} program name scratch
    configure fuzz build-fuzz
    ninja -j"$jobs" -C build-fuzz --quiet
    scratch=$(mktemp -d)
    for program in build-fuzz/*_fuzz; do
        [ -x "$program" ] || continue
        name=$(basename "$program" _fuzz)
        say "fuzz $name for $seconds s"
        mkdir -p "$scratch/$name" "tests/fuzz/$name"
        "$program" -max_total_time="$seconds" -rss_limit_mb=2048 -timeout=10 -verbosity=0 \
            -artifact_prefix="$scratch/" "$scratch/$name" "tests/fuzz/$name"
    done
    took fuzz
}
