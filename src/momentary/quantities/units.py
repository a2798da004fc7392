"""Loads and distances as typed, with their unit, and what they are in SI."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from momentary.language import amount
from momentary.quantities.impossible import ImpossibleValueError, require_kind, require_not_negative

KG_PER_LB = 0.45359237
"""Kilograms in one avoirdupois pound: exact by the international agreement of 1959 [kg/lb]."""


class LoadUnit(StrEnum):
    """The unit in which a load was typed."""

    KG = "kg"
    LB = "lb"


@dataclass(frozen=True, slots=True, eq=True)
class Load:
    """A load as the lifter typed it: the number and its unit stay, kilograms are computed.

    What the number means (a bar with plates, one of two dumbbells, plates hung on the body) is the
    exercise's business, not the load's. Help from a machine or a partner is `assistance`, never a
    negative load.

    Args:
        value: The number typed, zero or more [unit].
        unit: The unit typed.

    Raises:
        ImpossibleValueError: The value is negative or not finite, or the unit is unknown.
    """

    value: float
    unit: LoadUnit = LoadUnit.KG

    def __post_init__(self) -> None:
        """Refuse what cannot be a load."""
        require_not_negative(self.value, what="A load", remedy="Help from a machine or partner is assistance.")
        require_kind(self.unit, LoadUnit, what="The unit of a load")

    @property
    def kg(self) -> float:
        """The load in kilograms [kg]."""
        return self.value if self.unit is LoadUnit.KG else self.value * KG_PER_LB

    def __str__(self) -> str:
        """The load as it would be typed: `82.5 kg`."""
        return f"{self.value:.10g} {self.unit}"

    @property
    def written(self) -> str:
        """The load as a sentence in the language that is spoken writes it: in German `82,5 kg`."""
        return amount(self.value, self.unit)


class DistanceUnit(StrEnum):
    """The unit in which a distance was typed."""

    M = "m"
    KM = "km"
    MI = "mi"
    YD = "yd"
    FT = "ft"


METRES_PER_UNIT = {
    DistanceUnit.M: 1.0,
    DistanceUnit.KM: 1000.0,
    DistanceUnit.MI: 1609.344,
    DistanceUnit.YD: 0.9144,
    DistanceUnit.FT: 0.3048,
}
"""Metres in one unit: exact by the international agreement of 1959 [m]."""


@dataclass(frozen=True, slots=True)
class Distance:
    """A distance as typed; the unit is None where a log does not say it.

    Args:
        value: The number typed, zero or more [unit].
        unit: The unit typed, or None where it is not known.

    Raises:
        ImpossibleValueError: The value is negative or not finite, or the unit is unknown.
    """

    value: float
    unit: DistanceUnit | None = None

    def __post_init__(self) -> None:
        """Refuse what cannot be a distance."""
        require_not_negative(self.value, what="A distance")
        if self.unit is not None:
            require_kind(self.unit, DistanceUnit, what="The unit of a distance")

    @property
    def metres(self) -> float | None:
        """The distance in metres, or None where its unit is not known [m]."""
        return None if self.unit is None else self.value * METRES_PER_UNIT[self.unit]


def moved_load_kg(
    load: Load | None,
    *,
    assistance: Load | None = None,
    body_mass: Load | None = None,
    moved_share: float = 0.0,
    implements: int = 1,
) -> float | None:
    """Return the load that the muscles move: bar or stack, plus the moved body mass, less help.

    Args:
        load: The load as typed, per implement; None where none was logged.
        assistance: Help from a machine, band or partner.
        body_mass: The lifter's body mass.
        moved_share: Share of the body mass that the exercise moves, 0 to 1 or a little above.
        implements: How many of the typed load are moved at once: 2 for a pair of dumbbells.

    Returns:
        The moved load [kg], or None where it cannot be known: nothing was logged, or the exercise
        moves the body and its mass is not known.

    Raises:
        ImpossibleValueError: The share or the number of implements is impossible, or the help exceeds the rest.
    """
    require_not_negative(moved_share, what="The moved share of body mass")
    if implements < 1:
        raise ImpossibleValueError(f"The number of implements is {implements!r}: it must be one or more.")
    if moved_share > 0.0:
        if body_mass is None:
            return None
        moved = moved_share * body_mass.kg + (load.kg * implements if load is not None else 0.0)
    elif load is None:
        return None
    else:
        moved = load.kg * implements
    helped = moved - (assistance.kg if assistance is not None else 0.0)
    if helped < 0.0:
        raise ImpossibleValueError(f"An assistance of {assistance} is more than the {moved:.1f} kg to be moved.")
    return helped
