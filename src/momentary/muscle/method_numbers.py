"""What the methods past failure are made of: measured nowhere, assumed, and named where they are."""

from momentary.evidence import Sourced, Trust

STABILISING = Sourced(
    0.1, "1", "cotterman2005", "assumed: the abstract has both signs, squat up and bench down", Trust.UNCONFIRMED
)
"""Force that keeps a free weight on its path, as a share of what moves it."""

MOMENTUM = Sourced(
    0.25, "1", "arandjelovic2013", "assumed: 'moderate' momentum, which the abstract does not put so", Trust.UNCONFIRMED
)
"""Share of the load that a swing of the body carries at the bottom."""

DROP = Sourced(0.2, "1", "sodal2023", "drops of 20 to 25 % are usual practice, as recalled", Trust.UNCONFIRMED)
"""Share of the load taken off at a drop."""

CHANGE_TIME = Sourced(8.0, "s", "sodal2023", "assumed: time to change the load", Trust.UNCONFIRMED)
"""Time between two loads [s]."""

SHORT_REST = Sourced(20.0, "s", "prestes2019", "rests of 20 s, as recalled", Trust.UNCONFIRMED)
"""Rest inside a rest-pause set [s]."""

HELP = Sourced(0.2, "1", "giessing2025", "near the 19 % of the first repetition past failure, rounded", Trust.DERIVED)
"""Share of the load that a fixed help takes."""

LOWERING_TIME = Sourced(4.0, "s", "nuzzo2023", "assumed: negatives are lowered in 4 s", Trust.UNCONFIRMED)
"""Time of a deliberate lowering [s]."""

SET_REST = Sourced(120.0, "s", "burke2024", "2 min after the pair, as the abstract has it", Trust.ABSTRACT_READ)
"""Rest between rounds of a method [s]."""
