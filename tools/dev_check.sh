# ./dev check: what a script can be fair about.  Sourced by ./dev.

# Headers are set by hand, in columns; tables of _shape and _http files, too.
check_format() {
    git ls-files 'src/*.c' 'sim/*.c' | grep -vE '_(shape|http)\.c$' | xargs clang-format --dry-run -Werror
    echo "format: ok"
}

verb_check() {
    need test
    use_node
    say "layers, names, contracts, bans"
    python3 tools/check_layers.py
    python3 tools/check_source.py "$@"
    check_format
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
    build/weft openapi > build/openapi.json
    say "the API's description against OpenAPI 3.1"
    (cd console && npm run --silent check:openapi -- ../build/openapi.json)
    say "the console's API types"
    (cd console && npm run --silent apigen -- ../build/openapi.json)
    git diff --exit-code --stat -- console/src/api/server.d.ts || die "the console's API types are stale: ./dev surface"
    took check
}

verb_surface() {
    need build
    configure dev build -DWEFT_TESTS=OFF
    ninja -j"$jobs" -C build --quiet weft
    mkdir -p docs
    build/weft surface > docs/surface.txt
    build/weft openapi > build/openapi.json
    use_node
    (cd console && npm run --silent apigen -- ../build/openapi.json)
    took surface
}

verb_install() {
    need "${1:-test}"
    install_npm
    if [ "${1:-test}" = test ]; then tests/track-sdk/run.sh install; fi
    took install
}
