"""Files of population figures: read as written, and refused with the reason where they cannot be used."""

from __future__ import annotations

import pytest

from momentary.parameters import PopulationFileError, population_from_toml, population_to_toml, shipped_population

TEXT = population_to_toml(shipped_population())


def test_the_shipped_population_survives_being_written() -> None:
    assert population_from_toml(TEXT, name="again") == shipped_population()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("model =", "model ==", "This is no TOML"),
        ('model = "level 3"', 'model = "level 1"', "for the model 'level 1'; this is 'level 3'"),
        ("[figures.day_sd]", "[figures.night_sd]", "lacks 'day_sd'"),
        ("[cues]", "[cues]\nhunch = 1.0", "has 'hunch', which the model does not know"),
        ("odd_share = 0.1\n", "odd_share = nan\n", "cues.odd_share is nan: not a number"),
        ("odd_share = 0.1\n", "odd_share = true\n", "cues.odd_share is True: not a number"),
        ("miss = [", "miss = [0.5, ", "cues.miss has 4 numbers, not 3"),
        ("[fitted_on]\nlifters", "[fitted_on]\npeople", "[fitted_on] is missing or incomplete"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(old: str, new: str, told: str) -> None:
    assert old in TEXT
    with pytest.raises(PopulationFileError) as caught:
        population_from_toml(TEXT.replace(old, new, 1), name="mine.toml")
    assert str(caught.value).startswith("mine.toml: ")
    assert told in str(caught.value)
    assert "`momentary population learn` writes such a file" in str(caught.value)


def test_a_figure_without_an_origin_is_refused() -> None:
    first = TEXT.index('origin = "', TEXT.index("[figures."))
    broken = TEXT[:first] + TEXT[TEXT.index("\n", first) + 1 :]
    with pytest.raises(PopulationFileError, match="is not a value with unit and origin"):
        population_from_toml(broken, name="mine.toml")
