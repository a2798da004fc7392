"""Whether strength still rises, in words."""

from __future__ import annotations

from momentary.language import percent, say
from momentary.prescription import PlateauReading

_LEAST_WEEKS = 1.5


def plateau_words(reading: PlateauReading) -> str:
    """Return the answer in words: `still rising (93% sure)`."""
    if reading.probability is None:
        return say("cannot tell yet: too few sessions")
    chance = min(max(reading.probability, 0.01), 0.99)
    if reading.verdict == "plateau":
        return say("plateau ({chance} sure that the gain is below 0.25 % a week)", chance=percent(chance))
    if reading.verdict == "falling":
        return say("falling ({chance} sure that it does not rise)", chance=percent(chance))
    if reading.verdict == "rising":
        return say("still rising ({chance} sure)", chance=percent(1.0 - chance))
    more = reading.weeks_more
    if more is None or more < _LEAST_WEEKS:
        return say("cannot tell yet ({chance} for a plateau)", chance=percent(chance))
    return say(
        "cannot tell yet ({chance} for a plateau; about {weeks} more weeks like these would tell)",
        chance=percent(chance),
        weeks=f"{more:.0f}",
    )


def gain_words(reading: PlateauReading) -> str:
    """Return the gain a week with its 80 % range; empty where nothing is known of it."""
    if reading.mean is None or reading.low is None or reading.high is None:
        return ""
    mean, low, high = (percent(one, 1, signed=True) for one in (reading.mean, reading.low, reading.high))
    return say("{middle} ({low} to {high})", middle=mean, low=low, high=high)
