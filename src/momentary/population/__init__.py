"""Many lifters at once: their tables, what is learnt across them, and forecasts put to the test."""

from momentary.population.lifters import Lifter, LifterTable, UnreadableTableError, is_table_of_lifters

__all__ = ["Lifter", "LifterTable", "UnreadableTableError", "is_table_of_lifters"]
