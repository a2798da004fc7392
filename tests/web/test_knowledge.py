"""What the worker learns from a log: once after many pushes, never less than the log holds."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from momentary.athlete import demo_log
from momentary.catalogue import match_log
from momentary.inference import catalogue_traits, summarise, summary_from_json, summary_to_json
from momentary.quantities import Log
from momentary.web.accounts.models import User
from momentary.web.insights import telling
from momentary.web.insights.catching_up import ask_for_all
from momentary.web.insights.knowing import fragment_of, is_asked, standing_of, summary_of
from momentary.web.insights.models import Knowledge, Learning, Page
from momentary.web.insights.rendering import Known, renders, renders_each
from momentary.web.training.imports import imported
from momentary.web.training.log import append, athlete_of, training_log
from tests.web.wire import a_set, logged, operation, push, started

pytestmark = pytest.mark.django_db

Work = Callable[[], None]


def take(user: User, log: Log) -> None:
    """Append the sessions of a log, as an import would."""
    source = uuid4()
    append(user, [imported(source, index, one) for index, one in enumerate(log.sessions)], author=user)


def is_near(one: Any, other: Any) -> bool:
    """Whether two summaries are equal but for the last of the digits that are written."""
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(is_near(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(is_near, one, other))
    return bool(one == pytest.approx(other, rel=2e-5) if isinstance(one, float) else one == other)


def waiting(name: str) -> int:
    return DBTaskResult.objects.filter(task_path=f"momentary.web.insights.tasks.{name}", status="READY").count()


def a_session(client: Client, *values: dict[str, object]) -> tuple[UUID, list[UUID]]:
    session, sets = uuid4(), [uuid4() for _ in values]
    push(client, started(session), *(logged(session, *one) for one in zip(sets, values, strict=True)))
    return session, sets


def test_many_pushes_ask_for_one_learning(alices: Client, work: Work, alice: User) -> None:
    session, _ = a_session(alices, a_set())
    for number in range(5):
        push(alices, logged(session, uuid4(), a_set(80 + number)))
    assert waiting("learn") == 1
    work()
    assert standing_of(athlete_of(alice)).learnt == 7
    push(alices, logged(session, uuid4()))
    assert waiting("learn") == 1


def test_a_log_that_grows_on_and_on_is_learnt_from_now_and_then(
    alices: Client, alice: User, work: Work, settings: Settings
) -> None:
    settings.LEARN_EVERY_S = 60.0
    session, _ = a_session(alices, a_set())
    work()
    athlete = athlete_of(alice)
    assert standing_of(athlete).learnt == 2  # whoever logs a set now and then waits for nothing
    begun = Learning.objects.get(athlete=athlete).begun_at
    for number in range(3):
        push(alices, logged(session, uuid4(), a_set(80 + number)))
    work()
    (task,) = DBTaskResult.objects.filter(task_path="momentary.web.insights.tasks.learn", status="READY")
    assert begun is not None
    assert task.run_after == begun + timedelta(seconds=60)
    DBTaskResult.objects.update(run_after=timezone.now())
    work()
    assert standing_of(athlete).learnt == 5
    Learning.objects.update(begun_at=timezone.now() + timedelta(days=1))  # the clock is put back
    push(alices, logged(session, uuid4()))
    work()
    assert standing_of(athlete).learnt == 6


@pytest.mark.usefixtures("registry")
def test_what_is_learnt_step_by_step_is_what_the_whole_log_tells(alice: User, work: Work) -> None:
    log = demo_log(seed=3)
    sessions = log.sessions[:12]
    for number in (8, 10, 12):
        source = UUID(int=7)
        append(alice, [imported(source, index, one) for index, one in enumerate(sessions[:number])], author=alice)
        work()
    learnt = training_log(athlete_of(alice))
    traits = catalogue_traits(match_log(learnt), log=learnt)
    told = summary_of(athlete_of(alice))
    assert told is not None
    whole = json.loads(json.dumps(summary_to_json(summarise(learnt, traits=traits))))
    assert is_near(json.loads(told), whole)
    assert summary_from_json(json.loads(told)).position.segments == sum(1 for _ in learnt.segments())


def test_a_voided_set_is_unlearnt(alices: Client, alice: User, work: Work) -> None:
    session, _ = a_session(alices, a_set(80), a_set(82.5))
    work()
    before = summary_of(athlete_of(alice))
    extra = uuid4()
    push(alices, logged(session, extra, a_set(180, 12)))
    work()
    assert summary_of(athlete_of(alice)) != before
    push(alices, operation("set.voided", session=str(session), set=str(extra)))
    work()
    assert summary_of(athlete_of(alice)) == before


@pytest.mark.usefixtures("registry")
def test_a_log_that_became_empty_is_known_to_be_empty(alices: Client, alice: User, work: Work) -> None:
    renders("body")(lambda known: "<p>something</p>")  # noqa: ARG005
    session, _ = a_session(alices, a_set())
    work()
    assert fragment_of(athlete_of(alice), "body") == "<p>something</p>"
    push(alices, operation("session.voided", session=str(session)))
    work()
    standing = standing_of(athlete_of(alice))
    assert (standing.learnt, standing.told, standing.last_set) == (3, 3, "")
    assert fragment_of(athlete_of(alice), "body") == ""


@pytest.mark.usefixtures("registry")
def test_pages_are_rendered_from_what_is_known_and_say_that_they_are_behind(
    alices: Client, alice: User, work: Work
) -> None:
    seen: list[Known] = []

    @renders("body")
    def body(known: Known) -> str:
        seen.append(known)
        return f"<p>{known.log.count_sets()}</p>"

    @renders_each("lifts")
    def lifts(known: Known) -> Iterator[tuple[str, str]]:
        yield from dict.fromkeys(known.exercises, "<p>a lift</p>").items()

    session, _ = a_session(alices, a_set(), a_set(60, 8, "Squat"))
    work()
    assert fragment_of(athlete_of(alice), "body") == "<p>2</p>"
    assert sorted(Page.objects.values_list("name", flat=True)) == ["body", "lifts/Bench Press", "lifts/Squat"]
    assert not standing_of(athlete_of(alice)).is_behind
    assert seen[-1].at >= seen[-1].log.sessions[-1].start.wall
    push(alices, logged(session, uuid4()))
    assert standing_of(athlete_of(alice)).is_behind
    assert fragment_of(athlete_of(alice), "body") == "<p>2</p>"


@pytest.mark.usefixtures("registry")
def test_one_page_that_cannot_be_rendered_leaves_the_others(
    alices: Client,
    alice: User,
    work: Work,
    caplog: pytest.LogCaptureFixture,
) -> None:
    @renders("body")
    def body(known: Known) -> str:
        raise ValueError(f"ink is out after {known.position}")

    renders("lifts")(lambda known: "<p>lifts</p>")  # noqa: ARG005
    a_session(alices, a_set())
    work()
    assert "ink is out" in caplog.text
    assert fragment_of(athlete_of(alice), "lifts") == "<p>lifts</p>"
    assert standing_of(athlete_of(alice)).told == 2


@pytest.mark.usefixtures("registry")
def test_telling_makes_way_for_learning_and_is_taken_up_after_it(alices: Client, alice: User, work: Work) -> None:
    session, _ = a_session(alices, a_set())
    order: list[str] = []

    @renders("a")
    def first(known: Known) -> str:
        order.append(f"a{known.log.count_sets()}")
        if known.log.count_sets() == 1:
            push(alices, logged(session, uuid4()))
        return ""

    @renders("b")
    def second(known: Known) -> str:
        order.append(f"b{known.log.count_sets()}")
        return ""

    work()
    assert order == ["a1", "a2", "b2"]
    assert not is_asked(athlete_of(alice))


@pytest.mark.usefixtures("registry")
def test_a_log_that_goes_on_changing_is_told_now_and_then(alices: Client, alice: User, work: Work) -> None:
    told: list[int] = []

    @renders("a")
    def one(known: Known) -> str:
        told.append(known.log.count_sets())
        return ""

    session, _ = a_session(alices, a_set())
    work()
    push(alices, logged(session, uuid4()))  # to be learnt from, and told after that
    athlete = str(athlete_of(alice).pk)
    made_at = Knowledge.objects.get().advised_at
    telling.tell(athlete)
    assert Knowledge.objects.get().advised_at == made_at
    Knowledge.objects.update(advised_at=timezone.now() - timedelta(minutes=1))
    telling.tell(athlete)
    advised_at = Knowledge.objects.get().advised_at
    assert made_at is not None
    assert advised_at is not None
    assert advised_at > made_at
    work()
    assert told[0] == 1
    assert told[-1] == 2


def test_a_worker_that_died_in_the_middle_leaves_nothing_unlearnt(alices: Client, alice: User, work: Work) -> None:
    a_session(alices, a_set())
    athlete = athlete_of(alice)
    DBTaskResult.objects.all().delete()
    Learning.objects.filter(athlete=athlete).update(is_learning_due=True)
    work()
    assert summary_of(athlete) is None
    assert ask_for_all() == 1
    work()
    assert standing_of(athlete).learnt == 2
    assert ask_for_all() == 0


@pytest.mark.parametrize("damaged", [b"{}", zlib.compress(b"{}")])
def test_a_saved_posterior_that_is_damaged_is_made_again(
    alices: Client, alice: User, work: Work, damaged: bytes
) -> None:
    session, _ = a_session(alices, a_set())
    work()
    Knowledge.objects.update(posterior=damaged)
    push(alices, logged(session, uuid4()))
    work()
    assert standing_of(athlete_of(alice)).learnt == 3


def test_nobody_sees_what_is_known_of_somebody_else(alices: Client, alice: User, bob: User, work: Work) -> None:
    a_session(alices, a_set())
    work()
    for model in (Knowledge, Learning):
        assert model.objects.visible_to(alice).count() == 1
        assert model.objects.visible_to(bob).count() == 0


@pytest.mark.usefixtures("registry")
def test_two_renderers_of_one_name_are_refused() -> None:
    renders("body")(lambda known: "")  # noqa: ARG005
    with pytest.raises(ValueError, match="body"):
        renders_each("body")(lambda known: iter(()))  # noqa: ARG005
