"""The settings as processes see them: each test asks a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from momentary.web import DataFolder, DataFolderError, MissingExtraError, ServerSettings, require_extra
from momentary.web.config.database import postgres

# Only the worker learns and draws: what a web process answers by itself, it works out with NumPy alone.
HEAVY = ("jax", "equinox", "numpyro", "altair", "vl_convert", "ortools", "polars", "scipy")
LIGHT = """
import json, sys
import momentary.web.serving.wsgi
from momentary.web.api import advice, asking
from django.core.management import call_command
from django.test import Client
call_command("migrate", verbosity=0)
for path in ("/", "/accounts/login/", "/sync/pull", "/imports/", "/healthz"):
    Client(SERVER_NAME="localhost").get(path)
print(json.dumps(sorted(name for name in sys.modules)))
"""


def run(*arguments: str, data: Path, **said: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("MOMENTARY_", "DJANGO_"))}
    return subprocess.run(
        [sys.executable, *arguments],
        check=False,
        capture_output=True,
        text=True,
        env={**clean, "MOMENTARY_DATA": str(data), **said},
    )


def test_a_web_process_imports_no_jax_and_no_charts(tmp_path: Path) -> None:
    done = run("-c", LIGHT, data=tmp_path / "data")
    assert done.returncode == 0, done.stderr
    loaded = json.loads(done.stdout.splitlines()[-1])
    assert "momentary.web.training.tasks" in loaded
    assert [name for name in HEAVY if name in loaded] == []


def test_the_deployment_check_of_django_finds_nothing(tmp_path: Path) -> None:
    command = ("-m", "momentary.web", "check", "--deploy", "--fail-level", "WARNING")
    done = run(*command, data=tmp_path / "data", MOMENTARY_ORIGIN="https://lift.example")
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout + done.stderr


def test_every_change_of_a_model_has_its_migration(tmp_path: Path) -> None:
    done = run("-m", "momentary.web", "makemigrations", "--check", "--dry-run", data=tmp_path / "data")
    assert done.returncode == 0, done.stdout


SHOWN = """
import json, sys, django
django.setup()
from django.conf import settings
print(json.dumps({name: getattr(settings, name) for name in sys.argv[1:]}, default=str))
"""


def shown(data: Path, *names: str, **said: str) -> dict[str, Any]:
    done = run("-c", SHOWN, *names, data=data, DJANGO_SETTINGS_MODULE="momentary.web.config.settings", **said)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_behind_https_cookies_are_secure_and_the_browser_remembers(tmp_path: Path) -> None:
    names = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS")
    secure = shown(tmp_path, *names, "ALLOWED_HOSTS", MOMENTARY_ORIGIN="https://lift.example")
    assert all(secure[name] for name in names)
    assert secure["ALLOWED_HOSTS"] == ["lift.example"], "links in mail name no other host"
    plain = shown(tmp_path, *names, "ALLOWED_HOSTS", "DEBUG")
    assert not any(plain[name] for name in names)
    assert plain["ALLOWED_HOSTS"] == ["localhost", "127.0.0.1", "[::1]"]
    assert plain["DEBUG"] is False


@pytest.mark.parametrize(
    ("url", "port", "tls", "ssl"),
    [
        ("smtp://mail.example", 25, False, False),
        ("smtp://me:p%40ss@mail.example", 587, True, False),
        ("smtps://me:p%40ss@mail.example", 465, False, True),
        ("smtp://me:p%40ss@mail.example:2525", 2525, True, False),
    ],
)
def test_a_mail_server_is_named_by_its_address(tmp_path: Path, url: str, port: int, *, tls: bool, ssl: bool) -> None:
    names = ("EMAIL_PORT", "EMAIL_USE_TLS", "EMAIL_USE_SSL", "EMAIL_HOST_PASSWORD", "ACCOUNT_EMAIL_VERIFICATION")
    found = shown(tmp_path, *names, MOMENTARY_MAIL_URL=url)
    assert (found["EMAIL_PORT"], found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (port, tls, ssl)
    assert found["EMAIL_HOST_PASSWORD"] == ("p@ss" if "@mail" in url else "")
    assert found["ACCOUNT_EMAIL_VERIFICATION"] == "mandatory"


def test_postgres_is_named_by_its_address() -> None:
    found = postgres("postgres://me:p%40ss@db.example:5433/gym?sslmode=require")
    assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"]) == ("me", "p@ss", "db.example", "5433")
    assert (found["NAME"], found["OPTIONS"]) == ("gym", {"sslmode": "require"})


@pytest.mark.parametrize("url", ["mysql://x/y", "postgres://host", "gym.sqlite3"])
def test_another_database_is_refused_with_a_next_step(url: str) -> None:
    with pytest.raises(DataFolderError, match="postgres://user"):
        postgres(url)


@pytest.mark.parametrize("origin", ["lift.example", "ftp://lift.example", "https://lift.example/app", "https://"])
def test_an_origin_that_is_none_is_refused(tmp_path: Path, origin: str) -> None:
    with pytest.raises(DataFolderError, match=r"https://lift\.example"):
        ServerSettings(data=tmp_path, origin=origin)


def test_what_the_host_says_reaches_the_processes(tmp_path: Path) -> None:
    settings = ServerSettings(
        data=tmp_path,
        origin="https://lift.example",
        sign_up="closed",
        database_url="postgres://x/y",
        mail_url="smtp://mail.example",
        mail_from="gym@lift.example",
    )
    assert ServerSettings.of(settings.environment()) == settings


def test_a_missing_package_is_named_with_the_command_that_brings_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("momentary.web.hosting.settings.find_spec", lambda name: None if name == "granian" else name)
    with pytest.raises(MissingExtraError, match=r"granian.*pip install 'momentary\[web\]'"):
        require_extra()


def test_psycopg_is_needed_only_where_a_postgres_database_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("momentary.web.hosting.settings.find_spec", lambda name: None if name == "psycopg" else name)
    require_extra()
    with pytest.raises(MissingExtraError, match=r"psycopg.*pip install 'momentary\[web,postgres\]'"):
        require_extra("postgres://x/y")


def test_a_folder_that_cannot_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(DataFolderError, match="--data DIR"):
        DataFolder.at(tmp_path / "file" / "data")
