"""Dates whose month is a word, in the languages of the apps: 5 Mai 2026, 07:34 and Jun 11, 2026, 1:01 PM."""

from __future__ import annotations

import re
from functools import lru_cache

_NAMES = {
    1: "january januar janvier enero gennaio janeiro ocak januari jänner styczeń stycznia leden ledna január"
    " ianuarie января январь січень січня януари ιανουάριος ιανουαρίου tammikuu gener ינואר يناير",
    2: "february februar février febrero febbraio fevereiro şubat februari feber luty lutego únor února február"
    " februarie февраля февраль лютий лютого февруари φεβρουάριος φεβρουαρίου helmikuu febrer פברואר فبراير",
    3: "march märz mars marzo março mart maart marzec marca březen března március martie марта март березень"
    " березня μάρτιος μαρτίου maaliskuu març marts maret מרץ مارس",
    4: "april avril abril aprile nisan kwiecień kwietnia duben dubna április aprilie апреля апрель квітень квітня"
    " април απρίλιος απριλίου huhtikuu אפריל أبريل ابريل",
    5: "may mai mayo maggio maio mayıs mei maj maja květen května május мая май травень травня μάιος μαΐου toukokuu"
    " maig maí מאי مايو",
    6: "june juni juin junio giugno junho haziran czerwiec czerwca červen června június iunie июня июнь червень"
    " червня юни ιούνιος ιουνίου kesäkuu juny יוני يونيو",
    7: "july juli juillet julio luglio julho temmuz lipiec lipca červenec července július iulie июля июль липень"
    " липня юли ιούλιος ιουλίου heinäkuu juliol יולי يوليو",
    8: "august août agosto ağustos augustus augusti sierpień sierpnia srpen srpna augusztus августа август серпень"
    " серпня αύγουστος αυγούστου elokuu agost agustus אוגוסט أغسطس",
    9: "september septembre septiembre settembre setembro eylül wrzesień września září szeptember septembrie"
    " сентября сентябрь вересень вересня септември σεπτέμβριος σεπτεμβρίου syyskuu setembre ספטמבר سبتمبر",
    10: "october oktober octobre octubre ottobre outubro ekim październik października říjen října október"
    " octombrie октября октябрь жовтень жовтня октомври οκτώβριος οκτωβρίου lokakuu אוקטובר أكتوبر",
    11: "november novembre noviembre novembro kasım listopad listopada listopadu noiembrie ноября ноябрь"
    " листопад листопада ноември νοέμβριος νοεμβρίου marraskuu נובמבר نوفمبر",
    12: "december dezember décembre diciembre dicembre dezembro aralık grudzień grudnia prosinec prosince"
    " decembrie декабря декабрь грудень грудня декември δεκέμβριος δεκεμβρίου joulukuu desember desembre"
    " דצמבר ديسمبر",
}
# Short forms that are no beginning of one month's name alone.
_SHORT = {"mar": 3, "mrt": 3, "mrz": 3, "márc": 3, "čvn": 6, "čvc": 7, "ag": 8, "agt": 8, "dez": 12}
_SHORTEST_BEGINNING = 3
_MONTH = r"[^\W\d_]+\.?|\d{1,2}\s?[月월]|(?:thg|tháng)\s?\d{1,2}"
_DATE = re.compile(
    rf"(?:[^\W\d_]{{2,12}}\.?,?\s+)?(?:"
    rf"(?P<day>\d{{1,2}})(?:\.|º|er)?[\s-]*(?:de\s+|of\s+|d['’])?(?P<month>{_MONTH})[\s,-]*(?:de\s+|del\s+)?(?P<year>\d{{4}})"
    rf"|(?P<month2>{_MONTH})\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year2>\d{{4}})"
    rf"|(?P<year3>\d{{4}})\s?[年년]?[\s-]*(?P<month3>{_MONTH})[\s-]*(?P<day3>\d{{1,2}})\s?[日일]?"
    rf"|(?P<day4>\d{{1,2}})-(?P<month4>{_MONTH})-(?P<year4>\d{{2}})"
    rf")(?:\s?г\.)?(?:,?\s+(?:at|um|à|às|kl\.?|a las)?\s*"
    rf"(?P<time>\d{{1,2}}[:.]\d{{2}}(?::\d{{2}})?)\s*(?P<half>[AaPp]\.?\s?[Mm]\.?)?)?\Z"
)
_LONGEST_DATE = 60


@lru_cache(maxsize=1024)
def month_of(name: str) -> int | None:
    """Return the month, 1 to 12, that a word or its beginning names in any language; None where it names none."""
    name = name.strip().rstrip(".").casefold()
    digits = re.sub(r"[^0-9]", "", name)
    if digits:
        return int(digits) if 1 <= int(digits) <= 12 else None
    if name in _SHORT:
        return _SHORT[name]
    whole = {month for month, names in _NAMES.items() if name in names.split()}
    if len(whole) == 1:
        return whole.pop()
    if len(name) < _SHORTEST_BEGINNING:
        return None
    begun = {month for month, names in _NAMES.items() if any(one.startswith(name) for one in names.split())}
    return begun.pop() if len(begun) == 1 else None


def split_date(text: str) -> tuple[int, int, int, str | None, str | None] | None:
    """Return year, month, day, clock time and half of the day of a date with a named month; None where it is none."""
    if len(text) > _LONGEST_DATE:
        return None
    parts = _DATE.match(text)
    if parts is None:
        return None
    for end in ("", "2", "3", "4"):
        if parts[f"year{end}"] is not None:
            month = month_of(parts[f"month{end}"])
            if month is None:
                return None
            time = parts["time"]
            half = parts["half"]
            return (
                int(parts[f"year{end}"]) + (2000 if end == "4" else 0),
                month,
                int(parts[f"day{end}"]),
                time.replace(".", ":") if time is not None else None,
                half.replace(" ", "") if half is not None else None,
            )
    return None
