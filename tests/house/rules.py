"""What a layer may import and call, read from its source."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator

# Packages from outside, a layer: imported anywhere else, a heavy library would spread.
THIRD_PARTY: dict[str, frozenset[str]] = {
    "language": frozenset(),
    "quantities": frozenset(),
    "evidence": frozenset(),
    "catalogue": frozenset({"rapidfuzz"}),
    "muscle": frozenset({"jax", "numpy"}),
    "athlete": frozenset({"numpy"}),
    "sensing": frozenset({"numpy"}),
    "parameters": frozenset({"numpy"}),
    "inference": frozenset({"numpy"}),
    "prescription": frozenset({"numpy", "ortools"}),
    "population": frozenset({"numpy", "polars", "scipy"}),
    "exchange": frozenset({"jsonschema", "numpy", "polars"}),
    "figures": frozenset({"altair", "numpy", "polars", "vl_convert"}),
    "web": frozenset(
        {"allauth", "django", "django_tasks", "django_tasks_db", "granian", "ninja", "numpy", "pydantic", "qrcode"}
    ),
    "cli": frozenset({"click", "rich"}),
}

PURE = frozenset(
    "language quantities evidence catalogue muscle athlete sensing parameters inference prescription".split()
)
WITH_PACKAGED_DATA = ("language", "catalogue", "evidence", "parameters")

WORLDLY_MODULES = frozenset(
    "asyncio ctypes fileinput ftplib getpass glob http imaplib io logging multiprocessing os pathlib "
    "platform random secrets selectors shelve shutil signal smtplib socket socketserver sqlite3 ssl "
    "subprocess tempfile threading time urllib warnings webbrowser xmlrpc".split()
)
NETWORK_MODULES = frozenset("asyncio ftplib http imaplib smtplib socket socketserver ssl urllib xmlrpc".split())
FILE_CALLS = frozenset({"open", "read_text", "read_bytes", "write_text", "write_bytes"})
CLOCK_CALLS = frozenset({"now", "utcnow", "today"})


def faults(source: str, layer: str) -> Iterator[str]:
    """Yield what a module of that layer does and may not, with its line."""
    for node in ast.walk(ast.parse(source)):
        for module in _imported(node):
            top = module.partition(".")[0]
            if fault := _import_fault(top, layer):
                yield f"line {node.lineno}: imports {module}: {fault}"  # type: ignore[attr-defined]
        if isinstance(node, ast.Call) and layer in PURE and (fault := _call_fault(node, layer)):
            yield f"line {node.lineno}: {fault}"


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module is not None:
        return [node.module]
    return []


def _import_fault(top: str, layer: str) -> str | None:
    if top == "momentary":
        return None
    if top in sys.stdlib_module_names:
        if layer in PURE and top in WORLDLY_MODULES:
            return "up to prescription nothing meets the world outside"
        if layer != "web" and top in NETWORK_MODULES:
            return "nothing leaves the lifter's machine"
        return None
    return None if top in THIRD_PARTY[layer] else f"{layer} does without it (tests/house/rules.py)"


def _call_fault(call: ast.Call, layer: str) -> str | None:
    name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    if name in FILE_CALLS and layer not in WITH_PACKAGED_DATA:
        return f"{name}() reads or writes a file: data is an argument"
    if name in CLOCK_CALLS:
        return f"{name}() reads the clock: time is an argument"
    if name == "default_rng" and not call.args and not call.keywords:
        return "default_rng() without a seed: randomness is an argument"
    if name == "print":
        return "print() talks: only cli does"
    return None
