"""The OpenAPI document: what ninja reads off the code, and what all operations have in common."""

from __future__ import annotations

import copy
import json
from typing import Any

from ninja.openapi.schema import OpenAPISchema

from momentary.exchange.momentary_json import schema as log_schema
from momentary.web.api.callers import Token
from momentary.web.api.idempotency import HEADER
from momentary.web.api.problems import MEDIA_TYPE
from momentary.web.api.schemas import Problem

_PREFIX = "Log"
_ANYWHERE = {
    "400": "The request cannot be read",
    "401": "Nobody: no token, a wrong or old one, and nobody is signed in",
    "403": "This token may not do that, or the token against forgery is missing",
    "404": "It is not there, or you may not see it: nobody can tell which",
    "409": "It cannot be done in this state",
    "413": "Too large",
    "415": "The body is not of the kind that is asked for",
    "422": "Something in the request cannot be",
    "429": "Too many requests: `Retry-After` says when to ask again",
    "503": "A backup is being restored: `Retry-After` says when to ask again",
}
_KEY = {
    "in": "header",
    "name": HEADER,
    "required": False,
    "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]+$"},
    "description": "A random key: the same request sent again gets the same answer, and counts once, for a day.",
}
_SEEN = {
    "in": "header",
    "name": "If-None-Match",
    "required": False,
    "schema": {"type": "string", "pattern": '^"[!#-~]{0,80}"$'},
    "description": "`ETag` of an earlier answer: status 304 and no body where it is still the same.",
}


def finished(document: OpenAPISchema, scopes: dict[str, str]) -> dict[str, Any]:
    """Return the document with common answers and headers, scopes, and the schema of the log.

    Args:
        document: What ninja made.
        scopes: Scope by operation's id.
    """
    found: dict[str, Any] = json.loads(json.dumps(document, default=str))
    schemas = found["components"].setdefault("schemas", {})
    schemas["Problem"] = _inlined(Problem.model_json_schema(ref_template="#/components/schemas/{model}"), schemas)
    for name, one in log_schema()["$defs"].items():
        schemas[_name(name)] = _renamed(one)
    schemas[_name("session_attributes")] = _without_sets(schemas[_name("session")])
    for path in found["paths"].values():
        for method, operation in path.items():
            _complete(method, operation, scopes.get(operation["operationId"]))
    _put_in_log(found["paths"])
    _put_in_log(schemas)
    return found


def _complete(method: str, operation: dict[str, Any], scope: str | None) -> None:
    answers = operation["responses"]
    for status, description in _ANYWHERE.items():
        content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
        answers.setdefault(status, {"description": description, "content": content})
    if operation["tags"] == ["advice"]:
        content = {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
        waiting = "The log is still being learnt from: `Retry-After` says when to ask again"
        answers["202"] = {"description": waiting, "content": content}
    if method == "get":
        answers["304"] = {"description": "The same as before, by `If-None-Match`"}
        operation["parameters"].append(_SEEN)
    if method == "post":
        operation["parameters"].append(_KEY)
    if scope is not None:
        operation["x-scope"] = scope
        said = operation.get("description", "")
        operation["description"] = f"{said}\n\nNeeds the scope `{scope}`."
        operation["security"] = [
            {name: [scope] if name == Token.__name__ else []} for one in operation["security"] for name in one
        ]


def _put_in_log(value: Any) -> None:
    """Put references to momentary-log/1 where schemas only name it."""
    if isinstance(value, dict):
        name = value.pop("x-momentary-log", None)
        if name is not None:
            told = value.get("description")
            value.clear()
            value["$ref"] = f"#/components/schemas/{_name(name)}"
            if told is not None:
                value["description"] = told
        for one in value.values():
            _put_in_log(one)
    elif isinstance(value, list):
        for one in value:
            _put_in_log(one)


def _without_sets(session: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a session whose sets stand elsewhere."""
    found = copy.deepcopy(session)
    found["required"].remove("sets")
    del found["properties"]["sets"]
    found["description"] = "What is said of a session as a whole."
    return found


def _name(name: str) -> str:
    return _PREFIX + "".join(part.capitalize() for part in name.split("_"))


def _renamed(value: Any) -> Any:
    if isinstance(value, dict):
        found = {key: _renamed(one) for key, one in value.items()}
        if isinstance(found.get("$ref"), str):
            found["$ref"] = f"#/components/schemas/{_name(found['$ref'].rpartition('/')[2])}"
        return found
    return [_renamed(one) for one in value] if isinstance(value, list) else value


def _inlined(schema: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    schemas.update(schema.pop("$defs", {}))
    return schema
