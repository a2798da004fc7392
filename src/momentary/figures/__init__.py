"""From posterior to picture: what a log says about failure, as a page, as terminal text and as JSON."""

from momentary.figures.naming import named_exercise
from momentary.figures.readiness_record import readiness_record
from momentary.figures.readiness_terminal import render_readiness
from momentary.figures.record import to_json
from momentary.figures.recovery_record import recovery_record
from momentary.figures.recovery_report import RecoveryReport
from momentary.figures.recovery_terminal import render_recovery
from momentary.figures.report import NamedExercise, ReportData
from momentary.figures.summary import Progress, no_progress, report_data
from momentary.figures.terminal import render_terminal

__all__ = [
    "NamedExercise",
    "Progress",
    "RecoveryReport",
    "ReportData",
    "named_exercise",
    "readiness_record",
    "recovery_record",
    "render_html",
    "render_readiness",
    "render_recovery",
    "render_terminal",
    "report_data",
    "to_json",
]


def render_html(data: ReportData, *, progress: Progress = no_progress) -> str:
    """Return a report as one self-contained HTML page: no network, no script, light and dark.

    Args:
        data: The report.
        progress: Told the name of the step and the fraction done.
    """
    # The chart libraries take a second to import: only a page pays for them.
    from momentary.figures.page import render_page  # noqa: PLC0415

    return render_page(data, progress=progress)
