"""Nuzzo, Pinto, Nosaka & Steele 2024: repetitions possible at a percentage of the 1RM."""

from momentary.evidence import Sourced, Trust

_KEY = "nuzzo2024"

CURVE = Sourced(
    0.0266, "1/rep", _KEY, "one-parameter exponential, exact at one repetition, fitted to the seven rows of figure 2",
    Trust.DERIVED,
)  # fmt: skip
"""Median fall of the log-load per repetition, all exercises [1/rep]."""

CURVE_BENCH_PRESS = Sourced(0.0276, "1/rep", _KEY, "the same from the bench press rows at 70 and 80 %", Trust.DERIVED)
"""The same for the bench press [1/rep]."""

CURVE_LEG_PRESS = Sourced(0.0188, "1/rep", _KEY, "the same from the leg press rows at 70, 80 and 90 %", Trust.DERIVED)
"""The same for the leg press [1/rep]."""

CURVE_LOG_SD = Sourced(
    0.29, "1", _KEY, "between-person SD over mean of (r - 1) at 80 % of the 1RM; the test-retest error is still in it",
    Trust.DERIVED,
)  # fmt: skip
"""Spread of ln c between persons."""

MEAN_REPETITIONS = {
    90: Sourced(4.94, "rep", _KEY, "figure 2, p. 308, main model", Trust.SECOND_HAND),
    85: Sourced(7.15, "rep", _KEY, "figure 2, p. 308, main model", Trust.SECOND_HAND),
    80: Sourced(9.75, "rep", _KEY, "figure 2, p. 308, main model", Trust.SECOND_HAND),
    75: Sourced(12.37, "rep", _KEY, "figure 2, p. 308, main model", Trust.SECOND_HAND),
    70: Sourced(14.80, "rep", _KEY, "figure 2, p. 308, main model", Trust.SECOND_HAND),
    65: Sourced(17.11, "rep", _KEY, "figure 2, p. 308, main model", Trust.SECOND_HAND),
    60: Sourced(19.53, "rep", _KEY, "figure 2, p. 308, main model", Trust.SECOND_HAND),
}
"""Mean repetitions to failure by percentage of the 1RM [rep]."""
