"""Sentences are said in the language that is spoken, and every one of them is in every catalogue."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
from datetime import date
from pathlib import Path
from string import Formatter

import pytest

from momentary.evidence.computed import ledger_texts
from momentary.language import (
    ENGLISH,
    LANGUAGES,
    amount,
    date_text,
    decimals,
    grouped,
    listed,
    percent,
    say,
    say_as,
    say_count,
    speaking,
    spoken,
    weekday,
)
from momentary.language.speaking import catalogue
from momentary.quantities import Load, LoadUnit, Muscle
from tools.texts import WORDS, extract, spoken_modules

OTHERS = [one for one in LANGUAGES if one != ENGLISH]
_ENGLISH_AT = {"say": (0,), "mark": (0,), "say_as": (1,), "say_count": (1, 2), "mark_count": (0, 1)}

every_other = pytest.mark.parametrize("language", OTHERS)


def places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


@pytest.fixture(scope="module")
def package(checkout: Path) -> Path:
    return checkout / "src" / "momentary"


@pytest.fixture(scope="module")
def calls(package: Path) -> list[tuple[str, ast.Call, str]]:
    """Every place in the code that says something: where, the call, and which function of `momentary.language`."""
    found = []
    for file in spoken_modules(package):
        tree = ast.parse((package.parent / file).read_text(encoding="utf-8"))
        ours = {
            alias.asname or alias.name
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("momentary.language")
            for alias in node.names
        }
        if file.parent.name == "language":
            ours |= _ENGLISH_AT.keys()
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                name = node.func.id
                if name in ours and name in _ENGLISH_AT:
                    found.append((f"{file}:{node.lineno}", node, name))
    return found


@pytest.fixture(scope="module")
def sentences(calls: list[tuple[str, ast.Call, str]]) -> dict[tuple[str | None, str], str | None]:
    """Every sentence of the code by its context, with its form for many."""
    found: dict[tuple[str | None, str], str | None] = {(None, text): None for text in ledger_texts()}
    for _, call, name in calls:
        # `say_count(n, *pair)`: the pair was marked elsewhere.
        texts = [call.args[place] for place in _ENGLISH_AT[name] if place < len(call.args)]
        if all(isinstance(one, ast.Constant) for one in texts):
            context = ast.literal_eval(call.args[0]) if name == "say_as" else None
            english, *many = (ast.literal_eval(one) for one in texts)
            found[context, english] = many[0] if many else found.get((context, english))
    return found


def test_there_is_much_to_say(sentences: dict[tuple[str | None, str], str | None]) -> None:
    assert len(sentences) > 1_000


def test_a_sentence_is_a_literal_or_one_that_was_marked(calls: list[tuple[str, ast.Call, str]]) -> None:
    joined = [
        where
        for where, call, name in calls
        for place in _ENGLISH_AT[name]
        if isinstance(call.args[place], ast.BinOp)
        or any(isinstance(part, ast.JoinedStr) for part in ast.walk(call.args[place]))
    ]
    assert joined == [], "a sentence is found by reading the code: put its values in by name"


def test_every_value_has_its_place_and_every_place_its_value(calls: list[tuple[str, ast.Call, str]]) -> None:
    wrong = []
    for where, call, name in calls:
        given = [call.args[place] for place in _ENGLISH_AT[name] if place < len(call.args)]
        texts = [one for one in given if isinstance(one, ast.Constant)]
        values = {one.arg for one in call.keywords if one.arg is not None}
        is_open = name in ("mark", "mark_count") or any(one.arg is None for one in call.keywords)
        told = [ast.literal_eval(one) for one in texts]
        wrong += [(where, one) for one in told if not is_open and places(one) - {"count"} != values - {"count"}]
    assert wrong == []


@every_other
def test_every_sentence_is_translated_with_the_same_places(
    language: str, sentences: dict[tuple[str | None, str], str | None]
) -> None:
    with speaking(language):
        known = catalogue()
    missing, differing = [], []
    for (context, english), many in sentences.items():
        key = english if context is None else f"{context}\x04{english}"
        forms = [known._catalog.get((key, form)) for form in (0, 1)] if many else [known._catalog.get(key)]  # type: ignore[attr-defined]
        if not all(forms):
            missing.append(key)
        allowed = [places(one) for one in (english, many) if one is not None]
        differing += [(english, one) for one in forms if one and places(one) not in allowed]
    assert not missing, f"{len(missing)} sentences have no {language} (`make texts`, then translate): {missing[:20]}"
    assert differing == []


@every_other
def test_what_is_shipped_is_compiled_from_what_is_written(language: str, tmp_path: Path) -> None:
    if shutil.which("msgfmt") is None:
        pytest.skip("msgfmt is missing: `apt install gettext` brings it.")
    written = WORDS / language / "LC_MESSAGES" / "words.po"
    assert "#, fuzzy" not in written.read_text(encoding="utf-8")
    subprocess.run(["msgfmt", "--check", "-o", tmp_path / "words.mo", written], check=True)
    assert (tmp_path / "words.mo").read_bytes() == written.with_suffix(".mo").read_bytes()


def test_gettext_finds_the_same_sentences(
    package: Path, sentences: dict[tuple[str | None, str], str | None], tmp_path: Path
) -> None:
    if shutil.which("xgettext") is None:
        pytest.skip("xgettext is missing: `apt install gettext` brings it.")
    extract(package, tmp_path / "words.pot")
    text = re.sub(r'"\n"', "", (tmp_path / "words.pot").read_text(encoding="utf-8"))
    found = {ast.literal_eval(one) for one in re.findall(r'^msgid (".*")$', text, re.MULTILINE)} - {""}
    assert found == {english for _, english in sentences}


def test_english_is_what_stands_in_the_code() -> None:
    assert spoken() == ENGLISH
    assert say("{name}: recovered ({level}).", name="Chest", level="at 90%") == "Chest: recovered (at 90%)."
    assert [say_count(n, "{count} set", "{count} sets") for n in (0, 1, 2)] == ["0 sets", "1 set", "2 sets"]
    assert Muscle.FRONT_DELTOID.label == "front deltoid"
    assert {one.label for one in Muscle} == {one.value.replace("_", " ") for one in Muscle}


def test_a_language_is_spoken_until_its_end_and_no_longer() -> None:
    with speaking("de-at"):
        assert (spoken(), Muscle.CHEST.label) == ("de", "Brust")
        with speaking("es"):
            assert Muscle.CHEST.label == "pecho"
        assert Muscle.CHEST.label == "Brust"
        with speaking("xx"):
            assert Muscle.CHEST.label == "chest"
    assert Muscle.CHEST.label == "chest"


def test_a_sentence_that_no_catalogue_has_stays_as_it_is() -> None:
    with speaking("de"):
        unknown = "Nobody has {thing} this."
        assert say(unknown, thing="said") == "Nobody has said this."
        assert (say(""), say_as("elsewhere", "Nobody")) == ("", "Nobody")


def test_numbers_shares_amounts_and_days_are_written_as_the_language_does() -> None:
    day = date(2026, 3, 5)
    load = Load(82.5, LoadUnit.KG)
    assert (decimals(2.5), percent(0.5), amount(82.5, "kg"), grouped(12345)) == ("2.5", "50%", "82.5 kg", "12,345")
    assert (date_text(day), date_text(day, with_year=True), weekday(0)) == ("05 March", "05 March 2026", "Monday")
    assert load.written == str(load)
    with speaking("de"):
        assert (decimals(2.5), percent(0.5), load.written, grouped(12345)) == ("2,5", "50\u00a0%", "82,5 kg", "12.345")
        assert (date_text(day), date_text(day, with_year=True), weekday(0)) == ("5. März", "5. März 2026", "Montag")
        assert listed(["a", "b", "c"]) == "a, b und c"
        assert str(load) == "82.5 kg", "what is stored does not depend on who listens"
    with speaking("es"):
        assert (percent(0.0234, 1, signed=True), date_text(day)) == ("+2,3\u00a0%", "5 de marzo")
