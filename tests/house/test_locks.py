"""The locks: complete, hashed, in step with pyproject.toml and with what is installed."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PINNED = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^ ;\\]+)(?: ; (?P<marker>[^\\]+?))?(?: \\)?$")


@pytest.fixture(scope="module")
def project(checkout: Path) -> dict[str, Any]:
    return tomllib.loads((checkout / "pyproject.toml").read_text(encoding="utf-8"))


def lock(checkout: Path, kind: str) -> dict[str, str]:
    """Return name: version of a lock, checking that each line is a pin or a hash."""
    pins: dict[str, str] = {}
    for line in (checkout / "locks" / f"{kind}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("    --hash=sha256:"):
            continue
        pin = PINNED.match(line)
        assert pin is not None, f"locks/{kind}.txt holds a line that is neither a pin nor a hash: {line!r}"
        if pin["marker"] is None or Marker(pin["marker"]).evaluate():
            pins[canonicalize_name(pin["name"])] = pin["version"]
    return pins


def group(project: dict[str, Any], name: str) -> list[Requirement]:
    """Return the requirements of a dependency group, with those that it includes."""
    found: list[Requirement] = []
    for entry in project["dependency-groups"][name]:
        if isinstance(entry, str):
            found.append(Requirement(entry))
        else:
            found.extend(group(project, entry["include-group"]))
    return found


@pytest.mark.parametrize("kind", ["run", "dev"])
def test_every_direct_dependency_is_pinned_to_a_version_that_the_project_allows(
    checkout: Path, project: dict[str, Any], kind: str
) -> None:
    direct = [Requirement(text) for text in project["project"]["dependencies"]] + group(project, kind)
    if kind == "dev":
        extras = project["project"]["optional-dependencies"].values()
        direct += [Requirement(text) for extra in extras for text in extra]
    pins = lock(checkout, kind)
    out_of_step = [
        str(wanted) for wanted in direct if not wanted.specifier.contains(pins.get(canonicalize_name(wanted.name), "0"))
    ]
    assert out_of_step == [], "run `make lock`"


@pytest.mark.parametrize("kind", ["uv", "run", "dev"])
def test_every_pin_has_a_hash(checkout: Path, kind: str) -> None:
    lines = (checkout / "locks" / f"{kind}.txt").read_text(encoding="utf-8").splitlines()
    pins = [number for number, line in enumerate(lines) if not line.startswith(" ")]
    assert all(lines[number].endswith(" \\") and "--hash" in lines[number + 1] for number in pins)


def test_what_runs_is_what_was_tested(checkout: Path) -> None:
    tested = lock(checkout, "dev")
    for kind in ("uv", "run"):
        assert lock(checkout, kind).items() <= tested.items()


def test_the_build_back_end_is_pinned_once(checkout: Path, project: dict[str, Any]) -> None:
    (back_end,) = (Requirement(text) for text in project["build-system"]["requires"])
    assert str(back_end.specifier) == f"=={lock(checkout, 'run')[back_end.name]}"


def test_the_environment_of_these_tests_is_the_locked_one(checkout: Path) -> None:
    if not (checkout / ".venv" / "momentary-stamp.json").exists():
        pytest.skip("these tests do not run in the .venv that make makes")
    pins = lock(checkout, "dev")
    assert {name: version(name) for name in pins} == pins
