"""The OpenAPI document in the words of a page: operations by subject, parameters and fields with what they mean."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_METHODS = ("get", "post", "patch", "delete")
_TITLES = {
    "log": "Log",
    "advice": "Advice",
    "coaching": "Coaching",
    "imports": "Imports",
    "account": "Account",
    "webhooks": "Webhooks",
}


@dataclass(frozen=True, slots=True)
class Part:
    """A parameter or a field: its name, its type in words, and what it means."""

    name: str
    type: str
    is_required: bool
    description: str


@dataclass(frozen=True, slots=True)
class OperationDocs:
    """An operation."""

    id: str
    method: str
    path: str
    summary: str
    description: str
    scope: str
    parameters: tuple[Part, ...]
    body: tuple[Part, ...]
    answer: tuple[Part, ...]
    status: str


@dataclass(frozen=True, slots=True)
class Group:
    """Operations of one subject."""

    id: str
    title: str
    operations: tuple[OperationDocs, ...]


def groups_of(document: dict[str, Any]) -> tuple[Group, ...]:
    """Return the operations of a document by subject."""
    found: dict[str, list[OperationDocs]] = {name: [] for name in _TITLES}
    schemas = document["components"]["schemas"]
    for path, methods in document["paths"].items():
        for method in _METHODS:
            if method in methods:
                operation = methods[method]
                found[operation["tags"][0]].append(_operation(path, method, operation, schemas))
    return tuple(Group(name, _TITLES[name], tuple(operations)) for name, operations in found.items())


def _operation(path: str, method: str, operation: dict[str, Any], schemas: dict[str, Any]) -> OperationDocs:
    good = min(status for status in operation["responses"] if status.startswith("2"))
    said = operation.get("description", "").partition("\n\nNeeds the scope")[0]
    parameters = tuple(
        Part(one["name"], _type(one["schema"]), one["required"], one.get("description", ""))
        for one in operation["parameters"]
        if one["in"] != "header"
    )
    return OperationDocs(
        operation["operationId"],
        method.upper(),
        path,
        operation["summary"],
        said,
        operation.get("x-scope", ""),
        parameters,
        tuple(_fields(operation.get("requestBody"), schemas)),
        tuple(_fields(operation["responses"][good], schemas)),
        good,
    )


def _fields(holder: dict[str, Any] | None, schemas: dict[str, Any]) -> Iterator[Part]:
    for content in (holder or {}).get("content", {}).values():
        yield from _members(content["schema"], schemas, "", depth=0)


def _members(schema: dict[str, Any], schemas: dict[str, Any], prefix: str, *, depth: int) -> Iterator[Part]:
    schema = _resolved(schema, schemas)
    required = set(schema.get("required", ()))
    for name, one in schema.get("properties", {}).items():
        inner = _inner(one)
        told = one.get("description") or _resolved(inner, schemas).get("description", "")
        yield Part(f"{prefix}{name}", _type(one), name in required, told)
        is_log = inner.get("$ref", "").startswith("#/components/schemas/Log")
        if depth < 1 and not is_log:
            mark = "[]." if one.get("type") == "array" else "."
            yield from _members(inner, schemas, f"{prefix}{name}{mark}", depth=depth + 1)


def _inner(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a list's items, or of what is there if it is not null."""
    if schema.get("type") == "array":
        found: dict[str, Any] = schema.get("items", {})
        return found
    for one in schema.get("anyOf", ()):
        if one.get("type") != "null":
            return _inner(one)
    return schema


def _resolved(schema: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    name = schema.get("$ref", "").rpartition("/")[2]
    found: dict[str, Any] = schemas[name] if name else schema
    return found


def _type(schema: dict[str, Any]) -> str:
    if "anyOf" in schema:
        return " or ".join(_type(one) for one in schema["anyOf"])
    if "const" in schema:
        return f'"{schema["const"]}"'
    if "enum" in schema:
        return " or ".join(f'"{one}"' for one in schema["enum"])
    if schema.get("type") == "array":
        return f"list of {_type(schema.get('items', {}))}"
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    known = {"date-time": "time", "uuid": "UUID", "binary": "file"}
    return known.get(schema.get("format", ""), str(schema.get("type", "anything")))
