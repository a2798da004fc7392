"""Recovery that waits for the whole muscle to let go: what happens between the repetitions of a set.

`TwoPartRecovery` lets every silent unit recover, also while others work. In a set that gives light loads far more
repetitions than people have: fast units are silent for most of each repetition. Part of what returns in minutes is
reperfusion (Carroll 2017), and a working muscle is squeezed. So here nothing recovers until no unit works: in pauses,
while a partner lifts, and between sets. Once nothing works, both laws are the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import jax
import jax.numpy as jnp

from momentary.evidence import Sourced
from momentary.muscle.recovery import TwoPartRecovery


@partial(jax.tree_util.register_dataclass, data_fields=["parts"], meta_fields=[])
@dataclass(frozen=True)
class ReperfusedRecovery:
    """Units recover while the whole muscle is silent.

    Args:
        parts: How they do then.
    """

    parts: TwoPartRecovery

    @classmethod
    def assumed(cls) -> ReperfusedRecovery:
        """Return the recovery with the parts that momentary assumes."""
        return cls(TwoPartRecovery.assumed())

    @property
    def sources(self) -> tuple[Sourced, ...]:
        """Where the numbers come from."""
        return self.parts.sources

    def losses(
        self, fast: jax.Array, slow: jax.Array, *, added: jax.Array, silent: jax.Array, dt_s: jax.Array
    ) -> tuple[jax.Array, jax.Array]:
        """Return both parts: falling where nothing works, growing in units that do."""
        return self.parts.losses(fast, slow, added=added, silent=_everywhere(silent), dt_s=dt_s)

    def unadapted(self, before: jax.Array, *, silent: jax.Array, fading: jax.Array) -> jax.Array:
        """Return adaptation's progress, which is a unit's own and needs no blood."""
        return self.parts.unadapted(before, silent=silent, fading=fading)


def _everywhere(silent: jax.Array) -> jax.Array:
    return jnp.broadcast_to(jnp.all(silent, axis=-1, keepdims=True), silent.shape)
