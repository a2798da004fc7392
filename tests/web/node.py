"""Node.js, which runs the phone's modules where no browser is needed, and the mark of tests that need it."""

from __future__ import annotations

import shutil

import pytest

NODE = shutil.which("node") or ""
# A newcomer's machine may lack Node.js, and whatever else there is to test is tested there; CI installs it.
needs_node = pytest.mark.skipif(not NODE, reason="Node.js is missing: `apt install nodejs` brings it.")
