"""Phones that lose requests and acknowledgements, against a server: no set lost, none doubled."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from momentary.web.accounts.models import User
from momentary.web.training.folding import SessionState
from momentary.web.training.log import athlete_of, refold, training_log
from momentary.web.training.models import Athlete, FoldedSession
from tests.web.conftest import signed_in, user
from tests.web.wire import a_set, everything, logged, operation, push, started


class Phone:
    """An outbox as the page keeps it: an operation leaves it when the server has acknowledged it."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.outbox: list[dict[str, Any]] = []

    def flush(self, *, request_arrives: bool, answer_arrives: bool, most: int) -> None:
        batch = self.outbox[:most]
        if not batch or not request_arrives:
            return
        answer = push(self.client, *batch)
        if not answer_arrives:
            return
        done = {one["id"] for one in answer["results"] if one["status"] != "refused"}
        assert len(done) == len(batch), answer
        self.outbox = [one for one in self.outbox if one["id"] not in done]


class Gym(RuleBasedStateMachine):
    """Two phones of one lifter; the model is a dict of what the lifter did, by hand."""

    owner: User
    sets = Bundle("sets")

    def __init__(self) -> None:
        super().__init__()
        Athlete.objects.all().delete()
        self.phones = [Phone(signed_in(self.owner)) for _ in range(2)]
        self.sessions = [(uuid4(), phone) for phone in self.phones]
        self.done: dict[UUID, float] = {}
        self.sent: set[str] = set()
        for session, phone in self.sessions:
            self._do(phone, started(session, title=str(session)))

    def _do(self, phone: Phone, one: dict[str, Any]) -> None:
        phone.outbox.append(one)
        self.sent.add(one["id"])

    @rule(target=sets, which=st.integers(0, 1), load_kg=st.floats(0, 300, allow_nan=False))
    def log_a_set(self, which: int, load_kg: float) -> tuple[UUID, int]:
        session, phone = self.sessions[which]
        one = uuid4()
        self._do(phone, logged(session, one, a_set(load_kg)))
        self.done[one] = load_kg
        return one, which

    @rule(which=sets, load_kg=st.floats(0, 300, allow_nan=False))
    def amend_a_set(self, which: tuple[UUID, int], load_kg: float) -> None:
        one, owner = which
        session, phone = self.sessions[owner]
        self._do(phone, operation("set.amended", session=str(session), set=str(one), value=a_set(load_kg)))
        if one in self.done:
            self.done[one] = load_kg

    @rule(which=sets)
    def void_a_set(self, which: tuple[UUID, int]) -> None:
        one, owner = which
        session, phone = self.sessions[owner]
        self._do(phone, operation("set.voided", session=str(session), set=str(one)))
        self.done.pop(one, None)

    @rule(
        which=st.integers(0, 1),
        request_arrives=st.booleans(),
        answer_arrives=st.booleans(),
        most=st.integers(1, 5),
        times=st.integers(1, 2),
    )
    def flush(self, *, which: int, request_arrives: bool, answer_arrives: bool, most: int, times: int) -> None:
        for _ in range(times):
            self.phones[which].flush(request_arrives=request_arrives, answer_arrives=answer_arrives, most=most)

    @rule()
    def fold_anew(self) -> None:
        athlete = athlete_of(self.owner)
        before = {row.uuid: row.state for row in FoldedSession.objects.filter(athlete=athlete)}
        refold(athlete)
        assert {row.uuid: row.state for row in FoldedSession.objects.filter(athlete=athlete)} == before

    @invariant()
    def nothing_is_in_the_log_twice_and_positions_have_no_gap(self) -> None:
        log = everything(self.phones[0].client)
        assert [one["position"] for one in log] == list(range(1, len(log) + 1))
        assert len({one["id"] for one in log}) == len(log)

    def teardown(self) -> None:
        for phone in self.phones:
            while phone.outbox:
                phone.flush(request_arrives=True, answer_arrives=True, most=3)
        assert {one["id"] for one in everything(self.phones[1].client)} == self.sent
        rows = FoldedSession.objects.filter(athlete=athlete_of(self.owner))
        living = [one for row in rows for one in SessionState.of(row.state).living]
        assert {UUID(one.uuid): one.value["segments"][0]["load"]["value"] for one in living} == self.done
        assert training_log(athlete_of(self.owner)).count_sets() == len(self.done)


@pytest.mark.django_db
def test_no_set_is_lost_and_none_counts_twice_however_messages_get_lost() -> None:
    owner = user("dora")

    class OfDora(Gym):
        pass

    OfDora.owner = owner
    run_state_machine_as_test(OfDora, settings=settings(max_examples=25, stateful_step_count=30, deadline=None))
