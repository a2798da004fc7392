"""`momentary simulate`: what an effort does inside the muscle."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from momentary.cli.simulate_method import METHODS, method_command, method_named

if TYPE_CHECKING:
    from momentary.muscle import ThreeCompartments

MOTOR_UNITS, THREE_COMPARTMENT = "motor-units", "three-compartment"


class _MethodGroup(click.Group):
    """A group that has a command for every method, made when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the methods, and the commands beside them."""
        return [*METHODS, *super().list_commands(ctx)]

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """Return the command of a method or of that name."""
        named = method_named(name)
        return method_command(named) if named in METHODS else super().get_command(ctx, name)


@click.group(cls=_MethodGroup)
def simulate() -> None:
    """What an effort does inside the muscle: a set by any method, or a force that is held.

    \b
    Example:
      momentary simulate drop --compare straight --exercise "bench press" --load 75% --out drop.html
    """  # noqa: D301


def _share(_context: click.Context, _parameter: click.Parameter, value: float) -> float:
    if not 0.0 <= value <= 1.0:
        raise click.BadParameter(f"{value:g} is not a share of the maximum. Write 0.3 for 30 %.")
    return value


@simulate.command()
@click.option(
    "--intensity",
    required=True,
    type=float,
    metavar="SHARE",
    callback=_share,
    help="The force to hold, as a share of the maximum: 0.3 is 30 %.",
)
@click.option(
    "--model",
    type=click.Choice([MOTOR_UNITS, THREE_COMPARTMENT]),
    default=MOTOR_UNITS,
    show_default=True,
    help="A pool of 120 motor units (Potvin & Fuglevand 2017), or active, resting and fatigued muscle (3CC).",
)
@click.option(
    "--joint",
    "joint_name",
    metavar="JOINT",
    help="With --model three-compartment: the joint, such as elbow or knee, or a muscle, such as elbow_flexor_m; "
    "any muscle ('general') if not given.",
)
@click.option("--references", is_flag=True, help="Print what the run rests on as well.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def endurance(*, intensity: float, model: str, joint_name: str | None, references: bool, as_json: bool) -> None:
    """How long a rested muscle holds a constant force before it fails.

    \b
    Examples:
      momentary simulate endurance --intensity 0.3
      momentary simulate endurance --model three-compartment --joint elbow --intensity 0.5 --json
    """  # noqa: D301
    if joint_name is not None and model != THREE_COMPARTMENT:
        raise click.UsageError(f"--joint goes with --model {THREE_COMPARTMENT}: the pool of motor units is no joint's.")
    found = _pool_endurance(intensity) if model == MOTOR_UNITS else _joint_endurance(joint_name or "general", intensity)
    if as_json:
        click.echo(json.dumps({"model": model, "intensity": intensity, **found}, indent=2, ensure_ascii=False))
        return
    seconds = found["endurance_s"]
    click.echo(f"{intensity:.0%} of the maximum is held {'without end' if seconds is None else _time(seconds)}")
    if references:
        for line in found["references"]:
            click.echo(line)


def _pool_endurance(intensity: float) -> dict[str, Any]:
    from momentary.muscle import endurance_times_s, published_pool, reference_lines

    pool = published_pool()
    return {
        "endurance_s": _finite(float(endurance_times_s(pool, intensity))),
        "references": list(reference_lines(pool)),
    }


def _joint_endurance(name: str, intensity: float) -> dict[str, Any]:
    from momentary.muscle import closed_form_endurance_s, holding_times_s, reference_lines

    muscle = _muscle(name)
    closed = closed_form_endurance_s(
        intensity, fatigue_per_s=float(muscle.fatigue_per_s), recovery_per_s=float(muscle.recovery_per_s)
    )
    return {
        "joint": _plain(name),
        "endurance_s": _finite(float(holding_times_s(muscle, intensity))),
        "closed_form_s": _finite(float(closed)),
        "references": list(reference_lines(muscle)),
    }


def _muscle(name: str) -> ThreeCompartments:
    from momentary.muscle import JOINTS, MUSCLES, joint, muscle_of

    plain = _plain(name)
    if plain in JOINTS:
        return joint(plain)
    if plain in MUSCLES:
        return muscle_of(plain)
    known = f"Joints: {', '.join(JOINTS)}. Muscles: {', '.join(one for one in MUSCLES if one not in JOINTS)}."
    raise click.BadParameter(f"No joint or muscle is called '{name}'. {known}", param_hint="--joint")


def _plain(name: str) -> str:
    return "_".join(name.lower().replace("/", " ").replace("-", " ").replace("_", " ").split())


def _finite(seconds: float) -> float | None:
    return round(seconds, 6) if seconds < float("inf") else None


def _time(seconds: float) -> str:
    minutes, rest = divmod(seconds, 60.0)
    return f"{seconds:.1f} s" if minutes < 1.0 else f"{seconds:.1f} s ({minutes:.0f} min {rest:.0f} s)"
