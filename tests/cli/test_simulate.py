"""`momentary simulate endurance`."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from momentary.cli.main import main
from momentary.muscle import JOINTS, closed_form_endurance_s, joint


def run(*words: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["simulate", "endurance", *words])
    return result.exit_code, result.stdout, result.stderr


def test_motor_units_hold_half_the_maximum_as_long_as_published() -> None:
    code, out, _ = run("--model", "motor-units", "--intensity", "0.5", "--json")
    found = json.loads(out)
    assert code == 0
    assert found["endurance_s"] == pytest.approx(95.5, abs=0.05)
    assert "Potvin" in found["references"][0]


@pytest.mark.parametrize("name", JOINTS)
def test_every_joint_holds_as_long_as_the_closed_form_says(name: str) -> None:
    _, out, _ = run("--model", "three-compartment", "--joint", name, "--intensity", "0.3", "--json")
    found, muscle = json.loads(out), joint(name)
    rates = {"fatigue_per_s": float(muscle.fatigue_per_s), "recovery_per_s": float(muscle.recovery_per_s)}
    assert found["endurance_s"] == pytest.approx(float(closed_form_endurance_s(0.3, **rates)), rel=1e-6)


def test_a_load_without_end_is_null_and_told_in_words() -> None:
    words = ("--model", "three-compartment", "--intensity", "0.05")
    assert json.loads(run(*words, "--json")[1])["endurance_s"] is None
    assert "without end" in run(*words)[1]


def test_a_joint_is_found_as_people_write_it() -> None:
    for name in ("hand/grip", "Hand-Grip", "hand grip"):
        assert run("--model", "three-compartment", "--joint", name, "--intensity", "0.5")[0] == 0


def test_references_are_printed_when_asked_for() -> None:
    assert "Potvin" not in run("--intensity", "0.9")[1]
    assert "Potvin" in run("--intensity", "0.9", "--references")[1]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--intensity", "30"), "Write 0.3 for 30 %"),
        (("--intensity", "nan"), "not a share"),
        (("--intensity", "0.3", "--joint", "elbow"), "--joint goes with"),
        (("--model", "three-compartment", "--intensity", "0.3", "--joint", "elbo"), "ankle"),
    ],
)
def test_a_wrong_word_is_refused_with_the_right_one(words: tuple[str, ...], said: str) -> None:
    code, _, err = run(*words)
    assert code == 2
    assert said in err


def test_no_other_command_and_no_help_loads_jax() -> None:
    words = "import sys; from momentary.cli.main import main; main(sys.argv[1:], standalone_mode=False)"
    for arguments in (["simulate", "endurance", "--help"], ["exercises", "--json"]):
        program = f"{words}; assert 'jax' not in sys.modules, 'jax was imported'"
        subprocess.run([sys.executable, "-c", program, *arguments], check=True, stdout=subprocess.DEVNULL)
