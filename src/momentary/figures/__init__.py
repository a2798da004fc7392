"""From posterior to picture: what a log says about failure, as a page, as terminal text and as JSON."""

from momentary.figures.page import render_html
from momentary.figures.record import to_json
from momentary.figures.report import NamedExercise, ReportData
from momentary.figures.summary import Progress, report_data
from momentary.figures.terminal import render_terminal

__all__ = [
    "NamedExercise",
    "Progress",
    "ReportData",
    "render_html",
    "render_terminal",
    "report_data",
    "to_json",
]
