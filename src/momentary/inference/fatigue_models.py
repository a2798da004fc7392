"""Which account of fatigue a log supports: none, one kind, two, a fixed half-life, or the person's own constants.

Every account forecasts the first set of each exercise in a session from earlier sets alone. All of them know that
training of the last weeks adds strength, and each takes out the mean of its own earlier misses: what is compared is
fatigue, not a constant that repairs a forecast. Accounts are compared by the mean log-probability of what was done;
sets of the same session are not independent, so the error of a difference is over sessions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from momentary.athlete import Channels, CueWeights, FatiguePrior, Part, PartPrior, Prior, channels_of
from momentary.inference.fatigue import FatigueEvidence, gains_of, shared_day_var, shift_of, standard_draws
from momentary.inference.records import SetRecords
from momentary.inference.tiring import Tiredness
from momentary.language import mark, say, say_count

Floats = NDArray[np.float64]

FEWEST_SESSIONS = 20
"""With fewer sessions that end in known failures a log supports nothing yet."""

_CLEAR = 2.0
_DRAWS = 2048
_FIXED_DAYS = 2.0
_NARROW = 1e-3
_OFF = 1e-9
_WORTH = 5.0
_LEAST_GAIN = 0.002
_MUSCULAR_PARTS = ("acute", "residual", "damage")
_NEURAL_PARTS = ("neural_acute", "neural_residual", "neural_accumulated")


class Account(StrEnum):
    """An account of fatigue between sets of different exercises and between sessions, the plainest first."""

    NONE = mark("no fatigue")
    FIXED = mark("one kind, muscular, with a half-life of 48 h")
    ONE = mark("one kind, muscular")
    TWO = mark("two kinds, muscular and neural")
    PERSONAL = mark("two kinds, with your own gains and half-lives")


@dataclass(frozen=True, slots=True)
class Compared:
    """How an account forecast a lifter's first sets, against no fatigue.

    Args:
        account: The account.
        gain: Mean log-probability gained per set (positive is better).
        error: Its standard error, over sessions; infinite where it cannot be told.
        sets: First sets compared.
        sessions: Sessions that these are of.
    """

    account: Account
    gain: float
    error: float
    sets: int
    sessions: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Which account a log supports.

    Args:
        compared: Every account, no fatigue first.
        supported: The account that is clearly better than no fatigue and at least as good as all others; None where
            the log cannot tell yet.
        sentence: The same in words.
    """

    compared: tuple[Compared, ...]
    supported: Account | None
    sentence: str


def compare_accounts(tired: Tiredness, records: SetRecords, *, prior: Prior) -> Comparison:
    """Return which account of fatigue the first sets of a log support.

    Args:
        tired: The first sets.
        records: The log as arrays.
        prior: The population's figures.
    """
    is_judged = tired.is_known & tired.beyond.any(axis=1) & ~tired.is_slip(prior.cues)
    session = records.session[tired.rows[is_judged]]
    scores = {}
    for account in Account:
        shift = shifts_of(account, tired, records, prior)
        scores[account] = _log_probability(tired, shift, is_judged, prior.cues)
    compared = tuple(_told(account, score - scores[Account.NONE], session) for account, score in scores.items())
    return Comparison(compared, *_verdict(compared, scores, session))


def shifts_of(account: Account, tired: Tiredness, records: SetRecords, prior: Prior) -> Floats:
    """Return how an account would have moved the forecasts of first sets, each from earlier ones alone (set,) [rep]."""
    shift = np.zeros(len(tired.rows))
    believed = _prior_of(account, prior.fatigue)
    evidence = FatigueEvidence.none(_before(believed, channels_of(prior.fatigue)))
    channels = channels_of(_all_shown(prior.fatigue))
    day_var = shared_day_var(prior)
    for place, beyond in enumerate(tired.beyond):
        shift[place] = shift_of(beyond, evidence.mean, channels=channels)
        if account is Account.PERSONAL and np.isfinite(tired.miss[place]):
            evidence.add(
                tired.felt[place], float(tired.miss[place]), float(tired.sd[place]),
                session=int(records.session[tired.rows[place]]), day_var=day_var,
            )  # fmt: skip
    return shift


def _all_shown(prior: FatiguePrior) -> FatiguePrior:
    """Return a prior under which every kind of fatigue may show in forecasts as much as the muscular one."""
    shown = prior.residual.shown
    parts = {name: replace(prior.of(Part[name.upper()]), shown=shown) for name in _NEURAL_PARTS}
    return replace(prior, **parts)  # type: ignore[arg-type]


def _prior_of(account: Account, prior: FatiguePrior) -> FatiguePrior:
    """Return what an account believes before a log."""
    if account in (Account.TWO, Account.PERSONAL):
        return prior
    one = replace(prior, **_without(prior, _NEURAL_PARTS))  # type: ignore[arg-type]
    if account is Account.ONE:
        return one
    if account is Account.NONE:
        return replace(one, **_without(prior, _MUSCULAR_PARTS))  # type: ignore[arg-type]
    fixed = replace(prior.residual, half_life=_FIXED_DAYS, half_life_log_sd=_NARROW)
    return replace(one, residual=fixed, **_without(prior, ("damage",)))  # type: ignore[arg-type]


def _without(prior: FatiguePrior, names: tuple[str, ...]) -> dict[str, PartPrior]:
    """Return parts that cost nothing."""
    return {name: replace(prior.of(Part[name.upper()]), gain=_OFF) for name in names}


def _before(prior: FatiguePrior, own: Channels) -> tuple[Floats, Floats]:
    """Return what an account believes of the gains, on the channels along which the log was walked."""
    draws = gains_of(prior, *standard_draws(_DRAWS), channels=own)
    cov = np.cov(draws.T)
    return draws.mean(axis=0), np.asarray(np.linalg.inv(cov + 1e-14 * np.eye(len(cov))), dtype=np.float64)


def _log_probability(
    tired: Tiredness, shift: Floats, is_judged: NDArray[np.bool_], weights: CueWeights
) -> Floats:  # fmt: skip
    """Return the log-density of what judged sets did under forecasts moved by `shift`, the mean miss taken out."""
    miss = (tired.possible - tired.mean - shift)[is_judged]
    before = np.concatenate([[0.0], np.cumsum(miss)[:-1]]) if len(miss) else miss
    gap = (miss - before / (np.arange(len(miss)) + _WORTH)) / tired.mean_sd[is_judged]
    usual, odd = (-0.5 * (gap / factor) ** 2 - np.log(factor) for factor in (1.0, weights.odd_factor))
    return np.asarray(np.logaddexp(np.log1p(-weights.odd_share) + usual, np.log(weights.odd_share) + odd))


def _told(account: Account, gained: Floats, session: NDArray[np.int64]) -> Compared:
    """Return an account's gain per set with its error over sessions."""
    names, place = np.unique(session, return_inverse=True)
    count = len(names)
    if count < FEWEST_SESSIONS:
        return Compared(account, float(gained.mean()) if len(gained) else 0.0, float("inf"), len(gained), count)
    mean = float(gained.mean())
    sums = np.bincount(place, weights=gained - mean)
    error = float(np.sqrt((sums**2).sum() * count / (count - 1))) / len(gained)
    return Compared(account, mean, error, len(gained), count)


def _verdict(
    compared: Sequence[Compared], scores: Mapping[Account, Floats], session: NDArray[np.int64]
) -> tuple[Account | None, str]:
    """Return which account is supported, if any, and the sentence that says so."""
    tried = compared[1:]
    if not np.isfinite(tried[0].error):
        return None, say_count(
            tried[0].sessions,
            "Your log cannot tell yet which account of fatigue fits you: it has {count} session in which the first set "
            "of an exercise failed and could have been forecast, and {least} are the least.",
            "Your log cannot tell yet which account of fatigue fits you: it has {count} sessions in which the first "
            "set of an exercise failed and could have been forecast, and {least} are the least.",
            least=FEWEST_SESSIONS,
        )
    clearly = [one for one in tried if one.gain > _CLEAR * one.error and one.gain > _LEAST_GAIN]
    if not clearly:
        if all(one.gain < -_CLEAR * one.error for one in tried):
            return Account.NONE, say(
                "Your log speaks for no fatigue between exercises and sessions that would be seen."
            )
        return None, say(
            "Your log cannot tell these accounts apart yet: none forecasts clearly better than no fatigue."
        )
    # The plainest stands, until another one is clearly better than it.
    best = clearly[0]
    for other in clearly[1:]:
        ahead = _told(other.account, scores[other.account] - scores[best.account], session)
        best = other if ahead.gain > _CLEAR * ahead.error else best
    return best.account, say(
        "Your log supports fatigue: {account}. What your first sets did was {more} more probable under it than with no "
        "fatigue ({low} to {high}).",
        account=say(best.account), more=_more(best.gain), low=_more(best.gain - _CLEAR * best.error),
        high=_more(best.gain + _CLEAR * best.error),
    )  # fmt: skip


def _more(gain: float) -> str:
    """Return a gain in log-probability as how much more probable a set became: `8 %`."""
    return f"{100.0 * np.expm1(gain):.0f} %"
