"""Published and learnt values that fill the models: a module a paper, named author_year, and the population."""

from momentary.parameters.population import Figure, FittedOn, Origin, fitted_on, level_prior, population_figures

__all__ = ["Figure", "FittedOn", "Origin", "fitted_on", "level_prior", "population_figures"]
