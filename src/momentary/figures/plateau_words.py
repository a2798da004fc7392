"""Whether strength still rises, in words."""

from __future__ import annotations

from momentary.prescription import PlateauReading

_LEAST_WEEKS = 1.5


def plateau_words(reading: PlateauReading) -> str:
    """Return the answer in words: `still rising (93% sure)`."""
    if reading.probability is None:
        return "cannot tell yet: too few sessions"
    chance = min(max(reading.probability, 0.01), 0.99)
    if reading.verdict == "plateau":
        return f"plateau ({chance:.0%} sure that the gain is below 0.25 % a week)"
    if reading.verdict == "falling":
        return f"falling ({chance:.0%} sure that it does not rise)"
    if reading.verdict == "rising":
        return f"still rising ({1.0 - chance:.0%} sure)"
    more = reading.weeks_more
    later = "" if more is None or more < _LEAST_WEEKS else f"; about {more:.0f} more weeks like these would tell"
    return f"cannot tell yet ({chance:.0%} for a plateau{later})"


def gain_words(reading: PlateauReading) -> str:
    """Return the gain a week with its 80 % range; empty where nothing is known of it."""
    if reading.mean is None or reading.low is None or reading.high is None:
        return ""
    return f"{reading.mean:+.1%} ({reading.low:+.1%} to {reading.high:+.1%})"
