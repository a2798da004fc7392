"""`momentary serve`: the app, for a phone in the gym and a laptop at the desk."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from momentary.cli.hosting import data_option


@click.command()
@click.option(
    "--port", metavar="N", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Port; 0: any free one."
)
@click.option(
    "--host",
    metavar="ADDRESS",
    default="127.0.0.1",
    show_default=True,
    help="Address to listen on. Other machines reach only what is not loopback, and then --origin has to be said.",
)
@click.option("--origin", metavar="URL", help="The address that browsers use, where it is not this machine's own.")
@click.option(
    "--sign-up",
    type=click.Choice(["open", "closed"]),
    help="Who may make an account. If not given: open on this machine alone, closed with --origin.",
)
@click.option("--demo", is_flag=True, help="With an invented lifter, and a link that signs in; on this machine alone.")
@data_option
def serve(*, port: int, host: str, origin: str | None, sign_up: str | None, demo: bool, data: Path) -> None:
    """Run the app: web and worker in one, until Ctrl+C.

    The first run makes its secrets and prints a link that makes the owner. Phones need HTTPS, for instance by a
    reverse proxy or a tailnet on this machine: say its address with --origin. Nothing leaves the machine.

    \b
    Example:
      momentary serve --port 8000
    """  # noqa: D301
    from momentary.web import ServerSettings
    from momentary.web import serve as run
    from momentary.web.hosting.addresses import is_loopback

    if origin is None and not is_loopback(host):
        raise click.UsageError(
            f"--host {host} lets other machines in. Say at which address their browsers find this one:"
            " --origin https://lift.example"
        )
    if demo and (origin is not None or not is_loopback(host)):
        raise click.UsageError("--demo is for this machine alone: leave --host and --origin out.")
    said = {
        "MOMENTARY_DATA": str(data),
        "MOMENTARY_ORIGIN": "" if origin is None else origin.rstrip("/"),
        "MOMENTARY_SIGN_UP": sign_up or ("open" if origin is None else "closed"),
        "MOMENTARY_DEMO": "1" if demo else "",
    }
    settings = ServerSettings.of({**os.environ, **said})
    sys.exit(run(settings, host=host, port=port, say=lambda line: click.echo(line, err=True)))
