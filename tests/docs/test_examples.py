"""Every example of the documentation runs, in the order of its page, and prints what the page says."""

from __future__ import annotations

import doctest
import importlib
import re
import shlex
from inspect import cleandoc
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from momentary.cli.main import main
from tests.conftest import ROOT
from tests.docs.markdown import Block, blocks, pages
from tests.docs.sample import write_export
from tests.docs.test_complete import commands
from tests.population.tables import write_table

SAME = doctest.OutputChecker().check_output
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
NOT_RUN = (
    *("cd ", "git ", "make", "pip ", "sudo "),  # set-up: `make test` and its tests do these
    *("momentary serve", "momentary backup", "momentary restore"),  # tests/web does these, on servers of its own
    "curl ",  # tests/web/test_api_docs.py does these
)


def with_examples(language: str) -> list[str]:
    """Return the pages that hold blocks of that language."""
    holding = [page for page in pages(ROOT) if any(block.language == language for block in blocks(page))]
    return [str(page.relative_to(ROOT)) for page in holding]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an export and a table of lifters, as the reader of the documentation has them."""
    write_export(tmp_path / "my_export.csv")
    write_table(tmp_path / "lifters.parquet", ("Ann", 6), ("Bob", 6), ("Cid", 7))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def commands_of(block: Block) -> list[tuple[str, str]]:
    """Return each command of a console block with the output that the page shows for it."""
    parts = re.split(r"^\$ ", block.text, flags=re.MULTILINE)
    assert not parts[0].strip(), f"line {block.line}: a console block begins with '$ '"
    found = []
    for part in parts[1:]:
        command, _, output = re.sub(r"\\\n\s*", "", part).partition("\n")
        found.append((command, output))
    return found


def run(command: str) -> Result:
    """Run a command line of the documentation, in this process: starting one for each costs more than the commands."""
    return CliRunner(env={"COLUMNS": "100", "NO_COLOR": "1"}).invoke(main, shlex.split(command)[1:])


@pytest.mark.parametrize("name", with_examples("console"))
@pytest.mark.usefixtures("desk")
def test_the_commands_of_a_page_run(name: str, checkout: Path) -> None:
    for block in blocks(checkout / name):
        if block.language != "console":
            continue
        for command, output in commands_of(block):
            if command.startswith(NOT_RUN):
                continue
            where = f"{name}, line {block.line}: {command}"
            assert command.startswith("momentary"), f"{where}: is it to be run?"
            done = run(command)
            assert done.exit_code == 0, f"{where}\n{done.output}{done.exception!r}"
            assert not output.strip() or SAME(output, done.stdout, FLAGS), f"{where}\n{done.stdout}"


@pytest.mark.parametrize("name", with_examples("python"))
@pytest.mark.usefixtures("desk")
def test_the_python_of_a_page_runs(name: str, checkout: Path) -> None:
    names: dict[str, object] = {"__name__": "__main__"}
    runner = doctest.DocTestRunner(optionflags=FLAGS)
    for block in blocks(checkout / name):
        if block.language != "python":
            continue
        if ">>>" in block.text:
            said: list[str] = []
            example = doctest.DocTestParser().get_doctest(block.text, names, name, name, block.line)
            runner.run(example, out=said.append, clear_globs=False)
            assert runner.failures == 0, "".join(said)
            names |= example.globs
        else:
            exec(compile(block.text, f"{name}, line {block.line}", "exec"), names)


@pytest.mark.slow
def test_the_examples_in_the_help_of_the_commands_run(desk: Path) -> None:
    helps = [main.help or "", *(command.help or "" for _, command in commands(main))]
    examples = [
        line.strip() for text in helps for line in cleandoc(text).splitlines() if line.startswith("  momentary ")
    ]
    assert examples
    for example in examples:
        if example.startswith(NOT_RUN):
            continue
        for name in re.findall(r"[\w-]+\.csv", example):
            write_export(desk / name)
        done = run(example)
        assert done.exit_code == 0, f"{example}\n{done.output}{done.exception!r}"


def modules_with_examples() -> list[str]:
    """Return the modules of the package whose docstrings show an example."""
    source = ROOT / "src"
    found = [file for file in sorted(source.rglob("*.py")) if ">>> " in file.read_text(encoding="utf-8")]
    return [str(file.relative_to(source).with_suffix("")).replace("/", ".").removesuffix(".__init__") for file in found]


@pytest.mark.parametrize("name", modules_with_examples())
@pytest.mark.usefixtures("desk")
def test_the_examples_in_a_modules_docstrings_run(name: str) -> None:
    ran = doctest.testmod(importlib.import_module(name), optionflags=FLAGS)
    assert ran.attempted > 0
    assert ran.failed == 0
