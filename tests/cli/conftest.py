"""An invented export and a way to run commands on it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from momentary.cli.main import main
from tests.cli.tired import write_tired
from tests.docs.sample import write_export

Run = Callable[..., Result]


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """A Strong export of an invented lifter."""
    file = tmp_path / "strong.csv"
    write_export(file)
    return file


@pytest.fixture
def run() -> Run:
    """Runs a command; nothing but a clean exit may leave it."""

    def runs(*arguments: object) -> Result:
        result = CliRunner().invoke(main, [str(argument) for argument in arguments])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return runs


@pytest.fixture(scope="session")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A log of a lifter who takes every set to failure and tires."""
    file = tmp_path_factory.mktemp("tired") / "log.json"
    write_tired(file)
    return file


def asked(command: str, run: Run, *arguments: object) -> dict[str, Any]:
    """What a command answers as JSON."""
    result = run(command, *arguments, "--json")
    assert result.exit_code == 0, result.stderr
    record: dict[str, Any] = json.loads(result.stdout)
    return record
