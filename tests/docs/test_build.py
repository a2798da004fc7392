"""The documentation builds without a warning, its links lead somewhere, and it lists every public name."""

from __future__ import annotations

import importlib
import re
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

from tests.docs.markdown import pages
from tests.docs.test_complete import NOT_A_LIBRARY, layers

pytestmark = pytest.mark.xdist_group("docs")


@pytest.fixture(scope="module")
def built(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the documentation as HTML."""
    folder = tmp_path_factory.mktemp("docs")
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-b", "html"]
    command += ["-d", str(folder / "doctrees"), str(checkout / "docs"), str(folder / "html")]
    done = subprocess.run(command, cwd=checkout, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return folder / "html"


def test_every_public_name_is_in_the_built_documentation(built: Path, checkout: Path) -> None:
    body = (built / "objects.inv").read_bytes().split(b"\n", 4)[4]
    listed = {line.split(" ")[0] for line in zlib.decompress(body).decode().splitlines()}
    public = {
        f"momentary.{layer}.{name}"
        for layer in set(layers(checkout)) - NOT_A_LIBRARY
        for name in importlib.import_module(f"momentary.{layer}").__all__
    }
    assert public
    assert public - listed == set()


def test_no_page_loads_anything_from_elsewhere(built: Path) -> None:
    loaded = re.compile(r"""<(?:script|img|iframe|link)[^>]*?(?:src|href)=["'](https?:)?//""")
    assert [page.name for page in built.rglob("*.html") if loaded.search(page.read_text("utf-8"))] == []


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_the_links_of_pages_outside_docs_lead_to_files(name: str, checkout: Path) -> None:
    targets = re.findall(r"\]\((?!https?:|#)([^)#\s]+)", (checkout / name).read_text(encoding="utf-8"))
    assert [target for target in targets if not (checkout / target).exists()] == []


def test_whoever_reads_is_told_that_this_is_no_medical_advice(checkout: Path) -> None:
    for page in ("README.md", "docs/index.md", "docs/getting_started.md"):
        assert "not medical advice" in (checkout / page).read_text(encoding="utf-8").lower()


def test_the_words_that_the_project_does_not_use_are_not_used(checkout: Path) -> None:
    avoided = re.compile(r"\bworkouts?\b", re.IGNORECASE)
    quoted = re.compile(r"```.*?```|`[^`]*`|\"[^\"]*\"|(?<!\*)\*[^*\n]+\*(?!\*)", re.DOTALL)
    found = {
        str(page.relative_to(checkout)): avoided.findall(quoted.sub("", page.read_text(encoding="utf-8")))
        for page in pages(checkout)
    }
    assert {page: words for page, words in found.items() if words} == {}
