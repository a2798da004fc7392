"""Puts exports of one lifter together: what two of them hold counts once, what only one holds is kept.

Two sessions are one if they began in the same minute (by the wall where one of them tells no offset), or on the same
date with the same sets where one of them tells only the date. Loads are compared in kilograms, so that a log exported
in pounds and in kilograms is one log.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from momentary.exchange.entries import bare
from momentary.exchange.reading import Reading
from momentary.exchange.versions import Pairs, joined, pair_up, said
from momentary.quantities import Clock, Log, Moment, Segment, Session

_MOST_SETS_NAMED = 6


@dataclass(frozen=True, slots=True)
class Merged:
    """One log from several, and what had to be decided.

    Args:
        log: The log.
        notes: What was found twice and what differed, a sentence each.
    """

    log: Log
    notes: tuple[str, ...]


def merge(*logs: Log | Reading) -> Merged:
    """Return one log of all that the given ones hold, nothing twice.

    Where two versions of a session differ, the one with more sets counts; where each has sets that the other lacks,
    the one given later counts (give the newer export last), and a note says what differed.

    Args:
        logs: Logs, or readings of files, of the same lifter; the oldest export first.

    Example:
        >>> merge(Log(), Log()).log.count_sets()
        0
    """
    sessions: list[Session] = []
    notes: list[str] = []
    for number, one in enumerate(logs, start=1):
        log, name = (one.log, one.file) if isinstance(one, Reading) else (one, f"log {number}")
        sessions = _Combination(sessions, log.sessions, name, notes).sessions() if number > 1 else list(log.sessions)
    return Merged(Log.of(sessions), tuple(notes))


def _minute(wall: datetime) -> datetime:
    return wall.replace(second=0, microsecond=0)


def _keys(start: Moment) -> Iterator[Hashable]:
    """Yield what a session's start is found by; two starts that may be one share at least one key."""
    yield ("date", start.date)
    if start.clock is not Clock.DATE_ONLY:
        yield ("wall", _minute(start.wall))
    if start.utc_offset is not None:
        yield ("utc", _minute(start.wall - start.utc_offset))


def _is_same_start(one: Moment, other: Moment) -> bool | None:
    """Whether two starts are one; None where only equal sets can tell."""
    if Clock.DATE_ONLY in (one.clock, other.clock):
        if one.date != other.date:
            return False
        return True if one.clock is other.clock else None
    if one.utc_offset is not None and other.utc_offset is not None:
        return _minute(one.wall - one.utc_offset) == _minute(other.wall - other.utc_offset)
    return _minute(one.wall) == _minute(other.wall)


class _Combination:
    """The sessions so far with those of one more log."""

    def __init__(self, old: Sequence[Session], new: Sequence[Session], name: str, notes: list[str]) -> None:
        self._old = list(old)
        self._new = list(new)
        self._name = name
        self._notes = notes
        self._index: defaultdict[Hashable, list[int]] = defaultdict(list)
        for position, session in enumerate(self._old):
            for key in _keys(session.start):
                self._index[key].append(position)

    def sessions(self) -> list[Session]:
        """Return the sessions of both, and note what was found twice and what differed."""
        partner = self._exactly_equal()
        for position, session in enumerate(self._new):
            if position not in partner:
                best = self._best(session, set(partner.values()))
                if best is not None:
                    partner[position] = best
        found = dict(enumerate(self._old))
        only_new = []
        for position, session in enumerate(self._new):
            if position in partner:
                old = partner[position]
                found[old] = self._one_of(found[old], session)
            else:
                only_new.append(session)
        if partner:
            known = "1 session was" if len(partner) == 1 else f"{len(partner):,} sessions were"
            self._notes.append(f"{self._name}: {known} known already and counted once; {len(only_new):,} new.")
        return [*found.values(), *only_new]

    def _exactly_equal(self) -> dict[int, int]:
        """Pair sessions that say the very same, so that sessions that look alike find their own."""
        waiting: defaultdict[Hashable, list[int]] = defaultdict(list)
        for position, session in enumerate(self._old):
            waiting[_content(session)].append(position)
        partner: dict[int, int] = {}
        for position, session in enumerate(self._new):
            alike = waiting.get(_content(session))
            if alike:
                partner[position] = alike.pop(0)
        return partner

    def _best(self, session: Session, taken: set[int]) -> int | None:
        """Return the old session that is the same one, the most alike where several may be."""
        best: tuple[int, int] | None = None
        for position in dict.fromkeys(at for key in _keys(session.start) for at in self._index.get(key, ())):
            if position in taken:
                continue
            old = self._old[position]
            is_same = _is_same_start(old.start, session.start)
            if is_same is False:
                continue
            pairs = pair_up(old, session)
            if is_same is None and ((pairs.only_old and pairs.only_new) or not pairs.count):
                continue
            if not pairs.count and old.title != session.title:
                continue
            if best is None or pairs.count > best[0]:
                best = (pairs.count, position)
        return None if best is None else best[1]

    def _one_of(self, old: Session, new: Session) -> Session:
        if _content(old) == _content(new):
            return new
        pairs = pair_up(old, new)
        session, differences = joined(old, new, pairs)
        if pairs.only_old and pairs.only_new:
            self._notes.append(f"{self._name}: the session of {new.start} differs. {_told(pairs)} The later counts.")
        for difference in differences:
            self._notes.append(f"{self._name}: in the session of {new.start} {difference}; the later counts.")
        return session


def _content(session: Session) -> Hashable:
    return (session.start, session.title, session.duration_s, session.note, session.body_mass, _bare_sets(session))


def _bare_sets(session: Session) -> Hashable:
    return tuple(bare(one) for one in session.sets)


def _told(pairs: Pairs) -> str:
    return f"Only the earlier has {_listed(pairs.only_old)}; only the later has {_listed(pairs.only_new)}."


def _listed(segments: Iterable[Segment]) -> str:
    counted = Counter(said(segment) for segment in segments)
    texts = [text if times == 1 else f"{times} times {text}" for text, times in counted.items()]
    more = len(texts) - _MOST_SETS_NAMED
    return ", ".join(texts[:_MOST_SETS_NAMED]) + (f" and {more} more" if more > 0 else "")
