"""What a person may correct of a fact, as the text that they typed and as the value that it means."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, get_args

from assistant.register import Row
from ingest.agencies import agency_name
from ingest.date_matches import Relation
from ingest.dates import Recurrence
from ingest.digits import fold_digits
from ingest.records import FACT_KINDS

NUMBER_RELATIONS = ("=", ">=", "<=", ">", "<", "~", "increase", "decrease", "range")


class CorrectionError(ValueError):
    """A value that cannot be taken. The message is a key of the register's labels; `field` names the value."""

    def __init__(self, message: str, field: str, given: str) -> None:
        super().__init__(message)
        self.message, self.field, self.given = message, field, given


def _day(text: str) -> date | None:
    """An ISO date, or one as the four languages write it."""
    if not text:
        return None
    try:
        return date.fromisoformat(fold_digits(text))
    except ValueError:
        from ingest.dates import find_periods

        found = find_periods(text)
        if len(found) == 1 and found[0].start is not None and found[0].precision == "day":
            beside = text[: found[0].start_char] + text[found[0].end_char :]
            if not any(map(str.isdigit, beside)):
                return found[0].start
        raise


_WHOLE = re.compile(r"[-+]?(?:\d+|\d{1,3}(?P<mark>[.,])(?:\d{2,3}(?P=mark))*\d{3})")


def _decimal(text: str) -> Decimal | None:
    """A number with a decimal point or comma, its digits in groups or not.

    Raises ValueError for what is no number, and for one that means two things: "46.500".
    """
    if not text:
        return None
    whole, part = re.sub(r"\s", "", fold_digits(text)).replace("\u2212", "-"), "0"
    marks = re.findall("[.,]", whole)
    if len(marks) == 1 or len(set(marks)) == 2:
        whole, _, part = whole.rpartition(marks[-1])
    if not _WHOLE.fullmatch(whole) or not part.isdecimal():
        raise ValueError(text)
    if len(marks) == 1 and len(part) == 3 and re.fullmatch("[-+]?[1-9][0-9]{0,2}", whole):
        raise ValueError(text)
    return Decimal(f"{re.sub('[.,]', '', whole)}.{part}")


def _one_of(*choices: str) -> Callable[[str], str | None]:
    def read(text: str) -> str | None:
        if text and text not in choices:
            raise ValueError(text)
        return text or None

    return read


def _kind(text: str) -> str:
    if text not in FACT_KINDS:
        raise ValueError(text)
    return text


def _names(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())


_READERS: dict[str, Callable[[str], Any]] = {
    "kind": _kind,
    "action": str,
    "agency": str,
    "coordinating": _names,
    "product": str,
    "date_start": _day,
    "date_end": _day,
    "date_relation": _one_of(*get_args(Relation)),
    "recurrence": _one_of(*get_args(Recurrence)),
    "number": _decimal,
    "number_high": _decimal,
    "unit": lambda text: text or None,
    "number_relation": _one_of(*NUMBER_RELATIONS),
}
FIELDS = tuple(_READERS)


def corrected(row: Row, values: Mapping[str, str]) -> dict[str, Any]:
    """The fields of the row as a person corrected them; unknown names and values that mean nothing are passed over."""
    try:
        return checked(row, values)
    except CorrectionError:
        found: dict[str, Any] = {}
        for name, text in values.items():
            try:
                found |= checked(row, {name: text})
            except CorrectionError:
                continue
        return found


def checked(row: Row, values: Mapping[str, str]) -> dict[str, Any]:
    """The same, strictly. Raises CorrectionError."""
    found: dict[str, Any] = {}
    present = as_text(row)
    for name, text in values.items():
        if name not in _READERS:
            raise CorrectionError("unknown_field", name, text)
        if text.strip() == present[name]:
            found[name] = getattr(row, name)
            continue
        try:
            found[name] = _READERS[name](text.strip())
        except (ValueError, InvalidOperation) as error:
            raise CorrectionError("bad_value", name, text) from error
    if "date_end" in found and "date_start" not in found and row.date_start == row.date_end:
        found["date_start"] = found["date_end"]  # a single day moves as a whole
    start, end = found.get("date_start", row.date_start), found.get("date_end", row.date_end)
    if ("date_start" in found or "date_end" in found) and start and end and start > end:
        raise CorrectionError("dates_reversed", "date_end", values.get("date_end", ""))
    if row.counted and any(found.get(name, old) != old for name, old in _time(row).items()):
        found["counted"] = False  # a person's day is no longer worked out from that of the document
    if "agency" in found:
        found["agency_name"] = agency_name(found["agency"]) if found["agency"] else ""
    return found


def _time(row: Row) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ("date_start", "date_end", "date_relation")}


def as_text(row: Row) -> dict[str, str]:
    """The values of the row as they are typed."""
    texts = {}
    for name in FIELDS:
        value = getattr(row, name)
        if isinstance(value, tuple):
            texts[name] = "; ".join(value)
        elif isinstance(value, Decimal):
            texts[name] = format(value, "f")
        else:
            texts[name] = "" if value is None else str(value)
    return texts
