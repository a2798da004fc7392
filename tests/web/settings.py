"""The app's settings for tests and for the type checker: data in the checkout's cache, quick passwords."""

from __future__ import annotations

import os
from pathlib import Path

os.environ.setdefault("MOMENTARY_DATA", str(Path(__file__).resolve().parents[2] / ".cache" / "web-tests"))

from momentary.web.config.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ACCOUNT_RATE_LIMITS = False
LEARN_EVERY_S = 0.0
