"""Names of exercises in addresses: readable, and no two alike."""

from __future__ import annotations

from hashlib import sha256

from django.utils.text import slugify


def lift_key(key: str) -> str:
    """Return the key of an exercise as it stands in an address; a name of the lifter's own gets a digest of it."""
    plain = slugify(key)[:60]
    return plain if plain == key else f"{plain or 'own'}-{sha256(key.encode()).hexdigest()[:8]}"
