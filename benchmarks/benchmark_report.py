"""How long a report on a long log takes: the whole process, from the start of the interpreter to the written page.

python benchmarks/benchmark_report.py [EXPORT ...]

Without EXPORT: a synthetic lifter of about 19,000 sets, as Strong exports them.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from momentary.athlete import DEMO_LIFTER, simulate
from momentary.exchange import write

WEEKS = 7 * 52
REPEATS = 3


def seconds(*command: str) -> float:
    """Return how long a process takes [s]."""
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-m", "momentary", *command], check=True, capture_output=True)
    return time.perf_counter() - begun


def main() -> None:
    """Print the fastest of some runs for each export."""
    with tempfile.TemporaryDirectory() as folder:
        exports = [Path(name) for name in sys.argv[1:]]
        if not exports:
            exports = [Path(folder, "synthetic.strong.csv")]
            write(simulate(DEMO_LIFTER, rng=np.random.default_rng(1), weeks=WEEKS)[0], exports[0])
        page = str(Path(folder, "report.html"))
        for export in exports:
            with_page = min(seconds("report", str(export), "--html", page) for _ in range(REPEATS))
            without = min(seconds("report", str(export)) for _ in range(REPEATS))
            print(f"{export.name:40s} report with page {with_page:6.2f} s   summary alone {without:6.2f} s", flush=True)


if __name__ == "__main__":
    main()
