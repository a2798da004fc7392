"""How often somebody may ask: buckets that fill up again, in the memory of the one web process.

A restart forgets them, which costs nothing: whoever guesses tokens has 2 to the power of 256 before them.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil
from threading import Lock

_MOST_BUCKETS = 10_000
_SWEPT_EVERY_S = 10.0


@dataclass(frozen=True, slots=True)
class Rate:
    """How many requests at once, and how many a second for long [1], [1/s]."""

    burst: float
    per_s: float


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float


class Limits:
    """Buckets by name."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin with full buckets."""
        self._clock = clock
        self._lock = Lock()
        self._buckets: dict[str, _Bucket] = {}
        self._swept_at = clock()

    def take(self, name: str, rate: Rate) -> int | None:
        """Take one request from a bucket; return after how many seconds to ask again where it is empty."""
        now = self._clock()
        with self._lock:
            if len(self._buckets) >= _MOST_BUCKETS and now - self._swept_at >= _SWEPT_EVERY_S:
                # Not with every request: whoever has many addresses would have all others wait for it.
                self._buckets = {key: one for key, one in self._buckets.items() if now - one.at < 60.0}
                self._swept_at = now
            bucket = self._buckets.setdefault(name, _Bucket(rate.burst, now))
            bucket.left = min(rate.burst, bucket.left + (now - bucket.at) * rate.per_s)
            bucket.at = now
            if bucket.left < 1.0:
                return max(ceil((1.0 - bucket.left) / rate.per_s), 1)
            bucket.left -= 1.0
            return None

    def is_empty(self, name: str, rate: Rate) -> int | None:
        """Return after how many seconds to ask again where a bucket is empty, without taking anything."""
        now = self._clock()
        with self._lock:
            bucket = self._buckets.get(name)
            if bucket is None:
                return None
            left = min(rate.burst, bucket.left + (now - bucket.at) * rate.per_s)
            return None if left >= 1.0 else max(ceil((1.0 - left) / rate.per_s), 1)

    def clear(self) -> None:
        """Fill all buckets."""
        with self._lock:
            self._buckets.clear()


LIMITS = Limits()
A_CALLER = Rate(burst=1500, per_s=10)
AN_ADDRESS = Rate(burst=6000, per_s=60)
FAILED_KEYS = Rate(burst=20, per_s=0.2)
