"""Pages by a cursor: what is added meanwhile neither repeats nor hides anything."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error

from momentary.web.api.problems import ProblemError

_LONGEST = 200


def cursor_of(*parts: object) -> str:
    """Return the cursor of a row from what it is ordered by."""
    return urlsafe_b64encode("|".join(map(str, parts)).encode()).decode().rstrip("=")


def read_cursor(text: str) -> tuple[str, int]:
    """Return what a cursor says: a text, and the number of a row.

    Raises:
        ProblemError: It is none of ours.
    """
    try:
        if len(text) > _LONGEST or not text.isascii():
            raise ValueError
        first, _, last = urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode("ascii").rpartition("|")
        if not last.isdigit() or len(last) > 18 or not first.isprintable():
            raise ValueError
        return first, int(last)
    except (Error, ValueError):
        raise ProblemError(
            422, place="query after", fact="It is no cursor of this server.", next_step="Send `next` of the last page."
        ) from None
