"""How rested motor units come back: nothing, as published, or in a fast and a slow part.

Potvin & Fuglevand 2017 let units tire and never recover (their code ships with recovery removed). `TwoPartRecovery`
is an extension of ours, not of theirs: of every loss of force a share goes into a part that returns in minutes
(excitation-contraction coupling, reperfusion) and the rest into one that returns in hours (calcium release and
sensitivity). Only a silent unit recovers, since the published rates of loss are net of whatever a working unit regains.
While it is silent its firing-rate adaptation fades with the time constant with which it came.

Every silent part falls exponentially, so capacity returns to one monotonically, however long the steps.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import Protocol

import jax
import jax.numpy as jnp

from momentary.evidence import Sourced
from momentary.muscle import carroll2017, refalo2023


class Recovery(Protocol):
    """What becomes of the losses of a pool in a time."""

    @property
    def sources(self) -> tuple[Sourced, ...]:
        """Where the numbers come from."""
        ...

    def losses(
        self, fast: jax.Array, slow: jax.Array, *, added: jax.Array, silent: jax.Array, dt_s: jax.Array
    ) -> tuple[jax.Array, jax.Array]:
        """Return the fast and the slow part of every unit's loss after `dt_s`, with what the time `added`."""
        ...

    def unadapted(self, before: jax.Array, *, silent: jax.Array, fading: jax.Array) -> jax.Array:
        """Return how unadapted the units that have worked are: `fading` is exp(-dt / time constant)."""
        ...


@partial(jax.tree_util.register_dataclass, data_fields=[], meta_fields=["sources"])
@dataclass(frozen=True)
class NoRecovery:
    """What is lost stays lost, and adaptation runs on once a unit was recruited: the published model."""

    sources: tuple[Sourced, ...] = ()

    def losses(
        self,
        fast: jax.Array,
        slow: jax.Array,
        *,
        added: jax.Array,
        silent: jax.Array,  # noqa: ARG002
        dt_s: jax.Array,  # noqa: ARG002
    ) -> tuple[jax.Array, jax.Array]:
        """Return the losses with what was added: all of it lasting."""
        return fast, slow + added

    def unadapted(self, before: jax.Array, *, silent: jax.Array, fading: jax.Array) -> jax.Array:  # noqa: ARG002
        """Return adaptation's progress, which nothing stops."""
        return before * fading


@partial(
    jax.tree_util.register_dataclass, data_fields=["fast_share", "fast_time_s", "slow_time_s"], meta_fields=["sources"]
)
@dataclass(frozen=True)
class TwoPartRecovery:
    """Silent units recover, a share of the loss in minutes and the rest in hours.

    Args:
        fast_share: Share of every loss that returns fast.
        fast_time_s: Time constant of the fast part [s].
        slow_time_s: Time constant of the slow part [s].
        sources: Where the numbers come from.
    """

    fast_share: jax.Array | float
    fast_time_s: jax.Array | float
    slow_time_s: jax.Array | float
    sources: tuple[Sourced, ...] = field(default=())

    @classmethod
    def assumed(
        cls,
        *,
        fast_share: Sourced = refalo2023.FAST_SHARE,
        fast_time: Sourced = carroll2017.FAST_TIME,
        slow_time: Sourced = refalo2023.SLOW_TIME,
    ) -> TwoPartRecovery:
        """Return the recovery that momentary assumes: two time constants derived from reviews and a trial."""
        return cls(fast_share.value, fast_time.value, slow_time.value, sources=(fast_share, fast_time, slow_time))

    def losses(
        self, fast: jax.Array, slow: jax.Array, *, added: jax.Array, silent: jax.Array, dt_s: jax.Array
    ) -> tuple[jax.Array, jax.Array]:
        """Return both parts: falling in silent units, growing in those that work."""
        return (
            jnp.where(silent, fast * jnp.exp(-dt_s / self.fast_time_s), fast + self.fast_share * added),
            jnp.where(silent, slow * jnp.exp(-dt_s / self.slow_time_s), slow + (1.0 - self.fast_share) * added),
        )

    def unadapted(self, before: jax.Array, *, silent: jax.Array, fading: jax.Array) -> jax.Array:
        """Return adaptation's progress in units that work, its fading in silent ones."""
        return jnp.where(silent, 1.0 - (1.0 - before) * fading, before * fading)
