#!/usr/bin/env bash
# Simulates scenarios on a Slurm cluster, one shard a task, and merges the shards when all of them are there.
#
#   deploy/slurm/submit.sh SHARDS OUT PATH... [-- FLAG...]
#   deploy/slurm/submit.sh 64 results/doha_2026 scenarios/doha_2026.toml -- --trials 1000000000
#
# What stands behind -- goes to `detente run`. Run the same line again after a failure: shards that are there and sound
# are not simulated again, and those that were stopped go on from their last checkpoint.
#
#   DETENTE          the program (default: detente, found in the PATH)
#   SHARD_OPTIONS    more options of sbatch for the shards, such as "--cpus-per-task=8 --time=2:00:00"
#   MERGE_OPTIONS    the same for the merge
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
[ $# -ge 3 ] || { sed -n '2,12s/^# \{0,1\}//p' "$0" >&2; exit 2; }

shards=$1 out=${2%/}; shift 2
paths=()
while [ $# -gt 0 ] && [ "$1" != -- ]; do paths+=("$1"); shift; done
[ $# -eq 0 ] || shift
DETENTE=$(command -v "${DETENTE:-detente}")
folder=shards/$(basename "$out")/of_$shards
export DETENTE

"$DETENTE" check "${paths[@]}" >/dev/null

missing=()
for ((shard = 1; shard <= shards; shard++)); do
  "$DETENTE" verify --quiet "$folder/$shard" 2>/dev/null || missing+=("$shard")
done
mkdir -p "$folder"

# 1 2 3 7 -> 1-3,7
ranges() {
  printf '%s\n' "$@" | awk '
    NR > 1 && $1 == last + 1 { last = $1; next }
    NR > 1 { printf "%s,", first == last ? first : first "-" last }
    { first = last = $1 }
    END { print first == last ? first : first "-" last }'
}

after=()
if [ ${#missing[@]} -gt 0 ]; then
  # shellcheck disable=SC2086  # options are words
  array=$(sbatch --parsable --array="$(ranges "${missing[@]}")" --output="$folder/%a.log" ${SHARD_OPTIONS:-} \
    "$here/shard.sbatch" "$shards" "$folder" "${paths[@]}" "$@")
  after=(--dependency="afterok:$array" --kill-on-invalid-dep=yes)
  echo "array job $array: ${#missing[@]} of $shards shards, logs in $folder/"
fi
# shellcheck disable=SC2086
merge=$(sbatch --parsable "${after[@]}" --output="$folder/merge.log" ${MERGE_OPTIONS:-} \
  "$here/merge.sbatch" "$folder" "$out")
echo "merge job $merge: writes $out"
