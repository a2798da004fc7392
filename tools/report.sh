#!/bin/sh
# Report on the training log that LOG names, or on the demo lifter, and open the page where there is a desktop.
# HTML: where the page goes. OPEN: 0 leaves it closed.
set -eu

log=${LOG:-}
case $log in "~/"*) log=$HOME/${log#??} ;; esac
name=${log##*/}
html=${HTML:-reports/${name:-demo}}
[ -n "${HTML:-}" ] || html=${html%.*}.html

if [ -n "$log" ] && [ ! -r "$log" ]; then
    echo "LOG=$log: there is no such file here, or it may not be read. Name your app's export: make report LOG=my_export.csv" >&2
    exit 2
fi

mkdir -p "$(dirname "$html")"
if [ -n "$log" ]; then
    .venv/bin/momentary report "$log" --html "$html"
else
    .venv/bin/momentary report --demo --html "$html"
fi

case $html in /*) page=$html ;; *) page=$PWD/$html ;; esac
echo "The report is in $page" >&2

[ "${OPEN:-1}" != 0 ] && [ -z "${CI:-}" ] && [ -t 2 ] || exit 0
if [ "$(uname)" = Darwin ]; then
    open "$page"
elif [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] && command -v xdg-open >/dev/null; then
    xdg-open "$page" >/dev/null 2>&1 || true
fi
