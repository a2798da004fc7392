#!/bin/sh
# Find a Python that is new enough and let it bring .venv up: sh tools/environment.sh run|dev
# PYTHON names the interpreter to use. Without it: python3, else the newest python3.x on the PATH.
set -eu

here=$(dirname "$0")
new_enough='import sys; sys.exit(sys.version_info < (3, 11))'

works() { "$1" -c "$new_enough" >/dev/null 2>&1; }

if [ -n "${PYTHON:-}" ]; then
    works "$PYTHON" && exec "$PYTHON" "$here/environment.py" --this-python "$1"
    tried=$PYTHON
else
    for python in python3 python3.15 python3.14 python3.13 python3.12 python3.11; do
        works "$python" && exec "$python" "$here/environment.py" "$1"
    done
    tried=python3
fi

found=$("$tried" --version 2>&1) || found="no program that runs"
cat >&2 <<END
$tried is $found; momentary needs Python 3.11 or later.
Install one (Debian, Ubuntu: sudo apt install python3 python3-venv; macOS: brew install python),
or name one that you have: make run PYTHON=python3.12
END
exit 1
