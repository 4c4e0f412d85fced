#!/usr/bin/env bash
# `weft rule eval` as a person or a script calls it.
set -uo pipefail
cd "$(dirname "$0")/../.."
weft=${WEFT:-build/weft}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
passed=0 failed=0

same() { # NAME WANTED GOT
    if [ "$2" = "$3" ]; then
        passed=$((passed + 1))
    else
        printf 'not ok: %s\n  wanted: %s\n  got:    %s\n' "$1" "$2" "$3"
        failed=$((failed + 1))
    fi
}

echo '{"if":[{">":[{"var":"spend"},500]},{"cat":["满",{"var":"spend"}]},null]}' > "$scratch/rule.json"
echo '{"spend":500.5}' > "$scratch/data.json"
same "two files" '"满500.5"' "$($weft rule eval --rule "$scratch/rule.json" --data "$scratch/data.json")"
same "data from the input" 'null' "$(echo '{"spend":1}' | $weft rule eval --rule "$scratch/rule.json" --data -)"
same "rule from the input" '["\u0001",1e+21]' "$(echo '["\u0001",1e21]' | $weft rule eval --rule - --data "$scratch/data.json")"
same "no data" '["a"]' "$(echo '{"missing":"a"}' | $weft rule eval --rule -)"

reason() { # RULE -> "status reason"
    local text status
    text=$(echo "$1" | $weft rule eval --rule - --data "$scratch/data.json" 2>&1 >"$scratch/out") && status=0 || status=$?
    [ -s "$scratch/out" ] && echo "printed something: $(cat "$scratch/out")"
    echo "$status ${text%% (*}"
}
same "no JSON" "2 weft: json.malformed" "$(reason '{"a":')"
same "an unknown operator" "2 weft: rule.unknown_operator at /and/0/nope" "$(reason '{"and":[{"nope":1}]}')"
same "no such file" "2" "$($weft rule eval --rule "$scratch/none" --data "$scratch/data.json" >/dev/null 2>&1; echo $?)"
same "one input for two" "2" "$(echo 1 | $weft rule eval --rule - --data - >/dev/null 2>&1; echo $?)"
same "help is an answer" "0 weft" "$($weft --help >"$scratch/help"; echo "$? $(head -c 4 "$scratch/help")")"
same "no rule at all" "2" "$($weft rule eval 2>/dev/null; echo $?)"

same "a sentence" '近 30 天 有 order.paid 且 level ≥ 3|there is order.paid in the last 30 days and level ≥ 3' \
    "$(echo '{"and":[{"did":["order.paid","30d"]},{">=":[{"var":"level"},3]}]}' | $weft rule explain --rule - | paste -sd'|')"

lines=$($weft rule eval --lines <<'TEXT'
{"rule":{"+":[{"var":"a"},1]},"data":{"a":1}}
{"rule":{"nope":[]},"data":null}

nonsense
{"data":1}
{"rule":{"var":""},"data":"last"}
TEXT
)
status=$?
same "lines: status" 0 "$status"
same "lines: results" '2 {"error":{"reason":"rule.unknown_operator","place":"/nope" {"error":{"reason":"json.malformed"}} {"error":{"reason":"rule.missing"}} "last"' \
    "$(sed 's/,"allowed".*//' <<<"$lines" | tr '\n' ' ' | sed 's/ $//')"

echo '{"cat":[{"event_count":["order.paid","today"]}," ",{"date":[]}," ",{"has_tag":"vip"}]}' > "$scratch/rule.json"
echo '{"events":[{"type":"order.paid","at":"2026-11-24T17:00:00Z"}],"tags":["vip"]}' > "$scratch/data.json"
same "the person in the data" '"1 2026-11-25 true"' \
    "$($weft rule eval --rule "$scratch/rule.json" --data "$scratch/data.json" --now 2026-11-25T00:00:00Z)"

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
