#!/usr/bin/env bash
# Builds what is given out of one commit, into dist/: an archive with the program, a Python wheel that carries it, and SHA256SUMS.
# Needs Python 3 with venv, and the registry of Python packages for maturin.
# With --check: builds as `cargo build` does, paths of this machine and all, installs the wheel into a fresh environment and
# compares its results with those of the built program, byte for byte; dist/ stays as it is.
set -euo pipefail
cd "$(dirname "$0")/.."

room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
dist=dist
if [ "${1:-}" = --check ]; then
  dist="$room/dist"
else
  # No symbols: a profile for one package, which the command has, would keep them whatever `strip` of the profile says.
  export RUSTFLAGS="-C strip=symbols --remap-path-prefix=$PWD=/detente --remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}=/cargo"
  export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-target}/dist"
  # The time that stands in the wheel for its files.
  SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
  export SOURCE_DATE_EPOCH
fi
rm -rf "$dist"
mkdir -p "$dist"

python3 -m venv "$room/build"
"$room/build/bin/pip" install --quiet 'maturin>=1.9,<2'
cargo build --release --locked --quiet --package detente
"$room/build/bin/maturin" build --release --out "$dist" --quiet
program="${CARGO_TARGET_DIR:-target}/release/detente"

if [ "${1:-}" = --check ]; then
  python3 -m venv "$room/fresh"
  "$room/fresh/bin/pip" install --quiet --no-index "$dist"/*.whl
  "$program" run scenarios/tutorial.toml --trials 20000 --quiet --out "$room/built"
  "$room/fresh/bin/detente" run scenarios/tutorial.toml --trials 20000 --quiet --out "$room/installed"
  diff -r "$room/built" "$room/installed"
  echo "the wheel ($(du -k "$dist"/*.whl | cut -f1) kB), installed into a fresh environment, writes the same bytes"
  exit
fi

version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -1)
name="detente-$version-$(rustc -vV | sed -n 's/^host: //p')"
mkdir "$room/$name"
cp "$program" README.md LICENSE-MIT LICENSE-APACHE "$room/$name/"
tar --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$(git log -1 --format=%ct)" \
  -C "$room" -cf - "$name" | gzip -n >"$dist/$name.tar.gz"
(cd "$dist" && sha256sum -- * >SHA256SUMS && cat SHA256SUMS)
