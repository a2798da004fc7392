"""Make the checkout's virtual environment agree with its lock. Called by tools/environment.sh.

Needs nothing but Python, pip and venv. A second call with nothing changed only reads the stamp. Everything
that is written stays in the checkout: `.venv`, and the download caches in `.cache`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / "bin" / "python"
STAMP = VENV / "momentary-stamp.json"
LOCKS = ROOT / "locks"
KINDS = ("run", "dev")  # each holds the one before it
PROBE = "import sys; print(*sys.version_info[:2], sep='.')"
CACHES_INSIDE = {"UV_CACHE_DIR": str(ROOT / ".cache" / "uv"), "PIP_CACHE_DIR": str(ROOT / ".cache" / "pip")}
FOREIGN = ("VIRTUAL_ENV", "PYTHONHOME", "PYTHONPATH", "PIP_REQUIRE_VIRTUALENV", "PIP_USER", "PIP_TARGET")


class UnusableError(Exception):
    """What this machine lacks, and what to do about it."""


def say(text: str) -> None:
    """Talk to the person at the terminal, at once."""
    print(text, file=sys.stderr, flush=True)


def call(command: list[str]) -> subprocess.CompletedProcess[str]:
    """Run a command with its caches inside the checkout; a failing exit status is for the caller to read."""
    surroundings = {name: value for name, value in os.environ.items() if name not in FOREIGN} | CACHES_INSIDE
    return subprocess.run(command, check=False, cwd=ROOT, env=surroundings, capture_output=True, text=True)


def venv_version() -> str | None:
    """Return the version of the Python in `.venv`, or None where there is none that runs."""
    try:
        answer = call([str(VENV_PYTHON), "-c", PROBE])
    except OSError:
        return None
    return answer.stdout.strip() if answer.returncode == 0 else None


def make_venv(version: str) -> None:
    """Make `.venv` anew, with the Python that runs this and with pip in it."""
    say(f"Making .venv with Python {version} ...")
    made = call([sys.executable, "-m", "venv", "--clear", str(VENV)])
    if made.returncode == 0 and VENV_PYTHON.exists():
        return
    shutil.rmtree(VENV, ignore_errors=True)
    said = (made.stdout + made.stderr).strip()
    remedy = "Name another interpreter with PYTHON=..., or mend this one, and run make again."
    if "ensurepip" in said:
        remedy = f"On Debian and Ubuntu: sudo apt install python{version}-venv. Then run make again."
    raise UnusableError(f"{said}\n\n{sys.executable} could not make a virtual environment in {VENV}. {remedy}")


def install(kind: str) -> None:
    """Install the lock of that kind, every file checked against its hash, and the package itself in place."""
    lock = LOCKS / f"{kind}.txt"
    pip = [str(VENV_PYTHON), "-m", "pip", "--no-input", "-qq", "install"]
    uv = [str(VENV_PYTHON), "-m", "uv", "-q", "pip"]
    itself = ["--no-deps", "--no-build-isolation", "--editable", str(ROOT)]
    say(f"Installing the packages of locks/{kind}.txt ...")
    quick = call([*pip, "--require-hashes", "-r", str(LOCKS / "uv.txt")])
    if quick.returncode == 0:
        quick = call([*uv, "sync", "--compile-bytecode", "--require-hashes", "--python", str(VENV_PYTHON), str(lock)])
    if quick.returncode == 0:
        quick = call([*uv, "install", "--python", str(VENV_PYTHON), *itself])
    if quick.returncode == 0:
        return
    # uv does not read pip's configuration: behind a mirror that only pip knows, pip has to do it.
    say("uv could not do it here; trying pip, which is slower ...")
    slow = call([*pip, "--no-deps", "--require-hashes", "-r", str(lock)])
    if slow.returncode == 0:
        slow = call([*pip, *itself])
    if slow.returncode != 0:
        raise UnusableError(
            f"uv said:\n{quick.stderr.strip()}\n\npip said:\n{slow.stderr.strip()}\n\n"
            f"The packages of locks/{kind}.txt could not be installed in {VENV}. The first time, make has to "
            "download them: check the network, the proxy or the mirror, and run make again."
        )


def wanted(kind: str) -> dict[str, str]:
    """Return what the stamp of an up-to-date environment of that kind says."""
    digest = hashlib.sha256()
    for source in (LOCKS / "uv.txt", LOCKS / f"{kind}.txt", ROOT / "pyproject.toml", Path(__file__)):
        digest.update(source.read_bytes())
    return {"kind": kind, "root": str(ROOT), "digest": digest.hexdigest()}


def stamped() -> dict[str, str]:
    """Return what the stamp in `.venv` says; empty where there is none."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def bring_up(kind: str, *, this_python: bool) -> None:
    """Leave `.venv` with at least the packages of that kind, doing only what is needed.

    Args:
        kind: One of KINDS. An environment that holds more keeps it.
        this_python: Whether `.venv` must have the version of the Python that runs this.
    """
    have = stamped()
    if have.get("kind") in KINDS:
        kind = max(kind, have["kind"], key=KINDS.index)
    ours = "{}.{}".format(*sys.version_info)
    version = venv_version()
    moved = have.get("root", str(ROOT)) != str(ROOT)
    remake = version is None or moved or (this_python and version != ours)
    if not remake and have == wanted(kind):
        return
    started = time.monotonic()
    if remake:
        make_venv(ours)
    STAMP.unlink(missing_ok=True)
    install(kind)
    STAMP.write_text(json.dumps(wanted(kind)), encoding="utf-8")
    say(f".venv is ready after {time.monotonic() - started:.0f} s.")


def main() -> int:
    """Read the command line, bring the environment up, and say what is wrong where that fails."""
    parser = argparse.ArgumentParser(description="Make .venv agree with its lock.")
    parser.add_argument("kind", choices=KINDS, help="run: what the package needs; dev: tools and tests too")
    parser.add_argument("--this-python", action="store_true", help="make .venv anew if it has another version")
    arguments = parser.parse_args()
    try:
        bring_up(arguments.kind, this_python=arguments.this_python)
    except UnusableError as fact:
        say(str(fact))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
