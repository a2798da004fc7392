"""Many lifters at once: their tables, what is learnt across them, and forecasts put to the test."""

from momentary.population.backtests import Backtest, backtest, backtest_in_folds, folds_of
from momentary.population.lifters import Lifter, LifterTable, UnreadableTableError, is_table_of_lifters
from momentary.population.own_log import lifter_of

__all__ = [
    "Backtest",
    "Lifter",
    "LifterTable",
    "UnreadableTableError",
    "backtest",
    "backtest_in_folds",
    "folds_of",
    "is_table_of_lifters",
    "lifter_of",
]
