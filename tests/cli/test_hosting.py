from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from momentary.web import ServerSettings
from tests.cli.conftest import Run


def test_a_server_for_other_machines_has_to_be_told_its_address(run: Run) -> None:
    result = run("serve", "--host", "0.0.0.0")
    assert result.exit_code == 2
    assert "--origin https://" in result.stderr


def test_without_the_extra_the_command_says_what_to_install(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("momentary.web.hosting.settings.find_spec", lambda _: None)
    for command in (("serve",), ("restore", "x.momentary")):
        result = run(*command)
        assert result.exit_code == 1
        assert "pip install 'momentary[web]'" in result.stderr


def test_a_wrong_origin_is_named_with_the_right_form(run: Run, tmp_path: Path) -> None:
    result = run("serve", "--origin", "lift.example", "--data", tmp_path)
    assert result.exit_code == 1
    assert "https://lift.example" in result.stderr


@pytest.mark.parametrize("name", [one.name for one in fields(ServerSettings) if one.name != "demo"])
def test_whatever_a_host_may_say_reaches_the_server(
    name: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    variables = {
        "DATABASE_URL": "postgres://x/y", "MOMENTARY_MAIL_URL": "smtp://mail.example",
        "MOMENTARY_MAIL_FROM": "gym@lift.example", "MOMENTARY_WEBHOOKS": "off",
    }  # fmt: skip
    for variable, value in variables.items():
        monkeypatch.setenv(variable, value)
    started: list[ServerSettings] = []

    def begin(settings: ServerSettings, **_: object) -> int:
        started.append(settings)
        return 0

    monkeypatch.setattr("momentary.web.serve", begin)
    assert run("serve", "--origin", "https://lift.example", "--sign-up", "closed", "--data", tmp_path).exit_code == 0
    (settings,) = started
    unsaid = ServerSettings(data=tmp_path / "elsewhere")
    assert getattr(settings, name) != getattr(unsaid, name)


def test_a_folder_without_data_has_no_backup(run: Run, tmp_path: Path) -> None:
    result = run("backup", "--data", tmp_path, "--out", tmp_path / "x.momentary")
    assert result.exit_code == 1
    assert "holds no data" in result.stderr
    assert not (tmp_path / "x.momentary").exists()
