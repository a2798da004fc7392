from __future__ import annotations

import json

import click
import pytest
from hypothesis import HealthCheck, assume, given, settings

from momentary.cli import coming
from momentary.cli.analysis import analyse
from momentary.evidence import entries
from momentary.figures.due_section import due_section
from momentary.prescription.gym import Gym, usual_gym
from momentary.prescription.record import session_record
from momentary.quantities import LoadUnit, Log
from tests.figures.pages import parsed
from tests.figures.test_any_log import LOGS


@pytest.mark.parametrize("gym", [None, usual_gym(LoadUnit.LB)], ids=["assumed", "told in lb"])
def test_any_log_gets_whole_advice_or_none(gym: Gym | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coming, "stored_gym", lambda _: gym)

    @settings(max_examples=6, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
    @given(LOGS)
    def looked_at(log: Log) -> None:
        assume(log.sessions)
        try:
            analysis = analyse(log, is_summarised=True)
        except click.ClickException:
            return
        advice = coming.coming_advice(analysis, goal="size", gym_path=None)
        if advice is None:
            return
        assert advice.at > analysis.posterior.last_session
        assert set(advice.claims) <= entries().keys()
        assert len(parsed(due_section(advice)).all("ol")) == bool(advice.exercises)
        json.dumps(session_record(advice), allow_nan=False)

    looked_at()
