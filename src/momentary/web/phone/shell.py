"""What the phone keeps to open the live page without reception: the shell's files, found on the disk."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings

STATIC = Path(__file__).resolve().parent.parent / "static"
WORKER = STATIC / "js" / "phone" / "service_worker.js"
# Folders stand for all modules in them; what only pages on line need is not carried along.
_PARTS = (
    "css/tokens.css",
    "css/momentary.css",
    "css/phone.css",
    "icons/momentary.svg",
    "icons/momentary-192.png",
    "js/texts.js",
    "js/plates.js",
    "js/units.js",
    "js/rest_timer.js",
    "js/sound.js",
    "js/metronome.js",
    "js/forecast",
    "js/phone",
)


@cache
def shell_files(language: str = "en") -> tuple[str, ...]:
    """Return the shell's static files, as paths below the static folder; of all languages only the page's."""
    parts = (*_PARTS, f"js/languages/{language}.js")
    return tuple(sorted(str(file.relative_to(STATIC)) for part in parts for file in _files(STATIC / part)))


def _files(part: Path) -> Iterable[Path]:
    if part.is_dir():
        return (file for file in part.rglob("*.js") if file != WORKER)
    return (part,) if part.is_file() else ()


def static_addresses(language: str) -> list[str]:
    """Return where the shell's static files are, under the prefix that names their content."""
    return [f"{settings.STATIC_URL}{file}" for file in shell_files(language)]


def version_of(pages: Iterable[str]) -> str:
    """Return the name of this shell: another one when a file or a page of it is another one."""
    digest = sha256(str(settings.STATIC_URL).encode())
    digest.update(WORKER.read_bytes())
    for page in pages:
        digest.update(page.encode())
    return digest.hexdigest()[:12]
