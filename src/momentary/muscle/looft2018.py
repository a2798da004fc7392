"""Looft, Herkert & Frey-Law 2018: how much faster resting muscle recovers in the three-compartment model."""

from momentary.evidence import Sourced, Trust


def _table(multipliers: dict[str, float], *, locator: str) -> dict[str, Sourced]:
    return {joint: Sourced(value, "1", "looft2018", locator, Trust.SECOND_HAND) for joint, value in multipliers.items()}


REST_MULTIPLIER = {
    **_table({"ankle": 15.0, "knee": 15.0, "elbow": 15.0, "hand_grip": 30.0}, locator="r by joint"),
    **_table({"trunk": 15.0, "general": 15.0}, locator="r of the other joints"),
    **_table({"shoulder": 15.0}, locator="r, extrapolated to the shoulder"),
}
"""Recovery at rest over recovery under load, r."""
