"""Sending a message, once: to an address that was looked at, signed, without following anything."""

from __future__ import annotations

import hmac
import http.client
import json
import socket
import ssl
import threading
import time
from contextlib import suppress
from hashlib import sha256

from momentary.web.api.models import Delivery
from momentary.web.api.webhooks.targets import Target, target_of

WITHIN_S = 5.0
ALTOGETHER_S = 15.0
_READ_AT_MOST = 1024


class NotDeliveredError(RuntimeError):
    """The other side did not take a message: the message says what it said."""


def signature(secret: str, *, at_s: int, body: bytes) -> str:
    """Return the signature of a body at a moment [s since 1970], as the header carries it."""
    digest = hmac.new(secret.encode(), f"{at_s}.".encode() + body, sha256).hexdigest()
    return f"t={at_s},v1={digest}"


def send(delivery: Delivery) -> str:
    """Send a message, and return what the other side said in a few words.

    Raises:
        NotDeliveredError: It did not take it, or nobody is there.
        ForbiddenTargetError: No message goes to that address.
    """
    webhook = delivery.webhook
    target = target_of(webhook.url, user=webhook.user)
    message = {"id": str(delivery.pk), "event": delivery.event, **delivery.body}
    body = json.dumps(message, separators=(",", ":")).encode()
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "momentary-webhook/1",
        "Momentary-Event": delivery.event,
        "Momentary-Delivery": str(delivery.pk),
        "Momentary-Signature": signature(webhook.secret, at_s=int(time.time()), body=body),
    }
    try:
        return _posted(target, body, headers)
    except (OSError, http.client.HTTPException) as error:
        raise NotDeliveredError(f"{type(error).__name__}: {error}"[:200]) from None


def _posted(target: Target, body: bytes, headers: dict[str, str]) -> str:
    connection = _Connection(target)
    # A timeout is for each piece: an answer that comes letter by letter would keep the worker from everybody's work.
    ending = threading.Timer(ALTOGETHER_S, connection.break_off)
    ending.daemon = True
    ending.start()
    try:
        connection.request("POST", target.path, body, headers)
        answer = connection.getresponse()
        answer.read(_READ_AT_MOST)
    finally:
        ending.cancel()
        connection.close()
    if connection.is_broken_off:
        raise TimeoutError("the answer took too long")
    said = f"HTTP {answer.status}"
    if not 200 <= answer.status < 300:
        raise NotDeliveredError(said)
    return said


class _Connection(http.client.HTTPConnection):
    """A connection to an address that was looked at, under the name that it was asked for."""

    def __init__(self, target: Target) -> None:
        super().__init__(target.host, target.port, timeout=WITHIN_S)
        self._target = target
        self.is_broken_off = False

    def break_off(self) -> None:
        """End whatever is being waited for, from another thread."""
        self.is_broken_off = True
        # The socket's own way: that of TLS would change what the other thread is reading from.
        with suppress(OSError):
            if self.sock is not None:
                socket.socket.shutdown(self.sock, socket.SHUT_RDWR)

    def connect(self) -> None:
        """Connect to the first address that answers."""
        deadline = time.monotonic() + WITHIN_S
        failure: OSError = TimeoutError("nobody answered")
        for address in self._target.addresses:
            left = deadline - time.monotonic()
            if left <= 0.0:
                break
            try:
                found = socket.create_connection((str(address), self._target.port), timeout=left)
            except OSError as error:
                failure = error
                continue
            if self._target.is_https:
                found = ssl.create_default_context().wrap_socket(found, server_hostname=self._target.host)
            self.sock = found
            return
        raise failure
