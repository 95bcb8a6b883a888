"""A row of the register in the reader's language: by when, how much, of which kind, in which state.

Everything is said from the normalised parts, so that a Vietnamese row reads the same in Hindi. Fixed words are in
`row_wording.json`. A shape of time has three forms there: standing alone, "in" it, and what "by", "before" … attach to.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

from assistant.recurrence import Parts, read_parts
from assistant.register import Row
from assistant.wording import digits, format_day, spoken
from ingest.agencies import agency_in

_NO_UNIT = ("", None)
_WORKING_DAYS = 5
_DECIMALS = 2  # of a million, a crore: 1.575 billion would be read as a thousand and more in one language or another


@cache
def _catalogue() -> dict[str, dict[str, Any]]:
    text = Path(__file__).with_name("row_wording.json").read_text(encoding="utf-8")
    catalogue: dict[str, dict[str, Any]] = json.loads(text)
    return catalogue


def _words(language: str) -> dict[str, Any]:
    return _catalogue()[spoken(language)]


def row_label(language: str, group: str, key: str) -> str:
    """The word for a key of a group: kinds, statuses, validities, reviews, columns, flags. An unknown key is shown."""
    return str(_words(language)[group].get(key, key.replace("_", " ")))


def row_text(language: str, key: str, **values: object) -> str:
    """A fixed sentence of the register; whole numbers among the values are shown in the language's digits."""
    shown = {name: say_count(value, language) if isinstance(value, int) else value for name, value in values.items()}
    return str(_words(language)["texts"][key]).format(**shown)


def row_kind(row: Row, language: str) -> str:
    return row_label(language, "kinds", row.kind)


def row_status(row: Row, language: str, today: date) -> str:
    """How far the task has come, "overdue" where its day has passed. Empty for a row that asks nothing of anyone."""
    if not row.is_obligation:
        return ""
    return row_label(language, "statuses", "overdue" if row.is_overdue(today) else row.status)


def row_agency(row: Row, language: str) -> str:
    """Who must: the document's own words for readers of its language, else the term base's, where it knows the body."""
    if row.agency_name and (row.language != spoken(language) or not row.agency):
        return agency_in(row.agency_name, spoken(language)) or row.agency
    return row.agency


# --- by when


def row_date(row: Row, language: str) -> str:
    """By when, in words; the document's own words where they give no calendar date; empty where there is no date."""
    if row.recurrence:
        return _recurring(row, language)
    if row.date_start is None and row.date_end is None:
        return row.date_text
    if row.counted and row.date_relation == "within":  # only its own words show how it was counted
        said = say_interval(row.date_end, row.date_end, "by", language)
        return f"{said} ({row.date_text})" if row.date_text else said
    return say_interval(row.date_start, row.date_end, row.date_relation, language)


def say_interval(start: date | None, end: date | None, relation: str | None, language: str) -> str:
    """“before 30 June 2026”, “in the third quarter of 2026”. Empty without any date.

    Where a range has no name, "by" and "before" attach to its last day.
    """
    first, last = start or end, end or start
    if first is None or last is None:
        return ""
    if end is None:
        relation = relation if relation in ("on", "after") else "from"
    shape = _shape(first, last)
    if shape == "mid_year" and relation not in ("before", "by", "after"):
        shape = "range"  # June and July are as often meant
    if shape == "quarter" and last.month == 12 and relation == "by":
        shape = "year_end"  # is the same day, and what most texts say
    if shape != "range":
        return _related(shape, _parts_of(first, last, shape, language), relation, language)
    if relation in ("before", "by", "after"):
        return say_interval(last, last, relation, language)
    return _range(first, last, language)


def _shape(start: date, end: date) -> str:
    if start == end:
        return "day"
    end_of_month = (end + timedelta(days=1)).day == 1 if end < date.max else True
    if (start.year, start.month) == (end.year, end.month):
        tenths = {(1, 10): "early", (11, 20): "middle", (21, 0): "late", (1, 0): "month"}
        return tenths.get((start.day, 0 if end_of_month else end.day), "range")
    if start.year != end.year or start.day != 1 or not end_of_month:
        return "range"
    months = end.month - start.month + 1
    if months == 3 and start.month % 3 == 1:
        return "quarter"
    if months == 6 and start.month % 6 == 1:
        return "half"
    if months == 12:
        return "year"
    return "mid_year" if (start.month, end.month) == (6, 7) else "range"  # as `ingest.dates` reads it


def _is_of_months(start: date, end: date) -> bool:
    return start.day == 1 and _shape(end.replace(day=1), end) == "month"


def _parts_of(start: date, end: date, shape: str, language: str) -> dict[str, str]:
    words, nth = _words(language), ""
    if shape in ("quarter", "half"):
        nth = words["quarters"][start.month // 3] if shape == "quarter" else words["halves"][start.month // 6]
    return {
        "day": format_day(end, language),
        "month": row_month(end.month, language),
        "year": digits(str(end.year), language),
        "nth": nth,
        # Financial years begin in April or July in some countries, so a quarter and a half-year name their months.
        "span": words["span"].format(first=row_month(start.month, language), last=row_month(end.month, language))
        if nth
        else "",
    }


def _related(shape: str, values: dict[str, str], relation: str | None, language: str) -> str:
    words = _words(language)
    bare, inside, of = (form.format(**values) for form in words["shapes"][shape])
    if relation == "within" and shape == "day":
        relation = "by"
    if relation is None:
        said = bare
    elif relation in words["relations"]:
        pattern = words["relations"].get(f"{relation} {shape}", words["relations"][relation])
        said = pattern.format(bare=bare, of=of)
    else:
        said = inside
    return str(said + values.get("span", ""))


def _range(start: date, end: date, language: str) -> str:
    words = _words(language)
    same_year = start.year == end.year
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        pattern, first, last = words["range_years"], str(start.year), str(end.year)
        first, last = digits(first, language), digits(last, language)
    elif _is_of_months(start, end):
        pattern, last = words["range"], format_day(end, language, "month")
        first = row_month(start.month, language) if same_year else format_day(start, language, "month")
    else:
        pattern, last = words["range"], format_day(end, language)
        first = _date_of(start.month, start.day, language) if same_year else format_day(start, language)
    return str(pattern.format(start=first, end=last))


def row_month(number: int, language: str, short: bool = False) -> str:
    """The name of a month, standing alone."""
    from babel.dates import get_month_names

    if language == "vi":
        return f"T{number}" if short else f"tháng {number}"
    names = get_month_names("abbreviated" if short else "wide", "stand-alone", locale=spoken(language))
    return str(names[number])


def _date_of(month: int, day: int, language: str) -> str:
    words = _words(language)
    pattern = words["last_of" if day < 0 else "date_of"]
    return str(pattern.format(day=digits(str(day), language), month=row_month(month, language)))


def _recurring(row: Row, language: str) -> str:
    words, parts, relation = _words(language), read_parts(row.rule), row.date_relation
    every = words["every"].get(row.recurrence, row.recurrence)
    if parts.interval > 1:
        every = words["every_nth"].get(row.recurrence, every).format(n=digits(str(parts.interval), language))
    moment, attached = _moment(parts, language), relation if relation in ("before", "by") else "on"
    said = str(every)
    if moment:
        shape, days = moment
        if shape == "weekdays" and len(parts.weekdays) == _WORKING_DAYS and attached == "on":
            said = str(words["working_days"])
        elif shape == "weekdays" and attached == "on" and parts.interval == 1:
            said = words["weekly"].format(days=days)
        else:
            pattern = words.get(f"joined {shape}", words["joined"]) if parts.interval == 1 else words["joined"]
            said = pattern.format(every=every, when=_related(shape, {"days": days}, attached, language))
    if not row.date_start and not row.date_end:
        return said
    bounded = row.date_start != row.date_end or relation in ("from", "after")
    if moment and not bounded:
        return said  # the date is only one of those that the rule gives
    limit = relation if not moment or relation in ("from", "after") else None
    return f"{said}, {say_interval(row.date_start, row.date_end, limit, language)}"


def _moment(parts: Parts, language: str) -> tuple[str, str] | None:
    """The shape and the words of the day of a recurrence; None where it is left open."""
    words = _words(language)
    days = [day for day in parts.days if day >= -1]
    if parts.months and days:
        dates = (_date_of(month, day, language) for month, day in product(parts.months, days))
        return "dates", _listed(list(dates), language)
    if days == [-1]:
        return "last_day", ""
    if days:
        items = [words["last_item"] if day < 0 else _day_of_month(day, language) for day in days]
        return "of_month", _listed(items, language)
    if parts.position and len(parts.weekdays) == _WORKING_DAYS:
        nth = words["ordinals"].get(str(parts.position), str(parts.position))
        return "working_day", words["working_day"].format(nth=nth)
    if parts.weekdays and not any(nth for nth, _ in parts.weekdays):
        return "weekdays", _listed([words["weekdays"][day] for _, day in parts.weekdays], language)
    if parts.weekdays:
        names = ((words["ordinals"].get(str(nth), str(nth)), words["weekdays"][day]) for nth, day in parts.weekdays)
        return "nth_weekday", _listed([words["nth_day"].format(nth=nth, day=day) for nth, day in names], language)
    if parts.months:
        return "months", _listed([row_month(month, language) for month in parts.months], language)
    return None


def _day_of_month(day: int, language: str) -> str:
    if spoken(language) != "en":
        return digits(str(day), language)
    ending = "th" if 11 <= day <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{ending}"


def _listed(items: Sequence[str], language: str) -> str:
    from babel.lists import format_list

    return format_list(items, locale=spoken(language))


# --- how much


def row_unit(row: Row, language: str) -> str:
    """The unit of a row's number, of one or of several; empty where it has none."""
    return _unit(row.unit, int(row.number != 1 or row.number_high is not None), language)


def row_amount(row: Row, language: str) -> str:
    """How much, in words: “at least 85%”, “46.5 billion VND”. Empty where the row has no number."""
    if row.number is None:
        return ""
    return say_amount(row.number, row.number_high, row.unit, row.number_relation, language)


def say_amount(number: Decimal, high: Decimal | None, unit: str | None, relation: str | None, language: str) -> str:
    """A number with its unit and relation, exactly: only what two decimals can show is said in millions or crores."""
    words = _words(language)
    low, scaled = _scaled(number, unit, language)
    if high is None:
        shown = low
    else:
        upper, scaled = _scaled(high, unit, language)
        mark = "%" if unit == "%" else ""
        shown = words["amounts"]["range"].format(low=low + mark, high=upper)
    noun = unit not in _NO_UNIT and unit != "%" and unit not in words["units"]
    name = _unit(unit, 2 if scaled else int(number != 1 or high is not None), language)
    amount = shown + name if unit == "%" else f"{shown} {name}".strip()
    keys = [f"{relation} noun"] * noun + [f"{relation} counted"] * (noun or unit == "people") + [str(relation)]
    pattern = next((words["amounts"][key] for key in keys if key in words["amounts"] and relation != "range"), "{n}")
    return str(pattern.format(n=amount, number=shown, unit=name, of=_genitive(shown, amount, unit, language)))


def say_count(number: int, language: str) -> str:
    """A whole number with the language's digits and grouping."""
    return _formatted(Decimal(number), language)


def _unit(unit: str | None, form: int, language: str) -> str:
    """The word of a unit: `form` 0 for one, 1 for several, 2 for lakhs or millions of them."""
    if unit in _NO_UNIT or unit == "%":
        return unit or ""
    forms = str(_words(language)["units"].get(unit, unit)).split("|")
    return forms[min(form, len(forms) - 1)]


def _genitive(shown: str, amount: str, unit: str | None, language: str) -> str:
    genitives = _words(language)["genitives"]
    if unit in _NO_UNIT or unit not in genitives:
        return f"{amount}-এর" if spoken(language) == "bn" else amount
    return shown + genitives[unit] if unit == "%" else f"{shown} {genitives[unit]}"


def _scaled(number: Decimal, unit: str | None, language: str) -> tuple[str, bool]:
    """The number in the largest of millions, billions, lakhs, crores that two decimals can show exactly."""
    by_lakh = unit in ("INR", "BDT")
    scales = _words(language)["scales_lakh" if by_lakh else "scales"]
    if unit != "%":
        for name, zeros in scales:
            part = number.scaleb(-zeros)
            if abs(part) >= 1 and part == round(part, _DECIMALS):
                return f"{_formatted(part, language)} {name}", True
    return _formatted(number, language, "en_IN" if by_lakh and spoken(language) == "en" else None), False


def _formatted(number: Decimal, language: str, locale: str | None = None) -> str:
    from babel.numbers import format_decimal

    shown = format_decimal(number.normalize(), locale=locale or spoken(language), decimal_quantization=False)
    return digits(shown, language)
