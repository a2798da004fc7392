"""Which account of fatigue a log supports: none, one kind, two, a fixed half-life, or the person's own constants.

Every account forecasts the first set of each exercise in a session from earlier sets alone; what it then learns from
that set is in keeping with its own prior. Accounts are compared by the mean log-probability of what was done, against
fatigue as usual; sets of the same session are not independent, so the error of the difference is over sessions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from momentary.athlete import Channels, CueWeights, FatiguePrior, Part, Prior, channels_of
from momentary.inference.fatigue import FatigueEvidence, gains_of, shared_day_var, shift_of, standard_draws
from momentary.inference.records import SetRecords
from momentary.inference.tiring import Tiredness

Floats = NDArray[np.float64]

FEWEST_SESSIONS = 20
"""With fewer sessions that end in known failures a log supports nothing yet."""

_CLEAR = 2.0
_DRAWS = 2048
_FIXED_DAYS = 2.0
_NARROW = 1e-3
_OFF = 1e-9


class Account(StrEnum):
    """An account of fatigue between sets of different exercises and between sessions."""

    NONE = "no fatigue"
    ONE = "one kind: muscular"
    TWO = "two kinds: muscular and neural, typical gains and half-lives"
    FIXED = "muscular with a fixed half-life of 48 h"
    PERSONAL = "two kinds, the lifter's own gains and half-lives"


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
    base = _log_probability(tired, np.zeros(len(tired.rows)), prior.cues)[is_judged]
    compared = []
    for account in Account:
        shift = shifts_of(account, tired, records, prior)
        gained = _log_probability(tired, shift, prior.cues)[is_judged] - base
        compared.append(_told(account, gained, session))
    return Comparison(tuple(compared), *_verdict(compared))


def shifts_of(account: Account, tired: Tiredness, records: SetRecords, prior: Prior) -> Floats:
    """Return how an account would have moved the forecasts of first sets, each from earlier ones alone (set,) [rep]."""
    shift = np.zeros(len(tired.rows))
    if account is Account.NONE:
        return shift
    evidence = FatigueEvidence.none(_before(_prior_of(account, prior.fatigue), channels_of(prior.fatigue)))
    day_var = shared_day_var(prior)
    for place, beyond in enumerate(tired.beyond):
        shift[place] = shift_of(beyond, evidence.mean, prior=prior.fatigue)
        if account is not Account.TWO and np.isfinite(tired.miss[place]):
            evidence.add(
                tired.felt[place], float(tired.miss[place]), float(tired.sd[place]),
                session=int(records.session[tired.rows[place]]), day_var=day_var,
            )  # fmt: skip
    return shift


def _prior_of(account: Account, prior: FatiguePrior) -> FatiguePrior:
    """Return what an account believes before a log."""
    none: Mapping[str, object] = {
        part.name.lower(): replace(prior.of(part), gain=_OFF)
        for part in (Part.NEURAL_ACUTE, Part.NEURAL_RESIDUAL, Part.NEURAL_ACCUMULATED)
    }
    if account is Account.ONE:
        return replace(prior, **none)  # type: ignore[arg-type]
    if account is Account.FIXED:
        fixed = replace(prior.residual, half_life=_FIXED_DAYS, half_life_log_sd=_NARROW)
        return replace(prior, **none, residual=fixed, damage=replace(prior.damage, gain=_OFF))  # type: ignore[arg-type]
    return prior


def _before(prior: FatiguePrior, own: Channels) -> tuple[Floats, Floats]:
    """Return what an account believes of the gains, on the channels along which the log was walked."""
    draws = gains_of(prior, *standard_draws(_DRAWS), channels=own)
    cov = np.cov(draws.T)
    return draws.mean(axis=0), np.asarray(np.linalg.inv(cov + 1e-14 * np.eye(len(cov))), dtype=np.float64)


def _log_probability(tired: Tiredness, shift: Floats, weights: CueWeights) -> Floats:
    """Return the logarithm of the density of what was done under forecasts moved by `shift` (set,)."""
    gap = (tired.possible - tired.mean - shift) / tired.mean_sd
    usual, odd = (-0.5 * (gap / factor) ** 2 - np.log(factor) for factor in (1.0, weights.odd_factor))
    mixed = np.logaddexp(np.log1p(-weights.odd_share) + usual, np.log(weights.odd_share) + odd)
    return np.asarray(mixed - np.log(tired.mean_sd) - 0.5 * np.log(2.0 * np.pi))


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


def _verdict(compared: list[Compared]) -> tuple[Account | None, str]:
    """Return which account is supported, if any, and the sentence that says so."""
    tried = compared[1:]
    best = max(tried, key=lambda one: one.gain)
    if not np.isfinite(best.error):
        return None, (
            f"Your log cannot tell yet which account of fatigue fits you: it has {best.sessions} sessions in which the "
            f"first set of an exercise failed and could have been forecast, and {FEWEST_SESSIONS} are the least."
        )
    clearly = [one for one in tried if one.gain > _CLEAR * one.error]
    if not clearly:
        worse = all(one.gain < -_CLEAR * one.error for one in tried)
        known = "Your log speaks for no fatigue between exercises and sessions that would be seen." if worse else (
            "Your log cannot tell these accounts apart yet: none forecasts clearly better than no fatigue."
        )
        return (Account.NONE, known) if worse else (None, known)
    # Among those that are clearly better the plainest stands, unless another gains more than its error.
    plainest = next(one for one in clearly if one.gain > best.gain - best.error)
    return plainest.account, (
        f"Your log supports fatigue: {plainest.account}. What your first sets did was {_more(plainest.gain)} more "
        f"probable under it than with no fatigue ({_more(plainest.gain - _CLEAR * plainest.error)} to "
        f"{_more(plainest.gain + _CLEAR * plainest.error)})."
    )


def _more(gain: float) -> str:
    """Return a gain in log-probability as how much more probable a set became: `8 %`."""
    return f"{100.0 * np.expm1(gain):.0f} %"
