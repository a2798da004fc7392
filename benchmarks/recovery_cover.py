"""Whether intervals of fatigue's gains and half-lives hold the truth of synthetic lifters, drawn from the prior.

    python benchmarks/recovery_cover.py [--lifters 60]

Each lifter's log goes the whole way: sets to posterior to persons. The second table is of lifters whose sessions are
all alike: their logs can hardly tell, and the posterior must stay near the prior and say so.
"""

from __future__ import annotations

import argparse

import numpy as np

from momentary.athlete import Part
from momentary.athlete.tired_lifter import EXERCISES, tired_lifter
from momentary.inference import ExerciseTraits, fit
from momentary.parameters import level_prior

PARTS = (Part.RESIDUAL, Part.NEURAL_RESIDUAL, Part.ADAPTATION)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--lifters", type=int, default=60)
    lifters = parser.parse_args().lifters
    for is_regular in (False, True):
        print("sessions all alike" if is_regular else "sessions of every kind", f"({lifters} lifters)")
        print(f"{'':<24}{'80 % holds':>11}{'50 % holds':>11}{'mean rank':>11}{'corr.':>8}{'learnt':>8}")
        table(lifters, is_regular=is_regular)


def table(lifters: int, *, is_regular: bool) -> None:
    """Print how often intervals hold the truth."""
    prior = level_prior()
    traits = {name: ExerciseTraits(name, shares=tuple(muscles.items())) for name, muscles in EXERCISES.items()}
    ranks: dict[str, list[float]] = {}
    pairs: dict[str, list[tuple[float, float, float]]] = {}
    for seed in range(lifters):
        one = tired_lifter(np.random.default_rng(seed), prior=prior.fatigue, is_regular=is_regular)
        persons = fit(one.log, traits=traits).tiredness.persons()
        for part in PARTS:
            for what, values, truth in (
                ("gain", persons.gain(part), one.gain[part]),
                ("half-life", persons.half_life(part), one.half_life[part]),
            ):
                name = f"{part.name.lower()} {what}"
                ranks.setdefault(name, []).append(float((values < truth).mean()))
                pairs.setdefault(name, []).append((np.log(np.median(values)), np.log(truth), persons.learnt(part)))
    for name, rank in ranks.items():
        at, pair = np.array(rank), np.array(pairs[name])
        held80, held50 = ((np.abs(at - 0.5) <= 0.5 * width).mean() for width in (0.8, 0.5))
        together = np.corrcoef(pair[:, 0], pair[:, 1])[0, 1] if pair[:, 0].std() > 0.0 else 0.0
        print(f"{name:<24}{held80:>11.0%}{held50:>11.0%}{at.mean():>11.2f}{together:>8.2f}{pair[:, 2].mean():>8.2f}")


if __name__ == "__main__":
    main()
