"""The prefix of static files: it changes with their content, so that a browser may keep them for ever."""

from __future__ import annotations

from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

STATIC = Path(__file__).resolve().parent.parent / "static"


def static_prefix() -> str:
    """Return the address below which static files are: `/static/<digest>/`."""
    digest = sha256(version("django-allauth").encode())
    for file in sorted(STATIC.rglob("*")):
        if file.is_file():
            digest.update(str(file.relative_to(STATIC)).encode())
            digest.update(file.read_bytes())
    return f"/static/{digest.hexdigest()[:12]}/"


def is_immutable(path: str, address: str) -> bool:  # noqa: ARG001
    """Whether a file never changes under its address: all do not, the prefix names their content."""
    return True
