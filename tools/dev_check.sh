# ./dev check: what a script can be fair about.  Sourced by ./dev.

check_format() {
    local files
    files=$(git ls-files 'src/*.c' 'src/*.h' 'sim/*.c' 'sim/*.h' | grep -vE '_(shape|http)\.c$|\.def$' || true)
    # shellcheck disable=SC2086
    clang-format --dry-run -Werror $files
}

verb_check() {
    need test
    say "layers, names, contracts, bans"
    python3 tools/check_layers.py
    python3 tools/check_source.py "$@"
    say "every header alone"
    tools/check_headers.sh
    configure dev build -DWEFT_TESTS=OFF
    ninja -j"$jobs" -C build --quiet weft weft-sim
    say "symbols"
    python3 tools/check_symbols.py build
    start_postgresql
    say "every statement on SQLite and PostgreSQL"
    local scratch
    scratch=$(mktemp -d)
    build/weft check-sql --data "$scratch"
    build/weft check-sql --data "$scratch" --db "$WEFT_TEST_PG"
    say "surface"
    build/weft surface | diff -u docs/surface.txt - || die "docs/surface.txt is stale: ./dev surface"
    took check
}

verb_surface() {
    need build
    configure dev build -DWEFT_TESTS=OFF
    ninja -j"$jobs" -C build --quiet weft
    mkdir -p docs
    build/weft surface > docs/surface.txt
    build/weft openapi > build/openapi.json
    if [ -d console/tools/apigen ]; then (cd console && npm run --silent apigen -- ../build/openapi.json); fi
    took surface
}

verb_install() { need "${1:-test}"; install_npm; took install; }
