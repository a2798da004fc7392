"""Whatever a log can hold comes back from the server as it was."""

from __future__ import annotations

from uuid import uuid4

from django.test import Client
from hypothesis import HealthCheck, assume, given, settings

from momentary.exchange import session_to_object
from momentary.quantities import Log
from momentary.web.accounts.models import User
from momentary.web.training.log import athlete_of, training_log
from momentary.web.training.models import Athlete
from tests.exchange.logs import logs
from tests.web.wire import logged, operation, push, statuses


@given(log=logs)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_every_session_that_can_be_is_what_it_was_after_push_and_fold(alices: Client, alice: User, log: Log) -> None:
    Athlete.objects.all().delete()
    for session in log.sessions:
        value = session_to_object(session)
        assume("\\u0000" not in str([value]) and "\\x00" not in str([value]))
        uuid, sets = uuid4(), value.pop("sets")
        begun = operation("session.started", session=str(uuid), value=value)
        answer = push(alices, begun, *(logged(uuid, uuid4(), one) for one in sets))
        assert set(statuses(answer)) == {"accepted"}
    assert training_log(athlete_of(alice)) == log
