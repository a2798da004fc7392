"""The commands of the README: what `make report` does with LOG, how `make run` finds a port, and how .venv is made."""

from __future__ import annotations

import os
import re
import shutil
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tools import app, environment

STUB = """#!/bin/sh
for argument in "$@"; do printf '%s\\n' "$argument"; done >called
"""


@pytest.fixture
def tree(checkout: Path, tmp_path: Path) -> Path:
    """A checkout in a folder whose name holds a blank, with a `momentary` that notes how it was called."""
    root = tmp_path / "a checkout"
    (root / ".venv" / "bin").mkdir(parents=True)
    shutil.copytree(checkout / "tools", root / "tools", ignore=shutil.ignore_patterns("__pycache__"))
    stub = root / ".venv" / "bin" / "momentary"
    stub.write_text(STUB, encoding="utf-8")
    stub.chmod(stub.stat().st_mode | stat.S_IXUSR)
    return root


def report(tree: Path, **surroundings: str) -> subprocess.CompletedProcess[str]:
    plain = {name: value for name, value in os.environ.items() if name not in ("LOG", "HTML", "OPEN")}
    return subprocess.run(
        ["sh", "tools/report.sh"],
        cwd=tree,
        env={**plain, "CI": "true", **surroundings},
        check=False,
        capture_output=True,
        text=True,
    )


def called(tree: Path) -> list[str]:
    return (tree / "called").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("name", ["my export (2).csv", "it's $5.csv", '"quoted";touch x.csv', "log"])
def test_a_log_of_any_name_reaches_the_command_whole(tree: Path, name: str) -> None:
    (tree / name).write_text("Date\n", encoding="utf-8")
    done = report(tree, LOG=name)
    html = f"reports/{name.removesuffix('.csv')}.html"
    assert called(tree) == ["report", name, "--html", html]
    assert done.stderr == f"The report is in {tree}/{html}\n"
    assert done.returncode == 0


def test_a_log_in_a_home_folder_is_found(tree: Path, tmp_path: Path) -> None:
    (tmp_path / "log.csv").write_text("Date\n", encoding="utf-8")
    report(tree, LOG="~/log.csv", HOME=str(tmp_path))
    assert called(tree)[1] == str(tmp_path / "log.csv")


def test_without_a_log_there_is_a_demo(tree: Path) -> None:
    report(tree)
    assert called(tree) == ["report", "--demo", "--html", "reports/demo.html"]


def test_the_report_goes_where_html_says(tree: Path, tmp_path: Path) -> None:
    done = report(tree, HTML=str(tmp_path / "new" / "page.html"))
    assert called(tree)[-1] == str(tmp_path / "new" / "page.html")
    assert (tmp_path / "new").is_dir()
    assert str(tmp_path / "new" / "page.html") in done.stderr


def test_a_log_that_is_not_there_is_named_with_a_next_step(tree: Path) -> None:
    done = report(tree, LOG="nowhere.csv")
    assert done.returncode == 2
    assert done.stderr.startswith("LOG=nowhere.csv: ")
    assert "make report LOG=" in done.stderr
    assert not (tree / "called").exists()


def test_a_failing_report_makes_the_run_fail(tree: Path) -> None:
    (tree / ".venv" / "bin" / "momentary").write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    done = report(tree)
    assert done.returncode == 1
    assert "The report is in" not in done.stderr


def old_python(folder: Path, name: str) -> Path:
    """Write an interpreter that says that it is Python 3.9 and fails every check of its version."""
    script = folder / name
    script.write_text('#!/bin/sh\n[ "$1" = --version ] && echo "Python 3.9.6" && exit 0\nexit 1\n', encoding="utf-8")
    script.chmod(0o755)
    return script


def bring_up(tree: Path, **surroundings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/sh", "tools/environment.sh", "run"],
        cwd=tree,
        env={"PATH": "/usr/bin:/bin", **surroundings},
        check=False,
        capture_output=True,
        text=True,
    )


def test_an_old_python_is_named_with_a_remedy(tree: Path, tmp_path: Path) -> None:
    done = bring_up(tree, PYTHON=str(old_python(tmp_path, "python3")))
    assert done.returncode == 1
    assert f"{tmp_path}/python3 is Python 3.9.6; momentary needs Python 3.11 or later." in done.stderr
    assert "make run PYTHON=" in done.stderr


def test_where_python3_is_old_a_newer_one_on_the_path_is_taken(tree: Path, tmp_path: Path) -> None:
    folder = tmp_path / "bin"
    folder.mkdir()
    old_python(folder, "python3")
    (folder / "python3.11").symlink_to(sys.executable)
    (tree / "tools" / "environment.py").write_text(
        "import sys; print('made by', sys.argv[1:], sys.version_info[:2])\n", encoding="utf-8"
    )
    done = bring_up(tree, PATH=f"{folder}:/usr/bin:/bin")
    assert done.stdout.startswith("made by ['run'] (3, ")


class Answers:
    """Stands in for running a command: notes each, and answers as it is told."""

    def __init__(self, **failing: str) -> None:
        self.failing = failing
        self.commands: list[list[str]] = []

    def __call__(self, command: list[str]) -> subprocess.CompletedProcess[str]:
        self.commands.append(command)
        for word, said in self.failing.items():
            if word in command:
                return subprocess.CompletedProcess(command, 1, "", said)
        version = "{}.{}\n".format(*sys.version_info) if "-c" in command else ""
        return subprocess.CompletedProcess(command, 0, version, "")

    def modules(self) -> list[str]:
        """The modules that were run with -m, in order."""
        return [command[command.index("-m") + 1] for command in self.commands if "-m" in command]


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A `.venv` that is there and whose stamp is not."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python").touch()
    monkeypatch.setattr(environment, "VENV", tmp_path)
    monkeypatch.setattr(environment, "VENV_PYTHON", tmp_path / "bin" / "python")
    monkeypatch.setattr(environment, "STAMP", tmp_path / "stamp.json")
    return tmp_path


@pytest.mark.usefixtures("fresh")
def test_a_second_call_installs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = Answers()
    monkeypatch.setattr(environment, "call", answers)
    environment.bring_up("run", this_python=False)
    assert answers.modules() == ["pip", "uv", "uv"]
    environment.bring_up("run", this_python=False)
    assert answers.modules() == ["pip", "uv", "uv"]


@pytest.mark.usefixtures("fresh")
def test_a_run_after_the_tests_keeps_the_tools_of_the_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = Answers()
    monkeypatch.setattr(environment, "call", answers)
    environment.bring_up("run", this_python=False)
    environment.bring_up("dev", this_python=False)
    before = len(answers.modules())
    environment.bring_up("run", this_python=False)
    assert len(answers.modules()) == before
    assert environment.stamped()["kind"] == "dev"


@pytest.mark.usefixtures("fresh")
def test_a_changed_lock_is_installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    locks = tmp_path / "locks"
    shutil.copytree(environment.LOCKS, locks)
    monkeypatch.setattr(environment, "LOCKS", locks)
    answers = Answers()
    monkeypatch.setattr(environment, "call", answers)
    environment.bring_up("run", this_python=False)
    (locks / "run.txt").write_text("changed", encoding="utf-8")
    environment.bring_up("run", this_python=False)
    assert answers.modules() == ["pip", "uv", "uv"] * 2


@pytest.mark.usefixtures("fresh")
def test_where_uv_cannot_reach_an_index_pip_installs(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = Answers(sync="no route")
    monkeypatch.setattr(environment, "call", answers)
    environment.bring_up("run", this_python=False)
    assert answers.modules() == ["pip", "uv", "pip", "pip"]
    assert all("--require-hashes" in command for command in answers.commands if "-r" in command)


def test_without_a_network_the_error_says_what_to_check(fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "call", Answers(pip="no route"))
    with pytest.raises(environment.UnusableError, match=r"no route(?s:.)*check the network"):
        environment.bring_up("run", this_python=False)
    assert not (fresh / "stamp.json").exists()


@pytest.mark.usefixtures("fresh")
def test_a_python_without_ensurepip_names_the_package_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "call", Answers(venv="ensurepip is not available"))
    with pytest.raises(environment.UnusableError, match=r"apt install python3\.\d+-venv"):
        environment.make_venv("3.11")


def test_a_moved_checkout_gets_a_new_environment(fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = Answers()
    monkeypatch.setattr(environment, "call", answers)
    environment.bring_up("run", this_python=False)
    stamp = fresh / "stamp.json"
    stamp.write_text(stamp.read_text(encoding="utf-8").replace(str(environment.ROOT), "/elsewhere"), "utf-8")
    environment.bring_up("run", this_python=False)
    assert answers.modules() == ["pip", "uv", "uv", "venv", "pip", "uv", "uv"]


def test_make_alone_lists_every_target_for_people(checkout: Path) -> None:
    makefile = (checkout / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    listed = subprocess.run(["make", "-s"], cwd=checkout, check=True, capture_output=True, text=True).stdout
    assert set(re.findall(r"^make ([a-z]+)", listed, re.MULTILINE)) == targets


def test_continuous_integration_runs_what_a_person_runs(checkout: Path) -> None:
    script = (checkout / ".ci" / "run").read_text(encoding="utf-8")
    assert script.splitlines()[-1] == "exec make test"


def test_the_app_takes_the_next_port_where_one_is_taken() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert not app.is_free(port)
        assert port < app.free_port(port) < port + app.PORTS_TRIED


def test_where_all_ports_are_taken_the_next_step_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "is_free", lambda port: False)  # noqa: ARG005
    with pytest.raises(app.NoPortError, match="make run PORT="):
        app.free_port(8000)


@pytest.mark.parametrize("text", ["0", "65536", "http", "-1", "80.5"])
def test_what_is_no_port_is_refused(text: str) -> None:
    with pytest.raises(app.NoPortError, match="is no port"):
        app.wanted_port(text)


def test_the_port_that_is_named_is_taken() -> None:
    assert (app.wanted_port(""), app.wanted_port("9000")) == (8000, 9000)
