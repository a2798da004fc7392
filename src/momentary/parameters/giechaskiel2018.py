"""Giechaskiel 2018: one lifter's bench press after three, five and nine sets to failure."""

from momentary.evidence import Sourced, Trust

_KEY = "giechaskiel2018"

GAIN = Sourced(1.0, "rep", _KEY, "text of the paper: first set five days after 3 or 5 sets", Trust.SECOND_HAND)
"""Repetitions more in the first set than the time before, after three or five sets [rep]."""

DAYS_AFTER_FEW_SETS = Sourced(5.0, "d", _KEY, "text of the paper: three or five sets", Trust.SECOND_HAND)
"""Days between [d]."""

DAYS_AFTER_NINE_SETS = Sourced(7.0, "d", _KEY, "text of the paper: nine sets, back without a gain", Trust.SECOND_HAND)
"""Days until nine sets were recovered from [d]."""
