"""The wheel and the source archive hold what they should, and nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest

from momentary import __version__
from tests.house.repository import files_of

pytestmark = pytest.mark.xdist_group("distribution")


@pytest.fixture(scope="module")
def built(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the source archive of this checkout."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(folder)]
    done = subprocess.run(
        command,
        cwd=checkout,
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert done.returncode == 0, done.stderr
    return folder


def in_the_package(checkout: Path) -> set[str]:
    source = checkout / "src"
    return {str(file.relative_to(source)) for file in files_of(checkout) if file.is_relative_to(source)}


def names_in_wheel(built: Path) -> set[str]:
    (wheel,) = built.glob("*.whl")
    return set(zipfile.ZipFile(wheel).namelist())


def test_the_wheel_holds_every_file_of_the_package_and_no_other(built: Path, checkout: Path) -> None:
    held = {name for name in names_in_wheel(built) if ".dist-info/" not in name}
    assert held == in_the_package(checkout)
    assert "momentary/py.typed" in held


def test_the_wheel_installs_the_command_and_carries_the_licence(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        inside = {name.partition(".dist-info/")[2]: name for name in archive.namelist()}
        assert b"momentary = momentary.cli.main:main" in archive.read(inside["entry_points.txt"])
        assert b"Apache License" in archive.read(inside["licenses/LICENSE"])
        metadata = Parser().parsestr(archive.read(inside["METADATA"]).decode())
    assert (metadata["Name"], metadata["Version"]) == ("momentary", __version__)
    assert metadata["License-Expression"] == "Apache-2.0"


def test_the_source_archive_holds_what_the_build_and_the_tests_need(built: Path, checkout: Path) -> None:
    (archive,) = built.glob("*.tar.gz")
    with tarfile.open(archive) as opened:
        held = {name.partition("/")[2] for name in opened.getnames()}
    wanted = {str(file.relative_to(checkout)) for file in files_of(checkout)}
    missing = {name for name in wanted if not name.startswith((".", "PKG-INFO"))} - held
    assert missing == set()
    assert not any(name.startswith((".venv", ".cache", "reports")) for name in held)
