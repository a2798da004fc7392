"""The files that belong to the repository: tracked, or new and not ignored."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest


def files_of(checkout: Path) -> list[Path]:
    """Return the repository's files; skips the test in a tree that git does not know."""
    if not (checkout / ".git").exists():
        pytest.skip("this tree is not a git checkout, so there is no list of its files")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=checkout,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return [checkout / name for name in listed.split("\0") if name and (checkout / name).is_file()]
