"""An invented export and a way to run commands on it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from momentary.cli.main import main
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
