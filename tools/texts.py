"""Read the texts that are to be translated from the code into the catalogues, and compile these: `make texts`.

Two sorts: the pages' (Django's catalogues in `momentary.web`) and the library's sentences (`momentary.language`). What
is new stands in the catalogues without a translation until somebody writes one; a test fails meanwhile. Needs gettext.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from momentary.evidence.computed import ledger_texts

SOURCES = Path(__file__).parents[1] / "src"
WORDS = SOURCES / "momentary" / "language" / "locale"
WEB = SOURCES / "momentary" / "web"
LANGUAGES = ("de", "es")

_MARKS = ("say", "mark", "say_as:1c,2", "say_count:2,3", "mark_count:1,2")
_ENGLISH_ONLY = {"cli", "web"}
"""The command line speaks English; pages have their own catalogues, but for what the worker renders."""

_WORKER = Path("web", "insights")


def spoken_modules(package: Path) -> list[Path]:
    """Return the modules whose sentences are read for the library's catalogues, below the package's parent."""
    found = []
    for file in package.rglob("*.py"):
        place = file.relative_to(package)
        if place.parts[0] not in _ENGLISH_ONLY or place.is_relative_to(_WORKER):
            found.append(file.relative_to(package.parent))
    return sorted(found, key=str)


def extract(package: Path, out: Path) -> None:
    """Write the template of the library's sentences, those of the ledger's data files among them."""
    ledger = out.with_name("ledger.py")
    ledger.write_text("".join(f"mark({text!r})\n" for text in ledger_texts()), encoding="utf-8")
    files = "\n".join([*(str(one) for one in spoken_modules(package)), str(ledger)])
    marks = [f"--keyword={one}" for one in _MARKS]
    subprocess.run(
        ["xgettext", "--files-from=-", "--language=Python", "--from-code=UTF-8", "--no-location", "--no-wrap",
         "--package-name=momentary", "--keyword", *marks, f"--output={out}"],
        cwd=package.parent, check=True, input=files, text=True, capture_output=True,
    )  # fmt: skip
    ledger.unlink()
    # `str.format` puts the values in: "90 % of it" is no place for one, as gettext guesses.
    told = out.read_text(encoding="utf-8").replace(", python-format", "").replace("CHARSET", "UTF-8")
    out.write_text(told, encoding="utf-8")


def _merge(template: Path, catalogue: Path) -> None:
    quietly = ["--quiet", "--no-fuzzy-matching", "--no-wrap", "--backup=none"]
    subprocess.run(["msgmerge", "--update", *quietly, catalogue, template], check=True)
    subprocess.run(["msgattrib", "--no-obsolete", "--no-wrap", "-o", catalogue, catalogue], check=True)


def _compile(catalogue: Path) -> None:
    subprocess.run(["msgfmt", "--check", "-o", catalogue.with_suffix(".mo"), catalogue], check=True)


def main() -> None:
    """Bring all catalogues up to date, and compile them."""
    template = WORDS / "words.pot"
    extract(SOURCES / "momentary", template)
    try:
        for language in LANGUAGES:
            words = WORDS / language / "LC_MESSAGES" / "words.po"
            _merge(template, words)
            _compile(words)
    finally:
        template.unlink()
    program = Path(sys.executable).with_name("django-admin")
    env = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    chosen = [part for language in LANGUAGES for part in ("-l", language)]
    subprocess.run([program, "makemessages", *chosen, "--no-location", "--no-wrap"], cwd=WEB, check=True, env=env)
    for language in LANGUAGES:
        _compile(WEB / "locale" / language / "LC_MESSAGES" / "django.po")


if __name__ == "__main__":
    main()
