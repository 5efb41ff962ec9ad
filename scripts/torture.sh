#!/usr/bin/env bash
# Kills runs at random moments, lets them go on, and compares every byte with a run that was left alone.
#   bash scripts/torture.sh [ROUNDS] [SEED]      default: 200 rounds, seed 1
# Every other round asks the run to end (TERM) and measures how long that takes; the others kill it (KILL), up to three
# times in a row.
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=${1:-200}
RANDOM=${2:-1}
detente=${DETENTE:-$PWD/target/release/detente}
[ -x "$detente" ] || { cargo build --release --quiet; }
desk=$(mktemp -d)
trap 'rm -rf "$desk"' EXIT
cp tests/support/rich.toml scenarios/tutorial.toml "$desk/"
cd "$desk"

simulate() { "$detente" run rich.toml tutorial.toml --trials 60000 --quiet --out out --checkpoint-seconds 0.05 "$@" 2>/dev/null; }
bytes() { (cd out && find . -type f | LC_ALL=C sort | xargs sha256sum | sha256sum); }
now() { date +%s%N; }

began=$(now); simulate; length=$(( ($(now) - began) / 1000000 ))
whole=$(bytes)
echo "one run takes $length ms"

stopped=0 killed=0 slowest=0
for ((round = 1; round <= rounds; round++)); do
  rm -rf out
  times=1; signal=TERM
  if ((round % 2)); then times=$((1 + RANDOM % 3)); signal=KILL; fi
  for ((time = 0; time < times; time++)); do
    "$detente" run rich.toml tutorial.toml --trials 60000 --quiet --out out --checkpoint-seconds 0.05 \
      --resume >/dev/null 2>&1 &
    pid=$!
    sleep "$(printf '0.%03d' $((RANDOM % (length < 999 ? length : 999))))"
    asked=$(now)
    kill -"$signal" "$pid" 2>/dev/null || true
    status=0; wait "$pid" 2>/dev/null || status=$?
    took=$(( ($(now) - asked) / 1000000 ))
    case $status in
      6) stopped=$((stopped + 1)); if ((took > slowest)); then slowest=$took; fi ;;
      137) killed=$((killed + 1)) ;;
      0) ;;
      *) echo "round $round: status $status"; exit 1 ;;
    esac
  done
  simulate --resume
  [ "$(bytes)" = "$whole" ] || { echo "round $round: other bytes"; exit 1; }
  [ ! -e .detente-out ] || { echo "round $round: something was left behind"; exit 1; }
done
echo "$rounds rounds: stopped $stopped times (at most $slowest ms to end), killed $killed times; every run ended with the same bytes"
