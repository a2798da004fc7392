"""Check-ins and corrections by hand are operations like any other: once, in order, voidable, and theirs alone."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from momentary.quantities import CheckIn, Muscle
from momentary.web.accounts.models import User
from momentary.web.training.folding import fold
from momentary.web.training.log import athlete_of, operations_of, refold, training_log
from momentary.web.training.models import Statement
from momentary.web.training.stated import check_ins_of, feelings_of
from momentary.web.training.statements import (
    Feeling,
    check_in_of,
    check_in_value,
    feeling_of,
    feeling_value,
)
from tests.web.wire import everything, logged, operation, push, started, statuses

AT = "2026-01-05T08:00:00"
LONG_AGO = datetime(1, 1, 1)
SLEPT = {"at": AT, "sleep_h": 7.5, "motivation": 0, "soreness": {"chest": 3}}
FELT = {"at": AT, "state": "chest", "level": 0.9}


def said(kind: str, value: dict[str, Any]) -> dict[str, Any]:
    return operation(f"{kind}.logged", value=value)


def voided(kind: str, of: dict[str, Any]) -> dict[str, Any]:
    return operation(f"{kind}.voided", **{kind: of["id"]})


def test_what_is_stated_is_kept_and_comes_back_with_the_other_operations(alices: Client, alice: User) -> None:
    session = uuid4()
    sent = [started(session), said("check_in", SLEPT), logged(session, uuid4()), said("correction", FELT)]
    assert statuses(push(alices, *sent)) == ["accepted"] * 4
    assert statuses(push(alices, *sent)) == ["known"] * 4
    assert [one["kind"] for one in everything(alices)] == [one["kind"] for one in sent]
    (check_in,) = check_ins_of(athlete_of(alice))
    assert check_in == CheckIn(datetime.fromisoformat(AT), 7.5, 0.0, {Muscle.CHEST: 3.0})
    assert feelings_of(athlete_of(alice), since=LONG_AGO) == (Feeling(datetime.fromisoformat(AT), Muscle.CHEST, 0.9),)


def test_a_log_of_sets_is_the_same_with_and_without_statements(alices: Client, alice: User) -> None:
    session = uuid4()
    push(alices, started(session), said("check_in", SLEPT), logged(session, uuid4()), said("correction", FELT))
    operations = list(operations_of(athlete_of(alice)))
    # What a phone of before does, which skips what it does not know.
    known = [one for one in operations if one.subject in ("session", "set")]
    assert len(known) == 2
    assert {uuid: state.stored() for uuid, state in fold(operations).items()} == {
        uuid: state.stored() for uuid, state in fold(known).items()
    }
    assert training_log(athlete_of(alice)).count_sets() == 1


def test_what_is_voided_no_longer_counts_and_stays_so(alices: Client, alice: User) -> None:
    slept, felt = said("check_in", SLEPT), said("correction", FELT)
    assert statuses(push(alices, slept, voided("check_in", slept), felt)) == ["accepted"] * 3
    assert statuses(push(alices, voided("correction", felt), voided("correction", felt))) == ["accepted"] * 2
    athlete = athlete_of(alice)
    assert (check_ins_of(athlete), feelings_of(athlete, since=LONG_AGO)) == ((), ())
    assert Statement.objects.filter(athlete=athlete, is_voided=True).count() == 2


def test_the_last_word_on_a_state_counts_and_old_ones_do_not(alices: Client, alice: User) -> None:
    later = {**FELT, "at": "2026-01-05T09:00:00", "level": 1.0}
    neural = {**FELT, "state": "neural", "at": "2026-01-01T09:00:00"}
    push(alices, said("correction", later), said("correction", FELT), said("correction", neural))
    found = feelings_of(athlete_of(alice), since=datetime(2026, 1, 4))
    assert [(one.muscle, one.level) for one in found] == [(Muscle.CHEST, 1.0)]


def test_statements_made_anew_from_the_operations_are_the_same(alices: Client, alice: User) -> None:
    slept, felt = said("check_in", SLEPT), said("correction", FELT)
    push(alices, slept, felt, said("correction", {**FELT, "state": "neural"}), voided("check_in", slept))
    athlete = athlete_of(alice)

    def rows() -> list[Any]:
        return list(
            Statement.objects.filter(athlete=athlete).order_by("uuid").values_list("uuid", "value", "is_voided")
        )

    before = rows()
    refold(athlete)
    assert rows() == before


@pytest.mark.parametrize(
    ("sent", "place"),
    [
        (operation("check_in.logged"), "/body/value"),
        (said("check_in", {"at": AT}), "/body/value"),
        (said("check_in", {"sleep_h": 7}), "/body/value/at"),
        (said("check_in", {"at": "2026-01-05T08:00:00Z", "sleep_h": 7}), "/body/value/at"),
        (said("check_in", {"at": AT, "sleep_h": 25}), "/body/value"),
        (said("check_in", {"at": AT, "sleep_h": True}), "/body/value/sleep_h"),
        (said("check_in", {"at": AT, "sleep_h": 10**400}), "/body/value/sleep_h"),
        (said("check_in", {"at": AT, "mood": 3}), "/body/value/mood"),
        (said("check_in", {"at": AT, "soreness": {"soul": 3}}), "/body/value/soreness"),
        (said("check_in", {"at": AT, "soreness": [3]}), "/body/value/soreness"),
        (operation("check_in.logged", value=SLEPT, session=str(uuid4())), "/body/session"),
        (operation("check_in.voided", check_in="7"), "/body/check_in"),
        (operation("check_in.voided", check_in=str(uuid4())), "/body/check_in"),
        (said("correction", {**FELT, "level": 0}), "/body/value/level"),
        (said("correction", {**FELT, "level": 1.01}), "/body/value/level"),
        (said("correction", {**FELT, "state": "soul"}), "/body/value/state"),
        (said("correction", {**FELT, "state": ["chest"]}), "/body/value/state"),
    ],
)
def test_what_states_nothing_is_refused_with_its_place(sent: dict[str, Any], place: str, alices: Client) -> None:
    answer = push(alices, sent)
    assert statuses(answer) == ["refused"]
    assert answer["results"][0]["problem"]["place"] == place
    assert answer["results"][0]["problem"]["next_step"]
    assert everything(alices) == []


def test_a_correction_is_no_check_in(alices: Client) -> None:
    felt = said("correction", FELT)
    assert statuses(push(alices, felt, voided("check_in", felt))) == ["accepted", "refused"]


def test_bob_cannot_void_what_alice_said(alices: Client, bobs: Client, alice: User, bob: User) -> None:
    slept = said("check_in", SLEPT)
    push(alices, slept)
    assert statuses(push(bobs, voided("check_in", slept))) == ["refused"]
    assert len(check_ins_of(athlete_of(alice))) == 1
    assert not Statement.objects.visible_to(bob).exists()


levels = st.floats(0.0, 10.0, allow_nan=False)
check_ins = st.builds(
    CheckIn,
    st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)),
    st.floats(0.0, 24.0),
    st.none() | levels,
    st.dictionaries(st.sampled_from(Muscle), levels),
)
feelings = st.builds(
    Feeling,
    st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)),
    st.none() | st.sampled_from(Muscle),
    st.floats(0.0, 1.0, exclude_min=True),
)


@given(check_ins)
def test_every_check_in_comes_back_from_its_object(told: CheckIn) -> None:
    assert check_in_of(check_in_value(told)) == told


@given(feelings)
def test_every_correction_comes_back_from_its_object(felt: Feeling) -> None:
    assert feeling_of(feeling_value(felt)) == felt
