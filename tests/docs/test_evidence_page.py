"""The documentation's page on the evidence says what the ledger and the code say."""

from __future__ import annotations

from pathlib import Path

import pytest

from momentary.evidence import SAFETY, claims, computations
from tools.advice_in_code import advising
from tools.evidence_page import page


@pytest.fixture(scope="module")
def written(checkout: Path) -> str:
    """The page as the ledger and the code write it."""
    return page(advising(checkout / "src" / "momentary"))


def test_the_page_is_what_the_ledger_writes(checkout: Path, written: str) -> None:
    stored = (checkout / "docs" / "evidence.md").read_text(encoding="utf-8")
    assert stored == written, "run `python tools/evidence_page.py`"


def test_the_page_has_every_claim_in_its_table_and_below(written: str) -> None:
    for one in claims().values():
        assert f"| [{one.wording}](#{one.key}) | {one.verdict} |" in written
        assert f"({one.key})=\n" in written
        assert one.evidence in written
        assert all(reference.says in written for reference in one.references)


def test_the_page_has_all_that_is_worked_out(written: str) -> None:
    for one in computations().values():
        assert f"({one.key})=\n" in written
        assert all(text in written for text in (one.how, one.checked, one.blind))


def test_the_page_says_that_it_is_no_medical_advice(written: str) -> None:
    assert SAFETY in written
