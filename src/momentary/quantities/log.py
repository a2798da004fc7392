"""The training log: an immutable, ordered whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from momentary.quantities.impossible import require_kind
from momentary.quantities.segment import Segment
from momentary.quantities.session import Session
from momentary.quantities.sets import Set


@dataclass(frozen=True, slots=True)
class Place:
    """A segment with its place in the log: the unit that models and flat tables walk over.

    Args:
        session_index: Session in the log, from zero.
        exercise_position: Order of the exercise in the session, from one.
        set_index: Segment within the session and the exercise as typed, from one.
        set_in_session: Segment within the session, from one.
        session: The session.
        set: The set.
        segment: The segment.
    """

    session_index: int
    exercise_position: int
    set_index: int
    set_in_session: int
    session: Session
    set: Set
    segment: Segment


@dataclass(frozen=True, slots=True)
class Log:
    """All sessions of one lifter, oldest first. A change makes a new log.

    Args:
        sessions: The sessions; they are put in order of their start (equal starts keep their order).

    Raises:
        ImpossibleValueError: Something that is not a session is among them.
    """

    sessions: tuple[Session, ...] = field(default=())

    def __post_init__(self) -> None:
        """Order the sessions."""
        for session in self.sessions:
            require_kind(session, Session, what="A member of a log")
        ordered = tuple(sorted(self.sessions, key=lambda session: session.start.wall))
        object.__setattr__(self, "sessions", ordered)

    @classmethod
    def of(cls, sessions: Iterable[Session]) -> Log:
        """Return the log of `sessions`, in order of time."""
        return cls(tuple(sessions))

    def __len__(self) -> int:
        """Return the number of sessions."""
        return len(self.sessions)

    def sets(self) -> Iterator[tuple[Session, Set]]:
        """Yield every set with its session, oldest first."""
        for session in self.sessions:
            for one in session.sets:
                yield session, one

    def segments(self) -> Iterator[Segment]:
        """Yield every segment, oldest first."""
        for session in self.sessions:
            for one in session.sets:
                yield from one.segments

    def places(self) -> Iterator[Place]:
        """Yield every segment with its place: session, order of exercise, index of set.

        An exercise keeps its position when it comes back later in the session, as in a superset.
        """
        for session_index, session in enumerate(self.sessions):
            positions: dict[str, int] = {}
            counts: dict[str, int] = {}
            in_session = 0
            for one in session.sets:
                for segment in one.segments:
                    name = segment.exercise
                    position = positions.setdefault(name, len(positions) + 1)
                    counts[name] = index = counts.get(name, 0) + 1
                    in_session += 1
                    yield Place(session_index, position, index, in_session, session, one, segment)

    def count_sets(self) -> int:
        """Return the number of sets."""
        return sum(len(session.sets) for session in self.sessions)

    def count_segments(self) -> int:
        """Return the number of segments; a drop set of three loads counts three."""
        return sum(len(one.segments) for session in self.sessions for one in session.sets)

    def exercises(self) -> tuple[str, ...]:
        """Return the exercises' names as typed, in order of their first appearance."""
        return tuple(dict.fromkeys(segment.exercise for segment in self.segments()))
