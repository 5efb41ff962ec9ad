#!/usr/bin/env bash
# Builds the engine for WebAssembly and puts it where pages take it from, with a digest of the sources that it was made from.
# Run it after a change in crates/engine, crates/study or crates/wasm; a test fails until then.
set -euo pipefail
cd "$(dirname "$0")/.."
export LC_ALL=C

page=crates/report/src/page
engine="$(scripts/wasm.sh)"
gzip -9 --no-name --stdout "$engine" > "$page/engine.wasm.gz"
find crates/{engine,study,wasm}/src crates/{engine,study,wasm}/Cargo.toml -type f -print0 |
  sort -z | xargs -0 sha256sum | sha256sum | cut -d' ' -f1 > "$page/engine.sources"
echo "$page/engine.wasm.gz: $(stat --format=%s "$page/engine.wasm.gz") bytes"
