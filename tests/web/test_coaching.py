"""A coach sees lifters who consented, as long as they do; the lifter sees what is asked of them, and may decline."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from momentary.web.accounts.models import User
from momentary.web.coaching import consents
from momentary.web.coaching.knowing import Known, MuscleLevel, tell_from
from momentary.web.coaching.looking import rows_for
from momentary.web.coaching.models import Consent, Invitation, Note, PlanEdit
from momentary.web.coaching.plans import edit_text
from momentary.web.config import coached
from momentary.web.training.log import athlete_of
from momentary.web.training.models import Athlete, Preferences
from tests.web.conftest import confirmed, secured, signed_in, user
from tests.web.test_pages import check
from tests.web.wire import a_set, logged, operation, pull, push, started

NOW = datetime(2026, 1, 10, 12)


@pytest.fixture
def coach(alice: User) -> User:  # noqa: ARG001
    return secured(user("cora", name="Cora Coach", is_coach=True))


@pytest.fixture
def coachs(coach: User) -> Client:
    return signed_in(coach)


@pytest.fixture
def log(bob: User) -> Athlete:
    return athlete_of(bob)


def code_from(coachs: Client, label: str = "Bob") -> str:
    text = coachs.post("/coaching/invite", {"label": label}).content.decode()
    (code,) = re.findall(r'class="letters"[^>]*>([0-9A-Z-]{14})<', text)
    return str(code)


def agree(lifters: Client, code: str, **fields: Any) -> Any:
    return lifters.post(f"/coaching/join/{code}/", {"shown_as": "Bobby", "agree": "on", **fields})


@pytest.fixture
def given(coachs: Client, bobs: Client) -> Consent:
    """Bob's consent."""
    assert agree(bobs, code_from(coachs)).status_code == 302
    return Consent.objects.get()


def lifter_page(client: Client, log: Athlete) -> Any:
    return client.get(f"/coaching/lifters/{log.pk}/")


def test_a_lifter_reads_what_is_shared_consents_and_is_seen(coachs: Client, bobs: Client, log: Athlete) -> None:
    session = uuid4()
    push(bobs, started(session, title="Legs"), logged(session, uuid4(), a_set(exercise="Squat")))
    code = code_from(coachs)
    assert lifter_page(coachs, log).status_code == 404
    text = bobs.get(f"/coaching/join/{code.lower()}/").content.decode()
    assert "Cora Coach wants to coach you" in text
    assert all(word in text for word in ("how each set ended", "does not see", "never change or delete"))
    assert lifter_page(coachs, log).status_code == 404, "reading is not consenting"
    assert agree(bobs, code)["Location"] == "/coaching/"
    page = lifter_page(coachs, log).content.decode()
    assert all(word in page for word in ("Bobby", "Squat", "80 kg × 8", "Not known yet"))
    assert "bob@gym.example" not in page + coachs.get("/coaching/lifters/").content.decode()


@pytest.mark.parametrize("fields", [{"agree": ""}, {"shown_as": ""}, {"shown_as": "  "}])
def test_without_a_tick_and_a_name_there_is_no_consent(coachs: Client, bobs: Client, fields: dict[str, str]) -> None:
    code = code_from(coachs)
    assert agree(bobs, code, **fields).status_code == 200
    assert not Consent.objects.exists()
    assert agree(bobs, code).status_code == 302


def test_a_code_is_for_one_lifter_and_for_two_weeks(coachs: Client, bobs: Client, alices: Client) -> None:
    used, old, withdrawn = code_from(coachs), code_from(coachs), code_from(coachs)
    agree(bobs, used)
    assert agree(alices, used).status_code == 404
    coachs.post(f"/coaching/codes/{Invitation.objects.order_by('-created_at')[0].pk}/withdraw")
    assert agree(alices, withdrawn).status_code == 404
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert agree(alices, old).status_code == 404
    assert Consent.objects.count() == 1


def test_a_code_is_read_however_it_is_typed_and_only_its_hash_is_kept(coachs: Client, coach: User) -> None:
    code = code_from(coachs)
    assert code not in str(Invitation.objects.values().get())
    for typed in (code.lower(), code.replace("-", ""), f" {code} ", code.replace("0", "O").replace("1", "l")):
        assert consents.invitation_of(typed) == Invitation.objects.get(coach=coach)
    assert consents.invitation_of(code[:-1]) is None
    assert consents.invitation_of("") is None


def test_whoever_guesses_codes_is_slowed_down(bobs: Client) -> None:
    statuses = {bobs.get(f"/coaching/join/{number:012d}/").status_code for number in range(40)}
    assert statuses == {404, 429}


def test_a_coach_cannot_consent_to_themselves(coachs: Client) -> None:
    assert "your own code" in agree(coachs, code_from(coachs)).content.decode()
    assert not Consent.objects.exists()


def test_a_code_of_somebody_who_is_no_coach_any_more_is_worth_nothing(
    coachs: Client, coach: User, bobs: Client
) -> None:
    code = code_from(coachs)
    User.objects.filter(pk=coach.pk).update(is_coach=False)
    assert agree(bobs, code).status_code == 404


@pytest.mark.usefixtures("given")
def test_the_pages_of_coaching_are_strict(coachs: Client, bobs: Client, alices: Client, log: Athlete) -> None:
    """Nothing inline, nothing from elsewhere, one heading, a label for every field."""
    ask(coachs, log)
    coachs.post(f"/coaching/lifters/{log.pk}/note", {"text": "well done", "reader": "lifter"})
    for path in ("/coaching/lifters/", f"/coaching/lifters/{log.pk}/", "/settings/second-factor/"):
        check(coachs, path)
    for path in ("/coaching/", f"/coaching/join/{code_from(coachs)}/", "/gym/equipment/", "/settings/export/"):
        check(bobs, path)
    for path in ("/coaching/", "/gym/"):
        check(alices, path)
    check(confirmed(bobs, "bob lifts heavy"), "/settings/delete/")


def test_a_lifter_leaves_with_the_whole_log(given: Consent, coachs: Client, bobs: Client, log: Athlete) -> None:
    session = uuid4()
    push(bobs, started(session), logged(session, uuid4()))
    for reader in ("coach", "lifter"):
        coachs.post(f"/coaching/lifters/{log.pk}/note", {"text": f"for the {reader}", "reader": reader})
    ask(coachs, log)
    before = pull(bobs)
    assert bobs.post(f"/coaching/{given.pk}/leave").status_code == 302
    assert pull(bobs) == before
    assert lifter_page(coachs, log).status_code == 404
    assert [one.text for one in Note.objects.all()] == ["for the lifter"], "private notes are gone"
    assert PlanEdit.objects.get().status == "withdrawn"
    assert "for the lifter" in bobs.get("/coaching/").content.decode()
    assert "Bobby" not in coachs.get("/coaching/lifters/").content.decode()


@pytest.mark.usefixtures("given")
def test_a_coach_lets_a_lifter_go(coachs: Client, log: Athlete) -> None:
    assert coachs.post(f"/coaching/lifters/{log.pk}/let-go").status_code == 302
    assert lifter_page(coachs, log).status_code == 404


@pytest.mark.usefixtures("given")
def test_a_private_note_is_the_coachs_alone_and_a_shown_one_is_not(coachs: Client, bobs: Client, log: Athlete) -> None:
    coachs.post(f"/coaching/lifters/{log.pk}/note", {"text": "lazy?", "reader": "coach"})
    coachs.post(f"/coaching/lifters/{log.pk}/note", {"text": "well done", "reader": "lifter"})
    page, own = lifter_page(coachs, log).content.decode(), bobs.get("/coaching/").content.decode()
    assert "lazy?" in page
    assert "well done" in page
    assert "lazy?" not in own
    assert "well done" in own
    assert coachs.post(f"/coaching/lifters/{log.pk}/note", {"text": "", "reader": "lifter"}).status_code == 200
    coachs.post(f"/coaching/notes/{Note.objects.get(text='lazy?').pk}/delete")
    assert Note.objects.get().text == "well done"


def ask(coachs: Client, log: Athlete, **fields: Any) -> Any:
    day = (timezone.localdate() + timedelta(days=2)).isoformat()
    usual = {"day": day, "change": "sets", "exercise": "Squat", "sets": "3", "why": "knee"}
    return coachs.post(f"/coaching/lifters/{log.pk}/plan", {**usual, **fields})


@pytest.mark.usefixtures("given")
def test_a_lifter_sees_who_asked_what_when_and_why_and_declines(coachs: Client, bobs: Client, log: Athlete) -> None:
    assert ask(coachs, log, load="60").status_code == 302
    text = bobs.get("/coaching/").content.decode()
    assert all(word in text for word in ("Squat", "3 sets", "60 kg", "knee", "Cora Coach", "Decline"))
    edit = PlanEdit.objects.get()
    assert edit.status == "stands"
    bobs.post(f"/coaching/plan/{edit.pk}/decline")
    assert "declined by the lifter" in lifter_page(coachs, log).content.decode()
    assert "Declined what you asked" in coachs.get("/coaching/lifters/").content.decode()
    coachs.post(f"/coaching/plan/{edit.pk}/withdraw")
    edit.refresh_from_db()
    assert edit.status == "declined", "what is decided stays so"


@pytest.mark.usefixtures("given")
def test_today_says_what_a_coach_asks_of_the_coming_week_until_it_is_declined(
    coachs: Client, bobs: Client, log: Athlete
) -> None:
    assert "Your coach asks" not in bobs.get("/").content.decode()
    ask(coachs, log, why="spare the knee")
    ask(coachs, log, day=(timezone.localdate() + timedelta(days=30)).isoformat(), why="far ahead")
    text = bobs.get("/").content.decode()
    assert "spare the knee" in text
    assert "far ahead" not in text
    bobs.post(f"/coaching/plan/{PlanEdit.objects.get(why='spare the knee').pk}/decline")
    assert "Your coach asks" not in bobs.get("/").content.decode()


@pytest.mark.usefixtures("given")
def test_loads_are_typed_and_told_in_the_lifters_unit_and_kept_in_kilograms(coachs: Client, log: Athlete) -> None:
    Preferences.objects.create(athlete=log, unit="lb")
    ask(coachs, log, load="100", repetitions="5")
    edit = PlanEdit.objects.get()
    assert edit.load_kg == pytest.approx(45.359237)
    assert "100 lb" in edit_text(edit, in_lb=True)
    assert "3 sets × 5 repetitions × 100 lb" in lifter_page(coachs, log).content.decode()


@pytest.mark.usefixtures("given")
@pytest.mark.parametrize(
    "fields",
    [
        {"day": "2020-01-01"},
        {"day": "2090-01-01"},
        {"day": "soon"},
        {"exercise": ""},
        {"sets": ""},
        {"sets": "0"},
        {"sets": "21"},
        {"load": "-1"},
        {"load": "nan"},
        {"load": "1e999"},
        {"why": ""},
        {"change": "dance"},
    ],
)
def test_an_edit_that_cannot_be_is_shown_again_with_what_was_typed(
    coachs: Client, log: Athlete, fields: dict[str, str]
) -> None:
    answer = ask(coachs, log, **fields)
    assert answer.status_code == 200
    assert 'role="alert"' in answer.content.decode()
    assert not PlanEdit.objects.exists()


@pytest.mark.usefixtures("given")
def test_every_change_is_told_in_words(coachs: Client, log: Athlete) -> None:
    for change in PlanEdit.Change.values:
        assert ask(coachs, log, change=change).status_code == 302
    told = [edit_text(one, in_lb=False) for one in PlanEdit.objects.all()]
    assert len(set(told)) == len(PlanEdit.Change.values)
    assert all("%" not in one for one in told)


def doings(bobs: Client, day: str, *endings: str, **value: Any) -> None:
    session = uuid4()
    start = {"wall": f"2026-01-{day}T18:00:00", "clock": "local"}
    push(bobs, operation("session.started", session=str(session), value={"start": start}))
    for ending in endings:
        one = a_set()
        one["segments"][0]["ending"] = {"kind": ending}
        push(bobs, logged(session, uuid4(), {**one, **value}))


def reasons(coach: User) -> list[str]:
    (row,) = rows_for(coach, now=NOW)
    return [one.text for one in row.reasons]


@pytest.mark.usefixtures("given")
def test_pain_comes_first_then_many_failures(coach: User, bobs: Client) -> None:
    doings(bobs, "08", *["momentary_failure"] * 6, "stopped")
    assert reasons(coach) == ["6 of 7 working sets to failure in seven days."]
    doings(bobs, "09", "pain")
    assert reasons(coach)[0] == "Pain ended a set of Bench Press on 9 Jan."
    assert reasons(coach)[1] == "6 of 8 working sets to failure in seven days."


@pytest.mark.usefixtures("given")
def test_few_failures_warm_ups_old_sets_and_voided_ones_are_no_reason(coach: User, bobs: Client) -> None:
    doings(bobs, "08", *["momentary_failure"] * 5)
    doings(bobs, "09", *["momentary_failure"] * 5, role="warm_up")
    doings(bobs, "02", *["momentary_failure"] * 9)
    session, one = uuid4(), uuid4()
    push(bobs, started(session), logged(session, one, {"segments": [{"exercise": "X", "ending": {"kind": "pain"}}]}))
    push(bobs, operation("set.voided", session=str(session), set=str(one)))
    assert reasons(coach) == []


@pytest.mark.usefixtures("given")
def test_ten_days_without_a_session_are_a_reason_and_nine_are_none(coach: User, bobs: Client) -> None:
    assert reasons(coach) == [], "nobody is blamed for an empty log"
    doings(bobs, "01", "stopped")
    (row,) = rows_for(coach, now=datetime(2026, 1, 11, 17, 59))
    assert not row.reasons
    (row,) = rows_for(coach, now=datetime(2026, 1, 11, 18))
    assert [one.text for one in row.reasons] == ["10 days without a session."]


@pytest.fixture
def told(log: Athlete) -> Any:
    """Let somebody know things of Bob, as the worker would."""
    levels = (MuscleLevel("chest", 0.71, 0.6, 0.8), MuscleLevel("back", 0.9, 0.8, 1.0))
    known = Known(timezone.now(), False, levels, stuck=("Squat",), falling=("Row",))
    tell_from(known=lambda athletes: {one.pk: known for one in athletes if one == log}, card=coached.card_of)
    yield known
    coached.register()


@pytest.mark.usefixtures("given", "told")
def test_readiness_and_plateaus_come_from_what_is_learnt(coach: User, coachs: Client, log: Athlete) -> None:
    (row,) = rows_for(coach, now=NOW)
    assert [one.text for one in row.reasons] == ["Strength falls: Row.", "No longer rising: Squat."]
    assert row.least_recovered == "chest 71%, back 90%"
    assert row.rested == 0
    page = lifter_page(coachs, log).content.decode()
    assert "60% – 80%" in page
    assert "Not known yet" not in page


@pytest.mark.usefixtures("given", "told")
def test_who_needs_a_look_stands_first(coach: User, coachs: Client, alices: Client, bob: User) -> None:
    agree(alices, code_from(coachs), shown_as="Aaron")
    rows = rows_for(coach, now=NOW)
    assert [row.consent.shown_as for row in rows] == ["Bobby", "Aaron"]
    assert rows[1].known is None
    assert "not known yet" in coachs.get("/coaching/lifters/").content.decode()
    assert Consent.objects.get(shown_as="Bobby").athlete.user == bob


def test_the_table_asks_the_database_a_few_times_however_many_lifters_there_are(
    coach: User, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        athlete = athlete_of(user(f"lifter{number}"))
        Consent.objects.create(athlete=athlete, coach=coach, shown_as=f"Lifter {number}")
    with django_assert_max_num_queries(8):
        assert len(rows_for(coach, now=NOW)) == 30


def test_the_owner_makes_coaches_and_unmakes_them(
    alices: Client, coachs: Client, coach: User, bobs: Client, bob: User, log: Athlete
) -> None:
    agree(bobs, code_from(coachs))
    assert lifter_page(coachs, log).status_code == 200
    alices.post(f"/gym/members/{coach.pk}", {"action": "no_coach"})
    assert not Consent.objects.exists(), "the coach sees nobody any more, and not again when the role comes back"
    alices.post(f"/gym/members/{coach.pk}", {"action": "coach"})
    assert lifter_page(coachs, log).status_code == 404
    assert bobs.post(f"/gym/members/{bob.pk}", {"action": "coach"}).status_code == 404
    alices.post(f"/gym/members/{bob.pk}", {"action": "coach"})
    assert User.objects.get(pk=bob.pk).is_coach
    assert bobs.get("/coaching/")["Location"] == "/settings/second-factor/"
    assert "no second factor yet" in alices.get("/gym/").content.decode()
