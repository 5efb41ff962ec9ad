#!/usr/bin/env bash
# The whole suite over and over. Seeds are fixed, so a test that fails in some passes only hangs on time, files or threads;
# each pass has another number of test threads.
#
#   scripts/twenty_times.sh [PASSES] [ARGUMENTS OF CARGO TEST]        default 20, and everything
set -euo pipefail
cd "$(dirname "$0")/.."
passes=${1:-20}
shift $(($# > 0))

cargo test --release --no-run --quiet "$@"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
failed=0
for pass in $(seq "$passes"); do
  export RUST_TEST_THREADS=$((2 + pass % 7))
  if cargo test --release --no-fail-fast "$@" >"$log" 2>&1; then
    verdict="all passed"
  else
    failed=$((failed + 1))
    verdict="FAILED: $(grep -h '^test .* FAILED$' "$log" | tr '\n' ' ')"
    grep -A 12 -h "panicked at" "$log" || true
  fi
  tests=$(awk '/^test result/ { sum += $4 } END { print sum }' "$log")
  echo "pass $pass, $RUST_TEST_THREADS threads: $tests tests, $verdict"
done
echo "$passes passes, $failed with a failure"
[ "$failed" = 0 ]
