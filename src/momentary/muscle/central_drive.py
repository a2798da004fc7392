"""How much excitation a tired system can still send: all of it, as published, or less and less.

`TiringDrive` is an extension: no published pool has a ceiling that tires. The ceiling is one less two losses. Effort,
the square of excitation as a share of its maximum, raises both; the acute one fades in about two minutes, the residual
one in days. The ceiling lowers the excitation that can be reached and nothing in the muscle.

    d(acute)/dt    = (1 - s) * rate * effort^2 * (1 - acute - residual) - acute / acute time
    d(residual)/dt =      s  * rate * effort^2 * (1 - acute - residual) - residual / residual time
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import Protocol

import jax
import jax.numpy as jnp

from momentary.evidence import Sourced
from momentary.muscle import carroll2017, gandevia2001, thomas2018


class CentralDrive(Protocol):
    """What becomes of the drive from brain to muscle."""

    @property
    def sources(self) -> tuple[Sourced, ...]:
        """Where the numbers come from."""
        ...

    def losses(
        self, acute: jax.Array, residual: jax.Array, *, effort: jax.Array, dt_s: jax.Array
    ) -> tuple[jax.Array, jax.Array]:
        """Return the acute and the residual loss of the ceiling after `dt_s` of an effort, a share of the highest."""
        ...


@partial(jax.tree_util.register_dataclass, data_fields=[], meta_fields=["sources"])
@dataclass(frozen=True)
class FullDrive:
    """The whole of the excitation can always be reached: the published model."""

    sources: tuple[Sourced, ...] = ()

    def losses(
        self,
        acute: jax.Array,
        residual: jax.Array,
        *,
        effort: jax.Array,  # noqa: ARG002
        dt_s: jax.Array,  # noqa: ARG002
    ) -> tuple[jax.Array, jax.Array]:
        """Return what there was: a ceiling lowered from outside stays where it was put."""
        return acute, residual


@partial(
    jax.tree_util.register_dataclass,
    data_fields=["rate_per_s", "acute_time_s", "residual_share", "residual_time_s"],
    meta_fields=["sources"],
)
@dataclass(frozen=True)
class TiringDrive:
    """The ceiling falls with effort and returns in a fast and a slow part.

    Args:
        rate_per_s: Share of the ceiling lost a second at full effort [1/s].
        acute_time_s: Time constant of the acute loss [s].
        residual_share: Share of every loss that lasts.
        residual_time_s: Time constant of the loss that lasts [s].
        sources: Where the numbers come from.
    """

    rate_per_s: jax.Array | float
    acute_time_s: jax.Array | float
    residual_share: jax.Array | float
    residual_time_s: jax.Array | float
    sources: tuple[Sourced, ...] = field(default=())

    @classmethod
    def assumed(
        cls,
        *,
        rate: Sourced = gandevia2001.CEILING_RATE,
        acute_time: Sourced = carroll2017.CENTRAL_TIME,
        residual_share: Sourced = thomas2018.RESIDUAL_SHARE,
        residual_time: Sourced = thomas2018.RESIDUAL_TIME,
    ) -> TiringDrive:
        """Return the drive that momentary assumes: time constants from reviews, the sizes unconfirmed."""
        sources = (rate, acute_time, residual_share, residual_time)
        return cls(rate.value, acute_time.value, residual_share.value, residual_time.value, sources=sources)

    def losses(
        self, acute: jax.Array, residual: jax.Array, *, effort: jax.Array, dt_s: jax.Array
    ) -> tuple[jax.Array, jax.Array]:
        """Return both losses, exact for a constant gain over the step."""
        gain = self.rate_per_s * effort * effort * (1.0 - acute - residual)
        return (
            _towards(acute, (1.0 - self.residual_share) * gain, self.acute_time_s, dt_s),
            _towards(residual, self.residual_share * gain, self.residual_time_s, dt_s),
        )


def _towards(now: jax.Array, gain: jax.Array, time_s: jax.Array | float, dt_s: jax.Array) -> jax.Array:
    left = jnp.exp(-dt_s / time_s)
    return now * left + gain * time_s * (1.0 - left)
