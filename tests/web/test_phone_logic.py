"""The phone's own logic against the server's: sessions fold alike, and opening a set to change it changes nothing."""

from __future__ import annotations

import json
import random
import subprocess
from datetime import timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest

from momentary.catalogue import match_log
from momentary.exchange import set_from_object, set_to_object
from momentary.inference import catalogue_traits
from momentary.inference.summary import summarise
from momentary.inference.summary_format import summary_to_json
from momentary.prescription.gym import usual_gym
from momentary.prescription.learnt.segment_reading import later_segment, learn_habits
from momentary.prescription.record import habits_record
from momentary.quantities import (
    Ending,
    EndingKind,
    Load,
    LoadUnit,
    Log,
    Moment,
    Segment,
    Session,
    Set,
    Technique,
)
from momentary.web.insights.bundle import exercise_record, gym_record
from momentary.web.phone.shell import STATIC
from momentary.web.training.folding import applied
from momentary.web.training.operations import RefusedError, read_operation
from tests.inference.logs import START as FIRST_DAY
from tests.web.node import NODE, needs_node
from tests.web.wire import START, operation

pytestmark = needs_node


def run(program: str, given: Any) -> Any:
    """Run a function of the page's modules in Node on some data, and return what it returns."""
    base = (STATIC / "js" / "phone").as_uri()
    text = f"""
        const given = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
        const from = (name) => import("{base}/" + name + ".js");
        ({program})(given, from).then((found) => console.log(JSON.stringify(found)));
    """
    command = [NODE, "--experimental-default-type=module", "--no-warnings", "--input-type=commonjs", "-e", text]
    done = subprocess.run(command, input=json.dumps(given), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def random_set(draw: random.Random) -> dict[str, Any]:
    """Return a set as any app or page may have logged it."""

    def load() -> dict[str, Any]:
        return {"value": draw.choice([0, 2.5, 80, 102.5, 225]), "unit": draw.choice(["kg", "lb"])}

    def segment() -> dict[str, Any]:
        kind = draw.choice(["momentary_failure", "technical_failure", "stopped", "pain", "time", "target", "failure"])
        parts: dict[str, Any] = {
            "load": load(),
            "assistance": load(),
            "repetitions": draw.choice([0, 1, 8, 30]),
            "partial_repetitions": draw.choice([1, 3]),
            "technique": draw.choice(["drop", "negative", "assisted", "rest_pause"]),
            "effort": draw.choice([{"value": 8.5, "scale": "rpe"}, {"value": 10, "scale": "rpe"}]),
            "implements": 2,
            "tempo": {"lowering_s": draw.choice([3, 4.5]), "bottom_s": 1, "lifting_s": 0, "top_s": 2},
            "rest_before_s": draw.choice([0, 15, 120.5]),
            "duration_s": draw.choice([0, 40]),
            "distance": {"value": 400, "unit": "m"},
            "at": "2026-01-05T18:03:00+01:00",
            "source": {"file": "my.csv", "line": 7},
        }
        made = {name: value for name, value in parts.items() if draw.random() < 0.4}
        if draw.random() < 0.6:
            judged = {"judge": "partner"} if "failure" in kind else {}
            made["ending"] = {"kind": kind, **judged}
            if kind == "stopped":
                made["effort"] = {"value": draw.choice([0, 2, 4]), "scale": "rir"}
        return {"exercise": draw.choice(["Row", "Chest press"]), **made}

    parts: dict[str, Any] = {
        "side": draw.choice(["left", "right", "both"]),
        "superset": "A",
        "rest_timer_s": 90,
        "note": draw.choice(["hard", "Guess before: RIR 0", "Guess before: RIR 2\nhard\nlines"]),
    }
    whole = {name: value for name, value in parts.items() if draw.random() < 0.5}
    role = draw.choice(["warm_up", "working"])
    value = {"role": role, **whole, "segments": [segment() for _ in range(draw.choice([1, 1, 2, 4]))]}
    set_from_object(value, place="")
    return value


def test_opening_a_set_to_change_it_and_saving_it_changes_nothing() -> None:
    draw = random.Random(5)
    values = [random_set(draw) for _ in range(400)]
    program = """async (values, from) => {
        const { amended, draftOf } = await from("draft");
        return values.map((value) => value.segments.reduce(
            (whole, _, index) => amended(whole, draftOf(whole, "kg", index), index), value));
    }"""
    for before, after in zip(values, run(program, values), strict=True):
        assert after == before


def test_a_changed_number_changes_that_number_alone() -> None:
    draw = random.Random(6)
    values = [random_set(draw) for _ in range(200)]
    program = """async (values, from) => {
        const { amended, draftOf } = await from("draft");
        return values.map((value) => amended(value, { ...draftOf(value, "kg"), repetitions: 17 }));
    }"""
    for before, after in zip(values, run(program, values), strict=True):
        before["segments"][0]["repetitions"] = 17
        assert after == before


def random_operations(draw: random.Random) -> list[dict[str, Any]]:
    """Return operations on two sessions, also ones that cannot be."""
    sessions = [str(UUID(int=draw.getrandbits(128), version=4)) for _ in range(2)]
    sets = [str(UUID(int=draw.getrandbits(128), version=4)) for _ in range(4)]
    found = []
    for _ in range(25):
        kind = draw.choice(
            "session.started session.amended session.finished session.voided session.imported "
            "set.logged set.logged set.logged set.amended set.voided".split()
        )
        body: dict[str, Any] = {"session": draw.choice(sessions)}
        if kind in ("session.started", "session.amended", "session.imported"):
            body["value"] = {"start": START, "title": draw.choice("abc")}
        if kind == "session.finished" and draw.random() < 0.5:
            body["duration_s"] = draw.choice([0, 60])
        if kind == "session.imported":
            body |= {"import": sets[0], "sets": [{"set": sets[0], "value": random_set(draw)}]}
        if kind.startswith("set."):
            body["set"] = draw.choice(sets)
        if kind in ("set.logged", "set.amended"):
            body["value"] = random_set(draw)
        found.append(operation(kind, **body))
    return found


def test_the_phone_folds_a_log_as_the_server_does() -> None:
    draw = random.Random(7)
    logs = [random_operations(draw) for _ in range(60)]
    program = """async (logs, from) => {
        const { applied } = await from("operations");
        return logs.map((operations) => {
            const states = {};
            for (const one of operations) states[one.body.session] = applied(states[one.body.session], one);
            return states;
        });
    }"""
    compared = 0
    for operations, theirs in zip(logs, run(program, logs), strict=True):
        states: dict[UUID, Any] = {}
        for one in operations:
            sent = read_operation(one)
            try:
                states[sent.session] = applied(states.get(sent.session), sent)
            except RefusedError:
                continue
        for session, state in states.items():
            ours, other = state.stored(), theirs[str(session)]
            for each in other["sets"]:
                each.pop("position", None)
            assert {name: other[name] for name in ("value", "sets", "is_voided", "is_finished")} == {
                name: ours[name] for name in ("value", "sets", "is_voided", "is_finished")
            }
            compared += 1
    assert compared > 60


BODY_KG = 82.0
FAILED = Ending(EndingKind.MOMENTARY_FAILURE)


def with_drops() -> Log:
    """Return the log of somebody who goes on after failure: with a belt, in pounds and kilograms, by pauses."""

    def session(number: int) -> Session:
        belt, bar = 20.0 + number, 160.0 + 5 * number
        chains = [
            [("Pull Up", belt, "kg", 8, Technique.STRAIGHT), ("Pull Up", 0.0, "kg", 4 + number % 2, Technique.DROP)],
            [
                ("Bench Press (Barbell)", bar, "lb", 7, Technique.STRAIGHT),
                ("Bench Press (Barbell)", 0.75 * bar, "lb", 3, Technique.DROP),
                ("Bench Press (Barbell)", 25.0, "kg", 6 - number % 3, Technique.DROP),
                ("Bench Press (Barbell)", 25.0, "kg", 2, Technique.REST_PAUSE),
            ],
        ]
        sets = [
            Set(
                tuple(
                    Segment(name, Load(value, LoadUnit(unit)), count, technique=technique, ending=FAILED)
                    for name, value, unit, count, technique in chain
                )
            )
            for chain in chains
        ]
        return Session(Moment.of(FIRST_DAY + timedelta(days=3 * number)), tuple(sets), body_mass=Load(BODY_KG))

    return Log(tuple(session(number) for number in range(6)))


def foresight_of(log: Log) -> dict[str, Any]:
    """Return what the phone has to foresee with: the summary, the catalogue's word, and the lifter's own habits."""
    matches = match_log(log)
    exercises = {name: one.exercise for name, one in matches.items()}
    return {
        "summary": summary_to_json(summarise(log, traits=catalogue_traits(matches, log=log))),
        "exercises": {name: {"slug": one.slug, **exercise_record(one)} for name, one in exercises.items()},
        "segment_habits": habits_record(learn_habits(log, exercises), places=8),
    }


FORESIGHT = """async function foresightOf(known, from) {
    const { Foresight } = await from("foresight");
    const content = { summary: known.summary, segment_habits: known.segment_habits, position: 0, gym: known.gym };
    const { readGym } = await from("../plates");
    const found = new Foresight({
        bundle: { content }, exerciseOf: (name) => known.exercises[name], session: undefined, now: () => new Date(),
        gym: known.gym ? readGym(known.gym) : null, setsOf: () => known.sets ?? [], standing: () => known.standing,
    });
    await found.load();
    return found;
}"""


def test_what_follows_failure_is_foreseen_as_the_server_does_by_the_lifters_own_habits() -> None:
    log = with_drops()
    exercises = {name: one.exercise for name, one in match_log(log).items()}
    habits = learn_habits(log, exercises)
    known = foresight_of(log)
    program = f"""async (given, from) => {{
        {FORESIGHT}
        const foresight = await foresightOf(given.known, from);
        const strange = await foresightOf({{ ...given.known, segment_habits: {{}} }}, from);
        return given.asked.map(({{ segments, part }}) =>
            [foresight, strange].map((one) => one.later(segments, part, part.load)));
    }}"""
    asked, expected = [], []
    for one in log.sessions[-1].sets:
        written = set_to_object(one)["segments"]
        for link, (before, segment) in enumerate(pairwise(one.segments), 1):
            told = later_segment(before, segment, link, exercises, BODY_KG, {})
            assert told is not None
            expected.append(habits.forecast(told))
            asked.append({"segments": written[:link], "part": {"rest_s": None, **written[link]}})
    for (own, typical), wanted in zip(run(program, {"known": known, "asked": asked}), expected, strict=True):
        assert own["probabilities"][:20] == pytest.approx(wanted.pmf[:20].tolist(), abs=1e-6)
        assert own["median"] == wanted.median
        assert typical["probabilities"] != pytest.approx(own["probabilities"], abs=1e-2)


def test_on_another_machine_the_phone_does_not_pretend_to_know_what_its_load_is_worth() -> None:
    program = f"""async (given, from) => {{
        {FORESIGHT}
        const segment = {{ exercise: "Pull Up", load: {{ value: 20, unit: "kg" }}, repetitions: 8 }};
        const part = {{ exercise: "Lat Pulldown", technique: "drop", load: {{ value: 40, unit: "kg" }}, rest_s: 20 }};
        return (await foresightOf(given, from)).later([segment], part, part.load);
    }}"""
    assert run(program, foresight_of(with_drops())) is None


def test_what_is_probably_left_is_not_taken_for_a_wish_when_the_plan_is_adapted() -> None:
    program = f"""async (given, from) => {{
        {FORESIGHT}
        const foresight = await foresightOf(given, from);
        const asked = [];
        foresight.code = {{ ...foresight.code, nextSet: (_, question) => {{
            asked.push(question);
            return {{ decision: "lift", load_kg: 70, repetitions: 6 }};
        }} }};
        const plan = {{ load: {{ value: 160, unit: "lb" }}, repetitions: 8, reserve: 5, to_failure: false }};
        return [foresight.adapted("Bench Press (Barbell)", plan, 3), asked];
    }}"""
    gym = gym_record(usual_gym(LoadUnit.LB), is_told=False)
    ended = {"value": {"segments": [{"ending": {"kind": "stopped"}}]}}
    known = {**foresight_of(with_drops()), "gym": gym, "sets": [ended], "standing": {"done": 1, "seen": 0}}
    adapted, (question,) = run(program, known)
    assert question.get("reserve") is None
    assert (question["planned"], question["goal"], question["last"]["is_failure"]) == (3, "size", False)
    assert (adapted["repetitions"], adapted["load"]["unit"]) == (6, "lb")
    assert adapted["load"]["value"] == pytest.approx(154.324)


def test_each_further_set_is_taken_once_and_a_changed_one_begins_anew() -> None:
    program = """async (given, from) => {
        const { Foresight } = await from("foresight");
        const taken = [];
        const sets = [];
        const app = { bundle: { content: { summary: {}, position: 0 } }, session: { value: { start: 1 }, sets } };
        const found = new Foresight(app);
        found.code = {
            readSummary: () => "",
            catchUp: (before, [{ sets }]) => before + sets.map((one) => (taken.push(one.name), one.name)).join(""),
        };
        const log = (name) => sets.push({ value: { name }, is_voided: false });
        const known = [found.current()];
        for (const name of "ab") known.push((log(name), found.current()));
        known.push(found.current());
        sets[0] = { ...sets[0], value: { name: "x" } };
        known.push(found.current());
        sets[1].is_voided = true;
        known.push(found.current());
        app.session = undefined;
        known.push(found.current());
        return [known, taken.join("")];
    }"""
    assert run(program, None) == [["", "a", "ab", "ab", "xb", "x", ""], "abxbx"]
