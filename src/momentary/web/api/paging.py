"""Pages by a cursor that names the last row: what is added or deleted meanwhile neither repeats nor hides anything."""

from __future__ import annotations

from typing import TypeVar

from django.core import signing
from django.db.models import Model, Q, QuerySet
from ninja.params import functions as params

from momentary.web.api.problems import ProblemError

AFTER = params.Query(None, description="`next` of the page before.", max_length=200)
LIMIT = params.Query(20, ge=1, le=100, description="How many on a page.")
By = tuple[str, ...]
"""Fields that rows are ordered by, the greatest first; the last tells any two rows apart."""

_Row = TypeVar("_Row", bound=Model)


def page_of(rows: QuerySet[_Row], by: By, *, after: str | None, limit: int) -> tuple[list[_Row], str | None]:
    """Return the rows of a page, and the cursor of the next; None at the end.

    Raises:
        ProblemError: The cursor is none of ours.
    """
    found = list(rows_after(rows, by, after)[: limit + 1])
    return found[:limit], cursor_of(found[limit - 1], by) if len(found) > limit else None


def rows_after(rows: QuerySet[_Row], by: By, after: str | None) -> QuerySet[_Row]:
    """Return rows in their order, those that come after a cursor; all of them without one.

    Raises:
        ProblemError: The cursor is none of ours.
    """
    ordered = rows.order_by(*(f"-{name}" for name in by))
    if after is None:
        return ordered
    try:
        last = dict(zip(by, signing.loads(after, salt=_salt(rows.model)), strict=True))
    except signing.BadSignature:
        raise ProblemError(
            422, place="query after", fact="It is no cursor of this list.", next_step="Send `next` of its last page."
        ) from None
    beyond, same = Q(), Q()
    for name, value in last.items():
        beyond |= same & Q(**{f"{name}__lt": value})
        same &= Q(**{name: value})
    return ordered.filter(beyond)


def cursor_of(row: Model, by: By) -> str:
    """Return the cursor of a row. It is signed: what comes back is what was handed out."""
    return signing.dumps([str(getattr(row, name)) for name in by], salt=_salt(type(row)))


def _salt(model: type[Model]) -> str:
    return f"momentary.api.page {model.__name__}"
