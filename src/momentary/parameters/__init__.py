"""Published and learnt values that fill the models: a module a paper, named author_year, and the population."""

from momentary.parameters.population import (
    Figure,
    FittedOn,
    Origin,
    Population,
    PopulationFileError,
    level_prior,
    population_from_toml,
    population_to_toml,
    prior_from_toml,
    shipped_population,
    with_prior,
)

__all__ = [
    "Figure",
    "FittedOn",
    "Origin",
    "Population",
    "PopulationFileError",
    "level_prior",
    "population_from_toml",
    "population_to_toml",
    "prior_from_toml",
    "shipped_population",
    "with_prior",
]
