"""What a token may do. Whoever is signed in with a browser may do all of it."""

from __future__ import annotations

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Scope(StrEnum):
    """One thing that a token may do."""

    READ_LOG = "read:log"
    WRITE_LOG = "write:log"
    READ_ADVICE = "read:advice"
    IMPORTS = "imports"
    READ_ATHLETES = "read:athletes"
    READ_ACCOUNT = "read:account"
    WEBHOOKS = "webhooks"


MEANING: dict[Scope, Promise] = {
    Scope.READ_LOG: _("Read sessions, sets and a coach's notes, and export the log"),
    Scope.WRITE_LOG: _("Log, amend and void sets"),
    Scope.READ_ADVICE: _("Read what is advised: today, the next set, readiness"),
    Scope.IMPORTS: _("Upload exports, take them in and undo that"),
    Scope.READ_ATHLETES: _("Do the reading also for lifters who share their log with you"),
    Scope.READ_ACCOUNT: _("See which tokens there are, and revoke them"),
    Scope.WEBHOOKS: _("Set up webhooks"),
}
