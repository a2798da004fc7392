"""What an exercise is: muscles, equipment, load, and how a lifter gets out of a failed repetition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from momentary.evidence import Sourced, Trust
from momentary.language import mark, say
from momentary.quantities import Muscle


class Kind(StrEnum):
    """What sort of training an exercise is; only compound and isolation are modelled as strength."""

    COMPOUND = "compound"
    """Several joints move under load."""
    ISOLATION = "isolation"
    """One joint moves, or one muscle group does the work."""
    OLYMPIC = "olympic"
    """A snatch, clean, jerk, or a pull for them: speed and technique end a set, not momentary failure."""
    EXPLOSIVE = "explosive"
    """A jump, throw, swing or push with speed."""
    ISOMETRIC = "isometric"
    """A position is held; time counts, not repetitions."""
    CARRY = "carry"
    """A load is carried over a distance or for a time."""
    CARDIO = "cardio"
    """Endurance work or a sport."""
    MOBILITY = "mobility"
    """Stretching, rolling, warming up, recovery."""


class Resistance(StrEnum):
    """Where the resistance comes from."""

    FREE_WEIGHT = "free weight"
    MACHINE = "machine"
    CABLE = "cable"
    BODYWEIGHT = "bodyweight"
    BAND = "band"
    UNKNOWN = "unknown"
    """The name leaves it open, or nothing resists."""


class Equipment(StrEnum):
    """What the exercise is done with."""

    BARBELL = "barbell"
    EZ_BAR = "EZ bar"
    TRAP_BAR = "trap bar"
    SAFETY_BAR = "safety bar"
    LANDMINE = "landmine"
    DUMBBELL = "dumbbell"
    KETTLEBELL = "kettlebell"
    PLATE = "plate"
    MEDICINE_BALL = "medicine ball"
    SLED = "sled"
    CABLE = "cable"
    MACHINE = "machine"
    """A machine; plates or stack is left open."""
    PLATE_MACHINE = "plate-loaded machine"
    STACK_MACHINE = "stack machine"
    SMITH_MACHINE = "smith machine"
    BAND = "band"
    BODY = "body"
    SUSPENSION = "suspension"
    """Rings or a strap trainer."""
    BALL = "ball"
    """A stability ball or a half ball."""
    WHEEL = "wheel"
    ROPE = "rope"
    CARDIO_MACHINE = "cardio machine"
    ANY = "any"
    """The name leaves the equipment open."""
    NONE = "none"

    @property
    def label(self) -> str:
        """The same in the language that is spoken."""
        return say(_LABELS[self])

    @property
    def resistance(self) -> Resistance:
        """Where the resistance comes from."""
        return _RESISTANCE.get(self, Resistance.UNKNOWN)


_LABELS = {
    Equipment.BARBELL: mark("barbell"),
    Equipment.EZ_BAR: mark("EZ bar"),
    Equipment.TRAP_BAR: mark("trap bar"),
    Equipment.SAFETY_BAR: mark("safety bar"),
    Equipment.LANDMINE: mark("landmine"),
    Equipment.DUMBBELL: mark("dumbbell"),
    Equipment.KETTLEBELL: mark("kettlebell"),
    Equipment.PLATE: mark("plate"),
    Equipment.MEDICINE_BALL: mark("medicine ball"),
    Equipment.SLED: mark("sled"),
    Equipment.CABLE: mark("cable"),
    Equipment.MACHINE: mark("machine"),
    Equipment.PLATE_MACHINE: mark("plate-loaded machine"),
    Equipment.STACK_MACHINE: mark("stack machine"),
    Equipment.SMITH_MACHINE: mark("smith machine"),
    Equipment.BAND: mark("band"),
    Equipment.BODY: mark("body"),
    Equipment.SUSPENSION: mark("suspension"),
    Equipment.BALL: mark("ball"),
    Equipment.WHEEL: mark("wheel"),
    Equipment.ROPE: mark("rope"),
    Equipment.CARDIO_MACHINE: mark("cardio machine"),
    Equipment.ANY: mark("any"),
    Equipment.NONE: mark("none"),
}

_RESISTANCE = {
    **dict.fromkeys(
        (
            Equipment.BARBELL,
            Equipment.EZ_BAR,
            Equipment.TRAP_BAR,
            Equipment.SAFETY_BAR,
            Equipment.LANDMINE,
            Equipment.DUMBBELL,
            Equipment.KETTLEBELL,
            Equipment.PLATE,
            Equipment.MEDICINE_BALL,
            Equipment.SLED,
        ),
        Resistance.FREE_WEIGHT,
    ),
    **dict.fromkeys(
        (Equipment.MACHINE, Equipment.PLATE_MACHINE, Equipment.STACK_MACHINE, Equipment.SMITH_MACHINE),
        Resistance.MACHINE,
    ),
    **dict.fromkeys(
        (Equipment.BODY, Equipment.SUSPENSION, Equipment.BALL, Equipment.WHEEL, Equipment.ROPE), Resistance.BODYWEIGHT
    ),
    Equipment.CABLE: Resistance.CABLE,
    Equipment.BAND: Resistance.BAND,
}


class WayOut(StrEnum):
    """How a lifter gets out of a repetition that fails."""

    JUST_STOP = "just stop"
    """Let go or lie down: the stack, the band or the floor takes over."""
    STEP_DOWN = "step down"
    """Put the feet on the floor, a box or the machine's step."""
    SET_DOWN = "set down"
    """Lower the load to the floor or the thighs."""
    DROP_BESIDE = "drop beside"
    """Lower or drop the hand-held loads beside the body."""
    MACHINE_STOPS = "machine stops"
    """Set the machine's stops before the set, or turn the Smith bar into its hooks."""
    PINS = "pins"
    """Set a rack's pins or safety arms before the set."""
    DUMP = "dump"
    """Drop the bar in front or behind, with bumper plates and a free floor."""
    STOP_SHORT = "stop short"
    """There is no safe way out alone: stop before failure, or have a spotter."""


class Partials(StrEnum):
    """Which partial repetitions are possible once full ones are not."""

    NONE = "none"
    """It fails near the bottom, or going on would be unsafe."""
    LENGTHENED = "lengthened"
    """The half in which the muscle is long still moves."""
    ANY = "any"
    """Either half moves: cable, stack or floor holds the load at every angle."""


class LoadBasis(StrEnum):
    """What the load means that the apps let a lifter type."""

    TOTAL = "total"
    """All of it: bar and plates, stack, sled, a single dumbbell."""
    PER_HAND = "per hand"
    """One of a pair of dumbbells or kettlebells."""
    ADDED = "added"
    """What is added to the body: belt, vest, plate."""
    ASSISTANCE = "assistance"
    """What a machine or band takes off the body."""
    NONE = "none"
    """No load is logged."""


@dataclass(frozen=True, slots=True)
class BodyShare:
    """The part of the body mass that an exercise moves, as a share of it.

    Args:
        value: Share of the body mass [1], 0 to 1.
        basis: Which part of the body that is.
        trust: How far the value can be trusted.
    """

    value: float
    basis: str
    trust: Trust


@dataclass(frozen=True, slots=True)
class Exercise:
    """An exercise of the catalogue, or a lifter's own.

    Args:
        slug: Stable key, `barbell-back-squat`; a lifter's own starts with `own:`.
        name: The name that people read.
        kind: Compound, isolation, or something that is not modelled as strength.
        equipment: What it is done with.
        shares: Muscles and their share of a set's credit, 0 to 1: 1 where the muscle is primary, 0.5 where
            it helps (Pelland 2025), finer only where `share_sources` says whence.
        body: The part of the body mass that is moved; None where the logged load is all that counts.
        one_sided: Each side is trained by itself.
        machine_twin: Slug of the machine or cable exercise that follows the same movement.
        needs_spotter: A failed repetition can pin the lifter or drop the load on them.
        way_out: How a lifter gets out of a failed repetition.
        partials: Which partial repetitions are possible once full ones are not.
        load_basis: What the logged load means.
        velocity_at_1rm: Mean velocity of a lift at 1RM [m/s], where published.
        share_sources: Where shares come from that differ from 1 and 0.5.
        is_guess: The muscles, the kind and the equipment are guessed from the name or from hints.
    """

    slug: str
    name: str
    kind: Kind
    equipment: Equipment
    shares: tuple[tuple[Muscle, float], ...]
    body: BodyShare | None = None
    one_sided: bool = False
    machine_twin: str | None = None
    needs_spotter: bool = False
    way_out: WayOut = WayOut.STOP_SHORT
    partials: Partials = Partials.NONE
    load_basis: LoadBasis = LoadBasis.TOTAL
    velocity_at_1rm: Sourced | None = None
    share_sources: tuple[tuple[Muscle, Sourced], ...] = ()
    is_guess: bool = False

    @property
    def is_own(self) -> bool:
        """Whether it is a lifter's own exercise, unknown to the catalogue."""
        return self.slug.startswith("own:")

    @property
    def is_strength(self) -> bool:
        """Whether repetitions to failure at a load make sense for it."""
        return self.kind in (Kind.COMPOUND, Kind.ISOLATION)

    @property
    def muscles(self) -> Mapping[Muscle, float]:
        """Muscles and their share of a set's credit, the primary ones first."""
        return MappingProxyType(dict(self.shares))

    @property
    def primary_muscles(self) -> tuple[Muscle, ...]:
        """The muscles with a share of 1."""
        return tuple(muscle for muscle, share in self.shares if share == 1.0)

    @property
    def resistance(self) -> Resistance:
        """Where the resistance comes from: free weight, machine, cable, bodyweight or band."""
        return self.equipment.resistance

    @property
    def body_mass_share(self) -> float:
        """The share of the body mass that is moved [1]; 0 where the logged load is all that counts."""
        return 0.0 if self.body is None else self.body.value

    @property
    def implements(self) -> int:
        """How many of the logged load are moved at once: 2 for a pair of dumbbells."""
        return 2 if self.load_basis is LoadBasis.PER_HAND else 1

    @property
    def safe_alone(self) -> bool:
        """Whether it may be failed alone with what the station itself brings.

        False where a rack's pins must be set (`way_out` is pins) or where there is no safe way out alone.
        """
        return self.way_out not in (WayOut.PINS, WayOut.STOP_SHORT)
