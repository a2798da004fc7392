"""Nuzzo, Pinto, Nosaka & Steele 2024: repetitions possible at a percentage of the 1RM."""

from momentary.evidence import Sourced, Trust

_KEY = "nuzzo2024"

CURVE = Sourced(
    0.0266, "1/rep", _KEY, "one-parameter exponential, exact at one repetition, fitted to the seven rows of figure 2",
    Trust.DERIVED,
)  # fmt: skip
"""Fall of the log-load per repetition of one curve through the mean repetitions, all exercises [1/rep]."""

CURVE_MEDIAN = Sourced(
    0.0268, "1/rep", _KEY, "median of c between persons that gives the seven means of figure 2 where ln c has a spread",
    Trust.DERIVED,
)  # fmt: skip
"""Median of it between persons: above the curve of the means, since flat curves have many repetitions [1/rep]."""

CURVE_BENCH_PRESS = Sourced(0.0276, "1/rep", _KEY, "the same from the bench press rows at 70 and 80 %", Trust.DERIVED)
"""The same for the bench press [1/rep]."""

CURVE_LEG_PRESS = Sourced(0.0188, "1/rep", _KEY, "the same from the leg press rows at 70, 80 and 90 %", Trust.DERIVED)
"""The same for the leg press [1/rep]."""

CURVE_LOG_SD = Sourced(
    0.29, "1", _KEY, "between-person SD over mean of (r - 1) at 80 % of the 1RM; the test-retest error is still in it",
    Trust.DERIVED,
)  # fmt: skip
"""Spread of ln c between persons."""


def _row(name: str, values: dict[int, float]) -> dict[int, Sourced]:
    """Return a row of the table of figure 2, by percentage of the 1RM."""
    locator = f"figure 2, p. 308, {name}"
    return {share: Sourced(value, "rep", _KEY, locator, Trust.SECOND_HAND) for share, value in values.items()}


MEAN_REPETITIONS = _row("main model, mean", {90: 4.94, 85: 7.15, 80: 9.75, 75: 12.37, 70: 14.80, 65: 17.11, 60: 19.53})
"""Mean repetitions to failure by percentage of the 1RM [rep]."""

MEAN_LOW = _row(
    "main model, mean, 95 % from", {90: 4.35, 85: 6.69, 80: 9.32, 75: 11.87, 70: 14.23, 65: 16.36, 60: 18.52}
)
"""Lower ends of their 95 % intervals [rep]."""

MEAN_HIGH = _row(
    "main model, mean, 95 % to", {90: 5.61, 85: 7.65, 80: 10.20, 75: 12.88, 70: 15.40, 65: 17.90, 60: 20.59}
)
"""Upper ends [rep]."""

BETWEEN_PERSON_SD = _row("main model, SD", {90: 1.90, 85: 2.19, 80: 2.51, 75: 2.88, 70: 3.31, 65: 3.80, 60: 4.37})
"""Spread of repetitions between persons by percentage of the 1RM [rep]."""

SD_LOW = _row("main model, SD, 95 % from", {90: 1.69, 85: 1.97, 80: 2.29, 75: 2.65, 70: 3.06, 65: 3.51, 60: 4.01})
"""Lower ends of the 95 % intervals of the spread [rep]."""

SD_HIGH = _row("main model, SD, 95 % to", {90: 2.14, 85: 2.42, 80: 2.75, 75: 3.13, 70: 3.58, 65: 4.12, 60: 4.76})
"""Upper ends [rep]."""

BENCH_PRESS = _row("bench press, mean", {80: 8.82, 70: 14.08})
"""Mean repetitions in the bench press [rep]."""

BENCH_PRESS_LOW = _row("bench press, mean, 95 % from", {80: 7.72, 70: 12.4})
"""Lower ends of their 95 % intervals [rep]."""

BENCH_PRESS_HIGH = _row("bench press, mean, 95 % to", {80: 10.08, 70: 16.1})
"""Upper ends [rep]."""

LEG_PRESS = _row("leg press, mean", {90: 8.69, 80: 13.05, 70: 18.96})
"""Mean repetitions in the leg press [rep]."""

LEG_PRESS_LOW = _row("leg press, mean, 95 % from", {90: 3.71, 80: 9.78, 70: 14.2})
"""Lower ends of their 95 % intervals [rep]."""

LEG_PRESS_HIGH = _row("leg press, mean, 95 % to", {90: 20.39, 80: 17.41, 70: 25.5})
"""Upper ends [rep]."""
