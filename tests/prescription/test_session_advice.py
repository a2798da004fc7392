from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings

from momentary.evidence import Verdict, claims
from momentary.prescription.goals import Goal
from momentary.prescription.gym import usual_gym
from momentary.prescription.method_choice import LoggedMethods, best_method, why_method
from momentary.prescription.methods import METHODS, Superset
from momentary.prescription.placement import FailureVerdict
from momentary.prescription.rotation import coming_session
from momentary.prescription.session.advice import SessionAdvice, SessionQuestion, advise_session
from momentary.quantities import Load, LoadUnit
from tests.prescription.methods.people import CURL, EXTENSION, GYM, MACHINE_ROW, START, known
from tests.prescription.sessions import readiness, summary_of, tired_pairs, without_evidence

AT = START + timedelta(days=36)


def advice(tired: float = 0.0, *, unit: LoadUnit = LoadUnit.KG, has_methods: bool = True) -> SessionAdvice:
    one = known(unit)
    gym = GYM if unit is LoadUnit.KG else replace(usual_gym(unit), has_partner=True, has_pins=True)
    methods = LoggedMethods(one.log, one.posterior, one.exercises, gym) if has_methods else None
    session = coming_session(one.log, one.exercises, at=AT)
    question = SessionQuestion(
        summary_of(unit), AT, session, gym, Goal.SIZE, readiness=readiness(tired), methods=methods
    )  # fmt: skip
    return advise_session(question)


def test_every_sentence_rests_on_an_entry_of_the_ledger() -> None:
    for tired in (0.0, 0.1, 0.5, 1.0):
        told = advice(tired)
        assert without_evidence(told.sentences()) == []
        assert {key for one in told.sentences() for key in one.claims} == set(told.claims)


def test_what_is_due_is_what_the_rotation_brings_in_its_order() -> None:
    told = advice(has_methods=False)
    assert told.coming is not None
    assert [one.due for one in told.exercises] == list(told.coming.exercises)
    assert all(one.first is not None and one.first.load is not None for one in told.exercises)


@settings(max_examples=25)
@given(tired_pairs)
def test_a_less_recovered_lifter_gets_no_more_failures_and_no_more_repetitions(pair: list[float]) -> None:
    fresh, tired = (advice(one, has_methods=False) for one in pair)
    for more, less in zip(fresh.exercises, tired.exercises, strict=True):
        assert less.fits_failure <= more.fits_failure
        assert more.first is not None
        assert less.first is not None
        assert (less.first.repetitions or 0) <= (more.first.repetitions or 0)


def test_kg_or_lb_changes_neither_verdicts_nor_what_is_due() -> None:
    one, other = advice(unit=LoadUnit.KG, has_methods=False), advice(unit=LoadUnit.LB, has_methods=False)
    assert [each.placement.verdict for each in one.exercises] == [each.placement.verdict for each in other.exercises]
    assert one.digest == other.digest


def test_a_method_is_offered_only_where_failure_fits() -> None:
    told = advice()
    offered = [one for one in told.exercises if one.method is not None]
    assert offered
    assert all(one.placement.verdict is FailureVerdict.FITS for one in offered)
    assert all(one.method is None for one in advice(1.0).exercises)


def test_a_session_of_long_ago_is_told_to_be_so() -> None:
    told = advice(has_methods=False)
    assert len(told.due) == 1
    assert "long ago" in replace(told, at=AT + timedelta(days=60)).due[1].text


@pytest.mark.parametrize("name", [CURL, EXTENSION, MACHINE_ROW])
def test_of_the_methods_that_fit_the_best_evidenced_and_then_the_cheapest_is_offered(name: str) -> None:
    one = known()
    methods = LoggedMethods(one.log, one.posterior, one.exercises, GYM)
    situation = methods.situation(name, Load(20.0), at=AT, after_sets=2)
    found = best_method(situation)
    assert found is not None
    rivals = [
        each for each in METHODS
        if not isinstance(each, Superset) and each.fits(situation).is_possible and not each.particular(situation).doubts
    ]  # fmt: skip
    supported = [each for each in rivals if Verdict.SUPPORTED in map(verdict_of, each.protocol.summary.claims)]
    costs = {each.protocol.name: each.propose(situation).cost for each in supported}
    plain = {key: cost.ratio for key, cost in costs.items() if not cost.is_lowering}
    assert found.cost.ratio == pytest.approx(min(plain.values()))
    assert found.protocols[0].name in costs
    assert without_evidence([why_method(found)]) == []


def verdict_of(key: str) -> Verdict:
    return claims()[key].verdict


def test_nothing_is_offered_for_what_cannot_be_failed_safely() -> None:
    one = known()
    alone = replace(GYM, has_partner=False, has_pins=False)
    methods = LoggedMethods(one.log, one.posterior, one.exercises, alone)
    assert best_method(methods.situation("Bench Press (Barbell)", Load(80.0), at=AT, after_sets=2)) is None
