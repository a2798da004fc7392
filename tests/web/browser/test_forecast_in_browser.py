"""The forecast's modules give the vectors in a phone's browser too, not only in node."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from momentary.web.config.assets import STATIC
from tests.vectors.kept import CLOSE, vectors
from tests.web.browser.conftest import phone

if TYPE_CHECKING:
    from playwright.sync_api import BrowserType


pytestmark = pytest.mark.xdist_group("browser")

# Walks through a case as the phone would, and returns how far each answer's mean is off, or the problem.
WALK = """async (given) => {
    const { readSummary, step, forecastChosen, isProblem } = await import("/js/forecast/index.js");
    const { forecast } = await import("/js/forecast/outlook.js");
    const found = [];
    let summary = readSummary(given.summary);
    const ask = (asks) => {
        for (const one of asks) {
            const asked = { chosen: forecastChosen, curve: forecast }[one.ask];
            const told = asked?.(summary, one);
            if (told) found.push(isProblem(told) ? told.problem.key : Math.abs(told.mean - one.answer.mean));
        }
    };
    ask(given.asks);
    for (const one of given.steps) {
        summary = step(summary, one.set, one);
        ask(one.asks);
    }
    return found;
}"""


class Quiet(SimpleHTTPRequestHandler):
    """Serves files without a word."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the base class says so)
        """Say nothing."""


@pytest.fixture
def files() -> Iterator[str]:
    """The address of the static files."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(STATIC))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_the_browser_gives_the_vectors(chromium: BrowserType, files: str, tmp_path: Path) -> None:
    context = phone(chromium, tmp_path / "phone")
    page = context.new_page()
    page.goto(f"{files}/icons/momentary.svg")
    for case in vectors("forecast.json"):
        found = page.evaluate(WALK, case)
        assert found
        assert not [one for one in found if isinstance(one, str)]
        assert max(found) < CLOSE, case["name"]
    context.close()
