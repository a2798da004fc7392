"""Operations as a phone would send them."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.test import Client

FORMAT = "momentary-sync/1"
START = {"wall": "2026-01-05T18:00:00", "clock": "local"}


def operation(kind: str, *, uuid: UUID | None = None, **body: Any) -> dict[str, Any]:
    return {"id": str(uuid or uuid4()), "kind": kind, "version": 1, "body": body}


def started(session: UUID, **value: Any) -> dict[str, Any]:
    return operation("session.started", session=str(session), value={"start": START, **value})


def a_set(load_kg: float = 80.0, repetitions: int = 8, exercise: str = "Bench Press") -> dict[str, Any]:
    segment = {"exercise": exercise, "load": {"value": load_kg, "unit": "kg"}, "repetitions": repetitions}
    return {"segments": [segment]}


def logged(session: UUID, one: UUID, value: dict[str, Any] | None = None) -> dict[str, Any]:
    return operation("set.logged", session=str(session), set=str(one), value=value or a_set())


def push(client: Client, *operations: Any, status: int = 200) -> Any:
    content = {"format": FORMAT, "operations": list(operations)}
    answer = client.post("/sync/push", content, content_type="application/json")
    assert answer.status_code == status, answer.content
    return answer.json()


def statuses(answer: Any) -> list[str]:
    return [one["status"] for one in answer["results"]]


def pull(client: Client, since: int = 0) -> Any:
    answer = client.get("/sync/pull", {"since": since})
    assert answer.status_code == 200, answer.content
    return answer.json()


def everything(client: Client) -> list[dict[str, Any]]:
    """Pull the whole log, a page at a time."""
    found: list[dict[str, Any]] = []
    while True:
        page = pull(client, found[-1]["position"] if found else 0)
        found += page["operations"]
        if not page["more"]:
            return found
