#!/usr/bin/env bash
# A batch of 1,000 scenarios of which 50 are bad: 950 results, 50 explanations.
set -euo pipefail
cd "$(dirname "$0")/.."
detente=${DETENTE:-$PWD/target/release/detente}
[ -x "$detente" ] || { cargo build --release --quiet; }
desk=$(mktemp -d)
trap 'rm -rf "$desk"' EXIT
mkdir "$desk/batch"
for number in {000..999}; do
  case $((10#$number % 60)) in
    7) printf 'titel = "no such key"\n' ;;
    27) printf 'title = "not ended\n' ;;
    47) printf 'title = "\xff"\n' ;;
    *) printf 'title = "case %s"\nhorizon_weeks = 26\n' "$number" ;;
  esac >"$desk/batch/case_$number.toml"
done
bad=50
cd "$desk"
status=0
"$detente" run batch --trials 100 --out out >screen 2>messages || status=$?
results=$(grep -c ',scaling,' out/outcomes.csv)
explained=$(grep -c 'see `detente check' screen)
echo "status $status; $results results, $explained explanations for $bad bad files"
[ "$status" = 1 ] && [ "$results" = $((1000 - bad)) ] && [ "$explained" = "$bad" ]
