"""How often somebody may ask: buckets that fill up again, in the memory of the one web process.

A restart forgets them, which costs nothing: whoever guesses tokens has 2 to the power of 256 before them.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from math import ceil
from threading import Lock
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

_MOST_BUCKETS = 10_000
_SWEPT_EVERY_S = 10.0


@dataclass(frozen=True, slots=True)
class Rate:
    """How many requests at once, and how many a second for long [1], [1/s]."""

    burst: float
    per_s: float


@dataclass(slots=True)
class _Bucket:
    rate: Rate
    left: float
    at: float

    def filled(self, now: float) -> float:
        return min(self.rate.burst, self.left + (now - self.at) * self.rate.per_s)

    def wait_s(self, now: float) -> int | None:
        left = self.filled(now)
        return None if left >= 1.0 else max(ceil((1.0 - left) / self.rate.per_s), 1)


class TooOftenError(Exception):
    """Somebody asks too often."""

    def __init__(self, wait_s: int) -> None:
        """Keep after how long to ask again [s]."""
        super().__init__(f"ask again in {wait_s} s")
        self.wait_s = wait_s


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
                self._buckets = {key: one for key, one in self._buckets.items() if one.filled(now) < one.rate.burst}
                self._swept_at = now
            bucket = self._buckets.setdefault(name, _Bucket(rate, rate.burst, now))
            wait_s = bucket.wait_s(now)
            if wait_s is None:
                bucket.left, bucket.at = bucket.filled(now) - 1.0, now
            return wait_s

    def is_empty(self, name: str) -> int | None:
        """Return after how many seconds to ask again where a bucket is empty, without taking anything."""
        with self._lock:
            bucket = self._buckets.get(name)
            return None if bucket is None else bucket.wait_s(self._clock())

    def charge(self, name: str, rate: Rate) -> None:
        """Take one request from a bucket.

        Raises:
            TooOftenError: It is empty.
        """
        wait_s = self.take(name, rate)
        if wait_s is not None:
            raise TooOftenError(wait_s)

    def clear(self) -> None:
        """Fill all buckets."""
        with self._lock:
            self._buckets.clear()


LIMITS = Limits()


def address_of(request: HttpRequest) -> str:
    """Return the address that a request came from; behind a proxy, the one that the proxy saw."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.ALLAUTH_TRUSTED_PROXY_COUNT else ""
    return str(forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", ""))[:50]


def not_too_often(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Turn TooOftenError into status 429 with the time to wait."""

    @wraps(view)
    def answer(request: HttpRequest, *given: Any, **named: Any) -> HttpResponse:
        try:
            return view(request, *given, **named)
        except TooOftenError as error:
            refused = render(request, "429.html", status=429)
            refused.headers["Retry-After"] = str(error.wait_s)
            return refused

    return answer
