#!/usr/bin/env bash
# Asks the model checker Storm for the exact answers of lab/tests/second_opinion/*.toml, and compares them with
# what is checked in. With --accept it replaces what is checked in. Needs python3 and the network (stormpy from PyPI).
set -euo pipefail
cd "$(dirname "$0")/.."

STORMPY="stormpy==2.0.0"
kept="lab/tests/second_opinion/values.csv"
room="$(mktemp -d)"
trap 'rm -rf "$room"' EXIT

cargo run --release --quiet -p detente-lab -- prism lab/tests/second_opinion/*.toml --out "$room/models" >/dev/null
python3 -m venv "$room/venv"
"$room/venv/bin/pip" install --quiet "$STORMPY"
"$room/venv/bin/python" scripts/second_opinion.py "$room/models" >"$room/values.csv"

if [ "${1:-}" = "--accept" ]; then
  cp "$room/values.csv" "$kept"
elif ! diff "$kept" "$room/values.csv"; then
  echo "Storm gives other answers than $kept holds; look why, and only then accept them with --accept"
  exit 1
fi
