"""Nothing is undocumented: commands, options, formats, words, and the public names of every layer."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path

import click
import pytest

from momentary import quantities
from tests.docs.markdown import section

NOT_A_LIBRARY = {"cli"}


def layers(checkout: Path) -> list[str]:
    package = checkout / "src" / "momentary"
    return sorted(init.parent.name for init in package.glob("*/__init__.py"))


def written(page: Path) -> str:
    return page.read_text(encoding="utf-8") if page.exists() else ""


@pytest.fixture(scope="module")
def group() -> click.Group:
    """The command line's root."""
    if find_spec("momentary.cli") is None:
        pytest.skip("there is no momentary.cli yet")
    main = importlib.import_module("momentary.cli.main").main
    assert isinstance(main, click.Group)
    return main


def commands(group: click.Group, name: str = "momentary") -> Iterator[tuple[str, click.Command]]:
    """Yield every command with its full name, those of subgroups included."""
    context = click.Context(group)
    for word in group.list_commands(context):
        command = group.get_command(context, word)
        assert command is not None
        if not command.hidden:
            yield f"{name} {word}", command
        if isinstance(command, click.Group):
            yield from commands(command, f"{name} {word}")


def described(page: Path, command: str) -> str:
    """Return what the page says of a command: its section, and the shared sections that it links to."""
    own = section(page, command)
    shared = re.findall(r"\]\(#([\w-]+)\)", own)
    headings = re.findall(r"^## (.+)$", written(page), re.MULTILINE)
    return own + "".join(section(page, one) for one in headings if one.lower().replace(" ", "-") in shared)


def spellings(parameter: click.Parameter) -> list[str]:
    """Return every way to write a parameter; an argument by the capital words of its metavar."""
    if isinstance(parameter, click.Argument):
        return re.findall(r"[A-Z]+", parameter.make_metavar(click.Context(click.Command("x"))))
    if isinstance(parameter, click.Option) and parameter.hidden:
        return []
    return [*parameter.opts, *parameter.secondary_opts]


def test_every_command_has_a_section_with_help_and_an_example(group: click.Group, checkout: Path) -> None:
    page = checkout / "docs" / "cli.md"
    for name, command in commands(group):
        text = section(page, name)
        assert text, f"docs/cli.md has no section '## {name}'"
        assert re.search(rf"^ *\$ {name}\b", text, re.MULTILINE), f"'## {name}' shows no example: $ {name} ..."
        assert command.help, f"`{name} --help` says nothing"


def test_every_option_and_argument_is_in_its_commands_section(group: click.Group, checkout: Path) -> None:
    page = checkout / "docs" / "cli.md"
    missing = [
        f"{name}: {word}"
        for name, command in commands(group)
        for parameter in command.params
        for word in spellings(parameter)
        if not re.search(rf"[`, ]{re.escape(word)}[`, .=\]]", described(page, name))
    ]
    assert missing == []


def test_the_options_of_the_whole_program_are_on_the_page(group: click.Group, checkout: Path) -> None:
    words = [word for parameter in group.params for word in spellings(parameter)]
    assert [word for word in words if f"`{word}`" not in written(checkout / "docs" / "cli.md")] == []


def test_every_option_says_what_it_is_for(group: click.Group) -> None:
    silent = [
        f"{name} {option.opts[0]}"
        for name, command in commands(group)
        for option in command.params
        if isinstance(option, click.Option) and not option.hidden and not option.help
    ]
    assert silent == []


def test_no_section_describes_a_command_that_is_not_there(group: click.Group, checkout: Path) -> None:
    sections = set(re.findall(r"^## (momentary .+)$", written(checkout / "docs" / "cli.md"), re.MULTILINE))
    assert sections <= {name for name, _ in commands(group)}


def test_the_table_of_formats_names_each_and_tells_which_are_read_and_written(checkout: Path) -> None:
    if find_spec("momentary.exchange") is None:
        pytest.skip("there is no momentary.exchange yet")
    formats = importlib.import_module("momentary.exchange").FORMATS
    row = r"^\| `([\w-]+)` \|[^|\n]+\| (yes|no) \| (yes|no) \| (?:`([^`]+)` )?\|$"
    table = re.findall(row, written(checkout / "docs" / "formats.md"), re.MULTILINE)
    known = {
        (one.name, "yes" if one.read else "no", *(("yes", one.suffix) if one.write else ("no", ""))) for one in formats
    }
    assert set(table) == known


def test_every_format_has_a_section(checkout: Path) -> None:
    if find_spec("momentary.exchange") is None:
        pytest.skip("there is no momentary.exchange yet")
    page = checkout / "docs" / "formats.md"
    names = [one.name for one in importlib.import_module("momentary.exchange").FORMATS]
    headings = " ".join(re.findall(r"^## .+$", written(page), re.MULTILINE))
    assert [name for name in names if f"`{name}`" not in headings] == []


@pytest.mark.parametrize("vocabulary", ["Technique", "EndingKind", "Judge", "Role", "Side", "Muscle"])
def test_the_glossary_explains_every_word_of_the_vocabulary(vocabulary: str, checkout: Path) -> None:
    words: type[StrEnum] = getattr(quantities, vocabulary)
    glossary = written(checkout / "docs" / "glossary.md")
    assert [word.value for word in words if f"`{word.value}`" not in glossary] == []


def test_every_layer_says_what_is_public_and_has_a_page(checkout: Path) -> None:
    for layer in set(layers(checkout)) - NOT_A_LIBRARY:
        module = importlib.import_module(f"momentary.{layer}")
        assert module.__doc__, f"momentary.{layer} does not say what it is for"
        assert module.__all__, f"momentary.{layer} does not say what is public"
        assert f".. automodule:: momentary.{layer}" in written(checkout / "docs" / "api" / f"{layer}.md")


def test_every_word_for_a_column_of_a_generic_table_is_explained(checkout: Path) -> None:
    if find_spec("momentary.exchange") is None:
        pytest.skip("there is no momentary.exchange yet")
    words = importlib.import_module("momentary.exchange.generic_words").WORDS
    page = written(checkout / "docs" / "formats.md")
    assert [word for word in words if f"`{word}`" not in page] == []


def test_every_column_of_the_flat_table_is_named(checkout: Path) -> None:
    if find_spec("momentary.exchange") is None:
        pytest.skip("there is no momentary.exchange yet")
    columns = importlib.import_module("momentary.exchange.parquet_writer").COLUMNS
    page = written(checkout / "docs" / "formats.md")
    assert [column for column in columns if f"`{column}`" not in page] == []
