from __future__ import annotations

import json

import pytest

from momentary.evidence import advising_modules, claims, computations
from tests.cli.conftest import Run

WIDTHS = (40, 80, 200)


def test_the_list_has_every_claim_with_its_verdict(run: Run) -> None:
    lines = run("evidence").stdout.splitlines()
    for one in claims().values():
        assert any(line.split() == [one.verdict, one.key] for line in lines), one.key
    for key in computations():
        assert any(line.split() == ["computed", key] for line in lines), key


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("words", [(), ("drop sets",), ("failure-brings-strength",)])
def test_no_line_is_wider_than_the_terminal(
    run: Run, monkeypatch: pytest.MonkeyPatch, width: int, words: tuple[str, ...]
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    lines = run("evidence", *words).stdout.splitlines()
    assert max(len(line) for line in lines) <= min(width, 100)
    assert not any(line.strip() == "%" or line.strip().startswith("% ") for line in lines)


@pytest.mark.parametrize("key", list(claims()))
def test_a_claim_is_shown_with_all_that_is_known_of_it(run: Run, monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    one = claims()[key]
    said = " ".join(run("evidence", key).stdout.split())
    for text in (one.verdict, one.wording, one.evidence, one.meaning, one.change):
        assert text in said
    for reference in one.references:
        assert f"{reference.key} ({reference.trust})" in said
        assert reference.citation.doi is None or f"doi {reference.citation.doi}" in said
    for effect in one.effects:
        assert effect.what in said
    for module in one.acts:
        assert module in said
    advised = advising_modules()[key]
    assert all(module in said for module in advised)
    assert one.acts or advised or "Acts in momentary: not yet." in said


@pytest.mark.parametrize("words", [(), ("failure-brings-strength",), ("drop sets",)])
def test_whoever_reads_evidence_is_told_that_it_is_no_medical_advice(run: Run, words: tuple[str, ...]) -> None:
    for said in (run("evidence", *words).stdout, json.loads(run("evidence", *words, "--json").stdout)["disclaimer"]):
        assert "no medical advice" in " ".join(said.split())
        assert "Pain ends a set" in " ".join(said.split())


def test_the_list_as_json_holds_everything(run: Run) -> None:
    answer = json.loads(run("evidence", "--json").stdout)
    assert answer["format"] == "momentary-evidence/1"
    assert [one["key"] for one in answer["claims"]] == list(claims())
    for one in answer["claims"]:
        known = claims()[one["key"]]
        assert one["verdict"] == known.verdict
        assert [source["doi"] for source in one["sources"]] == [each.citation.doi for each in known.references]
        assert [effect["value"] for effect in one["effects"]] == [each.size.value for each in known.effects]
        assert {source["trust"] for source in one["sources"]} <= answer["trust"].keys()


@pytest.mark.parametrize("key", list(computations()))
def test_what_is_worked_out_is_shown_with_how_and_what_it_cannot_know(
    run: Run, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    one = computations()[key]
    said = " ".join(run("evidence", key).stdout.split())
    for text in (one.what, one.how, one.checked, one.blind, one.module, *one.rests_on, *advising_modules()[key]):
        assert text in said
    (record,) = json.loads(run("evidence", key, "--json").stdout)["computed"]
    assert record["rests_on"] == list(one.rests_on)


def test_words_of_several_claims_list_these(run: Run) -> None:
    result = run("evidence", "drop sets")
    assert result.exit_code == 0
    assert "drop-sets-save-time" in result.stdout
    assert "acid-stops-the-muscle" not in result.stdout


def test_words_of_no_claim_are_an_error_with_the_next_step(run: Run) -> None:
    result = run("evidence", "xyzzy")
    assert result.exit_code == 1
    assert result.stderr.strip() == "Error: No claim is about 'xyzzy'. `momentary evidence` lists them all."
