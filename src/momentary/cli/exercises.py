"""`momentary exercises`: the catalogue."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from momentary.catalogue import Exercise, Match


@click.command()
@click.argument("name", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def exercises(name: str | None, *, as_json: bool) -> None:
    """List the catalogue, or show what it knows of the exercise NAME, as any app spells it.

    \b
    Examples:
      momentary exercises
      momentary exercises "Bankdrücken (Langhantel)"
    """  # noqa: D301
    from momentary.catalogue import exercises as all_exercises
    from momentary.catalogue import find, match

    if name is None:
        _list(all_exercises(), as_json=as_json)
        return
    try:
        found: Match | None = None
        exercise = find(name)
    except LookupError:
        found = match(name)
        exercise = found.exercise
    if found is not None and exercise.is_own:
        near = ", ".join(f"'{one.name}'" for one in found.alternatives)
        meant = f" Did you mean {near}?" if near else ""
        raise click.ClickException(f"No exercise is called '{name}'.{meant} `momentary exercises` lists them all.")
    if as_json:
        click.echo(json.dumps(_record(exercise, found), indent=2, ensure_ascii=False))
        return
    for line in _lines(exercise, found):
        click.echo(line)


def _list(all_exercises: tuple[Exercise, ...], *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps([_record(one, None) for one in all_exercises], indent=2, ensure_ascii=False))
        return
    width = max(len(one.name) for one in all_exercises)
    for one in all_exercises:
        muscles = ", ".join(muscle.label for muscle in one.primary_muscles)
        click.echo(f"{one.name:{width}}  {one.kind}; {muscles or 'no muscle in particular'}")
    click.echo(f"{len(all_exercises)} exercises", err=True)


def _record(exercise: Exercise, found: Match | None) -> dict[str, Any]:
    velocity = exercise.velocity_at_1rm
    record: dict[str, Any] = {
        "slug": exercise.slug,
        "name": exercise.name,
        "kind": exercise.kind,
        "equipment": exercise.equipment,
        "resistance": exercise.resistance,
        "muscles": {str(muscle): share for muscle, share in exercise.muscles.items()},
        "load_basis": exercise.load_basis,
        "body_mass_share": exercise.body_mass_share,
        "one_sided": exercise.one_sided,
        "machine_twin": exercise.machine_twin,
        "needs_spotter": exercise.needs_spotter,
        "safe_alone": exercise.safe_alone,
        "way_out": exercise.way_out,
        "partials": exercise.partials,
        "velocity_at_1rm": None
        if velocity is None
        else {"value": velocity.value, "unit": velocity.unit, "source": velocity.source, "trust": velocity.trust},
    }
    if found is not None:
        record["match"] = {"typed": found.typed, "how": found.how, "confidence": round(found.confidence, 3)}
    return record


def _lines(exercise: Exercise, found: Match | None) -> list[str]:
    lines = [f"{exercise.name} ({exercise.slug})"]
    if found is not None and found.how != "exact":
        lines.append(f"  matched from    '{found.typed}', {found.how}, confidence {found.confidence:.2f}")
    muscles = ", ".join(f"{muscle.label} {share:g}" for muscle, share in exercise.muscles.items())
    lines += [
        f"  kind            {exercise.kind}, {exercise.equipment} ({exercise.resistance})",
        f"  muscles         {muscles or 'none in particular'}",
        f"  load typed      {exercise.load_basis}",
    ]
    if exercise.body_mass_share:
        lines.append(f"  moves           {exercise.body_mass_share:.0%} of the body mass")
    if exercise.machine_twin is not None:
        lines.append(f"  machine twin    {exercise.machine_twin}")
    alone = "safe to fail alone" if exercise.safe_alone else "not safe to fail alone"
    spotter = ", wants a spotter" if exercise.needs_spotter else ""
    lines.append(f"  failing         {alone}{spotter}; way out: {exercise.way_out}")
    lines.append(f"  partials        {exercise.partials}")
    velocity = exercise.velocity_at_1rm
    if velocity is not None:
        lines.append(f"  velocity at 1RM {velocity.value:g} {velocity.unit} ({velocity.source}, {velocity.trust})")
    return lines
