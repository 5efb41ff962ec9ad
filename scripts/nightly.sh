#!/usr/bin/env bash
# The checks that take too long for every change or need the network: known answers at ten million trials, the exact
# answers by another program, the pages of claims and cases, mutants, memory, speed.
set -euo pipefail
cd "$(dirname "$0")/.."

cargo build --release
echo "== known answers at 10^7 trials"
cargo test --release --test model -- --ignored reference

echo "== every step on the disk fails, or ends the process, in turn; the same for the commands of the lab"
cargo test --release --features fault-injection --test faults
cargo test --release -p detente-lab --features fault-injection --test lab -- faults

echo "== a second opinion on the exact answers"
bash scripts/second_opinion.sh

echo "== calibrations find known truths again as often as they say; the shipped worlds made again, byte for byte"
cargo test --release -p detente-study --test model -- --ignored --nocapture recovery
bash scripts/calibrate.sh --check

echo "== every claim tried again, and the page reproduced byte for byte"
cargo run --release --quiet -p detente-lab -- claims --quiet --out target/validation.md
cmp target/validation.md docs/validation.md

echo "== every historical case simulated again, and the page reproduced byte for byte"
cp docs/cases.md target/cases.md
cargo run --release --quiet -p detente-lab -- cases --quiet --out target/cases.md
cmp target/cases.md docs/cases.md

echo "== the base rates set beside the built-in scenario again, and the page reproduced byte for byte"
cp docs/calibration.md target/calibration.md
cargo run --release --quiet -p detente-lab -- base-rates --quiet --out target/calibration.md
cmp target/calibration.md docs/calibration.md

echo "== peak memory, 10^6 against 10^7 trials of the reference ladder"
MANY_TRIALS=10000000 python3 benches/measure.py memory

echo "== a report on a sweep of 10,000 points: at most 256 MiB, a page of 4 MiB, 70 files, 180 s, an end heard within 1 s"
cargo test --release --test results -- --ignored --nocapture bounded_reports

echo "== the engine rebuilt from its description: 500 trials of every scenario, and its own chance"
export PYTHONDONTWRITEBYTECODE=1
python3 tests/rebuild/test_rebuild.py target/release/detente scenarios --trials 500
python3 tests/rebuild/own_random_numbers.py target/release/detente scenarios/{doha_2026,algiers_1981,jpoa_2014}.toml --trials 15000

echo "== pages that simulate, used in Firefox and WebKit where those are installed"
node tests/page/other_browsers.mjs target/release/detente

echo "== a sample of mutants, each of which the tests must notice"
bash scripts/mutants.sh

echo "== a million damaged files"
DETENTE_MUTATIONS=0..1000000 cargo test --release --test lab -- --nocapture mutated

echo "== coverage-guided fuzzing, ten minutes for each target"
bash scripts/fuzz.sh 600

echo "== what is given out"
bash scripts/release.sh

echo "== licences, sources, bill of materials; the same program from two builds"
if cargo deny --version >/dev/null 2>&1; then cargo deny check licenses bans sources; else echo "skipped: no cargo-deny"; fi
if cargo cyclonedx --version >/dev/null 2>&1; then cargo cyclonedx --format json; else echo "skipped: no cargo-cyclonedx"; fi
bash scripts/reproducible.sh

echo "== runs killed and stopped at random moments; a batch with bad files; shards on Slurm where it is installed"
bash scripts/torture.sh
bash scripts/bad_batch.sh
bash deploy/slurm/try.sh

echo "== speed"
cargo bench -p detente-benches --bench exact
python3 benches/measure.py ratios widths threads batch peers
