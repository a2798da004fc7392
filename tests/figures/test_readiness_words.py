from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from momentary.figures.readiness_words import (
    days_ahead,
    feels,
    interval,
    recovered_sentence,
    recovered_shortly,
    recovered_words,
    time_of,
    what_the_log_taught,
    whose,
)
from momentary.inference.readiness import Readiness
from momentary.quantities import Muscle
from tests.figures.readiness import AT, any_readiness, readiness_of, state_of


@pytest.mark.parametrize(
    ("after_h", "said"),
    [
        (-1.0, "now"),
        (0.0, "now"),
        (0.1, "today ~21:00"),
        (3.5, "today ~24:00"),
        (3.7, "Mon ~01:00"),
        (46.0, "Tue ~19:00"),
        (50.0, "Tue ~24:00"),
        (6 * 24.0, "Sat ~24:00"),
        (7 * 24.0, "Sun 29 Nov ~24:00"),
        (10 * 24.0 - 5, "Wed 2 Dec ~18:00"),
    ],
)
def test_a_coming_moment_is_named_no_finer_than_it_is_known(after_h: float, said: str) -> None:
    assert time_of(AT + timedelta(hours=after_h), AT) == said


@given(st.floats(0.01, 400.0))
def test_the_time_named_is_never_before_the_time_meant(after_h: float) -> None:
    when = AT + timedelta(hours=after_h)
    clock = time_of(when, AT).rpartition("~")[2]
    hour = int(clock[:2])
    assert clock[2:] == ":00"
    coarse = 1 if after_h <= 48 else 6
    assert hour % coarse == 0
    begins = datetime(when.year, when.month, when.day)
    waits = begins + timedelta(hours=hour) - when
    assert timedelta(0) <= (waits if waits >= timedelta(0) else waits + timedelta(days=1)) < timedelta(hours=coarse)


def test_a_state_that_is_not_recovered_in_sight_says_how_far_was_looked() -> None:
    late = state_of(Muscle.CHEST, 0.8, after_h=None)
    assert recovered_words(late, readiness_of(late)) == "not within 14 days"
    assert recovered_shortly(late, readiness_of(late)) == "> 14 days"
    assert recovered_sentence(late, readiness_of(late)) == (
        "Not recovered (97 %) with 80 % probability within 14 days."
    )
    blind = readiness_of(late, days=0)
    assert days_ahead(blind) == 0
    assert recovered_words(late, blind) == recovered_shortly(late, blind) == "not known"


def test_a_state_is_felt_as_wide_as_it_is_known() -> None:
    assert feels(state_of(None, 0.99, doubt=0.01)) == "fresh"
    assert feels(state_of(None, 0.93, doubt=0.07)) == "fresh to tired"
    assert feels(state_of(None, 0.3, doubt=0.1)) == "very tired"


def test_an_interval_of_one_number_is_one_number() -> None:
    assert interval(state_of(None, 0.9, doubt=0.001)) == "90 %"
    assert interval(state_of(None, 0.9, doubt=0.05)) == "85 to 95 %"


def test_where_the_log_taught_nothing_the_numbers_are_said_to_be_the_priors() -> None:
    taught = what_the_log_taught(
        readiness_of(state_of(Muscle.CHEST, 0.9, learnt=0.0), neural=state_of(None, 1, learnt=0))
    )
    assert "next to nothing" in taught
    assert "typical lifters', not your own" in taught
    assert whose(state_of(None, 0.9, learnt=0.0)) == "typical lifters'"


def test_what_the_log_taught_names_what_it_taught_and_leaves_the_rest_to_the_prior() -> None:
    learnt = [(Muscle.CHEST, 0.8), (Muscle.LATS, 0.3), (Muscle.GLUTES, 0.01)]
    states = [state_of(muscle, 0.9, learnt=share) for muscle, share in learnt]
    taught = what_the_log_taught(readiness_of(*states, neural=state_of(None, 0.9, learnt=0.2)))
    assert taught == (
        "Of your recovery your log has taught much about chest and a little about the neural state and lats; the other "
        "numbers are the prior's, typical lifters', not your own."
    )


def test_a_log_that_taught_everything_is_said_to_be_the_lifters_own() -> None:
    states = [state_of(muscle, 0.9, learnt=0.9) for muscle in Muscle]
    assert what_the_log_taught(readiness_of(*states, neural=state_of(None, 0.9, learnt=0.5))).endswith("your own.")


@given(any_readiness())
def test_any_readiness_is_told_in_one_sentence(readiness: Readiness) -> None:
    taught = what_the_log_taught(readiness)
    assert taught.endswith(".")
    assert taught.count(".") == 1
    all_own = all(one.learnt >= 0.5 for one in (readiness.neural, *readiness.muscles))
    any_prior = any(one.learnt < 0.1 for one in (readiness.neural, *readiness.muscles))
    assert ("typical lifters'" in taught) == any_prior
    assert taught.startswith("Your log has taught most") == all_own
    for state in readiness.muscles:
        assert len(recovered_shortly(state, readiness)) <= 11
