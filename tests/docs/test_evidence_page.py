"""The documentation's page on the evidence says what the ledger says."""

from __future__ import annotations

from pathlib import Path

from momentary.evidence import claims
from tools.evidence_page import page


def test_the_page_is_what_the_ledger_writes(checkout: Path) -> None:
    written = (checkout / "docs" / "evidence.md").read_text(encoding="utf-8")
    assert written == page(), "run `python tools/evidence_page.py docs/evidence.md`"


def test_the_page_has_every_claim_in_its_table_and_below() -> None:
    text = page()
    for one in claims().values():
        assert f"| [{one.wording}](#{one.key}) | {one.verdict} |" in text
        assert f"({one.key})=\n" in text
        assert one.evidence in text
        assert all(reference.says in text for reference in one.references)


def test_the_page_says_that_it_is_no_medical_advice() -> None:
    assert "no medical advice" in page()
