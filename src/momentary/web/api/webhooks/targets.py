"""Where a message may go: to the internet by HTTPS, not into the host's own network.

A lifter who could make the server speak to any address would reach what only the server reaches. So the name is
resolved, every address that it has is looked at, and the connection goes to an address that was looked at: a name that
means another machine a moment later leads nowhere.
"""

from __future__ import annotations

import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import urlsplit

from django.conf import settings

from momentary.web.accounts.models import User
from momentary.web.hosting.addresses import is_loopback

_LONGEST = 500
Address = IPv4Address | IPv6Address


class ForbiddenTargetError(ValueError):
    """An address that no message goes to: the message says why."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a message goes.

    Args:
        is_https: Whether by HTTPS.
        host: The name.
        port: The port.
        path: Path and query.
        addresses: Addresses of the name that may be spoken to.
    """

    is_https: bool
    host: str
    port: int
    path: str
    addresses: tuple[Address, ...]


def check_url(url: str, *, user: User) -> None:
    """Refuse an address that could never be spoken to, without resolving its name.

    Raises:
        ForbiddenTargetError: It is none.
    """
    _parts(url, user)


def target_of(url: str, *, user: User) -> Target:
    """Return where a message for an address goes, its name resolved.

    Raises:
        ForbiddenTargetError: The name does not resolve, or leads where no message goes.
    """
    is_https, host, port, path = _parts(url, user)
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise ForbiddenTargetError(f"The name {host} does not resolve. Check it.") from None
    addresses = tuple(dict.fromkeys(ip_address(one[4][0]) for one in found if "%" not in str(one[4][0])))
    if not addresses or not all(_may(one, user=user, is_https=is_https) for one in addresses):
        raise ForbiddenTargetError(
            f"{host} is an address inside of a network, or not by HTTPS. Name one of the internet by https://, or let"
            " the host allow private ones (MOMENTARY_WEBHOOKS=private)."
        )
    return Target(is_https, host, port, path, addresses)


def _parts(url: str, user: User) -> tuple[bool, str, int, str]:
    example = "Write it like https://example.org/hook"
    if settings.SERVER.webhooks == "off":
        raise ForbiddenTargetError("The host of this server has switched webhooks off.")
    if len(url) > _LONGEST or not url.isascii() or not url.isprintable() or " " in url:
        raise ForbiddenTargetError(f"The address is too long, or has letters that no address has. {example}")
    try:
        parts = urlsplit(url)
        port, host = parts.port, parts.hostname
    except ValueError:
        raise ForbiddenTargetError(f"That is no address. {example}") from None
    if parts.scheme not in ("https", "http") or not host or port == 0:
        raise ForbiddenTargetError(f"That is no address of the web. {example}")
    if parts.username is not None or parts.password is not None:
        raise ForbiddenTargetError(
            "The address holds a name or password. The signature says who sends: leave them out."
        )
    is_https = parts.scheme == "https"
    if not is_https and not (_is_private_allowed() or (user.is_owner and is_loopback(host))):
        raise ForbiddenTargetError("Messages go by https:// only; by http:// to this machine alone, for its owner.")
    path = parts.path or "/"
    return is_https, host, port or (443 if is_https else 80), f"{path}?{parts.query}" if parts.query else path


def _may(address: Address, *, user: User, is_https: bool) -> bool:
    plain = address.ipv4_mapped if isinstance(address, IPv6Address) and address.ipv4_mapped is not None else address
    if plain.is_loopback:
        return user.is_owner or _is_private_allowed()
    if plain.is_multicast or plain.is_unspecified or plain.is_link_local or plain.is_reserved or _is_a_way_in(plain):
        return False
    if not plain.is_global:
        return _is_private_allowed()
    return is_https


def _is_a_way_in(address: Address) -> bool:
    """Whether an address is of a site, or leads to the address of version 4 that is in it."""
    if isinstance(address, IPv4Address):
        return False
    return address.is_site_local or address.sixtofour is not None or address.teredo is not None


def _is_private_allowed() -> bool:
    return bool(settings.SERVER.webhooks == "private")
