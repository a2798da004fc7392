"""Every text of the app is there in every language, with the places for its numbers."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation

import momentary.web
from momentary.web.accounts.models import User

WEB = Path(momentary.web.__file__).parent
SCRIPTS = WEB / "static" / "js"
OTHERS = [code for code, _name in settings.LANGUAGES if code != "en"]
PLACE = re.compile(r"%\((\w+)\)|(?<!\{)\{(\w+)\}(?!\})|<(/?\w+)")
KEYED = re.compile(r'^\s*"([^"]+)":\s*"((?:[^"\\]|\\.)*)",?\s*$', re.MULTILINE)

every_other = pytest.mark.parametrize("code", OTHERS)


def catalogue(code: str) -> Path:
    return WEB / "locale" / code / "LC_MESSAGES" / "django.po"


def entries(text: str) -> dict[str, tuple[list[str], list[str]]]:
    """Return the forms of each message of a catalogue, singular and plural, and what they are translated with."""
    found: dict[str, tuple[list[str], list[str]]] = {}
    for block in re.split(r"\n\s*\n", text):
        lines = [line for line in block.splitlines() if line and not line.startswith("#")]
        joined = re.sub(r'"\n"', "", "\n".join(lines))
        forms = re.findall(r'^msgid(?:_plural)? "(.*)"$', joined, re.MULTILINE)
        if forms and forms[0]:
            context = re.search(r'^msgctxt "(.*)"$', joined, re.MULTILINE)
            key = f"{context[1]}\x04{forms[0]}" if context else forms[0]
            found[key] = forms, re.findall(r'^msgstr(?:\[\d\])? "(.*)"$', joined, re.MULTILINE)
    return found


def places(text: str) -> list[str]:
    return sorted("".join(one) for one in PLACE.findall(text))


@pytest.fixture(scope="module")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """What the sources mark for translation now, read by xgettext."""
    if shutil.which("xgettext") is None:
        pytest.skip("xgettext is missing: `apt install gettext` brings it.")
    room = tmp_path_factory.mktemp("texts") / "web"
    shutil.copytree(WEB, room, ignore=shutil.ignore_patterns("locale", "static", "__pycache__"))
    (room / "locale").mkdir()
    command = ["makemessages", "-l", "xx", "--no-location", "--no-wrap"]
    program = shutil.which("django-admin", path=str(Path(sys.executable).parent))
    assert program is not None
    # It reads files only: without settings it needs no database and no folder of data.
    env = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    subprocess.run([program, *command], cwd=room, check=True, capture_output=True, env=env)
    return set(entries((room / "locale" / "xx" / "LC_MESSAGES" / "django.po").read_text(encoding="utf-8")))


@every_other
def test_every_text_of_the_pages_is_translated(code: str, extracted: set[str]) -> None:
    known = entries(catalogue(code).read_text(encoding="utf-8"))
    missing = sorted(one for one in extracted if one not in known or not all(known[one][1]))
    assert not missing, f"{len(missing)} texts have no {code}: {missing[:20]}"


@every_other
def test_no_translation_is_a_guess_and_each_keeps_the_places_of_its_values(code: str) -> None:
    text = catalogue(code).read_text(encoding="utf-8")
    assert "#, fuzzy" not in text
    wrong = [
        (forms[0], told)
        for forms, translated in entries(text).values()
        for told in translated
        if places(told) not in [places(one) for one in forms]
    ]
    assert wrong == []


@every_other
def test_what_is_shipped_is_compiled_from_what_is_written(code: str, tmp_path: Path) -> None:
    if shutil.which("msgfmt") is None:
        pytest.skip("msgfmt is missing: `apt install gettext` brings it.")
    subprocess.run(["msgfmt", "--check", "-o", tmp_path / "django.mo", catalogue(code)], check=True)
    assert (tmp_path / "django.mo").read_bytes() == catalogue(code).with_suffix(".mo").read_bytes()


@every_other
def test_every_text_of_the_scripts_is_translated_with_the_places_of_its_values(code: str) -> None:
    english = dict(KEYED.findall((SCRIPTS / "texts.js").read_text(encoding="utf-8")))
    told = dict(KEYED.findall((SCRIPTS / "languages" / f"{code}.js").read_text(encoding="utf-8")))
    assert len(english) > 150
    assert told.keys() == english.keys()
    assert [key for key in english if not key.endswith(".one") and places(english[key]) != places(told[key])] == []


def test_every_text_of_the_scripts_is_shown_by_one() -> None:
    keys = set(dict(KEYED.findall((SCRIPTS / "texts.js").read_text(encoding="utf-8"))))
    said = [one for one in SCRIPTS.rglob("*.js") if one.name != "texts.js" and one.parent.name != "languages"]
    scripts = "\n".join(one.read_text(encoding="utf-8") for one in said)
    quoted, begun = set(re.findall(r'"([\w.-]+)"', scripts)), set(re.findall(r"`(\w+)\.\$\{", scripts))
    # Kinds of operations are keys themselves, and come from the log.
    begun |= {"session", "set"}
    unsaid = [key for key in keys if not {key, key.rpartition(".")[0]} & quoted and key.partition(".")[0] not in begun]
    assert sorted(unsaid) == []


@every_other
def test_a_browser_is_answered_in_its_language(code: str, alice: User) -> None:
    client = Client(headers={"accept-language": code})
    client.force_login(alice, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get("/more/").content.decode()
    with translation.override(code):
        expected = translation.gettext("Evidence")
    assert expected != "Evidence"
    assert f'lang="{code}"' in page
    assert expected in page
