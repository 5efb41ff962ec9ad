#!/usr/bin/env bash
# Coverage-guided fuzzing of everything that reads what others may have written: fuzz/fuzz_targets/.
#   bash scripts/fuzz.sh [SECONDS]      for each of the five targets; default 600
# Starts from fuzz/corpus/, which is kept small. What it finds goes to fuzz/artifacts/ and fails the script.
# Needs a nightly compiler and cargo-fuzz (cargo install cargo-fuzz).
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-600}
if ! cargo +nightly fuzz --version >/dev/null 2>&1; then
  echo "skipped: fuzzing needs a nightly compiler and cargo-fuzz"
  exit 0
fi
for target in scenario claims record checkpoint manifest; do
  # What is new stays out of the committed corpus: `cargo fuzz cmin` makes a small one of it.
  found=fuzz/found/$target
  mkdir -p "$found" "fuzz/corpus/$target"
  echo "== $target, $seconds s"
  # -O: the arithmetic of the release, as shipped.
  cargo +nightly fuzz run -O "$target" "$found" "fuzz/corpus/$target" -- \
    -max_total_time="$seconds" -timeout=10 -rss_limit_mb=1024 -max_len=131072 -print_final_stats=1 2>&1 |
    grep -E "DONE|stat::(number_of_executed_units|peak_rss_mb|slowest_unit_time_sec)|ERROR|SUMMARY|Test unit" || true
  if [ -n "$(ls "fuzz/artifacts/$target" 2>/dev/null)" ]; then
    echo "found: fuzz/artifacts/$target"
    exit 1
  fi
done
