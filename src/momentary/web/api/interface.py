"""The interface as one: its operations, how it says problems, and its document."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.request import RawPostDataException
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from momentary.web.api import account, advice, coaching, imports, log, webhook_addresses
from momentary.web.api.bodies import StrictParser, not_json
from momentary.web.api.callers import Token
from momentary.web.api.document import finished
from momentary.web.api.idempotency import ReplayError
from momentary.web.api.problems import ProblemError, not_there

_ABOUT = """What other programs of a lifter may read and write: the log, what is advised, imports, webhooks.

Loads come with their unit, as typed or as the lifter types them; what else is computed says its unit in its name or
description. Forecasts come with the interval that holds eight times in ten. Times with a zone are UTC; times
of the log are those of the clock on the lifter's wall. momentary gives no medical advice. Pain ends a set."""
_MOST_FAULTS = 8

interface = NinjaAPI(
    title="momentary",
    version="1",
    description=_ABOUT,
    docs_url=None,
    openapi_url=None,
    urls_namespace="api",
    parser=StrictParser(),
)
for _one in (log, advice, coaching, imports, account, webhook_addresses):
    interface.add_router("", _one.router)


@cache
def document() -> dict[str, Any]:
    """Return the OpenAPI 3.1 document."""
    scopes: dict[str, str] = {}
    for bound in interface._get_bound_routers():  # noqa: SLF001  # ninja has no public way to its operations
        for view in bound.path_operations.values():
            for operation in view.operations:
                for auth in operation.auth_callbacks:
                    if isinstance(auth, Token) and auth.scope is not None:
                        name = operation.operation_id or interface.get_openapi_operation_id(operation)
                        scopes[name] = str(auth.scope)
    return finished(interface.get_openapi_schema(path_prefix="/api/v1/"), scopes)


@interface.exception_handler(ProblemError)
def _problem(request: HttpRequest, error: ProblemError) -> HttpResponse:  # noqa: ARG001
    return error.answer()


@interface.exception_handler(ReplayError)
def _replay(request: HttpRequest, error: ReplayError) -> HttpResponse:  # noqa: ARG001
    return error.answer


@interface.exception_handler(Http404)
def _nothing(request: HttpRequest, error: Http404) -> HttpResponse:  # noqa: ARG001
    return not_there("thing", next_step="Compare the address with /api/docs/.").answer()


@interface.exception_handler(AuthenticationError)
def _nobody(request: HttpRequest, error: AuthenticationError) -> HttpResponse:  # noqa: ARG001
    return ProblemError(
        401,
        place="header Authorization",
        fact="Nobody is signed in, and there is no token.",
        next_step="Send 'Authorization: Bearer ' and a token from Account, API tokens.",
    ).answer()


@interface.exception_handler(HttpError)
def _failed(request: HttpRequest, error: HttpError) -> HttpResponse:  # noqa: ARG001
    if isinstance(error.__cause__, ProblemError):
        return error.__cause__.answer()
    return ProblemError(
        error.status_code, place="body", fact=error.message, next_step="Compare it with /api/docs/."
    ).answer()


@interface.exception_handler(RawPostDataException)
def _form(request: HttpRequest, error: RawPostDataException) -> HttpResponse:  # noqa: ARG001
    return not_json(request.content_type or "").answer()


@interface.exception_handler(ValidationError)
def _impossible(request: HttpRequest, error: ValidationError) -> HttpResponse:  # noqa: ARG001
    faults = [_fault(one) for one in error.errors[:_MOST_FAULTS]]
    place, fact, next_step = faults[0].values()
    return ProblemError(422, place=place, fact=fact, next_step=next_step, more=faults[1:]).answer()


def _fault(error: dict[str, Any]) -> dict[str, str]:
    where, *path = (str(part) for part in error["loc"])
    # Ninja names the argument of a body before the path in it.
    inside = path[1:] if where == "body" else path
    place = f"{where} " + ("/" + "/".join(inside) if where == "body" else "/".join(inside))
    fact = f"{error['msg']}."[:200]
    return {"place": place.strip()[:200], "fact": fact, "next_step": "Compare it with /api/docs/."}
