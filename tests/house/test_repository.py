"""What may not be in the repository, and what has to be."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from tests.house.repository import files_of

# In two pieces each, so that this file does not hold what it looks for.
REGISTRY_HOSTS = ("pypi" + ".org", "python" + "hosted.org", "registry" + ".npmjs", "deb" + ".debian.org")
MACHINE_PATH = re.compile(r"(?:^|[^A-Za-z0-9_.<])/(?:work|farm|root|home/\w+|Users/\w+)/", re.MULTILINE)


def text_of(file: Path) -> str:
    return file.read_bytes().decode("utf-8", errors="replace")


def naming(needles: tuple[str, ...], text: str) -> list[str]:
    return [needle for needle in needles if needle in text]


def test_no_file_names_a_registry_host(checkout: Path) -> None:
    found = {str(file): naming(REGISTRY_HOSTS, text_of(file)) for file in files_of(checkout)}
    assert {name: hosts for name, hosts in found.items() if hosts} == {}


def test_no_file_names_a_path_of_somebodys_machine(checkout: Path) -> None:
    found = {str(file): MACHINE_PATH.findall(text_of(file)) for file in files_of(checkout)}
    assert {name: paths for name, paths in found.items() if paths} == {}


@pytest.mark.parametrize("line", ["see /" + "work/main/x", '"/' + 'home/ann/log.csv"', "(/" + "Users/ann/log.csv)"])
def test_a_machine_path_would_be_found(line: str) -> None:
    assert MACHINE_PATH.search(line)


def test_no_lock_that_names_registry_hosts_is_in_the_repository(checkout: Path) -> None:
    names = {file.name for file in files_of(checkout)}
    assert not names & {"uv.lock", "pylock.toml"}


def test_the_script_of_continuous_integration_can_be_executed(checkout: Path) -> None:
    assert os.access(checkout / ".ci" / "run", os.X_OK)


def test_every_text_file_ends_with_a_line_end_and_has_no_trailing_blanks(checkout: Path) -> None:
    written_by_us = {".py", ".md", ".toml", ".css", ".sh"}
    texts = {file: text_of(file) for file in files_of(checkout) if file.suffix in written_by_us}
    assert [str(file) for file, text in texts.items() if text and not text.endswith("\n")] == []
    assert [str(file) for file, text in texts.items() if re.search(r"[ \t]+$", text, re.MULTILINE)] == []
