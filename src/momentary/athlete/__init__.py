"""The athlete: capacity, what a set's ending tells about it, what is believed beforehand, synthetic lifters."""

from momentary.athlete.calling import (
    YARDSTICK,
    CallBelief,
    call_root,
    population_bias,
    report_bias,
    report_sd,
    single_call_sd,
    unknown_caller,
)
from momentary.athlete.capacity import log_capacity_of, log_load_of, repetitions_to_failure
from momentary.athlete.choice import ChoiceHabit, unknown_habit
from momentary.athlete.cues import (
    FRESH_DAYS,
    Cue,
    Cues,
    CueWeights,
    Weighed,
    cumulative_cued,
    weigh_cues,
    with_chance_of_none,
)
from momentary.athlete.laboratory import laboratory_repetitions, left_beyond_calls
from momentary.athlete.likelihood import (
    COMPONENTS,
    Observed,
    Terms,
    biased_report,
    censored_stop,
    chosen_load,
    exact_failure,
)
from momentary.athlete.prior import MODEL, Nodes, Prior, curve_steps, nodes
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
    "FRESH_DAYS",
    "MODEL",
    "YARDSTICK",
    "CallBelief",
    "ChoiceHabit",
    "Cue",
    "CueWeights",
    "Cues",
    "Nodes",
    "Observed",
    "Prior",
    "SyntheticExercise",
    "SyntheticLifter",
    "Terms",
    "Truth",
    "Weighed",
    "biased_report",
    "call_root",
    "censored_stop",
    "chosen_load",
    "cumulative_cued",
    "curve_steps",
    "demo_log",
    "draw_lifter",
    "exact_failure",
    "laboratory_repetitions",
    "left_beyond_calls",
    "log_capacity_of",
    "log_load_of",
    "nodes",
    "population_bias",
    "repetitions_to_failure",
    "report_bias",
    "report_sd",
    "simulate",
    "single_call_sd",
    "unknown_caller",
    "unknown_habit",
    "weigh_cues",
    "with_chance_of_none",
]
