#!/usr/bin/env bash
# Breaks the kernel, the rules, the statistics and the samplers on purpose, one place at a time, and asks the tests to
# notice. docs/testing.md says how to read the answer, .cargo/mutants.toml what is broken and which tests must notice.
#
#   scripts/mutants.sh [ONE_IN] [SEED]      every ONE_INth mutant (default 37) from number SEED mod ONE_IN (default 17)
#
# Fails where a mutant lives that is not argued in .cargo/mutants_argued.txt. One that makes the tests run without end is
# caught.
set -euo pipefail
cd "$(dirname "$0")/.."
one_in=${1:-37}
seed=${2:-17}

command -v cargo-mutants >/dev/null || cargo install cargo-mutants --locked
mkdir -p target/mutants
status=0
cargo mutants --no-shuffle --sharding round-robin --shard "$((seed % one_in))/$one_in" --output target/mutants || status=$?
case $status in
0 | 2 | 3) ;; # all caught, some missed, some without end
*) exit "$status" ;;
esac
! grep -v -E -f <(grep -v '^#' .cargo/mutants_argued.txt) target/mutants/mutants.out/missed.txt
