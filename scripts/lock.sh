#!/bin/sh
# Makes the lock files anew from pyproject.toml, for every platform and Python 3.11 or later. Needs uv.
# One version of each package serves every Python, so that figures, types and warnings are the same on
# all of them.
set -eu
cd "$(dirname "$0")/.."
lock() {
  out=$1; shift
  uv pip compile pyproject.toml "$@" --universal --python-version 3.11 --fork-strategy fewest --generate-hashes \
    --no-emit-index-url --no-annotate --no-header --quiet -o "$out"
}
lock requirements.lock --extra paper --group build
lock requirements-dev.lock --extra paper --extra fast --extra cluster --extra words --extra spss --group build --group dev
