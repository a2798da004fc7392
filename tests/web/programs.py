"""Programs that ask the interface with a token, as little of them as a test needs."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.test import Client

from momentary.web.accounts.models import User
from momentary.web.api.scopes import Scope
from momentary.web.api.tokens import make_token

PROBLEM = "application/problem+json"


class Program:
    """A program with a token; without one where `user` is None."""

    def __init__(self, user: User | None, *scopes: Scope, days: int | None = 30) -> None:
        self.client = Client()
        self.headers: dict[str, str] = {}
        if user is not None:
            self.token, self.key = make_token(user, name="test", scopes=scopes or list(Scope), days=days)
            self.headers["Authorization"] = f"Bearer {self.key}"

    def ask(
        self, method: str, path: str, body: Any = None, *, status: int = 200, headers: dict[str, str] | None = None
    ) -> Any:
        """Return the answer as an object, its status checked; problems checked for their shape."""
        answer = self.answer(method, path, body, headers=headers)
        assert answer.status_code == status, answer.content
        if status >= 400:
            assert answer["Content-Type"] == PROBLEM
            assert {"type", "title", "status", "place", "fact", "next_step"} <= set(answer.json())
        return answer.json() if answer.content else None

    def answer(self, method: str, path: str, body: Any = None, *, headers: dict[str, str] | None = None) -> Any:
        found = {**self.headers, **(headers or {})}
        call = getattr(self.client, method.lower())
        address = f"/api/v1{path}"
        if body is None:
            return call(address, headers=found)
        return call(address, body, content_type="application/json", headers=found)

    def get(self, path: str, *, status: int = 200) -> Any:
        return self.ask("GET", path, status=status)

    def post(self, path: str, body: Any = None, *, status: int = 200) -> Any:
        return self.ask("POST", path, body, status=status)

    def push(self, *operations: dict[str, Any]) -> Any:
        return self.post("/operations", {"operations": list(operations)})


def key() -> dict[str, str]:
    """Return a header with an idempotency key of its own."""
    return {"Idempotency-Key": str(uuid4())}
