"""How well the shipped level model forecasts repetitions to failure of the development lifters.

    python benchmarks/forecast_benchmark.py [--out FORECASTS.parquet]

Prints figures per lifter, their means, the same with the load taken as imposed instead of chosen, and the
reference forecasters. --out writes the forecasts for the judge, `../shared/benchmark/score.py`.
"""

from __future__ import annotations

import argparse
import json

import polars as pl
from lifters import DATA, FIGURES, figures, forecast_table, lifters, mean_figures

from momentary.parameters import level_prior


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out")
    options = parser.parse_args()
    prior = level_prior()
    people = list(lifters())
    print(f"{'':14s}{'targets':>8s}" + "".join(f"{name:>10s}" for name in FIGURES))
    for title, load_is_chosen in (("", True), ("load imposed", False)):
        each = {}
        for lifter in people:
            each[lifter.name] = one = figures(lifter, prior=prior, load_is_chosen=load_is_chosen)
            if load_is_chosen:
                print(f"{lifter.name:14s}{len(lifter.targets):8d}" + "".join(f"{one[name]:10.3f}" for name in FIGURES))
        means = mean_figures(each)
        print(f"{title or 'mean':14s}{'':8s}" + "".join(f"{means[name]:10.3f}" for name in FIGURES))
    if options.out is not None:
        pl.concat(forecast_table(lifter, prior=prior) for lifter in people).write_parquet(options.out)
    for name, reference in json.loads((DATA / "benchmark" / "reference.json").read_text()).items():
        print(f"{name:30s} crps {reference['crps']:.3f}  mae {reference['mae']:.3f}")


if __name__ == "__main__":
    main()
