from __future__ import annotations

import re
from collections import Counter
from datetime import date
from itertools import pairwise

import pytest

from momentary.figures import ReportData, render_html, report_data
from momentary.figures.palette import DARK, HEAT_STEPS, LIGHT
from momentary.figures.wording import load_interval, per_cent
from momentary.quantities import EndingKind, Load, LoadUnit, Log, Role
from tests.figures.lifter import NAMED, PlainPosterior, lifter_log, session, straight
from tests.figures.pages import Element, charts_of, parsed, style_of, variables

HOSTILE = '</style></svg><script>alert(1)</script><img src="https://example.org/x" onerror=alert(1)>'


def report_of(log: Log, **options: object) -> ReportData:
    posterior = PlainPosterior(log) if log.sessions else None
    return report_data(log, posterior, named=NAMED, **options)  # type: ignore[arg-type]


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour (WCAG 2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours (WCAG 2)."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_the_page_loads_nothing_and_runs_nothing(html: str, page: Element) -> None:
    names = {one.name for one in page.walk()}
    assert names.isdisjoint({"script", "link", "iframe", "object", "embed", "form", "img", "base", "use", "image"})
    for element in page.walk():
        for attribute, value in element.attributes.items():
            assert not attribute.startswith("on")
            if attribute in ("href", "src", "srcset", "action", "poster", "data", "xlink:href"):
                assert (value or "").startswith("#")
    assert "@import" not in html
    assert set(re.findall(r"https?://[^\"' <)]*", html)) <= {"http://www.w3.org/2000/svg"}
    assert set(re.findall(r"url\(([^)]*)\)", html)) <= {f"#{one}" for one in re.findall(r'id="([^"]*)"', html)}


def test_the_page_forbids_itself_everything_but_its_own_style(page: Element) -> None:
    policies = [one for one in page.all("meta") if one.attributes.get("http-equiv") == "Content-Security-Policy"]
    (policy,) = policies
    rules = dict(rule.strip().split(" ", 1) for rule in (policy.attributes["content"] or "").split(";"))
    assert rules["default-src"] == "'none'"
    assert "script-src" not in rules
    assert rules["style-src"] == "'unsafe-inline'"


def test_every_link_leads_somewhere_in_the_page(page: Element) -> None:
    ids = {one.attributes["id"] for one in page.walk() if "id" in one.attributes}
    links = [one.attributes["href"] or "" for one in page.all("a")]
    assert len(links) >= 6
    assert {link.removeprefix("#") for link in links} <= ids


def test_no_id_occurs_twice(page: Element) -> None:
    ids = Counter(one.attributes["id"] for one in page.walk() if "id" in one.attributes)
    assert [name for name, number in ids.items() if number > 1] == []


def test_headings_go_down_one_step_at_a_time(page: Element) -> None:
    levels = [int(one.name[1]) for one in page.walk() if re.fullmatch(r"h[1-6]", one.name)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


def test_the_page_has_its_landmarks_and_language(page: Element) -> None:
    assert page.all("html")[0].attributes["lang"] == "en"
    assert [len(page.all(name)) for name in ("header", "nav", "main", "footer")] == [1, 1, 1, 1]
    for section in page.all("section"):
        heading = section.attributes["aria-labelledby"]
        assert [one.name for one in section.walk() if one.attributes.get("id") == heading] == ["h2"]


def test_every_chart_has_a_name_a_caption_and_a_table(page: Element) -> None:
    charts = [one for one in page.all("svg") if one.has_class("chart")]
    # Two of the weeks, three of each exercise; of readiness the gauge, the map and six curves.
    assert len(charts) == 2 + 3 * 3 + 8
    for chart in charts:
        assert chart.attributes["role"] == "img"
        assert len(chart.attributes["aria-label"] or "") > 30
    for figure in page.all("figure"):
        assert len(charts_of(figure)) == 1
        assert figure.all("figcaption")[0].text
        (table,) = figure.all("table")
        assert len(table.all("tbody")[0].all("tr")) >= 1


def test_every_table_has_a_caption_and_named_rows_and_scrolls_in_a_named_box(page: Element) -> None:
    boxes = [one for one in page.all("div") if one.has_class("scroll")]
    assert len(boxes) == len(page.all("table"))
    for box in boxes:
        (table,) = box.all("table")
        assert table.all("caption")[0].text == box.attributes["aria-label"]
        assert box.attributes["tabindex"] == "0"
        widths = {len(row.all("th") + row.all("td")) for row in table.all("tr")}
        assert len(widths) == 1
        assert all(row.all("th")[0].attributes["scope"] == "row" for row in table.all("tbody")[0].all("tr"))


def test_every_colour_variable_is_defined_in_light_and_dark(page: Element) -> None:
    css = style_of(page)
    light = variables(css, ":root{")
    dark = variables(css, "@media (prefers-color-scheme:dark){:root{")
    used = set(re.findall(r"var\((--[\w-]+)", css + "".join(str(one.attributes.get("style")) for one in page.walk())))
    assert light == dark
    assert used - {"--heat", "--swatch"} <= light


def test_no_element_has_a_style_of_its_own_so_that_a_strict_policy_shows_all_of_it(page: Element) -> None:
    assert [one.name for one in page.walk() if "style" in one.attributes] == []
    assert {one.attributes["data-swatch"] for one in page.walk() if "data-swatch" in one.attributes} <= set(LIGHT)
    heats = {int(str(one.attributes["data-heat"])) for one in page.walk() if "data-heat" in one.attributes}
    assert heats
    assert heats <= set(range(HEAT_STEPS + 1))


def test_every_colour_of_a_chart_follows_the_theme(html: str, page: Element) -> None:
    charts = re.findall(r"<svg[^>]*class=\"chart.*?</svg>", html, re.DOTALL)
    colours = {value for chart in charts for value in re.findall(r'(?:fill|stroke)="([^"]+)"', chart)}
    patterns = {colour for colour in colours if colour.startswith("url(#")}
    assert colours - patterns - {"none", "transparent"} <= set(LIGHT.values())
    assert len(set(LIGHT.values())) == len(LIGHT)
    for role, colour in LIGHT.items():
        assert f'.chart [fill="{colour}"]{{fill:var(--{role})}}' in style_of(page)


@pytest.mark.parametrize("palette", [LIGHT, DARK])
@pytest.mark.parametrize("ground", ["page", "card"])
def test_text_and_marks_stand_out_in_both_themes(palette: dict[str, str], ground: str) -> None:
    for role in ("ink", "quiet", "level", "failure"):
        assert contrast(palette[role], palette[ground]) >= 4.5, role
    assert contrast(palette["done"], palette[ground]) >= 3.0
    assert contrast(palette["done"], palette["band-outer"]) >= 3.0
    assert contrast(palette["level"], palette["band-outer"]) >= 3.0


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_text_stands_out_on_the_hottest_cell(palette: dict[str, str]) -> None:
    mixed = "#" + "".join(
        f"{round(0.45 * int(palette['failure'][at : at + 2], 16) + 0.55 * int(palette['card'][at : at + 2], 16)):02x}"
        for at in (1, 3, 5)
    )
    assert contrast(palette["ink"], mixed) >= 4.5


def test_the_numbers_of_the_page_are_the_numbers_of_the_report(page: Element, data: ReportData) -> None:
    cards = [one for one in page.all("details") if one.has_class("exercise")]
    assert len(cards) == len(data.exercises)
    for card, exercise in zip(cards, data.exercises, strict=True):
        assert exercise.one_rm_kg is not None
        middle, low, high = load_interval(exercise.one_rm_kg, exercise.unit)
        line = card.all("summary")[0].text
        assert exercise.label in line
        assert f"{middle} {exercise.unit}" in line
        assert f"{low} to {high}" in line
        assert f"{exercise.sets:,} working sets" in line
    table = next(one for one in page.all("table") if one.has_class("next"))
    rows = table.all("tbody")[0].all("tr")
    for row, exercise in zip(rows, data.exercises, strict=True):
        assert exercise.next_session is not None
        cells = [f"{one.middle}{one.low}–{one.high}" for one in exercise.next_session.sets]
        assert [cell.text for cell in row.all("td")] == cells
    assert per_cent(data.endings.untold_share) in page.all("main")[0].text


def test_the_table_of_weeks_holds_every_week(page: Element, data: ReportData) -> None:
    table = next(one for one in page.all("table") if one.all("caption")[0].text == "Failures by week")
    found = [[cell.text for cell in row.all("td")][:2] for row in table.all("tbody")[0].all("tr")]
    assert found == [[str(week.sets), str(week.failures)] for week in reversed(data.weeks)]


def test_what_was_read_and_decided_is_said(page: Element) -> None:
    (read,) = [one for one in page.all("section") if one.attributes["id"] == "read"]
    for said in ("strong.csv", "Read as Strong, by its header.", "strong.csv, line 7: no date.", "Grandpa's Machine"):
        assert said in read.text


def test_names_notes_and_problems_from_a_file_are_only_text() -> None:
    sets = [straight(HOSTILE, 50 + number, 8, kind=EndingKind.FAILURE) for number in range(6)]
    log = Log.of([session(date(2024, 1, day), *sets) for day in (1, 3, 5)])
    data = report_of(log, source=HOSTILE, decisions=[HOSTILE], problems=[HOSTILE])
    page = parsed(render_html(data))
    assert page.all("script") == []
    assert page.all("img") == []
    assert len(page.all("style")) == 1
    assert page.text.count(HOSTILE) >= 5


def test_right_to_left_names_are_kept_in_their_own_direction() -> None:
    log = Log.of([session(date(2024, 1, 1), straight("\u202eضغط", 50, 8))])
    page = parsed(render_html(report_of(log)))
    assert [one.text for one in page.all("bdi") if "ضغط" in one.text]


def test_the_lifters_own_unit_is_shown() -> None:
    log = Log.of(
        [session(date(2024, 1, day), straight("Bench Press (Barbell)", 185, 8, unit=LoadUnit.LB)) for day in (1, 3)]
    )
    data = report_of(log)
    text = parsed(render_html(data)).all("main")[0].text
    assert "185 lb" in text
    assert " kg" not in text
    next_session = data.exercises[0].next_session
    assert next_session is not None
    assert next_session.load == Load(185, LoadUnit.LB)


def test_a_lift_that_can_pin_the_lifter_is_marked_and_warned_of(page: Element) -> None:
    warnings = [one.text for one in page.all("p") if one.has_class("warning")]
    assert any("Never fail alone under a load that can pin you" in one for one in warnings)
    table = next(one for one in page.all("table") if one.has_class("next"))
    assert ["pins or a spotter" in row.text for row in table.all("tbody")[0].all("tr")].count(True) == 1


def test_readiness_has_its_section_and_link_where_it_is_known(page: Element) -> None:
    links = [one.attributes["href"] for one in page.all("a")]
    (section,) = [one for one in page.all("section") if one.attributes["id"] == "readiness"]
    assert "#readiness" in links
    assert "Quadriceps" in section.text
    log = lifter_log(2)
    without = parsed(render_html(report_of(log)))
    assert "#readiness" not in [one.attributes["href"] for one in without.all("a")]
    assert not [one for one in without.all("section") if one.attributes["id"] == "readiness"]


def test_sets_stopped_for_pain_bring_the_advice_to_see_someone() -> None:
    log = Log.of([session(date(2024, 1, 1), straight("Squat", 100, 4, kind=EndingKind.PAIN))])
    text = parsed(render_html(report_of(log))).text
    assert "1 set ended for pain" in text
    assert "no medical advice" in text


def test_an_old_log_is_not_taken_for_today() -> None:
    log = Log.of([session(date(2020, 1, 1), straight("Squat", 100, 4))])
    text = parsed(render_html(report_of(log, made_on=date(2024, 1, 1)))).text
    assert "more than 4 years before this report" in text
    lately = parsed(render_html(report_of(log, made_on=date(2020, 3, 1)))).text
    assert "60 days before this report" in lately


@pytest.mark.parametrize(
    "log",
    [
        Log.of([]),
        Log.of([session(date(2024, 1, 1), straight("Bench Press (Barbell)", 80, 8))]),
        Log.of([session(date(2024, 1, 1), straight("Running", None, None))]),
        Log.of([session(date(2024, 1, 1), straight("Squat", 40, 10, role=Role.WARM_UP))]),
        Log.of([session(date(2024, 1, 1), straight("Push Up", None, 20, role=None), straight("Push Up", 0, 18))]),
        Log.of([session(date(2024, 1, 1), straight("Squat", 150, 0, kind=EndingKind.FAILURE))]),
        Log.of([session(date(1, 1, 1), straight("Squat", 1, 1)), session(date(9999, 12, 31), straight("Squat", 1, 1))]),
    ],
    ids=["empty", "one set", "only cardio", "only warm-ups", "no loads", "a failed single", "ten thousand years"],
)
def test_small_and_odd_logs_make_a_whole_page(log: Log) -> None:
    page = parsed(render_html(report_of(log, made_on=date(2024, 2, 1))))
    main = page.all("main")[0]
    assert len(main.all("p")[0].text) > 20
    assert [one for one in page.all("section") if one.attributes["id"] == "read"]
    assert "nan" not in re.findall(r"[a-z]+", main.text.lower())
    assert "None" not in main.text


def test_many_exercises_get_charts_for_the_main_ones_and_a_line_for_each_other() -> None:
    names = [f"Exercise {number}" for number in range(40)]
    log = lifter_log(2, exercises=names)
    page = parsed(render_html(report_of(log)))
    assert len([one for one in page.all("details") if one.has_class("exercise")]) == 12
    others = next(one for one in page.all("table") if one.all("caption")[0].text == "Other exercises")
    assert len(others.all("tbody")[0].all("tr")) == 28
    assert len([one for one in page.all("svg") if one.has_class("spark")]) == 28


def test_progress_is_told_and_ends_at_the_end() -> None:
    told: list[tuple[str, float]] = []
    log = lifter_log(2)
    data = report_data(log, PlainPosterior(log), named=NAMED, progress=lambda step, part: told.append((step, part)))
    fractions = [part for _, part in told]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1.0
    told.clear()
    render_html(data, progress=lambda step, part: told.append((step, part)))
    assert {step for step, _ in told} == {"Page", "Charts"}
    assert told[-1] == ("Page", 1.0)


def test_the_same_report_makes_the_same_page(data: ReportData, html: str) -> None:
    assert render_html(data) == html
