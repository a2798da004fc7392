"""What check-ins are worth, by the lifter's own first sets: kept for the page Body, which weighs the last of them."""

from __future__ import annotations

from momentary.figures.check_in_words import check_in_sentences
from momentary.inference.check_ins import weigh_check_ins
from momentary.web.insights.feeling import WEIGHTS, weights_record
from momentary.web.insights.rendering import Known, renders
from momentary.web.insights.texts import json_text
from momentary.web.training.stated import check_ins_of


@renders(WEIGHTS)
def check_ins(known: Known) -> str:
    """Return the weights with their sentences, as JSON; nothing where nobody checked in."""
    told = check_ins_of(known.athlete)
    if not told:
        return ""
    found = weigh_check_ins(told, known.tiredness)
    return json_text({**weights_record(found), "sentences": list(check_in_sentences(found))})
