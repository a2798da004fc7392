"""The athlete: capacity, what a set's ending tells about it, what is believed beforehand, synthetic lifters."""

from momentary.athlete.capacity import log_capacity_of, log_load_of, repetitions_to_failure
from momentary.athlete.choice import ChoiceHabit, unknown_habit
from momentary.athlete.likelihood import (
    COMPONENTS,
    Observed,
    Terms,
    biased_report,
    censored_stop,
    chosen_load,
    exact_failure,
    report_bias,
    report_sd,
)
from momentary.athlete.prior import Nodes, Prior, nodes
from momentary.athlete.synthetic import (
    DEMO_LIFTER,
    SyntheticExercise,
    SyntheticLifter,
    Truth,
    demo_log,
    draw_lifter,
    simulate,
)

__all__ = [
    "COMPONENTS",
    "DEMO_LIFTER",
    "ChoiceHabit",
    "Nodes",
    "Observed",
    "Prior",
    "SyntheticExercise",
    "SyntheticLifter",
    "Terms",
    "Truth",
    "biased_report",
    "censored_stop",
    "chosen_load",
    "demo_log",
    "draw_lifter",
    "exact_failure",
    "log_capacity_of",
    "log_load_of",
    "nodes",
    "repetitions_to_failure",
    "report_bias",
    "report_sd",
    "simulate",
    "unknown_habit",
]
