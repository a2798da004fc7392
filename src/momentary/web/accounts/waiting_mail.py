"""Mail that no server was named for waits in a folder; what waits for somebody goes with them."""

from __future__ import annotations

from email import message_from_string
from email.utils import getaddresses
from pathlib import Path

from django.conf import settings

_RULE = "\n" + "-" * 79 + "\n"


def forget_mail_to(address: str) -> None:
    """Take the messages to an address out of the folder; those to others stay."""
    folder: Path = settings.FOLDER.mail
    for file in folder.glob("*.log"):
        messages = file.read_text(encoding="utf-8", errors="surrogateescape").split(_RULE)
        kept = [one for one in messages if not _is_to(one, address)]
        if len(kept) == len(messages):
            continue
        if not any(one.strip() for one in kept):
            file.unlink(missing_ok=True)
            continue
        other = file.with_suffix(".rest")
        other.write_text(_RULE.join(kept), encoding="utf-8", errors="surrogateescape")
        other.chmod(0o600)
        other.replace(file)


def _is_to(text: str, address: str) -> bool:
    message = message_from_string(text.lstrip())
    to = getaddresses([str(one) for name in ("To", "Cc") for one in message.get_all(name, [])])
    return any(found.lower() == address.lower() for _, found in to)
