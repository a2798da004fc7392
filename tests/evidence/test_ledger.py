from __future__ import annotations

import re
from collections import Counter
from importlib.util import find_spec
from pathlib import Path

import pytest

from momentary.evidence import (
    Claim,
    Effect,
    Sourced,
    Trust,
    UnknownClaimError,
    Verdict,
    citations,
    claim,
    claims,
)

DOI = re.compile(r"10\.\d{4,9}/[-._;()/:A-Za-z0-9]+\Z")

# What the ledger has to answer at least, and by which claim it does.
ASKED = {
    "failure is when proper form ends": "failure-is-lost-form",
    "fatigue has neural and muscular origins and depends on the task": "fatigue-is-neural-and-muscular",
    "maximal or explosive work tires the nervous system": "heavy-work-tires-the-nerves",
    "through neurotransmitters": "neurotransmitters-run-low",
    "neural fatigue takes weeks or months to clear": "neural-fatigue-lasts-months",
    "heavy legs can spoil the next day's chest": "legs-spoil-chest-next-day",
    "compounds cause more neural fatigue than isolation work": "compounds-tire-the-nerves",
    "muscular fatigue comes from sub-maximal high volume": "volume-tires-the-muscle",
    "acids such as lactic acid lower calcium release and sensitivity": "acid-stops-the-muscle",
    "muscular fatigue clears in a day or two": "muscles-clear-in-a-day-or-two",
    "failure brings more strength": "failure-brings-strength",
    "drop sets recruit other fibres": "drop-sets-reach-other-fibres",
    "more metabolic stress brings more growth": "metabolic-stress-brings-growth",
    "more damage brings more growth": "damage-brings-growth",
    "failure breaks plateaus as a novel stimulus": "failure-breaks-plateaus",
    "it improves muscular endurance": "failure-brings-endurance",
    "failure early in a session harms later sets": "early-failure-harms-later-sets",
    "lowering strength outlasts lifting strength": "lowering-outlasts-lifting",
    "partials extend a set": "partials-extend-a-set",
    "cheat repetitions extend a set": "cheating-extends-a-set",
    "a machine lets the main muscles go on": "machine-lets-muscles-go-on",
    "assisted repetitions help only at the sticking point": "help-only-where-it-sticks",
    "too frequent failure brings central fatigue and lost volume": "too-much-failure-tires-centrally",
    "the right frequency is individual": "frequency-is-individual",
    "failure should be used sparingly": "use-failure-sparingly",
}

every_claim = pytest.mark.parametrize("one", claims().values(), ids=list(claims()))


def size(value: float) -> Sourced:
    return Sourced(value, "rep", source="halperin2022", locator="abstract", trust=Trust.ABSTRACT_READ)


@pytest.mark.parametrize("key", ASKED.values())
def test_what_circulates_has_a_claim(key: str) -> None:
    assert claim(key).key == key


@every_claim
def test_a_claim_says_everything_in_plain_words(one: Claim) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)+", one.key)
    for text in (one.wording, one.brief, one.evidence, one.meaning, one.change):
        assert text.endswith("."), text
        assert "  " not in text
    assert 2 <= len(re.findall(r"\.(?=\s|\Z)", one.evidence)) <= 4, "the evidence is two to four sentences"
    assert len(one.brief) <= 84, "the brief is one line"


@every_claim
def test_every_source_of_a_claim_is_in_the_bibliography_and_one_has_a_doi(one: Claim) -> None:
    keys = [reference.key for reference in one.references]
    assert set(keys) <= citations().keys()
    assert len(set(keys)) == len(keys)
    with_doi = [reference for reference in one.references if reference.citation.doi is not None]
    assert with_doi, "no primary source with a DOI"
    assert any(reference.trust is not Trust.UNCONFIRMED for reference in with_doi)


@every_claim
def test_every_figure_of_a_claim_comes_from_one_of_its_sources(one: Claim) -> None:
    assert {effect.size.source for effect in one.effects} <= {reference.key for reference in one.references}


@every_claim
def test_nothing_is_trusted_more_than_what_was_read_of_it_allows(one: Claim) -> None:
    trusts = [(reference.key, reference.trust) for reference in one.references]
    trusts += [(effect.size.source, effect.size.trust) for effect in one.effects]
    for key, trust in trusts:
        read = citations()[key].read
        if trust is Trust.ABSTRACT_READ:
            assert re.search(r"abstract|page|text", read), f"{key} is cited as read, but of it was read: {read}"
        if trust is Trust.COMPUTED:
            assert re.search(r"data|code", read), f"{key}: {read}"


@every_claim
def test_evidence_acts_only_in_modules_that_exist(one: Claim) -> None:
    assert [module for module in one.acts if find_spec(module) is None] == []


@every_claim
def test_a_verdict_of_the_unknown_says_what_is_missing(one: Claim) -> None:
    if one.verdict is Verdict.UNKNOWN:
        assert re.search(r"we know of no|we can cite no", one.evidence, re.IGNORECASE)


def test_every_doi_is_well_formed_and_names_one_paper() -> None:
    dois = [entry.doi for entry in citations().values() if entry.doi is not None]
    assert [doi for doi in dois if not DOI.match(doi)] == []
    assert [doi for doi, times in Counter(doi.lower() for doi in dois).items() if times > 1] == []


def test_no_paper_is_in_the_bibliography_under_two_keys() -> None:
    papers = Counter((entry.authors, entry.year, entry.title) for entry in citations().values())
    assert [paper for paper, times in papers.items() if times > 1] == []


def test_the_ledger_uses_all_its_verdicts() -> None:
    assert {one.verdict for one in claims().values()} == set(Verdict)


def test_the_evidence_on_neural_fatigue_contradicts_the_popular_account() -> None:
    one = claim("neural-fatigue-lasts-months")
    assert one.verdict is Verdict.CONTRADICTED
    assert {"carroll2017", "thomas2018"} <= {reference.key for reference in one.references}


def test_an_unknown_key_is_refused() -> None:
    with pytest.raises(UnknownClaimError, match="no-such-claim"):
        claim("no-such-claim")


def test_half_an_interval_is_refused() -> None:
    with pytest.raises(ValueError, match="incomplete"):
        Effect("repetitions", size(1.0), low=0.5, high=1.5)
    with pytest.raises(ValueError, match="incomplete"):
        Effect("repetitions", size(1.0), low=0.5, interval="95 % CI")


def test_a_size_outside_its_interval_is_refused() -> None:
    with pytest.raises(ValueError, match="outside"):
        Effect("repetitions", size(2.0), 0.5, 1.5, interval="95 % CI")


@pytest.mark.parametrize(
    ("table", "column", "source", "figures"),
    [
        ("method_effects.csv", "doi", "grgic2022", {"-0.09", "-0.32"}),
        ("method_effects.csv", "doi", "refalo2023meta", {"0.19"}),
        ("method_effects.csv", "doi", "coleman2022", {"0.07", "0.08"}),
        ("recovery_timecourses.csv", "doi", "refalo2023", {"-25", "-13", "-8", "-22", "-9", "-6", "-3"}),
    ],
)
def test_figures_are_those_of_the_tables(shared: Path, table: str, column: str, source: str, figures: set[str]) -> None:
    lines = (shared / "science" / table).read_text(encoding="utf-8").splitlines()
    doi = citations()[source].doi
    assert column in lines[0]
    assert doi is not None
    rows = "\n".join(line for line in lines if doi in line)
    assert rows, f"{table} holds nothing of {source}"
    told = {
        f"{effect.size.value:g}" for one in claims().values() for effect in one.effects if effect.size.source == source
    }
    assert figures <= told
    assert [figure for figure in figures if not re.search(rf"(?<![\d.]){re.escape(figure)}(?![\d])", rows)] == []
