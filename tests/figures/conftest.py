"""One report of an ordinary lifter, made once for all tests that read it."""

from __future__ import annotations

from datetime import date

import pytest

from momentary.figures import ReportData, render_html, report_data
from tests.figures.coming import coming_advice
from tests.figures.lifter import NAMED, PlainPosterior, lifter_log
from tests.figures.pages import Element, parsed
from tests.figures.readiness import leg_day


@pytest.fixture(scope="session")
def data() -> ReportData:
    """The report of an ordinary lifter."""
    log = lifter_log()
    return report_data(
        log,
        PlainPosterior(log),
        named=NAMED,
        source="strong.csv",
        decisions=["Read as Strong, by its header."],
        problems=["strong.csv, line 7: no date."],
        made_on=date(2024, 3, 12),
        readiness=leg_day(),
        coming=coming_advice(),
    )


@pytest.fixture(scope="session")
def html(data: ReportData) -> str:
    """Its page."""
    return render_html(data)


@pytest.fixture(scope="session")
def page(html: str) -> Element:
    """Its page as a tree."""
    return parsed(html)
