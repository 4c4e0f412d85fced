#!/usr/bin/env bash
# The scenarios on the sanitized build.  The server must stop clean, too: leaks and races are failures.
set -euo pipefail
cd "$(dirname "$0")/../.."
export WEFT_FAST_PASSWORDS=1
python3 tests/api/scenario.py "${WEFT_TEST_BUILD:-build-asan}" "$@"
