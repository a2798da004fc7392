"""Check-ins from a file."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from momentary.exchange.check_ins import read_check_ins
from momentary.exchange.reading import UnreadableFileError
from momentary.quantities import Muscle

HEAD = "time,kind,muscle,value\n"


def written(folder: Path, text: str) -> Path:
    """A file with a text."""
    file = folder / "me.csv"
    file.write_text(text, encoding="utf-8")
    return file


def test_lines_of_one_time_are_one_check_in(tmp_path: Path) -> None:
    text = "2026-01-02T07:00,sleep,,6.5\n2026-01-02T07:00,soreness,front deltoid,4\n2026-01-01,motivation,,0\n"
    first, second = read_check_ins(written(tmp_path, HEAD + text))
    assert (first.at, first.motivation, first.sleep_h) == (datetime(2026, 1, 1), 0.0, None)
    assert (second.sleep_h, dict(second.soreness)) == (6.5, {Muscle.FRONT_DELTOID: 4.0})


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("when,what\n", 'no column "time"'),
        (HEAD + "2026-01-02,mood,,5\n", "line 2.*'mood' is no kind"),
        (HEAD + "2026-01-02,sleep,,7\n2026-13-02,sleep,,7\n", "line 3"),
        (HEAD + "2026-01-02,soreness,chets,5\n", "'chets' is no muscle"),
        (HEAD + "2026-01-02,sleep,,70\n", "0 to 24"),
        (HEAD + "2026-01-02,sleep,,lots\n", "line 2.*lots"),
    ],
)
def test_a_line_that_cannot_be_is_named(tmp_path: Path, text: str, fact: str) -> None:
    with pytest.raises(UnreadableFileError, match=fact):
        read_check_ins(written(tmp_path, text))


def test_no_file_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="cannot be read"):
        read_check_ins(tmp_path / "none.csv")
