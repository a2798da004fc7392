"""Every method all the way: proposed from a log, done, logged, kept in every lossless format, learnt from and shown."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from functools import cache
from io import BytesIO
from math import log as ln
from pathlib import Path

import numpy as np
import pytest

from momentary.athlete.synthetic import DEMO_LIFTER, simulate
from momentary.catalogue import find, match_log
from momentary.cli.situations import situation_of
from momentary.exchange import FORMATS, Format, read, write
from momentary.inference import catalogue_traits, fit
from momentary.prescription.gym import usual_gym
from momentary.prescription.gym_text import gym_to_toml
from momentary.prescription.learnt.later_segments import Way
from momentary.prescription.learnt.method_log import STRAIGHT, done_methods
from momentary.prescription.learnt.method_record import MethodRecords, learn_methods
from momentary.prescription.learnt.segment_reading import learn_habits
from momentary.prescription.methods import METHODS, Proposal, Superset, find_method, propose
from momentary.quantities import Log, Moment, Role, Segment, Session, Set, Technique
from tests.cli.conftest import Run

ROW, MACHINE_ROW = "Bent Over Row (Barbell)", find("barbell-row").machine_twin
CURL, BENCH, EXTENSION = "Bicep Curl (Dumbbell)", "Bench Press (Barbell)", "Leg Extension (Machine)"
PULLDOWN, PRESS = "Lat Pulldown (Cable)", "Leg Press"
CHAINS: dict[tuple[str, ...], tuple[str, str | None]] = {
    ("drop-set",): (PULLDOWN, None),
    ("double-drop-set",): (ROW, None),
    ("triple-drop-set",): (CURL, None),
    ("rest-pause",): (EXTENSION, None),
    ("myo-repetitions",): (EXTENSION, None),
    ("partial-repetitions",): (ROW, None),
    ("cheat-repetitions",): (CURL, None),
    ("machine",): (ROW, None),
    ("negatives",): (BENCH, None),
    ("assisted-repetitions",): (BENCH, None),
    ("superset-opposing",): (ROW, BENCH),
    ("superset-same",): (PRESS, EXTENSION),
    ("double-drop-set", "machine"): (ROW, None),
    ("drop-set", "partial-repetitions"): (ROW, None),
    ("assisted-repetitions", "negatives"): (BENCH, None),
    ("cheat-repetitions", "triple-drop-set"): (CURL, None),
    ("rest-pause", "drop-set", "partial-repetitions"): (CURL, None),
}
"""Methods alone and one after the other, with the exercise and its pair."""

GYM = replace(usual_gym(), has_partner=True, has_pins=True)
_EASED = {Technique.NEGATIVE: 1.41, Technique.ASSISTED: 1.4, Technique.CHEAT: 1.3, Technique.PARTIAL: 1.1}


@cache
def trained() -> Log:
    """Fourteen weeks of the lifter of the demonstration."""
    return simulate(DEMO_LIFTER, rng=np.random.default_rng(6), weeks=14)[0]


@cache
def proposed(names: tuple[str, ...]) -> Proposal:
    """Methods as the command proposes them."""
    exercise, pair = CHAINS[names]
    methods = [find_method(one) for one in names]
    gym = gym_file()
    situation = situation_of(
        trained(), exercise=exercise, load=None, pair=pair, at=None, gym_path=gym, after_sets=2, is_last_set=True,
        methods=methods,
    )  # fmt: skip
    return methods[0].propose(situation) if len(methods) == 1 else propose(situation, methods)


_FOLDER: list[Path] = []


@pytest.fixture(scope="module", autouse=True)
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the gym and the log lie."""
    made = tmp_path_factory.mktemp("learnt")
    (made / "gym.toml").write_text(gym_to_toml(GYM), encoding="utf-8")
    _FOLDER[:] = [made]
    return made


def gym_file() -> Path:
    return _FOLDER[0] / "gym.toml"


def performed(proposal: Proposal, *, tired: int = 0) -> list[int]:
    """What the lifter does of a proposal: their capacity decides, and some days it is a repetition less."""
    known = {one.name: one for one in DEMO_LIFTER.exercises}
    done: list[int] = []
    for chain in proposal.sets:
        for link, segment in enumerate(chain):
            most = 99 if segment.most is None else segment.most
            traits = known.get(segment.name, known[chain[0].name])
            # The twin of the row is a machine on which four fifths are as heavy.
            one_rm = traits.one_rm_kg * (1.0 if segment.name in known else 0.8)
            if link == 0:
                capacity = ln(one_rm) - 2 * traits.loss
                count = 1.0 + (capacity - ln(segment.load.kg)) / traits.curve - tired
            else:
                before = chain[link - 1]
                same = 1.0 if before.name in known else 0.8
                ratio = before.load.kg * _EASED.get(segment.technique, 1.0) / segment.load.kg
                at_once = 0.25 * (ln(ratio) + ln(one_rm / traits.one_rm_kg / same)) / traits.curve
                count = at_once + 0.45 * done[-1]
            done.append(int(min(max(round(count), 1), most)))
    return done


def session_of(sets: tuple[Set, ...], day: int) -> Session:
    begun = trained().sessions[-1].start.wall + timedelta(days=day)
    return Session(Moment(begun), sets)


@cache
def lived() -> Log:
    """The log gone on with: every chain of methods twice, two days apart."""
    sessions, day = list(trained().sessions), 0
    for tired in (0, 1):
        for names in CHAINS:
            day += 2
            proposal = proposed(names)
            sessions.append(session_of(proposal.as_sets(performed(proposal, tired=tired)), day))
    return Log.of(sessions)


@cache
def learnt() -> MethodRecords:
    """What that log has taught."""
    log = lived()
    matches = match_log(log)
    exercises = {name: one.exercise for name, one in matches.items()}
    return learn_methods(log, exercises, fit(log, traits=catalogue_traits(matches, log=log)).tiredness)


def bare(log: Log) -> list[Session]:
    """The sessions of a log, without the rows of a file that they were read from."""
    return [
        replace(one, sets=tuple(replace(made, segments=tuple(map(_bare, made.segments))) for made in one.sets))
        for one in log.sessions
    ]


def _bare(segment: Segment) -> Segment:
    return replace(segment, source=None)


def lossless(log: Log, folder: Path) -> dict[str, Path]:
    """The files of a log in every format that says that it loses nothing of it."""
    found = {}
    for one in FORMATS:
        if one.write is not None and not (lost := written(one, log))[1]:
            file = folder / f"{one.name}{one.suffix}"
            file.write_bytes(lost[0])
            found[one.name] = file
    return found


def written(one: Format, log: Log) -> tuple[bytes, bool]:
    """A log as a format writes it, and whether that loses anything."""
    assert one.write is not None
    stream = BytesIO()
    is_lossy = bool(one.write(log, stream))
    return stream.getvalue(), is_lossy


def test_all_methods_are_among_them() -> None:
    assert {names[0] for names in CHAINS if len(names) == 1} == {one.protocol.name for one in METHODS}


@pytest.mark.parametrize("names", CHAINS, ids=" then ".join)
def test_what_was_done_is_one_set_and_equal_in_every_lossless_format(names: tuple[str, ...], tmp_path: Path) -> None:
    proposal = proposed(names)
    done = performed(proposal)
    sets = proposal.as_sets(done)
    assert len(sets) == (2 if names[0].startswith("superset") else 1)
    assert [len(one.segments) for one in sets] == [len(chain) for chain in proposal.sets]
    log = Log.of([session_of(sets, 1)])
    kept = lossless(log, tmp_path)
    assert {"momentary", "parquet"} <= set(kept)
    for name, file in kept.items():
        back = read(file, format_name=name)
        assert not back.unreadable, name
        assert bare(back.log) == bare(log), name


def test_a_row_dropped_twice_and_ended_on_the_machine_is_four_segments_of_one_set() -> None:
    proposal = proposed(("double-drop-set", "machine"))
    (one,) = proposal.as_sets(performed(proposal))
    assert [segment.technique for segment in one.segments] == [Technique.STRAIGHT, *[Technique.DROP] * 3]
    names = [segment.exercise for segment in one.segments]
    assert names[:3] == [ROW] * 3
    assert names[3] != ROW
    assert one.is_failure
    assert one.role is Role.WORKING


@pytest.mark.parametrize("names", CHAINS, ids=" then ".join)
def test_what_was_done_is_read_back_as_the_methods_that_it_was(names: tuple[str, ...]) -> None:
    proposal = proposed(names)
    done = performed(proposal)
    log = Log.of([session_of(proposal.as_sets(done), 1)])
    exercises = {name: one.exercise for name, one in match_log(log).items()}
    found = list(done_methods(log, exercises, forecasts=np.full(len(done), 9.0)))
    wanted = ["rest-pause" if name == "myo-repetitions" else name for name in names]
    planned = [len(chain) for chain in proposal.sets]
    if len(names) == 1 and names[0].endswith("drop-set"):
        wanted = [("drop-set", "double-drop-set", "triple-drop-set")[planned[0] - 2]]
    assert [one.method for one in found] == wanted
    assert sum(one.done or 0 for one in found) == sum(done[1:])


def test_what_the_log_taught_is_counted_and_moves_the_forecast() -> None:
    """After two times of each the habits have seen them, and the record counts them."""
    log = lived()
    exercises = {name: one.exercise for name, one in match_log(log).items()}
    habits = learn_habits(log, exercises)
    assert all(habits.seen(way) >= 2 for way in Way)
    records = learnt()
    before = trained()
    already = {
        one.method for one in done_methods(before, {name: one.exercise for name, one in match_log(before).items()})
    }
    for names in CHAINS:
        for name in names:
            found = records.of(name)
            assert found.times >= 2, name
            assert found.last is not None
            assert found.last > before.sessions[-1].start.wall
            assert found.ratio is not None
            assert found.ratio.low >= 1.0
            assert 0.0 <= found.learnt <= 1.0
            if not name.startswith("superset"):
                assert found.gave is not None, name
                assert found.gave.repetitions.low <= found.gave.repetitions.middle <= found.gave.repetitions.high
    # Straight sets and double drops were in the log before; the others are all of these weeks.
    assert already <= {STRAIGHT, "drop-set", "double-drop-set"}
    assert records.of("machine").times == 4
    assert records.of("negatives").times == 4


def test_the_yield_of_what_was_done_lies_around_what_was_done() -> None:
    gave = learnt().of("machine").gave
    assert gave is not None
    exercises = {name: one.exercise for name, one in match_log(lived()).items()}
    done = [one.done for one in done_methods(lived(), exercises) if one.method == "machine"]
    assert min(one for one in done if one is not None) - 1.0 <= gave.repetitions.middle
    assert gave.repetitions.middle <= max(one for one in done if one is not None) + 1.0


@pytest.mark.parametrize("names", [one for one in CHAINS if len(one) == 1], ids=" then ".join)
def test_the_command_shows_what_the_log_has_taught(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, names: tuple[str, ...]
) -> None:
    file = folder / "lived.json"
    if not file.exists():
        write(lived(), file)
    exercise, pair = CHAINS[names]
    asked = ["methods", names[0], str(file), "--exercise", exercise, "--gym", str(gym_file())]
    asked += [] if pair is None else ["--with", pair]
    monkeypatch.setenv("COLUMNS", "80")
    said = run(*asked)
    assert said.exit_code == 0
    assert max(len(line) for line in said.stdout.splitlines()) <= 80
    record = learnt().of(names[0])
    text = " ".join(said.stdout.split())
    assert f"Your log: done {record.times} times, last on {record.last:%Y-%m-%d}." in text
    assert "Recovery: about" in text
    assert ("cannot tell yet" in text) is not record.is_cost_learnt
    if not isinstance(find_method(names[0]), Superset):
        assert "more repetitions (" in text
    if names[0] == "myo-repetitions":
        assert "does not tell myo-repetitions from rest-pause" in text


def test_the_command_tells_programs_the_same(run: Run, folder: Path) -> None:
    file = folder / "lived.json"
    if not file.exists():
        write(lived(), file)
    asked = ("methods", "double drop set", file, "--exercise", ROW, "--then", "machine", "--gym", gym_file(), "--json")
    answer = json.loads(run(*asked).stdout)
    drops, machine = answer["records"]
    assert (drops["method"], machine["method"]) == ("double-drop-set", "machine")
    record = learnt().of("double-drop-set")
    assert drops["times"] == record.times
    assert record.gave is not None
    assert drops["gave"]["repetitions"]["middle"] == pytest.approx(record.gave.repetitions.middle, abs=1e-3)
    assert len(drops["gave"]["segments"]) == 2
    assert drops["cost"]["beside_doses"].keys() == {"middle", "low", "high"}
    cost = answer["proposal"]["cost"]
    assert cost["ratio_low"] < cost["ratio"] < cost["ratio_high"]
    assert cost["is_learnt"] is (cost["learnt"] >= 0.1)
    assert cost["later_h"]["low"] <= cost["later_h"]["middle"] <= cost["later_h"]["high"]


def test_of_a_method_that_the_log_never_had_the_command_says_so(run: Run, folder: Path) -> None:
    file = folder / "trained.json"
    write(trained(), file)
    asked = ("methods", "negatives", file, "--exercise", BENCH, "--gym", gym_file())
    text = " ".join(run(*asked).stdout.split())
    assert "Your log: never done." in text
    assert "Your log cannot tell yet: this is by the model's doses." in text
    (record,) = json.loads(run(*asked, "--json").stdout)["records"]
    assert (record["times"], record["last"], record["gave"]) == (0, None, None)
    assert record["cost"]["is_learnt"] is False
    assert record["cost"]["ratio"] is None
