"""From observations to posterior: filtering, hindsight, forecasts, backtest."""

from momentary.inference.backtest import StepForecasts, forecast_steps
from momentary.inference.distribution import Distribution, RepetitionForecast
from momentary.inference.fitting import fit
from momentary.inference.level import LevelPosterior
from momentary.inference.online import forecast, step
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
from momentary.inference.saved import SavedPosterior, Updated, posterior_to_save, updated
from momentary.inference.summary import Summary, UnusableSummaryError, fit_and_summarise, summarise
from momentary.inference.summary_format import summary_to_json
from momentary.inference.summary_reading import summary_from_json
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
    "SavedPosterior",
    "SetRecords",
    "StepForecasts",
    "Summary",
    "UnknownExerciseError",
    "UnusableSummaryError",
    "Updated",
    "catalogue_traits",
    "fit",
    "fit_and_summarise",
    "forecast",
    "forecast_steps",
    "observations",
    "posterior_to_save",
    "step",
    "summarise",
    "summary_from_json",
    "summary_to_json",
    "updated",
]
