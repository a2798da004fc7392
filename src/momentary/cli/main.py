"""The commands, each loaded only when it is called, so that help answers at once."""

from __future__ import annotations

import errno
import importlib
import sys
from typing import Any

import click

import momentary

_COMMANDS = {
    "report": "What a log says about failure: 1RM, reserve, failures, the next session.",
    "forecast": "Repetitions to failure at a load, with how sure that is.",
    "today": "What is due today, how recovered you are, and where failure fits.",
    "next": "What to do in the next set: load, repetitions, rest, failure or not.",
    "plan": "The next week: your exercises on your days, loads, sets, failure, and why.",
    "readiness": "How recovered every muscle and the nerves are, and when each is back.",
    "recovery": "How recovery goes, what a planned session would cost, how often you can fail.",
    "methods": "Drop sets, negatives, partials and the like: how, and with your own numbers.",
    "gym": "What your gym has: bars, plates, dumbbells, stacks, pins, a partner.",
    "plateau": "Is strength still rising? With a known rate of false alarms.",
    "experiment": "A trial on yourself: plan it by chance, and read what came out.",
    "backtest": "How well the model would have forecast the failures in a log.",
    "population": "What lifters in general have in common, learnt from the logs of many.",
    "simulate": "What an effort does inside the muscle, by mechanistic models.",
    "serve": "Run the app: log in the gym by phone, look at it at the desk.",
    "backup": "Write everything that the app knows to one file.",
    "restore": "Restore what the app knows from a backup.",
    "convert": "Turn logs of any known format into another, losing nothing unsaid.",
    "exercises": "The catalogue of exercises, or what it knows of one.",
    "evidence": "What is said of training to failure, and what the evidence makes of it.",
}
_ERRORS = (
    "UnreadableFileError", "UnreadableTableError", "UnknownFormatError", "UnknownExerciseError",
    "ImpossibleValueError", "PopulationFileError", "TooFewLiftersError", "AlteredPlanError",
    "DataFolderError", "MissingExtraError", "BackupError",
)  # fmt: skip


class _LazyGroup(click.Group):
    """A group whose commands are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the commands in the order in which a newcomer needs them."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:  # noqa: ARG002
        """Import a command."""
        if name not in _COMMANDS:
            return None
        command = getattr(importlib.import_module(f"momentary.cli.{name}"), name)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; what a file or a value has wrong becomes one clear line and exit status 1."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            sys.stderr.close()
            ctx.exit(0)
        except OSError as error:
            place = f"{error.filename}: " if error.filename else ""
            raise click.ClickException(f"{place}{error.strerror or error}. {_next_step(error)}") from None
        except Exception as error:
            if type(error).__name__ in _ERRORS:
                message = error.args[0] if isinstance(error, KeyError) else error
                raise click.ClickException(str(message)) from None
            raise


def _next_step(error: OSError) -> str:
    if error.errno == errno.ENOSPC:
        return "Free some room and run it again."
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return "Name a place where you may read and write."
    return "Check the path and run it again."


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(momentary.__version__, "-V", "--version", package_name="momentary")
def main() -> None:
    """Know your last rep: what a training log says about training to failure, and how sure that is.

    Name your app's export; the format and the unit are found by themselves. Nothing leaves this machine.
    momentary gives no medical advice.

    \b
    Example:
      momentary report strong.csv --html report.html
    """  # noqa: D301
