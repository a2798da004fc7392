#!/bin/sh
# Write locks/: exact versions with the hashes of their published files, the same on every platform and Python
# that pyproject.toml allows. Needs the network.
set -eu

export UV_CACHE_DIR="$PWD/.cache/uv"

compile() {
    .venv/bin/uv pip compile -q --no-config --upgrade --universal --python-version 3.11 --fork-strategy fewest \
        --generate-hashes --no-emit-index-url --no-header --no-annotate "$@"
}

compile pyproject.toml --extra oracle --extra postgres --extra web --group dev -o locks/dev.txt
compile pyproject.toml --extra web --group run -c locks/dev.txt -o locks/run.txt
compile --group uv -c locks/dev.txt -o locks/uv.txt
