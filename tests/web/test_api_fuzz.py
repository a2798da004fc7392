"""The whole interface, asked what its own document allows and what it does not: never a failure of the server, never
an answer that the document does not have.

A long run: `pytest -m slow tests/web/test_api_fuzz.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
import schemathesis
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.wsgi import get_wsgi_application
from django.db import transaction
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from momentary.web.accounts.limits import LIMITS
from momentary.web.accounts.models import User
from momentary.web.api.interface import document
from momentary.web.insights import learning
from momentary.web.insights.models import Knowledge
from momentary.web.training.imports import begin
from momentary.web.training.log import athlete_of
from momentary.web.training.models import Import
from tests.web.programs import Program
from tests.web.wire import a_set, logged, started

pytestmark = pytest.mark.django_db
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
QUIET = list(HealthCheck)
# What to ask is thought out when the test runs: to know it beforehand, every process would do so while it collects.
OPERATIONS = schemathesis.pytest.from_fixture("schema")


@dataclass
class Asked:
    """Who asks, and ids of what there is."""

    headers: dict[str, str]
    ids: dict[str, str]


@pytest.fixture
def schema(request: pytest.FixtureRequest) -> Any:
    """The interface's document, and the interface."""
    # Schemathesis adds the operation to a name that newer versions of pytest keep elsewhere.
    request.node._nodeid = request.node.nodeid
    found = schemathesis.openapi.from_dict(document())
    found.app = get_wsgi_application()
    return found


@pytest.fixture
def asked(alice: User) -> Asked:
    """A token that may do everything, of somebody with something of each kind."""
    program, spare = Program(alice), Program(alice)
    session = uuid4()
    program.push(started(session), logged(session, uuid4(), a_set()))
    learning.learn(athlete_of(alice).pk)
    Knowledge.objects.update(today={"format": "momentary-today/1"})
    webhook = program.post("/webhooks", {"url": "https://hook.example/", "events": ["log.changed"]}, status=201)
    program.post(f"/webhooks/{webhook['id']}/test", status=202)
    one = begin(athlete_of(alice), SimpleUploadedFile("export.csv", b"x"), hand_on=str)
    Import.objects.filter(pk=one.pk).update(status=Import.Status.READ, report={"sessions": 1})
    ids = {"session": session, "token": spare.token.pk, "webhook": webhook["id"], "import_id": one.pk}
    return Asked(program.headers, {name: str(one) for name, one in ids.items()})


def check(case: Any, asked: Asked) -> None:
    """Ask once as the document allows, and once for something that is there."""
    headers = {"Host": "localhost", **asked.headers}
    LIMITS.clear()
    # Whatever it changes is undone, so that the next question finds all that there is.
    with transaction.atomic():
        case.call_and_validate(checks=CHECKS, headers=headers)
        if case.path_parameters:
            case.path_parameters = {name: asked.ids[name] for name in case.path_parameters}
            case.call_and_validate(checks=CHECKS, headers=headers)
        transaction.set_rollback(True)


@OPERATIONS.parametrize()
@settings(max_examples=5, deadline=None, derandomize=True, suppress_health_check=QUIET, database=None)
def test_every_answer_is_in_the_document(case: Any, asked: Asked) -> None:
    check(case, asked)


@pytest.mark.slow
@OPERATIONS.parametrize()
@settings(max_examples=1000, deadline=None, suppress_health_check=QUIET, database=None)
def test_every_answer_is_in_the_document_for_long(case: Any, asked: Asked) -> None:
    check(case, asked)
