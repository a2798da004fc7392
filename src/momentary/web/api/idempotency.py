"""The same request sent twice counts once: a POST with a key gets its first answer again, for a day."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from momentary.web.accounts.models import User
from momentary.web.api.models import KeptAnswer
from momentary.web.api.problems import ProblemError

HEADER = "Idempotency-Key"
_LONGEST_KEY = 200
_KEPT_FOR = timedelta(days=1)
_AT_WORK_FOR = timedelta(minutes=2)
_LARGEST_ANSWER = 1_000_000
_MARK = "momentary_kept_answer"


class ReplayError(Exception):
    """The request was answered before; carries that answer."""

    def __init__(self, answer: HttpResponse) -> None:
        """Keep the answer."""
        super().__init__("answered before")
        self.answer = answer


def begin(request: HttpRequest, user: User) -> None:
    """Note that a request with a key is being worked on.

    Raises:
        ReplayError: It was answered before.
        ProblemError: The key belongs to another request, or the first one is still being worked on.
    """
    key = request.headers.get(HEADER)
    if key is None or request.method != "POST":
        return
    if not key.strip() or len(key) > _LONGEST_KEY or not key.isprintable():
        fact = f"The key has to have 1 to {_LONGEST_KEY} letters."
        raise ProblemError(400, place=f"header {HEADER}", fact=fact, next_step="Send a random UUID.")
    digest, now = _digest(request), timezone.now()
    KeptAnswer.objects.filter(made_at__lt=now - _KEPT_FOR).delete()
    KeptAnswer.objects.filter(user=user, key=key, status=None, made_at__lt=now - _AT_WORK_FOR).delete()
    try:
        with transaction.atomic():
            kept = KeptAnswer.objects.create(user=user, key=key, request=digest)
    except IntegrityError:
        _answer_again(KeptAnswer.objects.filter(user=user, key=key).first(), digest)
        return
    setattr(request, _MARK, kept.pk)


def finish(request: HttpRequest, answer: HttpResponse) -> None:
    """Keep the answer to a request that has begun; one that failed may be tried again."""
    pk = getattr(request, _MARK, None)
    if pk is None:
        return
    mine = KeptAnswer.objects.filter(pk=pk)
    # Whoever was told to ask again gets another answer then.
    if answer.status_code >= 500 or "Retry-After" in answer.headers or len(answer.content) > _LARGEST_ANSWER:
        mine.delete()
        return
    mine.update(status=answer.status_code, content_type=answer.headers["Content-Type"], body=answer.content)


def _answer_again(kept: object, digest: str) -> None:
    again = "Send it again in a few seconds."
    place = f"header {HEADER}"
    if not isinstance(kept, KeptAnswer):
        raise ProblemError(409, place=place, fact="The first request just ended.", next_step=again, retry_after_s=1)
    if kept.request != digest:
        fact = "Another request had this key."
        raise ProblemError(422, place=place, fact=fact, next_step="Give every request a key of its own.")
    if kept.status is None:
        fact = "The first request with this key is still being worked on."
        raise ProblemError(409, place=place, fact=fact, next_step=again, retry_after_s=2)
    answer = HttpResponse(bytes(kept.body), status=kept.status, content_type=kept.content_type)
    answer.headers["Idempotent-Replayed"] = "true"
    raise ReplayError(answer)


def _digest(request: HttpRequest) -> str:
    found = sha256(f"{request.method} {request.get_full_path()}\n".encode())
    if request.content_type == "multipart/form-data":
        for name in sorted(request.POST):
            found.update(f"{name}={request.POST.getlist(name)}\n".encode())
        for name in sorted(request.FILES):
            for file in request.FILES.getlist(name):
                found.update(f"{name}={file.name} {file.size}\n".encode())
                for chunk in file.chunks():
                    found.update(chunk)
                file.seek(0)
    else:
        found.update(request.body)
    return found.hexdigest()
