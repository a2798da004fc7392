"""No advice without evidence: every sentence that the code can say, read from the code itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from momentary.evidence import Computation, advising_modules, claims, computations, entries
from tools.advice_in_code import advising, literals, modules, unfounded
from tools.evidence_page import acting_file

# What reads like advice and names no evidence, with the reason: (module, words that are in it).
PAGE_TELLS = "its page names the entries that it rests on in its last lines; tests/cli/test_advice_pages.py looks"
NO_ADVICE = "no advice on training: how to use the program, or a heading"
REWORDED = "told as an `Advice` by those who ask for it"
JUSTIFIED = {
    ("prescription.frequency", "An easier week would tell"): REWORDED,
    ("figures.exercises", "Trust your log"): PAGE_TELLS,
    ("figures.headline", "One set to failure, where that is safe"): PAGE_TELLS,
    ("figures.headline", "This log holds no sets yet"): NO_ADVICE,
    ("figures.naming", "stop short"): PAGE_TELLS,
    ("figures.recovery_words", "Mark those that failed in your app"): PAGE_TELLS,
    ("figures.sections", "Set …"): NO_ADVICE,
    ("cli.backtest_words", "You should end inside its interval"): NO_ADVICE,
    ("cli.experiment", "Train both ways alike"): PAGE_TELLS,
    ("cli.experiment", "That is little."): PAGE_TELLS,
    ("cli.forecast", "Set 1 rests on"): NO_ADVICE,
    ("cli.main", "Drop sets, negatives, partials"): NO_ADVICE,
    ("cli.main", "Name a place"): NO_ADVICE,
    ("cli.methods", "Log it"): NO_ADVICE,
    ("cli.simulate_method", "Rest between rounds"): NO_ADVICE,
    ("cli.simulate_method", "Give every method"): NO_ADVICE,
    ("cli.tiredness", "Give it instead of the log"): NO_ADVICE,
}


@pytest.fixture(scope="module")
def package(checkout: Path) -> Path:
    return checkout / "src" / "momentary"


def test_every_sentence_of_advice_in_the_code_names_an_entry_of_the_ledger(package: Path) -> None:
    found = list(literals(package))
    assert len(found) > 150, "the search for advice finds hardly any"
    without = [f"{one.module}:{one.line}" for one in found if not one.keys and not one.is_passed_on]
    assert without == []
    assert {key for one in found for key in one.keys} <= entries().keys()


def test_what_reads_like_advice_is_advice_or_has_a_reason_not_to_be(package: Path) -> None:
    found = [(module.removeprefix("momentary."), line, text) for module, line, text in unfounded(package)]
    open_ = [
        f"{module}:{line}: {text}"
        for module, line, text in found
        if not any(where == module and words in text for where, words in JUSTIFIED)
    ]
    assert open_ == [], "make it an Advice(text, claims), or say in JUSTIFIED why it is none"


def test_no_reason_is_kept_for_a_sentence_that_is_gone(package: Path) -> None:
    said = {module.removeprefix("momentary."): "" for module, _ in modules(package)}
    for module, _, text in unfounded(package):
        said[module.removeprefix("momentary.")] += f" {text}"
    assert [(module, words) for module, words in JUSTIFIED if words not in said[module]] == []


def test_where_each_entry_acts_is_what_the_code_says(package: Path) -> None:
    told = (package / "evidence" / "advising.toml").read_text(encoding="utf-8")
    assert told == acting_file(advising(package)), "run `python tools/evidence_page.py`"
    assert advising_modules().keys() == entries().keys()


def test_an_effect_on_advice_that_the_ledger_tells_is_there_in_the_code(package: Path) -> None:
    acting = advising(package)
    untrue = [
        (one.key, module)
        for one in claims().values()
        for module in one.acts
        if module.split(".")[1] in ("prescription", "cli")
        and module.removeprefix("momentary.") not in acting[one.key]
        and not _is_told_elsewhere(module, one.key)
    ]
    assert untrue == []


def _is_told_elsewhere(module: str, key: str) -> bool:
    """Whether a computation of that module rests on the claim: its figures are where the claim acts."""
    return any(one.module == module and key in one.rests_on for one in computations().values())


def test_every_entry_that_is_worked_out_is_used_and_rests_on_claims_and_a_module_that_exist(package: Path) -> None:
    acting = advising(package)
    known = {
        file.relative_to(package.parent).with_suffix("").as_posix().replace("/", ".") for file in package.rglob("*.py")
    }
    for one in entries().values():
        if isinstance(one, Computation):
            assert set(one.rests_on) <= claims().keys(), one.key
            assert one.module in known or f"{one.module}.__init__" in known, one.key
            assert acting[one.key], f"{one.key} is used nowhere"
