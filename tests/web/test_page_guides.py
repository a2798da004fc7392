"""Methods, Evidence and Help: what holds for every lifter, with what it rests on a press away."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client

from momentary.evidence import Claim, claim, entries, told
from momentary.figures.palette import stylesheet
from momentary.language import speaking
from momentary.muscle import METHODS as WAYS
from momentary.prescription.methods import METHODS
from momentary.web.config.assets import STATIC
from momentary.web.insights.pages.methods import PICTURES
from tools.method_pictures import FOLDER, picture

GIVEN = frozenset({"page", "card", "ink", "quiet", "line", "failure"})


@pytest.mark.parametrize("name", [one.protocol.name for one in METHODS])
def test_every_method_has_a_guide_with_all_that_is_said_of_it(name: str, alices: Client) -> None:
    protocol = next(one.protocol for one in METHODS if one.protocol.name == name)
    assert f'href="/methods/{name}/"' in alices.get("/methods/").content.decode()
    page = unescape(alices.get(f"/methods/{name}/").content.decode())
    for said in protocol.sentences():
        assert said.text in page
        for key in said.claims:
            assert f'href="/evidence/{key}/"' in page
    assert ('class="chart course"' in page) == (name in PICTURES)
    assert "style=" not in page


def test_every_picture_is_of_a_method_that_there_is() -> None:
    assert set(PICTURES) <= {one.protocol.name for one in METHODS}
    assert set(PICTURES.values()) <= set(WAYS)
    assert {one.stem for one in FOLDER.glob("*.html")} == set(WAYS)


def test_the_pictures_are_what_the_simulator_draws_now() -> None:
    # `python tools/method_pictures.py` draws them anew.
    assert (FOLDER / "straight.html").read_text(encoding="utf-8") == picture("straight")


def test_a_method_that_nobody_knows_is_not_there(alices: Client) -> None:
    assert alices.get("/methods/magic/").status_code == 404


@pytest.mark.parametrize("key", list(entries()))
def test_every_entry_of_the_ledger_has_its_page(key: str, alices: Client) -> None:
    assert alices.get(f"/evidence/{key}/").status_code == 200


def test_the_list_holds_every_entry_at_the_place_that_figures_link_to(alices: Client) -> None:
    page = alices.get("/evidence/").content.decode()
    assert set(re.findall(r'id="on-([\w-]+)"', page)) == set(entries())


def test_the_evidence_is_found_by_words_and_says_where_nothing_is(alices: Client) -> None:
    assert set(re.findall(r'id="on-([\w-]+)"', alices.get("/evidence/", {"q": "lactic acid"}).content.decode())) == {
        "acid-stops-the-muscle"
    }
    page = alices.get("/evidence/", {"q": "<b>quantum"}).content.decode()
    assert "Nothing is about" in page
    assert "<b>quantum" not in page
    assert set(re.findall(r'id="on-([\w-]+)"', page)) == set(entries())


def test_an_entry_that_is_not_is_not_there(alices: Client) -> None:
    assert alices.get("/evidence/nothing/").status_code == 404


def test_help_says_that_it_is_no_medical_advice(alices: Client) -> None:
    page = alices.get("/help/").content.decode()
    assert "No medical advice" in page
    assert "does not know" in page


def test_the_apps_colours_of_figures_are_those_of_the_figures() -> None:
    text = (STATIC / "css" / "palette.css").read_text(encoding="utf-8")
    _head, _, sheet = text.partition("*/")
    # Made by: stylesheet(given=GIVEN), a rule a line.
    assert sheet.replace("\n", "") == stylesheet(given=GIVEN)


@pytest.mark.parametrize(
    ("language", "wording", "searched"),
    [
        ("de", "Säuren wie Milchsäure stoppen den Muskel", "Milchsäure"),
        ("es", "Ácidos como el láctico paran el músculo", "láctico"),
    ],
)
def test_methods_and_evidence_are_told_and_found_in_the_readers_language(
    language: str, wording: str, searched: str, alices: Client
) -> None:
    asked = {"accept-language": language}
    page = alices.get("/evidence/", headers=asked).content.decode()
    assert wording in page
    assert "lactic" not in page.replace("acid-stops", "")
    found = alices.get("/evidence/", {"q": searched}, headers=asked).content.decode()
    assert re.findall(r'id="on-([\w-]+)"', found) == ["acid-stops-the-muscle"]
    with speaking(language):
        protocol = next(one.protocol for one in METHODS if one.protocol.name == "negatives")
        entry = unescape(alices.get("/evidence/acid-stops-the-muscle/", headers=asked).content.decode())
        one = told(claim("acid-stops-the-muscle"))
        assert isinstance(one, Claim)
        assert one.meaning in entry
    guide = unescape(alices.get("/methods/negatives/", headers=asked).content.decode())
    assert [one.text for one in protocol.sentences() if one.text not in guide] == []
