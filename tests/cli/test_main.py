from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import momentary
from tests.cli.conftest import Run

COMMANDS = ("report", "forecast", "convert", "exercises", "evidence")
HEAVY = ("polars", "numpy", "altair", "rapidfuzz", "rich", "momentary.exchange", "momentary.inference")


def test_help_lists_every_command(run: Run) -> None:
    result = run("--help")
    assert result.exit_code == 0
    assert all(command in result.stdout for command in COMMANDS)
    assert "no medical advice" in result.stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(run: Run, command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert f"momentary {command}" in result.stdout


def test_help_loads_nothing_heavy() -> None:
    code = f"""
import sys
from click.testing import CliRunner
from momentary.cli.main import main
CliRunner().invoke(main, ["--help"])
print([name for name in {HEAVY!r} if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"


def test_the_version_is_the_packages(run: Run) -> None:
    assert momentary.__version__ in run("--version").stdout


def test_python_dash_m_is_the_same_program() -> None:
    done = subprocess.run([sys.executable, "-m", "momentary", "--version"], check=True, capture_output=True, text=True)
    assert momentary.__version__ in done.stdout


def test_an_unknown_command_is_a_usage_error(run: Run) -> None:
    assert run("repport").exit_code == 2


@pytest.mark.parametrize("command", [("report",), ("convert",), ("forecast", "--exercise", "x", "--load", "80kg")])
def test_a_missing_file_is_named_with_the_next_step(run: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
    missing = tmp_path / "gone.csv"
    result = run(command[0], missing, *(["out.json"] if command[0] == "convert" else []), *command[1:])
    assert result.exit_code == 1
    assert "gone.csv" in result.stderr
    assert "no such file" in result.stderr


def test_a_file_of_no_known_format_says_what_stands_in_it(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "prices.csv"
    file.write_text("apples,pears\n1,2\n", encoding="utf-8")
    result = run("report", file)
    assert result.exit_code == 1
    assert '"apples"' in result.stderr
    assert "--column" in result.stderr


@pytest.mark.parametrize("command", [(), *((command,) for command in COMMANDS)])
def test_examples_in_help_keep_their_lines(run: Run, command: tuple[str, ...]) -> None:
    lines = [line.strip() for line in run(*command, "--help").stdout.splitlines()]
    assert "\\b" not in "".join(lines)
    assert any(line.startswith("momentary ") for line in lines)
