"""Carroll, Taylor & Gandevia 2017: how long fatigue of brain and of muscle lasts, a review."""

from momentary.evidence import Sourced, Trust

_KEY = "carroll2017"

CENTRAL_RECOVERED = Sourced(120.0, "s", _KEY, "abstract: about 2 min after brief intense work", Trust.ABSTRACT_READ)
"""When voluntary drive is back after brief intense work [s]."""

PERIPHERAL_FAST_FROM = Sourced(
    180.0, "s", _KEY, "abstract: 3 to 5 min, excitation-contraction coupling and reperfusion", Trust.ABSTRACT_READ
)
"""When the fast part of the muscle's fatigue is back, from [s]."""

PERIPHERAL_FAST_TO = Sourced(300.0, "s", _KEY, "abstract: 3 to 5 min", Trust.ABSTRACT_READ)
"""The same, to [s]."""

CENTRAL_AFTER_LONG_WORK = Sourced(
    1800.0, "s", _KEY, "abstract: after long work of low intensity drive may not be back by 30 min", Trust.ABSTRACT_READ
)
"""Time by which drive need not be back after long easy work [s]."""
