"""From observations to posterior: filtering, hindsight, forecasts, backtest."""

from momentary.inference.backtest import StepForecasts, forecast_steps
from momentary.inference.distribution import Distribution, RepetitionForecast
from momentary.inference.fitting import fit
from momentary.inference.level import LevelPosterior
from momentary.inference.posterior import (
    LEVELS,
    SOURCES,
    CalledReserve,
    Evidence,
    ForecastSource,
    History,
    LoadAnswer,
    LogPosition,
    Posterior,
    RepetitionLoss,
    Reserve,
    RirCalibration,
    UnknownExerciseError,
)
from momentary.inference.records import ExerciseTraits, SetRecords, observations
from momentary.inference.traits import catalogue_traits

__all__ = [
    "LEVELS",
    "SOURCES",
    "CalledReserve",
    "Distribution",
    "Evidence",
    "ExerciseTraits",
    "ForecastSource",
    "History",
    "LevelPosterior",
    "LoadAnswer",
    "LogPosition",
    "Posterior",
    "RepetitionForecast",
    "RepetitionLoss",
    "Reserve",
    "RirCalibration",
    "SetRecords",
    "StepForecasts",
    "UnknownExerciseError",
    "catalogue_traits",
    "fit",
    "forecast_steps",
    "observations",
]
