"""`momentary simulate METHOD`."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from momentary.cli.main import main
from momentary.cli.simulate_method import METHODS
from momentary.muscle import METHODS as WAYS
from momentary.prescription.methods import METHODS as ADVISED
from tests.figures.pages import Element, parsed, style_of

BENCH = ("--exercise", "bench press", "--load", "75%")


def run(*words: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["simulate", *words])
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Element:
    """A page of three methods."""
    out = tmp_path_factory.mktemp("simulated") / "new" / "page.html"
    code, told, said = run("drop", "--compare", "straight", "--compare", "forced", *BENCH, "--out", str(out))
    assert code == 0, said
    assert str(out) in told
    return parsed(out.read_text(encoding="utf-8"))


def test_the_command_knows_the_methods_of_the_muscle() -> None:
    assert list(METHODS) == list(WAYS)
    for name, words in METHODS.items():
        assert words.casefold() == f"{WAYS[name].what}.".casefold()


def test_a_drop_set_as_json_tells_every_readout() -> None:
    code, out, _ = run("drop", "--compare", "Straight", *BENCH, "--json")
    found = json.loads(out)
    assert code == 0
    assert found["format"] == "momentary-simulation/1"
    drop, straight = found["methods"]
    assert [one["load"] for one in drop["segments"]] == [0.75, 0.6]
    assert drop["repetitions"] > straight["repetitions"]
    for segment in drop["segments"]:
        assert segment["ended"] == "failed on the way up"
        assert segment["muscular_loss"] + segment["neural_loss"] == pytest.approx(1.0 - segment["reachable"], abs=1e-3)
    assert drop["segments"][1]["newly_recruited"] == 0.0
    assert drop["afterwards"][-1]["reachable"] > 0.98
    assert any("Potvin" in line for line in found["references"])


def test_methods_are_called_here_what_momentary_methods_calls_them() -> None:
    without = {"triple-drop-set", "myo-repetitions", "superset-same"}
    names = {one.protocol.name for one in ADVISED}
    assert without < names
    for name in names:
        for written in (name, name.replace("-", " ").capitalize()):
            assert (run(written, "--help")[0] == 0) is (name not in without), written


def test_the_summary_fits_a_narrow_terminal() -> None:
    result = CliRunner(env={"COLUMNS": "44"}).invoke(main, ["simulate", "rest-pause", "--compare", "Drop set", *BENCH])
    assert result.exit_code == 0, result.output
    assert max(len(line) for line in result.stdout.splitlines()) <= 44


def test_the_summary_says_what_happened_in_words() -> None:
    code, out, _ = run("forced", *BENCH)
    assert code == 0
    assert "then failure" in out
    assert "The partner has to lift" in out
    assert "not medical advice" in out


def test_methods_get_the_same_volume_or_time_where_that_is_asked_for() -> None:
    words = ("straight", "--compare", "drop", "--compare", "rest-pause", *BENCH, "--json")
    volume = [one["volume"] for one in json.loads(run(*words, "--equal", "volume")[1])["methods"]]
    seconds = [one["seconds"] for one in json.loads(run(*words, "--equal", "time")[1])["methods"]]
    assert max(volume) - min(volume) <= 0.75
    assert max(seconds) <= seconds[0] + 5.0


def test_the_page_loads_nothing_runs_nothing_and_can_be_stepped_through(page: Element) -> None:
    names = {one.name for one in page.walk()}
    assert names.isdisjoint({"script", "link", "img", "iframe", "use", "image"})
    ids = [one.attributes["id"] for one in page.walk() if "id" in one.attributes]
    assert len(ids) == len(set(ids))
    buttons = [one for one in page.all("input") if one.attributes.get("type") == "radio"]
    labels = {one.attributes["for"] for one in page.all("label")}
    assert {one.attributes["id"] for one in buttons} == labels
    panels = [one for one in page.all("div") if one.has_class("panels")]
    assert [len(one.children) for one in panels] == [3, 2, 4]
    for drawing in page.all("svg"):
        assert drawing.attributes.get("aria-label")


def test_the_page_moves_only_for_those_who_did_not_ask_for_stillness(page: Element) -> None:
    css = style_of(page)
    moving = css[css.index("@media (prefers-reduced-motion:no-preference)") :].split("}}")[0]
    assert css.count("animation:") == moving.count("animation:") == 2
    assert "prefers-color-scheme:dark" in css


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("drop", "--exercise", "bench press", "--load", "80kg"), "A typical lifter has no 1RM"),
        (("drop", "--exercise", "bench press", "--load", "5%"), "20% to 120%"),
        (("drop", "--exercise", "bench press", "--load", "x%"), "Write 75%"),
        (("drop", "--exercise", "plank", "--load", "75%"), "does not end by repetitions"),
        (("machine", "--exercise", "leg press", "--load", "75%"), "no free weight"),
        (("giant", *BENCH), "No such command"),
        (("straight", "--compare", "giant", *BENCH), "rest-pause"),
        (("straight", "--exercise", "squat", "--load", "110%", "--equal", "volume"), "name a lighter load"),
    ],
)
def test_what_cannot_be_simulated_is_said_with_the_next_step(words: tuple[str, ...], said: str) -> None:
    code, _, stderr = run(*words)
    assert code in (1, 2)
    assert said in stderr


def test_a_log_lends_its_1rm_and_its_repetitions(tmp_path: Path) -> None:
    lines = ["Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE"]
    begin = datetime(2024, 1, 1, 18, 0)
    for week in range(12):
        day = begin + timedelta(days=7 * week)
        lines += [f'{day:%Y-%m-%d %H:%M:%S},"A",1h,"Bench Press (Barbell)",{n},80,{9 - n},0,0,"","",10' for n in (1, 2)]
    file = tmp_path / "strong.csv"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    words = ("straight", "--exercise", "Bench Press (Barbell)", "--load", "80kg", "--lifter", str(file), "--json")
    code, out, stderr = run(*words)
    assert code == 0, stderr
    found = json.loads(out)
    assert 90.0 < found["one_rm_kg"] < 110.0
    assert found["load"] == pytest.approx(80.0 / found["one_rm_kg"], abs=1e-3)
    assert abs(found["methods"][0]["repetitions"] - 8) <= 1
