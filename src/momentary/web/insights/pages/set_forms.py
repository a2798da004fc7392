"""The forms that amend a set: what the form knows is changed, whatever else the set holds stays as it is."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from momentary.web.insights.wording import TECHNIQUES

_NUMBER = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
_COUNT = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
UNITS = [("kg", "kg"), ("lb", "lb")]
ENDINGS = [
    ("", _("not told")),
    ("momentary_failure", _("could not move it")),
    ("technical_failure", _("the form broke")),
    ("eccentric_failure", _("could not lower it")),
    ("failure", _("failure, in which way is not told")),
    ("stopped", _("stopped with some left")),
    ("pain", _("pain")),
    ("time", _("time")),
    ("target", _("target reached")),
]
ROLES = [
    ("", _("not told")),
    ("working", _("working set")),
    ("warm_up", _("warm-up")),
    ("cool_down", _("cool-down")),
]
SIDES = [("", _("not told")), ("left", _("left")), ("right", _("right")), ("both", _("both"))]


class NumberField(forms.FloatField):
    """A number as people type it: with a point or a comma."""

    widget = _NUMBER

    def to_python(self, value: Any) -> float | None:  # type: ignore[override]  # the stubs think of whole numbers
        """Return the number."""
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)


class SegmentForm(forms.Form):
    """One segment of a set."""

    exercise = forms.CharField(label=_("Exercise"), max_length=200)
    load = NumberField(label=_("Load"), required=False, min_value=0)
    unit = forms.ChoiceField(label=_("Unit"), choices=UNITS)
    repetitions = forms.IntegerField(label=_("Repetitions"), required=False, min_value=0, widget=_COUNT)
    partial_repetitions = forms.IntegerField(label=_("Partial repetitions"), required=False, min_value=0, widget=_COUNT)
    reserve = NumberField(label=_("Left in reserve (RIR)"), required=False, min_value=0, max_value=30)
    ending = forms.ChoiceField(label=_("How it ended"), choices=ENDINGS, required=False)
    technique = forms.ChoiceField(label=_("Technique"), choices=list(TECHNIQUES.items()))
    is_removed = forms.BooleanField(label=_("Take this segment out"), required=False)

    @classmethod
    def initial_of(cls, segment: Mapping[str, Any]) -> dict[str, Any]:
        """Return what the form shows of a segment."""
        load, effort = segment.get("load") or {}, segment.get("effort")
        return {
            "exercise": segment.get("exercise", ""),
            "load": _shown(load.get("value")),
            "unit": load.get("unit", "kg"),
            "repetitions": segment.get("repetitions"),
            "partial_repetitions": segment.get("partial_repetitions"),
            "reserve": None if effort is None else _shown(_rir(effort)),
            "ending": (segment.get("ending") or {}).get("kind", ""),
            "technique": segment.get("technique", "straight"),
        }

    def amended(self, segment: Mapping[str, Any]) -> dict[str, Any]:
        """Return the segment as the form says it; what the form does not show stays. A new one has no parts yet."""
        told = self.cleaned_data
        found = {**segment, "exercise": told["exercise"]}
        shown = self.initial_of(segment)
        # What the form shows has ten digits: a number that nobody touched keeps those that it had.
        if (_shown(told["load"]), told["unit"]) != (shown["load"], shown["unit"]):
            _put(found, "load", None if told["load"] is None else {"value": told["load"], "unit": told["unit"]})
        _put(found, "repetitions", told["repetitions"])
        _put(found, "partial_repetitions", told["partial_repetitions"])
        if _shown(told["reserve"]) != shown["reserve"]:
            _put(found, "effort", None if told["reserve"] is None else {"value": told["reserve"], "scale": "rir"})
        _put(found, "technique", None if told["technique"] == "straight" else told["technique"])
        ending = segment.get("ending") or {}
        if ending.get("kind", "") != told["ending"]:
            _put(found, "ending", {"kind": told["ending"], "judge": "lifter"} if told["ending"] else None)
        return found


class SetForm(forms.Form):
    """What holds for the whole set."""

    role = forms.ChoiceField(label=_("Role"), choices=ROLES, required=False)
    side = forms.ChoiceField(label=_("Side"), choices=SIDES, required=False)
    note = forms.CharField(label=_("Note"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))
    seen = forms.CharField(widget=forms.HiddenInput, required=False)


class SetEditing:
    """All forms of one set, as one.

    Args:
        value: The set as the log has it.
        data: What was sent; None where the form is only shown.
    """

    def __init__(self, value: Mapping[str, Any], data: Mapping[str, Any] | None = None) -> None:
        """Make a form for every segment."""
        self._value = value
        segments: Sequence[Mapping[str, Any]] = value["segments"]
        is_longer = data is not None and "more-exercise" in data and bool(str(data["more-exercise"]).strip())
        self.whole = SetForm(
            data,
            initial={"role": value.get("role", ""), "side": value.get("side", ""), "note": value.get("note", ""),
                     "seen": fingerprint(value)},
        )  # fmt: skip
        self.segments = [
            SegmentForm(data, prefix=f"segment-{place}", initial=SegmentForm.initial_of(segment))
            for place, segment in enumerate(segments)
        ]
        last = SegmentForm.initial_of(segments[-1])
        blank = {"unit": last["unit"], "technique": "drop", "ending": last["ending"]}
        self.more = SegmentForm(data if is_longer else None, prefix="more", initial=blank)
        self.more.fields["exercise"].required = is_longer
        self._is_longer = is_longer

    def is_valid(self) -> bool:
        """Whether every form is, and anything of the set is left."""
        forms_ = [self.whole, *self.segments, *([self.more] if self._is_longer else [])]
        verdicts = [one.is_valid() for one in forms_]  # every form says what is wrong with it
        if not all(verdicts):
            return False
        if not self._is_longer and all(one.cleaned_data["is_removed"] for one in self.segments):
            self.whole.add_error(None, gettext("Nothing of the set is left. To take it out of the log, void it."))
            return False
        if (seen := self.whole.cleaned_data["seen"]) and seen != fingerprint(self._value):
            fact = gettext("The set was changed elsewhere meanwhile. Look at it as it is now, then change it.")
            self.whole.add_error(None, fact)
            return False
        return True

    def amended(self) -> dict[str, Any]:
        """Return the set as the forms say it."""
        found = dict(self._value)
        pairs = zip(self.segments, self._value["segments"], strict=True)
        segments = [form.amended(segment) for form, segment in pairs if not form.cleaned_data["is_removed"]]
        if self._is_longer:
            segments.append(self.more.amended({}))
        for name in ("role", "side", "note"):
            _put(found, name, self.whole.cleaned_data[name] or None)
        return {**found, "segments": segments}


def fingerprint(value: Mapping[str, Any]) -> str:
    """Return a short text that tells two values of a set apart."""
    return sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:16]


def _rir(effort: Mapping[str, Any]) -> float:
    value = float(effort["value"])
    return value if effort["scale"] == "rir" else 10.0 - value


def _shown(value: float | None) -> str | None:
    return None if value is None else f"{value:.10g}"


def _put(found: dict[str, Any], name: str, value: Any) -> None:
    """Set a part, or leave it out where it is not told: zero is told."""
    if value is None:
        found.pop(name, None)
    else:
        found[name] = value
