"""The shell of the live page: small, the same for everybody, complete without reception, and nothing personal in it."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from momentary.language import speaking
from momentary.prescription.methods import METHODS
from momentary.web.config.compression import without_comments
from momentary.web.phone.shell import STATIC, shell_files
from tests.web.node import NODE, needs_node
from tests.web.test_pages import Page

MOST_BYTES = 120_000
_IMPORT = re.compile(r"""(?:from|import\()\s*["'](\.[^"']+)["']""")
pytestmark = pytest.mark.django_db
in_every_language = pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])


def content(client: Client, path: str, **headers: str) -> bytes:
    answer = client.get(path, headers=headers)
    assert answer.status_code == 200, path
    found = b"".join(answer) if answer.streaming else answer.content
    answer.close()
    return found


def shell(client: Client, language: str = "en") -> dict[str, Any]:
    text = content(client, "/sw.js", accept_language=language).decode()
    found = re.match(r"self\.SHELL = (\{.*\});\n", text)
    assert found
    listed: dict[str, Any] = json.loads(found[1])
    return listed


def test_the_live_page_is_the_same_for_alice_and_for_a_stranger(alices: Client) -> None:
    mine, theirs = content(alices, "/live/"), content(Client(), "/live/")
    assert mine == theirs
    assert b"alice" not in mine
    assert b"csrf" not in mine


@pytest.mark.parametrize("path", ["/live/", "/live/offline/"])
def test_a_page_of_the_shell_is_strict(path: str) -> None:
    page = Page(content(Client(), path).decode())
    assert page.inline == []
    assert [one for one in page.loaded if not one.startswith(("/static/", "/manifest.webmanifest"))] == []
    assert page.headings == 1


def test_everything_that_the_worker_keeps_is_there() -> None:
    client = Client()
    files = shell(client)["files"]
    assert len(files) == len(set(files))
    for file in files:
        assert content(client, file)


def test_every_module_that_the_live_page_imports_is_kept() -> None:
    kept = set(shell_files())
    asked = ["js/phone/live.js"]
    seen: set[str] = set()
    while asked:
        name = asked.pop()
        if name in seen:
            continue
        seen.add(name)
        here = (STATIC / name).parent
        found = _IMPORT.findall((STATIC / name).read_text(encoding="utf-8"))
        asked += [str((here / one).resolve().relative_to(STATIC)) for one in found]
    assert "js/phone/sync.js" in seen
    assert seen <= kept


def test_another_file_makes_another_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    before = shell(Client())["version"]
    assert shell(Client())["version"] == before
    monkeypatch.setattr(settings, "STATIC_URL", "/static/000000000000/")
    assert shell(Client())["version"] != before


def test_the_worker_keeps_no_page_that_is_somebodys() -> None:
    pages = [one for one in shell(Client())["files"] if not one.startswith("/static/")]
    assert pages == ["/live/", "/live/offline/", "/live/guide.json"]


@in_every_language
def test_the_first_load_is_small(language: str) -> None:
    client = Client()
    asked = {"accept_encoding": "gzip", "accept_language": language}
    files = [*shell(client, language)["files"], "/sw.js"]
    sizes = {file: len(content(client, file, **asked)) for file in files}
    assert sum(sizes.values()) <= MOST_BYTES, sorted(sizes.items(), key=lambda one: -one[1])


@in_every_language
def test_the_phone_keeps_the_texts_of_its_own_language_alone(language: str) -> None:
    told = shell(Client(), language)
    kept = [file.rsplit("/", 1)[1] for file in told["files"] if "/js/languages/" in file]
    assert kept == ([] if language == "en" else [f"{language}.js"])
    assert told["language"] == language
    page = content(Client(), "/live/", accept_language=language).decode()
    assert f'<html lang="{language}">' in page
    assert re.findall(r"/js/languages/(\w+\.js)", page) == kept
    assert told["version"] != shell(Client(), "de" if language == "en" else "en")["version"]


def test_static_texts_travel_compressed_and_unpack_to_the_same(alices: Client) -> None:
    (sheet,) = (file for file in shell(alices)["files"] if file.endswith("css/phone.css"))
    answer = alices.get(sheet, headers={"accept-encoding": "gzip, br"})
    assert answer["Content-Encoding"] == "gzip"
    assert "immutable" in answer["Cache-Control"]
    assert gzip.decompress(answer.content) == (STATIC / "css" / "phone.css").read_bytes()
    assert content(alices, sheet) == (STATIC / "css" / "phone.css").read_bytes()


def test_every_file_of_the_shell_tells_the_length_that_travels(alices: Client) -> None:
    for file in shell(alices)["files"]:
        answer = alices.get(file, headers={"accept-encoding": "gzip"})
        if "Content-Length" in answer:
            assert int(answer["Content-Length"]) == len(answer.getvalue()), file


def test_comments_stay_at_home_and_code_travels_whole() -> None:
    script = """// A note
const one = "// no note"; // kept
/** @param {string} a */
  /**
   * What * it / does.
   */
const two = /\\/\\*x/; /** @type {Y} */ const three = 1;
  // last
"""
    found = without_comments(script)
    assert found.splitlines() == [
        "", 'const one = "// no note"; // kept', "", "", "", "",
        "const two = /\\/\\*x/; /** @type {Y} */ const three = 1;", "",
    ]  # fmt: skip


def test_no_template_spans_lines_so_that_comments_can_be_told_line_by_line() -> None:
    found = []
    for file in (STATIC / "js").rglob("*.js"):
        lines = without_comments(file.read_text(encoding="utf-8")).splitlines()
        bare = [re.sub(r"//.*$|\\`", "", re.sub(r'"(?:[^"\\]|\\.)*"', "", line)) for line in lines]
        found += [f"{file.name}:{number}" for number, line in enumerate(bare, 1) if line.count("`") % 2]
        assert len(lines) == len(file.read_text(encoding="utf-8").splitlines())
    assert found == []


def test_the_manifest_makes_it_installable() -> None:
    client = Client()
    found = json.loads(content(client, "/manifest.webmanifest"))
    assert (found["start_url"], found["scope"], found["display"]) == ("/live/", "/", "standalone")
    sizes = {(one["sizes"], one["purpose"]) for one in found["icons"]}
    assert {("192x192", "any"), ("512x512", "any"), ("512x512", "maskable")} <= sizes
    for one in found["icons"]:
        drawn = content(client, one["src"])
        if one["type"] == "image/png":
            assert drawn[:8] == b"\x89PNG\r\n\x1a\n"
            side = int.from_bytes(drawn[16:20], "big")
            assert f"{side}x{side}" == one["sizes"]


@pytest.mark.parametrize("path", ["/live/", "/more/", "/", "/settings/"])
def test_the_app_can_be_installed_from_any_page(alices: Client, path: str) -> None:
    page = content(alices, path).decode()
    assert '<link rel="manifest" href="/manifest.webmanifest">' in page
    (icon,) = re.findall(r'<link rel="apple-touch-icon" href="([^"]+)">', page)
    assert content(alices, icon)[:8] == b"\x89PNG\r\n\x1a\n"


def test_the_guide_tells_how_every_method_is_done() -> None:
    found = json.loads(content(Client(), "/live/guide.json"))
    assert {"double-drop-set", "machine", "partial-repetitions"} < {one["name"] for one in found["methods"]}
    negatives = next(one for one in found["methods"] if one["name"] == "negatives")
    assert negatives["lifter"]
    assert negatives["partner"]


def test_the_guide_speaks_the_readers_language_whoever_asked_before() -> None:
    for language in ("en", "de", "es", "en"):
        found = json.loads(content(Client(), "/live/guide.json", accept_language=language))
        with speaking(language):
            protocol = next(one.protocol for one in METHODS if one.protocol.name == "negatives")
        negatives = next(one for one in found["methods"] if one["name"] == "negatives")
        assert negatives["title"] == protocol.title
        assert negatives["lifter"] == [one.text for one in protocol.steps]


@needs_node
def test_every_text_that_a_screen_asks_for_is_there() -> None:
    module = json.dumps((STATIC / "js" / "texts.js").as_uri())
    program = f"import({module}).then((texts) => console.log(JSON.stringify(texts.ENGLISH)))"
    command = [NODE, "--experimental-default-type=module", "--no-warnings", "-e", program]
    told = subprocess.run(command, capture_output=True, text=True, check=True)
    texts = json.loads(told.stdout)
    asked = set()
    for file in (STATIC / "js" / "phone").rglob("*.js"):
        asked |= set(re.findall(r"""\bt\("([^"`]+)\"""", file.read_text(encoding="utf-8")))
    assert len(asked) > 50
    missing = {one for one in asked if one not in texts and f"{one}.other" not in texts}
    assert missing == set()


def test_no_module_is_longer_than_a_reader_bears() -> None:
    files = [*(STATIC / "js" / "phone").rglob("*.js")]
    lengths = {file.name: len(file.read_text(encoding="utf-8").splitlines()) for file in files}
    assert {name: length for name, length in lengths.items() if length > 400} == {}
