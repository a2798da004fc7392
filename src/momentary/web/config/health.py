"""Whether the server is well: database, migrations, worker."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse

HEARTBEAT_LATE_S = 30.0
_PATH = "/healthz"


def health_first(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Return the middleware that answers `/healthz` before any redirect, whatever host was asked for."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return health() if request.path == _PATH else get_response(request)

    return middleware


def health() -> HttpResponse:
    """Return what is well and what is not; status 503 where something is not."""
    found = {"database": _database(), "migrations": _migrations(), "worker": _worker()}
    is_well = all(one == "ok" for one in found.values())
    answer = JsonResponse({"status": "ok" if is_well else "unwell", **found}, status=200 if is_well else 503)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "does not answer"
    return "ok"


def _migrations() -> str:
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return "unknown"
    return "ok" if not waiting else f"{len(waiting)} not applied: start the server again"


def _worker() -> str:
    try:
        silent_s = time.time() - settings.FOLDER.heartbeat.stat().st_mtime
    except OSError:
        return "never seen"
    return "ok" if silent_s <= HEARTBEAT_LATE_S else f"silent for {silent_s:.0f} s"
