"""A report as one HTML file: no network, no script, light and dark, from a phone's width to paper."""

from __future__ import annotations

from momentary.evidence import SAFETY
from momentary.figures import failure_sections, sections
from momentary.figures.cards import card, small_row
from momentary.figures.document import document
from momentary.figures.due_section import due_section
from momentary.figures.evidence_section import PAGE_RESTS_ON, evidence_links, evidence_section
from momentary.figures.markup import Child, Markup, join, table, tag
from momentary.figures.readiness_section import readiness_section
from momentary.figures.report import ReportData
from momentary.figures.summary import CHARTED, Progress
from momentary.figures.wording import counted, day

_OPEN = 2


def render_page(data: ReportData, *, progress: Progress) -> str:
    """Return a report as one self-contained HTML page.

    Args:
        data: The report.
        progress: Told the name of the step and the fraction done.
    """
    progress("Page", 0.0)
    forecasts = sections.next_session(data)
    due = due_section(data.coming) if data.coming is not None else None
    where = failure_sections.where_failure_sat(data)
    ready = readiness_section(data.readiness) if data.readiness is not None else None
    muscles = failure_sections.muscles(data)
    exercises = _exercises(data, progress)
    after = (
        sections.what_calls_are_worth(data), evidence_section(_rests_on(data)), sections.what_was_read(data),
        sections.how_it_is_worked_out(data),
    )  # fmt: skip
    # Whoever opens the page wants to know what to do next: that stands beside the answer, or else the forecasts do.
    beside = due if due is not None else forecasts
    below = forecasts if due is not None else None
    lead = tag("div", _answer(data), beside, where, class_="lead" if beside is not None else "pair")
    main = tag("main", lead, below, ready, muscles, exercises, *after, id="main")
    skip = tag("a", "Skip to the report", href="#main", class_="skip")
    body = tag("body", skip, _header(data, has_forecasts=forecasts is not None), main, _footer(data))
    progress("Page", 1.0)
    return document("Training report: when failure came", body, sheets=("report.css",))


def _header(data: ReportData, *, has_forecasts: bool) -> Markup:
    """Return the title, what the report rests on, and the way around."""
    read = data.reading
    rests = "No sessions"
    if read.first is not None and read.last is not None:
        rests = (
            f"{counted(read.working_sets, 'working set')} in {counted(read.sessions, 'session')}, "
            f"{day(read.first)} to {day(read.last)}"
        )
    links = [
        ("due", "Next session") if data.coming is not None else None,
        ("next", "Forecasts" if data.coming is not None else "Next session") if has_forecasts else None,
        ("where", "Where failure sat"),
        ("readiness", "Readiness") if data.readiness is not None else None,
        ("muscles", "Weeks and muscles") if data.weeks else None,
        ("exercises", "Exercises") if data.exercises else None,
        ("rir", "Your RIR") if data.rir is not None else None,
        ("evidence", "Evidence"),
        ("read", "What was read"),
        ("how", "How, and how sure"),
    ]
    items = [tag("li", tag("a", link[1], href=f"#{link[0]}")) for link in links if link is not None]
    return tag(
        "header",
        tag("h1", "When failure came"),
        tag("p", rests, class_="quiet"),
        tag("nav", tag("ul", *items), aria_label="Parts of this report"),
    )


def _answer(data: ReportData) -> Markup:
    """Return the headline and the warnings."""
    *first, last = data.headline
    if last.startswith("How sure") and first:
        sentences = [*(tag("p", one) for one in first), tag("p", last, class_="sure")]
    else:
        sentences = [tag("p", one) for one in data.headline]
    marked = [tag("p", one.text, " ", evidence_links(one.claims), class_="warning") for one in data.warnings]
    return tag(
        "section",
        tag("h2", "In short", id="short", class_="hidden"),
        *sentences,
        *marked,
        class_="answer",
        id="answer",
        aria_labelledby="short",
    )


def _rests_on(data: ReportData) -> tuple[str, ...]:
    """Return the entries of the ledger that the page rests on, what it advises first."""
    advised = () if data.coming is None else data.coming.claims
    warned = tuple(key for one in data.warnings for key in one.claims)
    return tuple(dict.fromkeys((*warned, *advised, *PAGE_RESTS_ON)))


def _exercises(data: ReportData, progress: Progress) -> Markup | None:
    """Return every exercise: the main ones with charts, the others in a table."""
    if not data.exercises:
        return None
    charted = [one for one in data.exercises if one.one_rm_kg is not None][:CHARTED]
    cards: list[Child] = []
    for place, exercise in enumerate(charted):
        progress("Charts", place / len(charted))
        cards.append(card(exercise, number=place + 1, is_open=place < _OPEN))
    keys = {one.key for one in charted}
    others = [one for one in data.exercises if one.key not in keys]
    rest: Child = None
    if others:
        headings = ["Exercise", "1RM, 80 % interval", "Over time", "Working sets", "Failures", "Ending not told"]
        told = table(None, headings, [small_row(one) for one in others], label="Other exercises")
        rest = join(tag("h3", counted(len(others), "other exercise")), told) if charted else told
    return tag(
        "section",
        tag("h2", "Exercises", id="exercises-heading"),
        tag("p", "Those trained most in the last twelve weeks come first.", class_="quiet"),
        *cards,
        tag("div", rest, class_="others") if rest is not None else None,
        id="exercises",
        aria_labelledby="exercises-heading",
    )


def _footer(data: ReportData) -> Markup:
    """Return who made the page, and when."""
    made = f"Made on {day(data.made_on)} by momentary" if data.made_on is not None else "Made by momentary"
    return tag(
        "footer",
        tag("p", f"{made}, on your machine: the page loads nothing and sends nothing. {SAFETY}"),
    )
