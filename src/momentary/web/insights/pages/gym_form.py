"""The form of a gym: what there is to load, typed as rows of loads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from momentary.catalogue import Equipment
from momentary.quantities import ImpossibleValueError, LoadUnit

if TYPE_CHECKING:
    from momentary.prescription.gym import Gym

_TEXT = forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"})
BARS = (
    (Equipment.BARBELL, _("Barbell")),
    (Equipment.EZ_BAR, _("EZ bar")),
    (Equipment.TRAP_BAR, _("Trap bar")),
    (Equipment.SMITH_MACHINE, _("Carriage of the Smith machine")),
)
"""Bars that have a field of their own; others that a gym was told to have stay as they are."""

_LISTS = {"dumbbells": _("Dumbbells, pairs"), "kettlebells": _("Kettlebells"), "stack": _("Steps of the stacks")}


class GymForm(forms.Form):
    """What there is to load. An empty row means that there is none."""

    unit = forms.ChoiceField(label=_("Loads are in"), choices=[("kg", "kg"), ("lb", "lb")])
    plates = forms.CharField(
        label=_("Plates"), required=False, max_length=400, widget=_TEXT,
        help_text=_("20x8 is eight plates of 20, all of them counted; with blanks between kinds."),
    )  # fmt: skip
    has_pins = forms.BooleanField(label=_("There is a rack with pins or safety arms"), required=False)
    has_partner = forms.BooleanField(label=_("Somebody is usually there to help"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Make a field for each kind of thing."""
        super().__init__(*args, **kwargs)
        for bar, label in BARS:
            self.fields[_name(bar)] = forms.CharField(label=label, required=False, max_length=20, widget=_TEXT)
        for name, label in _LISTS.items():
            help_text = _("2-50/2 is 2 to 50 in steps of 2; or one by one: 5 7.5 10.") if name == "dumbbells" else ""
            self.fields[name] = forms.CharField(
                label=label, required=False, max_length=2000, widget=_TEXT, help_text=help_text
            )
        self.order_fields(["unit", *(_name(bar) for bar, _label in BARS), "plates", *_LISTS])

    @classmethod
    def initial_of(cls, gym: Gym) -> dict[str, Any]:
        """Return what the form shows of a gym."""
        from momentary.prescription.gym_words import load_text, loads_text, plates_text  # noqa: PLC0415 (numpy, once)

        bars = dict(gym.bars)
        return {
            "unit": str(gym.unit),
            "plates": plates_text(gym.plates, gym.unit),
            "has_pins": gym.has_pins,
            "has_partner": gym.has_partner,
            **{_name(bar): load_text(bars[bar], gym.unit) for bar, _label in BARS if bar in bars},
            **{name: loads_text(getattr(gym, name), gym.unit) for name in _LISTS},
        }

    def gym(self, before: Gym) -> Gym | None:
        """Return the gym that was told; None where a row of it cannot be, which the form then says."""
        from momentary.prescription.gym import Gym  # noqa: PLC0415
        from momentary.prescription.gym_words import loads_of, plates_of  # noqa: PLC0415

        told, unit = self.cleaned_data, LoadUnit(self.cleaned_data["unit"])
        parts: dict[str, Any] = {}
        for name, read in (("plates", plates_of), *((name, loads_of) for name in _LISTS)):
            try:
                parts[name] = read(told[name], unit)
            except ImpossibleValueError as error:
                self.add_error(name, str(error))
        bars = {bar: load for bar, load in before.bars if bar not in dict(BARS)}
        for bar, _label in BARS:
            self._bar(bar, unit, bars)
        if self.errors:
            return None
        try:
            return Gym(
                unit, tuple(bars.items()), **parts, has_pins=told["has_pins"], has_partner=told["has_partner"]
            )  # fmt: skip
        except ImpossibleValueError as error:
            self.add_error("plates", str(error))
            return None

    def _bar(self, bar: Equipment, unit: LoadUnit, bars: dict[Equipment, Any]) -> None:
        from momentary.prescription.gym_words import load_of  # noqa: PLC0415

        text = self.cleaned_data[_name(bar)]
        if not text:
            return
        found = load_of(text, unit)
        if found is None:
            self.add_error(_name(bar), _("That is no load: write 20, or 45lb."))
        else:
            bars[bar] = found


def _name(bar: Equipment) -> str:
    return "bar_" + str(bar).lower().replace(" ", "_")
