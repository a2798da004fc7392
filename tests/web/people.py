"""Everybody who may ask for something of Alice's, and everything of Alice's that there is to be asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from django.test import Client

from momentary.evidence import entries
from momentary.web.accounts.models import Export, User
from momentary.web.api.models import Webhook
from momentary.web.api.scopes import Scope
from momentary.web.api.tokens import make_token
from momentary.web.coaching.consents import invite
from momentary.web.coaching.models import Consent, Note, PlanEdit
from momentary.web.coaching.partner import make_link, tell
from momentary.web.insights.models import Page
from momentary.web.training.imports import begin
from momentary.web.training.log import athlete_of
from momentary.web.training.models import Athlete, Import
from tests.web.conftest import secured, signed_in, user
from tests.web.wire import a_set, logged, operation, push, started

SECRET = "Alice lifts in secret"
LIFT = "alices-secret-lift"
PAGES = ("body", "lifts", "lifts/failures", "lifts/how-well", f"lifts/of/{LIFT}", "methods")


@dataclass
class People:
    """Alice, whose data it is; Bob lifts too; Cora coaches her, Fred did; Olga owns the server; and a stranger.

    Attributes:
        browsers: By name, each signed in but the stranger's.
        things: Ids and tokens of what is Alice's.
        athlete: Alice's log.
    """

    browsers: dict[str, Client]
    things: dict[str, Any]
    athlete: Athlete


OTHERS = ["bob", "cora", "fred", "olga", "stranger"]
EVERYBODY = ["alice", *OTHERS]


def gathered() -> People:
    """Return everybody, and Alice with something of each kind."""
    alice = user("alice")
    cora, fred = (secured(user(name, name=name.title(), is_coach=True)) for name in ("cora", "fred"))
    users = {"alice": alice, "bob": user("bob"), "cora": cora, "fred": fred}
    users["olga"] = secured(user("olga", is_owner=True))
    browsers = {name: signed_in(one) for name, one in users.items()} | {"stranger": Client()}
    athlete = athlete_of(alice)
    things = {
        "claim": next(iter(entries())),
        "method": "drop-set",
        **_logged(browsers["alice"]),
        **_coached(athlete, cora, fred),
        **_kept(athlete, alice),
    }
    return People(browsers, things, athlete)


def _logged(client: Client) -> dict[str, Any]:
    session, one = uuid4(), uuid4()
    check_in = operation("check_in.logged", value={"at": "2026-01-05T07:00:00", "sleep_h": 8.0})
    push(client, started(session, title=SECRET), logged(session, one, a_set(exercise=SECRET)), check_in)
    return {"session": session, "set": one, "check_in": UUID(check_in["id"])}


def _coached(athlete: Athlete, cora: User, fred: User) -> dict[str, Any]:
    """Cora coaches; Fred did, and wrote something while he did. Bob's own coach is Fred, so that he still is one."""
    consent = Consent.objects.create(athlete=athlete, coach=cora, shown_as=SECRET)
    note = Note.objects.create(athlete=athlete, coach=cora, coach_name="Cora", text=SECRET, is_shown=True)
    Note.objects.create(athlete=athlete, coach=fred, coach_name="Fred", text=SECRET, is_shown=True)
    edit = PlanEdit.objects.create(
        athlete=athlete, coach=cora, coach_name="Cora", day="2030-01-07", change="add", exercise=SECRET, why=SECRET
    )
    waiting, open_to_all = invite(cora, "Ana"), invite(cora, "")
    return {
        "athlete": athlete.pk,
        "consent": consent.pk,
        "note": note.pk,
        "edit": edit.pk,
        "invitation": waiting.invitation.pk,
        "code": open_to_all.code,
        "member": athlete.user_id,
    }


def _kept(athlete: Athlete, alice: User) -> dict[str, Any]:
    upload = begin(athlete, SimpleUploadedFile(f"{SECRET}.csv", b"x"), hand_on=str)
    Import.objects.filter(pk=upload.pk).update(status=Import.Status.READ, report={"sessions": 1})
    made = make_link(athlete, uuid4())
    tell(made.link, {"exercise": "Leg press", "now": "Help"})
    for name in PAGES:
        Page.objects.create(athlete=athlete, name=name, position=1, html=f"<p>{SECRET}</p>")
    export = Export.objects.create(user=alice, status=Export.Status.MADE)
    api_token, _ = make_token(alice, name=SECRET, scopes=list(Scope), days=None)
    webhook = Webhook.objects.create(user=alice, url=f"https://hook.example/{uuid4()}", events=["log.changed"])
    programs = {"api_token": api_token.pk, "webhook": webhook.pk}
    return {"import": upload.pk, "token": made.token, "export": export.pk, "lift": LIFT, **programs}


def snapshot(athlete: Athlete) -> dict[str, Any]:
    """Return every row of every table of ours that leads to Alice, so that no change of hers goes unseen."""
    found = {}
    for model in ours():
        path = way_to(model, Athlete) or way_to(model, User)
        if path is not None:
            whose = athlete.pk if way_to(model, Athlete) is not None else athlete.user_id
            rows = model._base_manager.filter(**{path: whose}).order_by("pk")
            found[model.__name__] = list(rows.values())
    return found


def ours() -> list[type[models.Model]]:
    """Return every model of the project."""
    return [model for model in apps.get_models() if model.__module__.startswith("momentary.")]


def way_to(model: type[models.Model], goal: type[models.Model], *, depth: int = 3) -> str | None:
    """Return by which relation a model's rows lead to a user or an athlete; None where by none."""
    if model is goal:
        return "pk"
    if depth == 0:
        return None
    for field in model._meta.get_fields():
        if isinstance(field, models.ForeignKey) and isinstance(field.related_model, type):
            further = way_to(field.related_model, goal, depth=depth - 1)
            if further is not None:
                return f"{field.name}__{further}"
    return None
