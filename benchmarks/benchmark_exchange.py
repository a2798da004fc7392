"""How long an import takes and how much memory: whole processes, from the start of the interpreter to its end.

python benchmarks/benchmark_exchange.py [ROWS]
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

LONG, VERY_LONG = 20_000, 1_000_000
HEADER = "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE\n"
SETS, EXERCISES, NAMES = 4, 6, 60
READ = "import sys; from momentary.exchange import read; print(sum(read(sys.argv[1]).rows.values()))"
WRITE = """
import sys
from momentary.exchange import find_format, read
with open(sys.argv[2], "wb") as stream:
    find_format(sys.argv[3]).write(read(sys.argv[1]).log, stream)
"""


def write_export(file: Path, rows: int) -> None:
    """Write an export as Strong makes it: a session a day, six exercises of a warm-up and three sets."""
    with file.open("w") as stream:
        stream.write(HEADER)
        start = datetime(2000, 1, 3, 17, 3, 11)
        for row in range(rows):
            number, order = row // SETS % EXERCISES, row % SETS
            if row % (SETS * EXERCISES) == 0:
                start += timedelta(hours=24, minutes=row % 7 - 3)
            exercise = (row // (SETS * EXERCISES) + number) % NAMES
            load, rpe = 20 + row * 7 % 160 * 1.25, "8" if row % 9 == 0 else ""
            stream.write(
                f"{start:%Y-%m-%d %H:%M:%S},Push Day,1h 5m,Exercise {exercise} (Barbell),{order or 'W'},{load},"
                f"{5 + row % 8},0,0,,,{rpe}\n"
            )


def measured(*command: str) -> tuple[float, float]:
    """Return the seconds and the peak of memory [MB] of a process."""
    watch = (
        "import resource, subprocess, sys, time\n"
        "begun = time.perf_counter()\n"
        "subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)\n"
        "took = time.perf_counter() - begun\n"
        "print(took, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    done = subprocess.run([sys.executable, "-c", watch, *command], check=True, capture_output=True, text=True)
    seconds, peak = done.stdout.split()
    # Linux counts kilobytes, macOS bytes.
    return float(seconds), float(peak) / (1e6 if sys.platform == "darwin" else 1e3)


def show(what: str, *command: str, repeats: int = 1) -> None:
    """Print the fastest of some runs of a process."""
    seconds, peak = min(measured(*command) for _ in range(repeats))
    print(f"{what:58s}{seconds:9.2f} s{peak:9.0f} MB", flush=True)


def main() -> None:
    """Print the figures."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else VERY_LONG
    python = sys.executable
    with tempfile.TemporaryDirectory() as folder:
        long, very_long = Path(folder, "long.csv"), Path(folder, "very_long.csv")
        write_export(long, LONG)
        write_export(very_long, rows)
        show("momentary --help", python, "-m", "momentary", "--help", repeats=5)
        show(f"read {LONG:,} rows of Strong's CSV", python, "-c", READ, str(long), repeats=5)
        show(f"read {rows:,} rows of Strong's CSV", python, "-c", READ, str(very_long))
        for name in ("momentary", "parquet"):
            out = Path(folder, f"out.{name}")
            show(f"read them and write {name}", python, "-c", WRITE, str(very_long), str(out), name)
            show(f"read {rows:,} segments of {name}", python, "-c", READ, str(out))


if __name__ == "__main__":
    main()
