"""The phone's forecast in JavaScript gives the numbers of the Python: on the vectors, and on any log at all.

That the Python still gives the vectors is tested in tests/vectors.
"""

from __future__ import annotations

import copy
import json
import math
import subprocess
from collections.abc import Iterator, Mapping
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from momentary.exchange import session_to_object, set_to_object
from momentary.inference.clock import EPOCH
from momentary.inference.summary import summarise
from momentary.inference.summary_format import summary_to_json
from momentary.inference.summary_reading import summary_from_json
from momentary.quantities import KG_PER_LB, Log
from tests.inference.test_no_look_ahead import TRAITS, cut, logs, mass_comes_late
from tests.inference.test_summary import calls_before_failures
from tests.vectors.answers import answer, stepped, traits_to_object
from tests.vectors.kept import CLOSE, vectors
from tests.web.node import NODE, needs_node

CHECKOUT = Path(__file__).resolve().parent.parent.parent
JS = CHECKOUT / "tests" / "js"
MANY = settings(
    deadline=None, max_examples=12,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
)  # fmt: skip

Answer = dict[str, Any]


class Phone:
    """The modules in a process of node, asked line by line."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [NODE, str(JS / "forecast_driver.mjs")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def ask(self, line: Mapping[str, Any]) -> Answer:
        """What the modules answer."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(line) + "\n")
        self.process.stdin.flush()
        found: Answer = json.loads(self.process.stdout.readline())
        return found

    def knows(self, summary: object) -> Answer:
        """Let it read a summary."""
        return self.ask({"do": "read", "summary": summary})

    def steps(self, about: Mapping[str, Any]) -> Answer:
        """Let a set be done."""
        return self.ask({"do": "step", **about})


@pytest.fixture(scope="module")
def phone() -> Iterator[Phone]:
    one = Phone()
    with one.process:
        yield one


@needs_node
@pytest.mark.parametrize("file", sorted(JS.glob("*.test.mjs")), ids=lambda file: file.name)
def test_the_modules_pass_their_own_tests(file: Path) -> None:
    done = subprocess.run([NODE, "--test", str(file)], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout
    assert "\n# pass 0\n" not in done.stdout


CASES = vectors("forecast.json")
LATER = vectors("later.json")


def assert_close(found: Answer, wanted: Answer) -> None:
    """Two answers are the same to nine digits, and in whole repetitions exactly."""
    assert "problem" not in found, found
    for key, value in wanted.items():
        if key in ("chances", "habits"):
            continue
        if key == "from":
            chances = found["probabilities"]
            assert sum(chances[:value]) == pytest.approx(0.0, abs=CLOSE)
            assert chances[value : value + len(wanted["chances"])] == pytest.approx(
                wanted["chances"], rel=CLOSE, abs=CLOSE
            )
        elif isinstance(value, float):
            assert found[key] == pytest.approx(value, rel=CLOSE, abs=CLOSE), key
        else:
            assert found[key] == value, key


def wished(question: Mapping[str, Any]) -> dict[str, Any]:
    """A question as the phone asks it: the guard's verdict is the server's, and stands in the answer here."""
    result = dict(question)
    if question["ask"] == "next":
        result["to_failure"] = question["answer"]["decision"] == "to_failure"
        result["last"] = question.get("last")
    return result


@needs_node
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_phone_gives_the_vectors(case: dict[str, Any], phone: Phone) -> None:
    assert phone.knows(case["summary"]) == {"exercises": len(case["summary"]["exercises"])}
    for question in case["asks"]:
        assert_close(phone.ask(wished(question)), question["answer"])
    for sent in case["steps"]:
        assert "problem" not in phone.steps(sent)
        for question in sent["asks"]:
            assert_close(phone.ask(wished(question)), question["answer"])


@needs_node
def test_the_phone_gives_the_vectors_of_later_segments(phone: Phone) -> None:
    for case in LATER:
        asked = {"do": "later", "segment": case["segment"], "habits": case["answer"]["habits"]}
        assert_close(phone.ask(asked), case["answer"])


def written(log: Log) -> list[dict[str, Any]]:
    """The sets of a log as they are sent, each with its session and what is known of exercises beforehand."""
    traits = {name: traits_to_object(trait) for name, trait in TRAITS.items()}
    found = []
    for session, done in log.sets():
        told = session_to_object(session)
        about: dict[str, Any] = {"session": {key: told[key] for key in ("start", "body_mass") if key in told}}
        found.append(about | {"set": set_to_object(done), "traits": traits})
    found = json.loads(json.dumps(found))
    assert isinstance(found, list)
    return found


@given(logs(), st.integers(0, 40), st.sampled_from([0.0, 47.5, 80.0, 100.0]), st.integers(0, 30))
@example(mass_comes_late(), 3, 0.0, 2)
@example(calls_before_failures(), 9, 80.0, 0)
@MANY
@needs_node
def test_the_phone_forecasts_what_the_python_does_whatever_was_logged(
    phone: Phone, log: Log, sets: int, load: float, days: int
) -> None:
    begun = sets % (log.count_sets() + 1)
    data = summary_to_json(summarise(cut(log, begun), traits=TRAITS))
    summary = summary_from_json(data)
    assert "problem" not in phone.knows(data)
    for sent in written(log)[begun:]:
        summary = stepped(summary, sent)
        assert "problem" not in phone.steps(sent)
    wall = (EPOCH + timedelta(days=summary.day + days)).isoformat() if summary.session >= 0 else "2024-01-01T18:00:00"
    about = {"session": {"start": {"wall": wall}}}
    for one in summary.exercises:
        for kind in ("chosen", "curve"):
            question = {"ask": kind, "exercise": one.entry.traits.key, "load_kg": load, "whole": True} | about
            try:
                wanted = answer(summary, question)
            except (ValueError, LookupError):
                assert "problem" in phone.ask(question)
            else:
                assert_close(phone.ask(question), wanted)


def everything(phone: Phone, names: tuple[str, ...]) -> list[Answer]:
    """What the phone says of some exercises, by every kind of question."""
    asked = [{"ask": kind, "exercise": name, "load_kg": 60.0} for name in names for kind in ("chosen", "curve")]
    return [phone.ask(question) for question in asked]


THREE = ("barbell-bench-press", "Press", "pull-up")


@needs_node
def test_sets_sent_at_once_or_one_by_one_or_in_pieces_are_the_same(phone: Phone) -> None:
    case = CASES[0]
    sent = [{key: one[key] for key in ("session", "set")} for one in case["steps"]]
    found = []
    for cuts in ((), (3,), (1, 2, 7)):
        phone.knows(case["summary"])
        edges = [0, *cuts, len(sent)]
        for begin, end in pairwise(edges):
            phone.ask({"do": "catch up", "sessions": [one | {"sets": [one["set"]]} for one in sent[begin:end]]})
        found.append(everything(phone, THREE))
    assert found[0] == found[1] == found[2]
    assert not any("problem" in one for one in found[0])


@needs_node
def test_sets_told_with_the_question_are_as_good_as_sets_stepped_through(phone: Phone) -> None:
    case = CASES[0]
    sent = [{key: one[key] for key in ("session", "set")} for one in case["steps"][:6]]
    phone.knows(case["summary"])
    question = {"ask": "chosen", "exercise": "Press", "load_kg": 40.0, "session": sent[0]["session"]}
    at_once = phone.ask(question | {"done": [one["set"] for one in sent]})
    for one in sent:
        phone.steps(one)
    assert at_once == phone.ask(question)
    assert "problem" not in at_once


@needs_node
def test_asking_changes_nothing_whatever_the_order(phone: Phone) -> None:
    phone.knows(CASES[0]["summary"])
    forward, backward = everything(phone, THREE), everything(phone, THREE[::-1])
    assert forward[:2] == backward[4:]
    assert forward[4:] == backward[:2]


@needs_node
def test_the_order_of_the_exercises_in_a_summary_makes_no_difference(phone: Phone) -> None:
    data = CASES[0]["summary"]
    phone.knows(data)
    before = everything(phone, THREE)
    turned = copy.deepcopy(data)
    turned["exercises"].reverse()
    last = len(data["exercises"]) - 1
    for one in turned["fatigue"]["first"]:
        one[0] = last - one[0]
    assert "problem" not in phone.knows(turned)
    for found, wanted in zip(everything(phone, THREE), before, strict=True):
        assert_close(found, wanted)


@needs_node
def test_pounds_and_kilograms_are_the_same_load(phone: Phone) -> None:
    case = CASES[0]
    found = []
    for load in ({"value": 200.0, "unit": "lb"}, {"value": 200.0 * KG_PER_LB, "unit": "kg"}):
        phone.knows(case["summary"])
        head = {"exercise": "Bench", "load": load, "repetitions": 8, "ending": {"kind": "momentary_failure"}}
        phone.steps({"session": case["steps"][0]["session"], "set": {"segments": [head]}})
        found.append(everything(phone, ("barbell-bench-press",)))
    assert found[0] == found[1]


@needs_node
def test_more_load_never_allows_more_repetitions_along_the_curve(phone: Phone) -> None:
    phone.knows(CASES[0]["summary"])
    loads = [20.0 + 2.5 * step for step in range(50)]
    means = [phone.ask({"ask": "curve", "exercise": "Bench", "load_kg": load})["mean"] for load in loads]
    assert all(one > other for one, other in pairwise(means))


NEXT = {"ask": "next", "loads_kg": [10.0, 20.0, 30.0]}


@needs_node
@given(st.data())
@MANY
def test_a_damaged_summary_is_told_as_such_or_forecasts_finite_numbers(phone: Phone, data: st.DataObject) -> None:
    summary = copy.deepcopy(CASES[3]["summary"])
    place: Any = summary
    while isinstance(place, dict | list) and place:
        keys = sorted(place) if isinstance(place, dict) else range(len(place))
        key = data.draw(st.sampled_from(list(keys)))
        if not isinstance(place[key], dict | list) or not place[key] or data.draw(st.integers(0, 3)) == 0:
            place[key] = data.draw(st.sampled_from([None, "?", -1, 0, 1e300, [], {}, True, 0.5, -1e-9, 7]))
            break
        place = place[key]
    found = [phone.knows(summary), *everything(phone, ("dip-machine",))]
    for one in (*found, phone.ask(NEXT | {"exercise": "dip-machine"})):
        assert_sound(one)


def assert_sound(found: Answer) -> None:
    """An answer is a forecast that adds up, or a problem with its key; null would be a NaN."""
    if "problem" in found:
        assert found["problem"]["key"]
        return
    for one in (found, found.get("possible") or {}):
        chances = one.get("probabilities", [1.0])
        assert None not in chances
        assert sum(chances) == pytest.approx(1.0)
        assert min(chances) > -CLOSE


WHOLE = CASES[0]["summary"]


@needs_node
@pytest.mark.parametrize(
    ("summary", "key"),
    [
        (None, "summary_missing"),
        ([], "summary_older"),
        ({}, "summary_older"),
        (WHOLE | {"format": "momentary-summary/1"}, "summary_older"),
        (WHOLE | {"model": "level 2"}, "summary_model"),
        (WHOLE | {"prior": "0" * 64}, "summary_figures"),
        (WHOLE | {"exercises": [{}]}, "summary_damaged"),
    ],
    ids=["none", "list", "empty", "older", "model", "figures", "damaged"],
)
def test_an_unusable_summary_says_why_and_every_question_says_so_too(phone: Phone, summary: Any, key: str) -> None:
    assert phone.knows(summary)["problem"]["key"] == key
    for found in everything(phone, ("Bench",)):
        assert found["problem"]["key"] == key


SET = {"segments": [{"exercise": "Bench", "load": {"value": 80, "unit": "kg"}, "repetitions": 8}]}


@needs_node
@pytest.mark.parametrize(
    ("line", "key"),
    [
        ({"ask": "chosen", "exercise": "Bench", "load_kg": None}, "load_impossible"),
        ({"ask": "chosen", "exercise": "Bench", "load_kg": -5}, "load_impossible"),
        ({"ask": "curve", "exercise": "Bench", "load_kg": 0}, "load_impossible"),
        ({"ask": "curve", "exercise": "Bench", "load_kg": "80"}, "load_impossible"),
        ({"ask": "chosen", "exercise": "Nothing", "load_kg": 80}, "exercise_unknown"),
        ({"ask": "next", "exercise": "Nothing", "loads_kg": [80]}, "exercise_unknown"),
        ({"ask": "next", "exercise": "Bench", "loads_kg": []}, "no_load"),
        ({"ask": "curve", "exercise": "Bench", "load_kg": 80, "at_s": 0}, "session_past"),
        ({"do": "step", "set": SET, "session": {"start": {"wall": "yesterday"}}}, "time_unreadable"),
        ({"do": "step", "set": {}}, "set_unreadable"),
        ({"do": "step", "set": {"segments": [{"exercise": "Bench", "repetitions": 1.5}]}}, "set_unreadable"),
        ({"do": "step", "set": {"segments": [{"exercise": "Bench", "load": {"value": None}}]}}, "set_unreadable"),
    ],
    ids=lambda value: value if isinstance(value, str) else str(value)[:150],
)
def test_a_question_that_cannot_be_answered_says_why(phone: Phone, line: dict[str, Any], key: str) -> None:
    phone.knows(CASES[0]["summary"])
    assert phone.ask(line)["problem"]["key"] == key


@needs_node
@pytest.mark.parametrize(
    ("exercise", "loads", "moved"),
    [
        ("Bench", (80.0, 60.0), (80.0, 60.0)),
        ("Pull Up", (10.0, 0.0), (0.95 * 75.0 + 10.0, 0.95 * 75.0)),
        ("Dip Machine", (10.0, 30.0), (0.9 * 75.0 - 10.0, 0.9 * 75.0 - 30.0)),
        ("Dip Machine", (10.0, 300.0), (0.9 * 75.0 - 10.0, 0.09 * 75.0)),
    ],
    ids=["bar", "belt", "help", "more help than body"],
)
def test_a_drop_is_told_as_the_muscles_feel_it(
    phone: Phone, exercise: str, loads: tuple[float, float], moved: tuple[float, float]
) -> None:
    phone.knows(WHOLE | {"body_kg": 75.0})
    found = phone.ask({"ask": "drop", "exercise": exercise, "from_kg": loads[0], "to_kg": loads[1]})
    assert found["log_drop"] == pytest.approx(math.log(moved[0] / moved[1]), rel=CLOSE)
