"""64-bit arithmetic for the simulators, in one place, without touching JAX's setting for anybody else."""

from __future__ import annotations

from contextlib import AbstractContextManager

import jax


def double() -> AbstractContextManager[object]:
    """Return a context in which JAX computes with 64 bits: trace and call your own compiled functions inside it."""
    context: AbstractContextManager[object] = jax.enable_x64(True)
    return context
