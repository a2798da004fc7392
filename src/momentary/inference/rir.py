"""What a lifter's called reserves are worth, learnt from their own sets to failure.

The calls of the log are read under several values of the lifter's departure b from the population's bias
(`momentary.athlete.calling`), carried side by side through the level filter. The value under which failures and calls
fit together is the likely one: a call of two before a set that then failed three repetitions sooner speaks against a
large b. Losses between sets, good days, and how little a distant failure says are weighed by the filter itself.

An exercise's evidence is blunted by what calls differ between exercises, the whole by what the model's own errors may
feign. What is believed before a row rests on earlier rows alone.

A lifter who always stops at a planned count makes calls that follow the day: large on good days, and no call but a
failure on bad ones. Against failures such calls look too large, however good they are. The evidence counts less the
more often the count repeats, and not at all where it mostly does.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from momentary.athlete import (
    YARDSTICK,
    CallBelief,
    Observed,
    Prior,
    call_root,
    nodes,
    population_bias,
    repetitions_to_failure,
    report_bias,
    single_call_sd,
    unknown_caller,
)
from momentary.inference.departures import DEPARTURES, FINE, blurred, exercise_evidence, normal_shape
from momentary.inference.filtering import filter_exercises
from momentary.inference.forecasting import shares_of
from momentary.inference.records import SetRecords, calls_and_failures
from momentary.inference.tracks import Track

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]


FREE_SHARE, PLANNED_SHARE = 0.3, 0.6
"""Counts are free where at most the first share of calls repeat the count before; planned from the second on."""

_SPREADS = np.exp(np.linspace(-0.75, 0.75, 7))
_CURVES = 5
_PRIOR_COUNT = 5.0
_USUAL_CALL = 2.0


@dataclass(frozen=True, slots=True, eq=False)
class LearntCalls:
    """What was learnt of a lifter's calls.

    Args:
        caller: What was believed before every row of the records.
        last: What is believed in the end (one row).
        shares: Probability of each departure of a fine grid in the end.
        is_call: Which rows of the records are calls of more than half a repetition.
        is_paired: Which of them have a set to failure nearby.
        length: Repetitions that sets with a call usually allow [rep].
        told: Log-evidence of every fine departure in the end (fine,).
        spread_told: Log-evidence of every spread in the end (spread,).
        repeats: Calls with the same count as the exercise's call before, and calls that had one before.
    """

    caller: CallBelief
    last: CallBelief
    shares: Floats
    is_call: Flags
    is_paired: Flags
    length: float
    told: Floats
    spread_told: Floats
    repeats: tuple[float, float]


def learn_calls(records: SetRecords, *, prior: Prior) -> LearntCalls:
    """Return what a log tells of its calls; the population's figures where no exercise has both calls and failures."""
    is_call, is_failure = calls_and_failures(records)
    length = usual_length(records, prior)
    usual = float(np.median(length[is_call])) if is_call.any() else prior.report_length
    is_paired = _paired(records, is_call, is_failure)
    exercises = np.intersect1d(records.exercise[is_call], records.exercise[is_failure])
    caller = replace(unknown_caller(len(records), prior=prior), length=length)
    last = replace(unknown_caller(1, prior=prior), length=np.array([usual]))
    repeats, chances = _repeats(records, is_call)
    again = (float(repeats[-1]), float(chances[-1]))
    # A belief is asked for before every report, and in the end; evidence i rests on the first i of the track's rows.
    asked = np.r_[np.flatnonzero(records.observed == Observed.REPORT), len(records)]
    free = freedom_of(repeats, chances)[asked]
    if not len(exercises):
        told, spread_told = np.zeros((1, len(FINE))), np.zeros((1, len(_SPREADS)))
        shares, mean, sd = likely_departure(np.repeat(told, len(asked), axis=0), freedom=free, prior=prior)
        caller.deviation[asked[:-1]], caller.deviation_sd[asked[:-1]] = mean[:-1], sd[:-1]
        last = CallBelief(mean[-1:], sd[-1:], last.spread, last.length)
        return LearntCalls(caller, last, shares[-1], is_call, is_paired, usual, told[0], spread_told[0], again)
    track = side_by_side(records, exercises, prior=prior)
    is_ready = _ready(track, is_call, is_failure)
    rows, told = _evidence(track, is_ready, prior)
    known = np.searchsorted(rows, asked, side="left")
    shares, mean, sd = likely_departure(told[known], freedom=free, prior=prior)
    caller.deviation[asked[:-1]], caller.deviation_sd[asked[:-1]] = mean[:-1], sd[:-1]
    spread_told = _spreads(records, track, rows, caller, is_ready, prior)
    spread = likely_spread(spread_told[known], prior=prior)
    caller.spread[asked[:-1]] = spread[:-1]
    last = CallBelief(mean[-1:], sd[-1:], spread[-1:], last.length)
    return LearntCalls(caller, last, shares[-1], is_call, is_paired, usual, told[-1], spread_told[-1], again)


def usual_length(records: SetRecords, prior: Prior) -> Floats:
    """Return, at every row, the mean of done and called repetitions of the exercise's earlier sets [rep].

    It begins at the length from which calls get worse, worth a few sets.
    """
    told, value = lengths(records)
    order = np.argsort(records.exercise, kind="stable")
    exercise = records.exercise[order]
    first = np.searchsorted(exercise, exercise)
    result = np.empty(len(records))
    total, count = (np.cumsum(one[order]) - one[order] for one in (value, told.astype(np.float64)))
    known = count - count[first] if len(first) else count
    result[order] = mean_length(total - (total[first] if len(first) else 0.0), known, prior=prior)
    return result


def lengths(records: SetRecords) -> tuple[Flags, Floats]:
    """Return which rows tell how many repetitions a set allows, and what they tell; zero elsewhere [rep]."""
    told = np.isin(records.observed, (Observed.FAILURE, Observed.REPORT, Observed.STOPPED))
    return told, np.where(told, records.repetitions + np.nan_to_num(records.reserve), 0.0)


def mean_length(total: Floats, count: Floats, *, prior: Prior) -> Floats:
    """Return the mean of so many lengths, with the prior's worth thrown in [rep]."""
    return np.asarray((total + _PRIOR_COUNT * prior.report_length) / (count + _PRIOR_COUNT))


def _paired(records: SetRecords, is_call: Flags, is_failure: Flags) -> Flags:
    """Return which calls have a set to failure of the same exercise in the same or a neighbouring session of it."""
    result = np.zeros(len(records), dtype=np.bool_)
    rows = np.flatnonzero(records.observed != Observed.NOTHING)
    if not len(rows):
        return result
    rows = rows[np.argsort(records.exercise[rows], kind="stable")]
    exercise, session = records.exercise[rows], records.session[rows]
    visit = np.cumsum(np.r_[True, (np.diff(exercise) != 0) | (np.diff(session) != 0)]) - 1
    has = np.zeros(visit[-1] + 1, dtype=np.bool_)
    np.logical_or.at(has, visit, is_failure[rows])
    owner = np.zeros(len(has), dtype=np.int64)
    owner[visit] = exercise
    same = owner[1:] == owner[:-1]
    near = has.copy()
    near[1:] |= has[:-1] & same
    near[:-1] |= has[1:] & same
    result[rows] = near[visit]
    return result & is_call


def likely_departure(told: Floats, *, freedom: Floats, prior: Prior) -> tuple[Floats, Floats, Floats]:
    """Return the probability of every fine departure, its mean and SD.

    The published bias is that of calls at a planned reserve. At a planned count the large calls come on good days, and
    fall back towards the mean: there the departure is expected to take the population's bias away.

    Args:
        told: Log-evidence of the exercises (row, fine).
        freedom: How far counts are free (row,).
        prior: The population's figures.
    """
    usual = population_bias(prior.report_length, _USUAL_CALL, prior=prior) / call_root(_USUAL_CALL)
    centre = -(1.0 - freedom[:, None]) * usual
    before = normal_shape(FINE, prior.report_bias_sd)
    log_before = -0.5 * ((FINE - centre) / prior.report_bias_sd) ** 2
    shares = shares_of(blurred(told * freedom[:, None], prior.report_doubt_sd) + log_before)
    mean = shares @ FINE
    # The grid ends at four SD: what that cuts off is given back, so that no evidence leaves the population's spread.
    cut = np.sqrt(before @ FINE**2 / before.sum()) / prior.report_bias_sd
    return shares, mean, np.sqrt(np.maximum(shares @ FINE**2 - mean**2, 1e-6)) / cut


def departure_prior(prior: Prior, *, departures: int) -> Prior:
    """Return a prior whose habits all are the middle one, in the place of departures that stand side by side."""
    habit = prior.habits[len(prior.habits) // 2]
    shares = (1.0 / departures,) * departures
    return replace(prior, habits=(habit,) * departures, habit_shares=shares, curve_nodes=_CURVES)


def side_by_side(records: SetRecords, exercises: Integers, *, prior: Prior, is_called: bool = True) -> Track:
    """Return the filtered belief of some exercises under every departure: they stand where the habits usually do.

    Args:
        records: The log as arrays.
        exercises: Which exercises.
        prior: The population's figures.
        is_called: Whether any has a call; where none has, one departure says what all would.
    """
    wide = departure_prior(prior, departures=len(DEPARTURES) if is_called else 1)
    shape = (len(records), len(wide.habits))
    length = np.broadcast_to(usual_length(records, prior)[:, None], shape)
    departure = np.broadcast_to(DEPARTURES if is_called else np.zeros(1), shape)
    caller = CallBelief(departure, np.zeros(shape), np.ones(shape), length)
    return filter_exercises(records, exercises, nodes(wide, with_body_mass=False), prior=wide, caller=caller)


def _ready(track: Track, is_call: Flags, is_failure: Flags) -> Flags:
    """Return at which rows of a track its exercise has shown both a call and a failure, up to and with the row."""
    first = np.searchsorted(track.owner, track.owner)
    ready = np.ones(len(track.rows), dtype=np.bool_)
    for flag in (is_call[track.rows], is_failure[track.rows]):
        seen = np.cumsum(flag)
        ready &= seen > (seen - flag)[first]
    return ready


def freedom_of(repeats: Floats | float, chances: Floats | float) -> Floats:
    """Return how far the counts of sets with a call are free, not planned, 0 to 1.

    Args:
        repeats: Calls with the same count as the exercise's call before.
        chances: Calls that had one before.
    """
    share = (repeats + FREE_SHARE * _PRIOR_COUNT) / (chances + _PRIOR_COUNT)
    return np.asarray(np.clip((PLANNED_SHARE - share) / (PLANNED_SHARE - FREE_SHARE), 0.0, 1.0))


def _repeats(records: SetRecords, is_call: Flags) -> tuple[Floats, Floats]:
    """Return repeated counts, and the chances to repeat one, in the first i rows, of all exercises."""
    last: dict[int, int] = {}
    repeats, chances = np.zeros((2, len(records) + 1))
    for row in np.flatnonzero(is_call).tolist():
        exercise, done = int(records.exercise[row]), int(records.repetitions[row])
        repeats[row + 1], chances[row + 1] = last.get(exercise) == done, exercise in last
        last[exercise] = done
    return np.cumsum(repeats), np.cumsum(chances)


def _evidence(track: Track, is_ready: Flags, prior: Prior) -> tuple[Integers, Floats]:
    """Return the rows of a track in the order of the log, and the log-evidence for every fine departure.

    Row i of the evidence rests on the first i rows: it has one row more than there are rows. An exercise speaks, then
    of its past too, once it has shown both a call and a failure.
    """
    total = np.cumsum(track.log_evidence, axis=0)
    first = np.searchsorted(track.owner, track.owner)
    total -= (total - track.log_evidence)[first]
    fine = exercise_evidence(total, track.nodes.log_prior, prior=prior)
    fine[~is_ready] = 0.0
    opens = np.r_[True, track.owner[1:] != track.owner[:-1]]
    step = np.diff(fine, axis=0, prepend=np.zeros((1, fine.shape[1])))
    step[opens] = fine[opens]
    order = np.argsort(track.rows, kind="stable")
    so_far = np.concatenate([np.zeros((1, fine.shape[1])), np.cumsum(step[order], axis=0)])
    return track.rows[order], so_far


def _spreads(
    records: SetRecords, track: Track, rows: Integers, caller: CallBelief, is_ready: Flags, prior: Prior
) -> Floats:
    """Return the log-evidence of every spread of single calls over the population's, after the first i rows.

    A grid of spreads is weighed by how far calls fell from what the filter forecast before them, at the
    departure that was then the likely one.
    """
    order = np.argsort(track.rows, kind="stable")
    at = order[(records.observed[rows] == Observed.REPORT) & (records.reserve[rows] > YARDSTICK) & is_ready[order]]
    position = np.searchsorted(rows, track.rows[at])
    belief = caller.at(track.rows[at])
    expected, var = forecast_at(track, at, belief.deviation)
    step = np.zeros((len(rows) + 1, len(_SPREADS)))
    step[position + 1] = spread_evidence(
        records.repetitions[track.rows[at]].astype(np.float64), records.reserve[track.rows[at]],
        expected=expected, var=var, departure=belief.deviation, length=belief.length, prior=prior,
    )  # fmt: skip
    return np.cumsum(step, axis=0)


def spread_evidence(
    done: Floats, call: Floats, *, expected: Floats, var: Floats, departure: Floats, length: Floats, prior: Prior
) -> Floats:
    """Return the log-probability of some calls under every spread (row, spread).

    Args:
        done: Repetitions done [rep].
        call: The calls [rep].
        expected: Repetitions to failure that were forecast [rep].
        var: Variance of that forecast [rep^2].
        departure: The lifter's likely departure at the time [rep].
        length: Repetitions that sets of the exercise usually allow [rep].
        prior: The population's figures.
    """
    left = call + report_bias(call, prior=prior, deviation=departure, length=length)
    own = single_call_sd(call, prior=prior)[:, None] * _SPREADS
    noise = (var + prior.noise_sd(done) ** 2)[:, None]
    gap = (done + left - expected)[:, None]
    usual, odd = np.sqrt(noise + own**2), np.sqrt(noise + (prior.odd_factor * own) ** 2)
    told = (1.0 - prior.odd_share) * normal_shape(gap, usual) / usual + prior.odd_share * normal_shape(gap, odd) / odd
    return np.asarray(np.log(np.maximum(told, 1e-300)))


def likely_spread(told: Floats, *, prior: Prior) -> Floats:
    """Return the likely spread of single calls over the population's, from the log-evidence (row, spread)."""
    before = -0.5 * (np.log(_SPREADS) / prior.report_spread_log_sd) ** 2
    return np.asarray(np.exp(shares_of(told + before) @ np.log(_SPREADS)))


def forecast_at(track: Track, at: Integers, deviation: Floats) -> tuple[Floats, Floats]:
    """Return mean and variance of r* before some rows, at one departure each, mixed over curves."""
    total = np.cumsum(track.log_evidence, axis=0)
    first = np.searchsorted(track.owner, track.owner[at])
    before = total[at] - track.log_evidence[at] - (total[first] - track.log_evidence[first])
    before = before + track.earlier[track.owner[at]]
    curve = track.curve[track.owner[at]]
    each = repetitions_to_failure(track.log_moved[at], track.forecast_mean[at], curve=curve)
    return at_departure(deviation, before + track.nodes.log_prior, mean=each, var=track.forecast_var[at] / curve**2)


def at_departure(deviation: Floats, log_shares: Floats, *, mean: Floats, var: Floats) -> tuple[Floats, Floats]:
    """Return mean and variance of r* at one departure for each row, mixed over curves, from those at every node.

    Args:
        deviation: The departures (row,) [rep].
        log_shares: Log-probability of each node, up to a constant (row, node).
        mean: r* at each node [rep].
        var: Its variance [rep^2].
    """
    count = len(DEPARTURES)
    shape = (len(deviation), log_shares.shape[1] // count, count)
    shares = shares_of(np.swapaxes(log_shares.reshape(shape), 1, 2))
    each, var = (np.swapaxes(one.reshape(shape), 1, 2) for one in (mean, var))
    mean = (shares * each).sum(axis=-1)
    whole = (shares * (var + (each - mean[..., None]) ** 2)).sum(axis=-1)
    place = np.clip((deviation - DEPARTURES[0]) / (DEPARTURES[1] - DEPARTURES[0]), 0.0, count - 1 - 1e-9)
    left = place.astype(np.intp)
    part = place - left
    index = np.arange(len(deviation))

    def at_deviation(values: Floats) -> Floats:
        return np.asarray(values[index, left] * (1.0 - part) + values[index, left + 1] * part)

    return at_deviation(mean), at_deviation(whole)
