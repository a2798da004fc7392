"""What the commands of a server share: the data folder and the clear refusals."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

_Command = TypeVar("_Command", bound=Callable[..., Any])


def default_folder() -> Path:
    """Return where data lie if not said: MOMENTARY_DATA, or the place that the system keeps data of applications."""
    if said := os.environ.get("MOMENTARY_DATA"):
        return Path(said)
    home = os.environ.get("XDG_DATA_HOME")
    return (Path(home) if home else Path("~/.local/share").expanduser()) / "momentary"


def data_option(command: _Command) -> _Command:
    """Add `--data` to a command."""
    return click.option(
        "--data",
        metavar="DIR",
        type=click.Path(path_type=Path, file_okay=False),
        default=default_folder,
        help="The folder that holds everything the server knows; if not given, MOMENTARY_DATA, else"
        " ~/.local/share/momentary.",
    )(command)
