"""The oracle: the level model of one exercise under NUTS, to check the fast posterior against.

The same state-space model as `filtering`, laid out anew and weighed as one joint density over the whole log: ln c, an
unknown body mass, the level of every visit, every day and wander, and the loss with its walk are sampled;
habits, jumps, odd sets and rows that mean nothing are summed over in closed form. No normal approximation, no merging,
no nodes. Minutes where the filter takes milliseconds.

JAX and NumPyro come with the extra `oracle`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

from momentary.athlete import CallBelief, Prior
from momentary.inference.filter_rows import LEAST_MOVED_SHARE
from momentary.inference.filtering import TYPO_LOG_RANGE
from momentary.inference.layout import Layout, lay_out
from momentary.inference.records import SetRecords
from momentary.parameters import level_prior

Floats = NDArray[np.float64]

_TINY = 1e-300
_EARLY_POINTS = 12
"""Points of the integral over a walk that early bounds see and a jump hides."""

_STEP_SCALE = 0.03
"""Scale of the level's steps in the sampler's coordinates."""


class OracleMissingError(ImportError):
    """JAX or NumPyro is not installed."""


@dataclass(frozen=True, slots=True, eq=False)
class Draws:
    """Draws from the posterior of one exercise; the first axis is the draw, chains one after another.

    Args:
        layout: The rows and visits that the other axes stand for.
        chains: Number of chains.
        log_curve: ln c.
        habit_shares: Probability of each habit given the other quantities (draw, habit).
        levels: a after each visit: the log 1RM (draw, visit).
        losses: l in each visit (draw, visit).
        days: d at each row (draw, row).
        log_moved: Logarithm of the moved load of each row (draw, row).
        capacity: h = a + d - l n at each row (draw, row).
        divergences: Transitions that the sampler could not follow.
    """

    layout: Layout
    chains: int
    log_curve: Floats
    habit_shares: Floats
    levels: Floats
    losses: Floats
    days: Floats
    log_moved: Floats
    capacity: Floats
    divergences: int

    @property
    def level(self) -> Floats:
        """The log 1RM after the last visit, a."""
        return np.asarray(self.levels[:, -1])

    @property
    def loss(self) -> Floats:
        """Log-capacity lost per earlier working set in the last visit, l."""
        return np.asarray(self.losses[:, -1])

    def expected(self) -> Floats:
        """Return r* = 1 + (h - ln w) / c at each row (draw, row) [rep]."""
        return np.asarray(1.0 + (self.capacity - self.log_moved) / np.exp(self.log_curve)[:, None])

    def reserve(self, row: int, *, prior: Prior, seed: int) -> Floats:
        """Return draws of what one row's own set left in reserve: not after a failure, and never less than none [rep].

        Args:
            row: Position of the row in the layout.
            prior: The population's figures.
            seed: Seed of the set's own error.
        """
        layout = self.layout
        mean = self.expected()[:, row]
        var = prior.noise_sd(np.maximum(mean, 1.0)) ** 2
        if not np.isnan(layout.called[row]):
            pull = var / (var + layout.called_sd[row] ** 2)
            mean, var = mean + pull * (layout.called[row] - mean), var * (1.0 - pull)
        own = mean + np.sqrt(var) * np.random.default_rng(seed).standard_normal(len(mean))
        left = own - layout.repetitions[row]
        return np.asarray(left[left >= 0.0])

    def forecast(self, load_kg: float, *, prior: Prior, seed: int) -> Floats:
        """Return draws of the expected repetitions to failure at an imposed load on a day to come [rep]."""
        rng = np.random.default_rng(seed)
        body = np.exp(self.log_moved[:, -1]) - self.layout.added_kg[-1]
        moved = np.maximum(body + load_kg, np.maximum(LEAST_MOVED_SHARE * body, 1e-3))
        day = prior.day_sd * rng.standard_normal(len(self.log_curve))
        return np.asarray(1.0 + (self.level + day - np.log(moved)) / np.exp(self.log_curve))


def split_r_hat(draws: Floats, *, chains: int) -> float:
    """Return the potential scale reduction of half chains: near one where chains agree (Gelman and Rubin)."""
    halves = draws.reshape(chains * 2, -1)
    length = halves.shape[1]
    within = float(halves.var(axis=1, ddof=1).mean())
    between = length * float(halves.mean(axis=1).var(ddof=1))
    return math.sqrt(((length - 1) / length * within + between / length) / max(within, _TINY))


def sample(
    records: SetRecords,
    exercise: int,
    *,
    prior: Prior | None = None,
    seed: int,
    draws: int = 1000,
    warm_up: int = 1000,
    chains: int = 4,
    caller: CallBelief | None = None,
    with_correlations: bool = True,
) -> Draws:
    """Return draws from the posterior of one exercise by NUTS.

    Args:
        records: The log as arrays.
        exercise: Index of the exercise.
        prior: The population's figures; the shipped ones if not given.
        seed: Seed of the sampler.
        draws: Draws kept of each chain.
        warm_up: Draws before them, thrown away, in which the sampler adapts.
        chains: Chains side by side, from different starts.
        caller: What is believed of the lifter's reported reserves at every row of the records; the population's if
            not given.
        with_correlations: Whether the sampler adapts to how quantities go together: needed on all but tiny logs, but
            slower to compile.

    Raises:
        OracleMissingError: JAX or NumPyro is not installed.
        ValueError: No row of the exercise says anything.
    """
    figures = level_prior() if prior is None else prior
    layout = lay_out(records, exercise, prior=figures, caller=caller)
    jax, numpyro = _engine()
    with jax.enable_x64(True):
        density = _Density(layout, figures)
        starts = density.starts(np.random.default_rng(seed), chains)
        starts = starts if chains > 1 else starts[0]
        kernel = numpyro.infer.NUTS(
            potential_fn=lambda theta: -density.of(theta), dense_mass=with_correlations, target_accept_prob=0.9,
            max_tree_depth=9,
        )  # fmt: skip
        run = numpyro.infer.MCMC(
            kernel, num_warmup=warm_up, num_samples=draws, num_chains=chains, chain_method="vectorized",
            progress_bar=False,
        )  # fmt: skip
        run.run(jax.random.key(seed), init_params=jax.numpy.asarray(starts), extra_fields=("diverging",))
        theta = run.get_samples()
        read = jax.jit(jax.vmap(density.read))(theta)
        diverging = int(np.asarray(run.get_extra_fields()["diverging"]).sum())
    values = {name: np.asarray(value, dtype=np.float64) for name, value in read.items()}
    return Draws(layout=layout, chains=chains, divergences=diverging, **values)


def _engine() -> tuple[Any, Any]:
    """Return JAX and NumPyro."""
    try:
        jax, numpyro = import_module("jax"), import_module("numpyro")
        import_module("numpyro.infer")
    except ImportError as missing:
        raise OracleMissingError(
            f"The oracle samples with JAX and NumPyro, and {missing.name} is not installed. "
            "Install the extra: pip install 'momentary[oracle]'."
        ) from missing
    return jax, numpyro


class _Density:
    """The joint log-density of one exercise: coordinates `theta` with standard normal priors, but for the steps."""

    def __init__(self, layout: Layout, prior: Prior) -> None:
        """Lay out the coordinates: curve, body, first level, steps, first loss, its walk, days, wanders."""
        self.jax = import_module("jax")
        self.layout, self.prior = layout, prior
        self.visits = len(layout.gap_days)
        self.wandering = np.flatnonzero(layout.is_wandering)
        later = max(self.visits - 1, 0)
        sizes = {
            "curve": 1, "body": int(np.isnan(layout.body_kg).any()), "first": 1, "steps": later, "loss": 1,
            "walk": later, "days": self.visits, "wander": len(self.wandering),
        }  # fmt: skip
        ends = np.cumsum(list(sizes.values()))
        self.places = {
            name: slice(int(end) - size, int(end)) for (name, size), end in zip(sizes.items(), ends, strict=True)
        }
        self.size = int(ends[-1])
        self.gap_var = prior.gap_variance(layout.gap_days)
        # Which wanders each row has behind it within its own visit.
        inside = (layout.visit[:, None] == layout.visit[self.wandering]) & (
            np.arange(len(layout.rows))[:, None] >= self.wandering
        )
        self.behind = inside.astype(np.float64)

    def starts(self, rng: np.random.Generator, chains: int) -> Floats:
        """Return where the chains begin: the levels that each visit shows, with some spread."""
        prior, layout = self.prior, self.layout
        theta = 0.3 * rng.standard_normal((chains, self.size))
        spread = prior.curve_log_sd_of(layout.curve_kind)
        curve = prior.curve_of(layout.curve_kind) * np.exp(spread * theta[:, self.places["curve"]])
        body = np.where(np.isnan(layout.body_kg), layout.moved_share * prior.body_mass_median, layout.body_kg)
        log_moved = np.log(np.maximum(body + layout.added_kg, np.maximum(LEAST_MOVED_SHARE * body, 1e-3)))
        likely = np.where(layout.is_bound, layout.repetitions, (layout.centre * layout.mass).sum(axis=-1).mean(axis=-1))
        shown = log_moved + curve * (np.minimum(likely, 30.0) - 1.0) + prior.loss_mean * layout.sets_before
        shown = np.where(layout.is_bound, np.nan, shown)
        levels = np.empty((chains, self.visits))
        last = log_moved[0] + curve[:, 0] * (prior.choice_mean - 1.0)
        for visit in range(self.visits):
            here = shown[:, layout.visit == visit]
            if not np.isnan(here).all():
                last = np.nanmean(here, axis=1)
            levels[:, visit] = last
        begin = log_moved[0] + curve[:, 0] * (prior.choice_mean - 1.0)
        theta[:, self.places["first"]] = ((levels[:, 0] - begin) / prior.first_sd)[:, None]
        theta[:, self.places["steps"]] = np.diff(levels, axis=1) / _STEP_SCALE
        return theta

    def read(self, theta: Any) -> dict[str, Any]:
        """Return the quantities that a point stands for."""
        state = self._state(theta)
        jnp = self.jax.numpy
        logs = self._log_by_habit(state)
        return {
            "log_curve": jnp.log(state["curve"]), "levels": state["levels"], "losses": state["losses"],
            "days": state["days"], "log_moved": state["log_moved"], "capacity": state["capacity"],
            "habit_shares": self.jax.nn.softmax(logs),
        }  # fmt: skip

    def of(self, theta: Any) -> Any:
        """Return the log-density of a point, up to a constant."""
        logsumexp = self.jax.nn.logsumexp
        state = self._state(theta)
        free = theta.at[self.places["steps"]].set(0.0)
        return -0.5 * (free**2).sum() + self._log_steps(state) + logsumexp(self._log_by_habit(state))

    def _state(self, theta: Any) -> dict[str, Any]:
        """Return levels, days, losses and capacities at a point."""
        jnp, prior, layout = self.jax.numpy, self.prior, self.layout
        part = {name: theta[place] for name, place in self.places.items()}
        curve = prior.curve_of(layout.curve_kind) * jnp.exp(prior.curve_log_sd_of(layout.curve_kind) * part["curve"][0])
        body = jnp.asarray(layout.body_kg)
        if self.places["body"].stop > self.places["body"].start:
            mass = prior.body_mass_median * jnp.exp(prior.body_mass_log_sd * part["body"][0])
            body = jnp.where(np.isnan(layout.body_kg), layout.moved_share * mass, np.nan_to_num(layout.body_kg))
        moved = jnp.maximum(body + layout.added_kg, jnp.maximum(LEAST_MOVED_SHARE * body, 1e-3))
        log_moved = jnp.log(moved)
        begin = log_moved[0] + curve * (prior.choice_mean - 1.0) + prior.first_sd * part["first"][0]
        steps = _STEP_SCALE * part["steps"]
        levels = jnp.concatenate([begin[None], begin + jnp.cumsum(steps)])
        walk = prior.loss_drift_sd * np.sqrt(layout.gap_days[1:]) * part["walk"]
        loss = prior.loss_mean + prior.loss_sd * part["loss"][0]
        losses = jnp.concatenate([loss[None], loss + jnp.cumsum(walk)])
        days = prior.day_sd * part["days"][layout.visit] + prior.wander_sd * (self.behind @ part["wander"])
        capacity = levels[layout.visit] + days - losses[layout.visit] * layout.sets_before
        return {
            "curve": curve, "log_moved": log_moved, "steps": steps, "levels": levels, "losses": losses, "days": days,
            "capacity": capacity,
        }  # fmt: skip

    def _log_steps(self, state: dict[str, Any]) -> Any:
        """Return the log-density of the level's steps, kept or jumped, with what early bounds say of each."""
        jnp, prior, layout = self.jax.numpy, self.prior, self.layout
        if self.visits < 2:
            return self._early(state, jnp.zeros(1))[0]
        walk, jump = np.maximum(self.gap_var[1:], 1e-10), prior.shift_sd**2
        share = np.where(layout.may_jump[1:], prior.shift_share, 0.0)
        steps = state["steps"]
        kept = np.log(1.0 - share) + _log_normal(jnp, steps, walk)
        jumped = np.log(np.maximum(share, _TINY)) + _log_normal(jnp, steps, walk + jump)
        early = self._early(state, jnp.concatenate([jnp.zeros(1), steps]))
        if layout.is_early.any():
            points, masses = np.polynomial.hermite_e.hermegauss(_EARLY_POINTS)
            pull = walk / (walk + jump)
            walked = pull * steps + np.sqrt(pull * jump) * points[:, None]
            seen = self.jax.vmap(lambda one: self._early(state, jnp.concatenate([jnp.zeros(1), one]))[1:])(walked)
            hidden = self.jax.nn.logsumexp(seen, axis=0, b=(masses / masses.sum())[:, None])
            return early[0] + jnp.logaddexp(kept + early[1:], jumped + hidden).sum()
        return jnp.logaddexp(kept, jumped).sum()

    def _early(self, state: dict[str, Any], walked: Any) -> Any:
        """Return the log-probability of the bounds before each visit's first choice, the level having walked so far."""
        layout, jnp = self.layout, self.jax.numpy
        before = state["levels"] - jnp.concatenate([jnp.zeros(1), state["steps"]])
        shift = (before + walked - state["levels"])[layout.visit]
        logs = jnp.where(layout.is_early, self._log_bounds(state, state["capacity"] + shift), 0.0)
        return jnp.zeros(self.visits).at[layout.visit].add(logs)

    def _log_bounds(self, state: dict[str, Any], capacity: Any) -> Any:
        """Return the log-probability of every row as a bound."""
        jnp, prior, layout = self.jax.numpy, self.prior, self.layout
        expected = 1.0 + (capacity - state["log_moved"]) / state["curve"]
        edge = layout.repetitions - 0.5 * layout.is_above
        z = layout.is_above * (expected - edge) / prior.noise_sd(layout.repetitions)
        floor = np.where(layout.is_above > 0.0, prior.doubt_share, prior.empty_share)
        return jnp.log((1.0 - floor) * self.jax.scipy.stats.norm.cdf(z) + np.maximum(floor, _TINY))

    def _log_by_habit(self, state: dict[str, Any]) -> Any:
        """Return the log-probability of all rows under each habit, with its prior share."""
        jnp, prior, layout = self.jax.numpy, self.prior, self.layout
        logsumexp = self.jax.nn.logsumexp
        curve = state["curve"]
        expected = (1.0 + (state["capacity"] - state["log_moved"]) / curve)[:, None]
        meant = math.log(max(1.0 - prior.typo_share, _TINY))
        nothing = math.log(max(prior.typo_share / TYPO_LOG_RANGE, _TINY))
        parts = _log_normal(jnp, expected[..., None] - layout.centre, layout.sd**2)
        ended = logsumexp(parts + np.log(np.maximum(layout.mass, _TINY)), axis=-1)
        ended = jnp.logaddexp(meant + ended, nothing + jnp.log(curve))
        ended = jnp.where(layout.is_bound[:, None], 0.0, ended)
        scales, masses = (1.0, prior.odd_factor), (1.0 - prior.odd_share, prior.odd_share)
        near = [
            math.log(max(mass, _TINY))
            + _log_normal(jnp, expected - layout.choice_mean, (scale * layout.choice_sd) ** 2)
            for scale, mass in zip(scales, masses, strict=True)
        ]
        chose = jnp.logaddexp(meant + jnp.logaddexp(*near) - jnp.log(curve), nothing)
        chose = jnp.where(layout.is_choice[:, None], chose, 0.0)
        late = jnp.where(layout.is_bound & ~layout.is_early, self._log_bounds(state, state["capacity"]), 0.0).sum()
        shares = np.asarray(prior.habit_shares) / sum(prior.habit_shares)
        return np.log(shares) + (ended + chose).sum(axis=0) + late


def _log_normal(jnp: Any, gap: Any, variance: Any) -> Any:
    """Return the log-density of a normal at `gap` from its mean."""
    return -0.5 * (gap * gap / variance + jnp.log(2.0 * math.pi * variance))
