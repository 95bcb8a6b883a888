"""What the Register tab's filters stand on: from the values of its controls to a `Filter`, and what can be chosen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_args

from assistant.register import STATUSES, Due, Filter, Row, Validity
from assistant.row_wording import row_label, say_count
from assistant.web import register_words as words
from assistant.web.register_labels import RegisterLabels
from index.tokens import without_diacritics
from ingest.agencies import agency_in, agency_name
from ingest.dates import find_periods
from ingest.digits import fold, fold_digits
from ingest.records import FACT_KINDS, OBLIGATIONS

Choices = list[tuple[str, str]]  # words and key
VALIDITIES = ("current", "superseded", "all")
LONGEST = 200  # characters of what is typed; the page takes no more


class PeriodError(ValueError):
    """What was typed is no period. The message is the name of one of the register's labels."""

    def __init__(self, message: str, given: str = "") -> None:
        super().__init__(message)
        self.message, self.given = message, given


@dataclass(frozen=True, slots=True)
class Chosen:
    """The values of the controls, in their order on the page. All come from the browser."""

    text: str = ""
    agency: str = ""
    due: Due = ""
    status: str = ""
    kinds: tuple[str, ...] = OBLIGATIONS
    document: str = ""
    start: str = ""
    end: str = ""
    validity: Validity | Literal["all"] = "current"
    translations: bool = False
    rejected: bool = False

    @classmethod
    def of(cls, values: Sequence[Any]) -> Chosen:
        """As a page sent them; what is not of the kind expected counts as left alone."""
        text, agency, due, status, kinds, document, start, end, validity, translations, rejected = values
        return cls(
            _text(text),
            _key(agency),
            due if due in get_args(Due) else "",
            status if status in (*STATUSES, "overdue") else "",
            tuple(kind for kind in FACT_KINDS if kind in kinds) if isinstance(kinds, list) else OBLIGATIONS,
            _key(document),
            _text(start),
            _text(end),
            validity if validity in VALIDITIES else "current",
            translations is True,
            rejected is True,
        )

    def values(self) -> list[Any]:
        """For the controls."""
        return [
            self.text, self.agency, self.due, self.status, list(self.kinds), self.document, self.start, self.end,
            self.validity, self.translations, self.rejected,
        ]  # fmt: skip

    @property
    def folded_away(self) -> int:
        """How many of the controls that are not always in view differ from what they begin with."""
        return sum(mine != first for mine, first in zip(self.values()[4:], Chosen().values()[4:], strict=True))

    def filter(self, language: str) -> Filter:
        """Raises PeriodError."""
        start, end = typed_period(self.start)[0], typed_period(self.end)[1]
        if start and end and start > end:
            raise PeriodError("period_reversed")
        return Filter(
            kinds=self.kinds or FACT_KINDS,
            agency=self.agency,
            document=self.document,
            start=start,
            end=end,
            due=self.due,
            text=self.text,
            validity=self.validity,
            status=self.status,
            rejected=self.rejected,
            one_language="" if self.translations else language,
        )


def _text(value: object) -> str:
    return value[:LONGEST] if isinstance(value, str) else ""


def _key(value: object) -> str:
    """One of the choices, however long its name is: Gradio lets no other pass."""
    return value if isinstance(value, str) else ""


def typed_period(typed: str) -> tuple[date | None, date | None]:
    """The first and last day of an ISO date, or of a day, month, quarter or year in any of the four languages."""
    typed = typed.strip()
    if not typed:
        return None, None
    try:
        day = date.fromisoformat(fold_digits(typed))
    except ValueError:
        found = [period for period in find_periods(typed) if period.start and period.end]
        if len(found) != 1:
            raise PeriodError("bad_period", typed[:40]) from None
        return found[0].start, found[0].end
    return day, day


def agencies(rows: Iterable[Row], language: str, chosen: str, labels: RegisterLabels) -> Choices:
    """Every body that the rows name, with how many of them do; the chosen one stays even where none does.

    A body is called what a document in the page's language calls it, where one does.
    """
    counts: Counter[str] = Counter()
    said: dict[str, tuple[str, str]] = {}
    for row in sorted(rows, key=lambda row: row.language != language):
        named = {row.agency_name or row.agency: words.agency(row, language)}
        for own, shown in zip(row.coordinating, words.coordinating(row, language), strict=True):
            named.setdefault(agency_name(own) or own, shown)
        for key, shown in named.items():
            if key:
                counts[key] += 1
                said.setdefault(key, shown)
    said.setdefault(chosen, (agency_in(chosen, language) or chosen, language))
    return _counted(labels.any_agency, counts, said, chosen, language)


def documents(rows: Iterable[Row], language: str, chosen: str, labels: RegisterLabels) -> Choices:
    """Every document of the rows by its base name, with how many rows it has."""
    counts: Counter[str] = Counter()
    said: dict[str, tuple[str, str]] = {}
    for row in rows:
        counts[row.document] += 1
        title = " · ".join(filter(None, (row.number_of_document, row.title or row.document)))
        said[row.document] = (title, row.language)
    return _counted(labels.any_document, counts, said, chosen, language)


def _counted(every: str, counts: Counter[str], said: dict[str, tuple[str, str]], chosen: str, language: str) -> Choices:
    """By name, those in the page's language first."""
    if chosen and chosen not in counts:
        counts[chosen] = 0
    names = {key: said.get(key, (key, language)) for key in counts}
    ordered = sorted(names, key=lambda key: (names[key][1] != language, without_diacritics(fold(names[key][0])), key))
    return [(every, ""), *((f"{names[key][0]} ({say_count(counts[key], language)})", key) for key in ordered)]


def kinds(language: str) -> Choices:
    return [(row_label(language, "kinds", kind), kind) for kind in FACT_KINDS]


def dues(labels: RegisterLabels) -> Choices:
    statuses = [(row_label(labels.code, "statuses", key), key) for key in ("overdue", "soon")]
    return [(labels.any_due, ""), *statuses, (labels.dated, "dated"), (labels.undated, "undated")]


def statuses(labels: RegisterLabels) -> Choices:
    keys = ("open", "in_progress", "overdue", "done", "not_applicable")
    return [(labels.any_status, ""), *((row_label(labels.code, "statuses", key), key) for key in keys)]


def validities(labels: RegisterLabels) -> Choices:
    shown: Choices = [(row_label(labels.code, "validities", key), key) for key in ("current", "superseded")]
    return [*shown, (labels.any_validity, "all")]
