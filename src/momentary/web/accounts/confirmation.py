"""Pages that ask for the password, or a passkey, once more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from allauth.account.decorators import reauthentication_required
from django.http.response import HttpResponseBase

_View = TypeVar("_View", bound=Callable[..., HttpResponseBase])


def confirmed_first(view: _View) -> _View:
    """Open a view only to somebody who showed within the last minutes that it is them."""
    guarded: Any = reauthentication_required(view)
    return guarded  # type: ignore[no-any-return]


def changes_confirmed_first(view: _View) -> _View:
    """Show a page freely, and take its form only from somebody who showed that it is them."""
    guarded: Any = reauthentication_required(view, allow_get=True)
    return guarded  # type: ignore[no-any-return]
