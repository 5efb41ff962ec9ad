#!/usr/bin/env bash
# Coverage-guided fuzzing of everything that reads what others may have written: fuzz/fuzz_targets/.
#   bash scripts/fuzz.sh [SECONDS] [TARGET ...]     default: 600 seconds for each target
# Starts from fuzz/corpus/, which is kept small; `DETENTE_CORPUS=1` makes that corpus anew from all that was found. What breaks
# something goes to fuzz/artifacts/ and fails the script.
# Needs a nightly compiler and cargo-fuzz (cargo install cargo-fuzz). The program has no unsafe code of its own, so no sanitizer
# is built in: it would halve the speed to look for what the compiler rules out.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-600}
shift || true
targets=("$@")
if [ ${#targets[@]} -eq 0 ]; then
  targets=(scenario claims record worlds checkpoint manifest folder pair axes cases values)
fi
if ! cargo +nightly fuzz --version >/dev/null 2>&1; then
  echo "skipped: fuzzing needs a nightly compiler and cargo-fuzz"
  exit 0
fi
# -O: the arithmetic of the release, as shipped.
cargo +nightly fuzz build -O -s none
for target in "${targets[@]}"; do
  found=fuzz/found/$target
  mkdir -p "$found" "fuzz/corpus/$target"
  echo "== $target, $seconds s"
  cargo +nightly fuzz run -O -s none "$target" "$found" "fuzz/corpus/$target" -- \
    -max_total_time="$seconds" -timeout=10 -rss_limit_mb=1024 -max_len=131072 -print_final_stats=1 -verbosity=1 2>&1 |
    grep -E "INITED|DONE|stat::(number_of_executed_units|peak_rss_mb|slowest_unit_time_sec)|ERROR|SUMMARY|Test unit" || true
  if [ -n "$(ls "fuzz/artifacts/$target" 2>/dev/null)" ]; then
    echo "found: fuzz/artifacts/$target"
    exit 1
  fi
  if [ "${DETENTE_CORPUS:-}" = 1 ]; then
    mkdir -p "fuzz/found/$target.small"
    cargo +nightly fuzz run -O -s none "$target" -- -merge=1 -max_len=4096 "fuzz/found/$target.small" "fuzz/corpus/$target" "$found"
  fi
done
