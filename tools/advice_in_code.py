"""Advice as it stands in the code: which sentences there are, and on which entries of the ledger they rest.

`tools/evidence_page.py` writes from it where in momentary each entry acts; the tests look for advice without evidence.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from momentary.evidence import entries

LAYERS = ("prescription", "figures", "cli")
"""The layers that advise."""

_BEGINS = (
    "Add|Ask|Avoid|Begin|Change|Do|Don't|Drop|Fail|Give|Go|Have|Hold|Keep|Leave|Lift|Log|Look|Lower|Make|Mark|Never|Plan|"
    "Prefer|Push|Put|Rest|See|Set|Start|Stop|Take|Train|Trust|Try|Use|Wait"
)
_ADVISES = re.compile(
    rf"(?:^|[.:;!?] )(?:{_BEGINS})\b(?! *[:=(]).*[ .]|\b(?:you|You) (?:may|should|could|must|had better)\b|"
    r"is meant for|\bFailure fits\b|start lighter|stop short|stop one|would tell(?: more)?\.|should be"
)
_NOT_SAID = frozenset({"ClickException", "UsageError", "BadParameter", "option", "argument", "compile", "command"})
"""Calls whose text answers a wrong question, describes an option, or is no sentence."""


@dataclass(frozen=True, slots=True)
class Literal:
    """One place in the code that makes a sentence of advice.

    Args:
        module: The module, with its dots.
        line: The line.
        keys: The entries that it names, as far as they can be read from the code.
        is_passed_on: Whether the keys come from another sentence of advice.
    """

    module: str
    line: int
    keys: tuple[str, ...]
    is_passed_on: bool


def modules(package: Path) -> Iterator[tuple[str, ast.Module]]:
    """Yield the modules of the layers that advise."""
    for layer in LAYERS:
        for file in sorted((package / layer).rglob("*.py")):
            name = ".".join(("momentary", *file.relative_to(package).with_suffix("").parts)).removesuffix(".__init__")
            yield name, ast.parse(file.read_text(encoding="utf-8"))


def advising(package: Path) -> dict[str, tuple[str, ...]]:
    """Return by entry the modules that name it: those whose advice rests on it, without `momentary.`."""
    found: dict[str, dict[str, None]] = {key: {} for key in entries()}
    for name, tree in modules(package):
        for text in _texts(tree):
            if text in found:
                found[text][name.removeprefix("momentary.")] = None
    return {key: tuple(sorted(names)) for key, names in found.items()}


def literals(package: Path) -> Iterator[Literal]:
    """Yield every place that makes a sentence of advice."""
    trees = dict(modules(package))
    for name, tree in trees.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and _called(node) == "Advice":
                given = [one.value for one in node.keywords if one.arg == "claims"] or node.args[1:2]
                keys = tuple(dict.fromkeys(key for one in given for key in _keys(one, tree, trees)))
                passed = any(isinstance(part, ast.Attribute) and part.attr == "claims" for part in _walk(given))
                yield Literal(name, node.lineno, keys, passed)


def unfounded(package: Path) -> Iterator[tuple[str, int, str]]:
    """Yield module, line and text of what reads like advice and is none: sentences that name no evidence."""
    for name, tree in modules(package):
        aside = {id(part) for node in ast.walk(tree) if _is_aside(node) for part in ast.walk(node)}
        aside |= {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
        aside |= {id(part) for value in _told_as_advice(tree) for part in ast.walk(value)}
        for node in ast.walk(tree):
            if id(node) in aside or not isinstance(node, ast.Constant | ast.JoinedStr):
                continue
            text = _text(node)
            if text is not None and " " in text and _ADVISES.search(text):
                yield name, node.lineno, " ".join(text.split())


def _told_as_advice(tree: ast.Module) -> Iterator[ast.expr]:
    """Yield the values of names that are then told as the sentence of an `Advice`, in the same function."""
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        calls = [one for one in ast.walk(function) if isinstance(one, ast.Call) and _called(one) == "Advice"]
        told = {part.id for one in calls for part in _walk(one.args[:1]) if isinstance(part, ast.Name)}
        yield from _given(tree, told - {"Advice"}, only_functions=True)
        for node in ast.walk(function):
            if isinstance(node, ast.Assign) and any(isinstance(to, ast.Name) and to.id in told for to in node.targets):
                yield node.value


def _is_aside(node: ast.AST) -> bool:
    """Whether what stands in a node is evidenced, an error, the help of a command, or a docstring."""
    if isinstance(node, ast.Call):
        return _called(node) in _NOT_SAID or _called(node) == "Advice" or _called(node).endswith("Error")
    return isinstance(node, ast.Raise) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))


def _text(node: ast.AST) -> str | None:
    """Return the text of a literal, with dots where something is put in."""
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(one) or "…" for one in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _texts(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def _called(node: ast.Call) -> str:
    if isinstance(node.func, ast.Name):
        return node.func.id
    return node.func.attr if isinstance(node.func, ast.Attribute) else ""


def _walk(nodes: list[ast.expr]) -> Iterator[ast.AST]:
    for one in nodes:
        yield from ast.walk(one)


def _keys(node: ast.AST, tree: ast.Module, trees: dict[str, ast.Module], depth: int = 4) -> Iterator[str]:
    """Yield the entries that an expression names, through names that are given a value in the code."""
    known = entries()
    yield from (text for text in _texts(node) if text in known)
    if not depth:
        return
    names = {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}
    names |= {one.attr for one in ast.walk(node) if isinstance(one, ast.Attribute)}
    for value in _given(tree, names):
        yield from _keys(value, tree, trees, depth - 1)
    for one in ast.walk(tree):
        if isinstance(one, ast.ImportFrom) and one.module in trees:
            wanted = {alias.name for alias in one.names if alias.name in names}
            for value in _given(trees[one.module], wanted):
                yield from _keys(value, trees[one.module], trees, depth - 1)


def _given(tree: ast.Module, names: set[str], *, only_functions: bool = False) -> Iterator[ast.expr]:
    """Yield what names are given in a module: by assignment, or by a function of that name."""
    for node in ast.walk(tree):
        if only_functions and not isinstance(node, ast.FunctionDef):
            continue
        if isinstance(node, ast.Assign):
            told = {part.id for target in node.targets for part in ast.walk(target) if isinstance(part, ast.Name)}
            if told & names:
                yield node.value
        elif isinstance(node, ast.AnnAssign) and node.value is not None:
            if isinstance(node.target, ast.Name) and node.target.id in names:
                yield node.value
        elif isinstance(node, ast.FunctionDef) and node.name in names:
            yield from (part.value for part in ast.walk(node) if isinstance(part, ast.Return) and part.value)
