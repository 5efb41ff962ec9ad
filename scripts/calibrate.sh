#!/usr/bin/env bash
# Makes the worlds that come with the program: the built-in scenario held against the base rates. Some ten minutes on two processors.
#   calibration/built_in/    fit.csv, posterior.csv and all that `detente calibrate` writes
#   calibration/worlds.csv   the worlds from which every scenario draws what no file states
# With --check: makes them elsewhere and compares every byte.
set -euo pipefail
cd "$(dirname "$0")/.."

cargo build --release --quiet
if [ "${1:-}" = --check ]; then
  "${CARGO_TARGET_DIR:-target}/release/detente" verify calibration/built_in --rerun
  cmp calibration/built_in/worlds.csv calibration/worlds.csv
  exit
fi
"${CARGO_TARGET_DIR:-target}/release/detente" calibrate calibration/built_in.toml --targets calibration/targets.csv \
  --points 4096 --out calibration/built_in --force
cp calibration/built_in/worlds.csv calibration/worlds.csv
