#!/usr/bin/env bash
# Builds the release twice, in folders of different names, and compares the programs byte for byte.
set -euo pipefail
cd "$(dirname "$0")/.."
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT

build() { # folder
  mkdir -p "$1"
  git archive HEAD | tar -x -C "$1"
  local home=${CARGO_HOME:-$HOME/.cargo}
  (cd "$1" && CARGO_TARGET_DIR="$1/target" CARGO_INCREMENTAL=0 \
    RUSTFLAGS="--remap-path-prefix=$1=/detente --remap-path-prefix=$home=/cargo" \
    cargo build --release --locked --quiet)
  sha256sum <"$1/target/release/detente"
}

one=$(build "$room/one")
other=$(build "$room/a_folder_with_a_longer_name")
echo "one:   $one"
echo "other: $other"
cmp "$room/one/target/release/detente" "$room/a_folder_with_a_longer_name/target/release/detente"
if grep -qa "$room" "$room/one/target/release/detente"; then echo "the path of the folder is in the program"; exit 1; fi
echo "the same program, byte for byte"
