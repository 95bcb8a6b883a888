"""What the charts of the register show: deadlines on a timeline, and how far the tasks have come."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeVar

from assistant.register import Row, Stage, shown_status
from assistant.row_wording import row_agency
from ingest.digits import fold
from ingest.references import find_references, same

State = Literal["overdue", "soon", "later", "done"]
STATES: tuple[State, ...] = ("overdue", "soon", "later", "done")
STAGES: tuple[Stage, ...] = ("done", "in_progress", "open", "overdue", "not_applicable")
_Group = TypeVar("_Group")
_MONTHS_BEFORE, _MONTHS_AFTER = 12, 24  # of today: what lies outside is counted, not drawn


@dataclass(frozen=True, slots=True)
class Point:
    """A deadline. What recurs has one, the next."""

    row: str  # id
    day: date
    agency: str  # empty where none is named
    title: str
    state: State


@dataclass(frozen=True, slots=True)
class Lane:
    name: str  # of the agency; empty where none is named
    points: tuple[Point, ...]  # by day
    others: int = 0  # the number of agencies gathered in this lane


@dataclass(frozen=True, slots=True)
class Timeline:
    start: date  # the first day of a month
    end: date  # the last day of a month
    today: date
    lanes: tuple[Lane, ...]  # the longest first, then the gathered ones
    earlier: int = 0  # deadlines before `start`
    later: int = 0  # deadlines after `end`

    @property
    def points(self) -> tuple[Point, ...]:
        """All that lie within, by day."""
        return tuple(sorted((point for lane in self.lanes for point in lane.points), key=lambda p: (p.day, p.row)))


@dataclass(frozen=True, slots=True)
class Progress:
    """How many obligations of an agency or a document are how far. Each is in one stage."""

    name: str  # empty where no agency is named
    done: int = 0
    in_progress: int = 0
    open: int = 0
    overdue: int = 0
    not_applicable: int = 0
    others: int = 0  # the number of names gathered

    @property
    def total(self) -> int:
        return self.done + self.in_progress + self.open + self.overdue + self.not_applicable

    def count(self, stage: Stage) -> int:
        return int(getattr(self, stage))


def timeline(rows: Iterable[Row], today: date, language: str, lanes: int = 12) -> Timeline:
    """Obligations with a last day, by agency: the `lanes` agencies with most, the others in one more lane."""
    held = _obligations(rows)
    names = _agencies(held, language)
    points = [point for row in held if (point := _point(row, names[_agency_key(row)], today)) is not None]
    first, last = _month(today, -_MONTHS_BEFORE)[0], _month(today, _MONTHS_AFTER)[1]
    inside = sorted((p for p in points if first <= p.day <= last), key=lambda p: (p.day, p.row))
    days = [today, *(point.day for point in inside)]
    by_name: dict[str, list[Point]] = {}
    for point in inside:
        by_name.setdefault(fold(point.agency), []).append(point)
    groups = sorted(by_name.values(), key=lambda group: (-len(group), fold(group[0].agency)))
    kept, rest = _capped(groups, lanes)
    drawn = [Lane(group[0].agency, tuple(group)) for group in kept]
    if rest:
        gathered = sorted((point for group in rest for point in group), key=lambda p: (p.day, p.row))
        drawn.append(Lane("", tuple(gathered), len(rest)))
    earlier = sum(point.day < first for point in points)
    outside = (earlier, len(points) - len(inside) - earlier)
    return Timeline(_month(min(days), 0)[0], _month(max(days), 0)[1], today, tuple(drawn), *outside)


def progress(
    rows: Iterable[Row], today: date, language: str, by: Literal["agency", "document"], cap: int | None = None
) -> tuple[Progress, ...]:
    """The counts of each agency or document, the largest first; beyond `cap` of them the rest in one."""
    held = _obligations(rows)
    by_agency = by == "agency"
    agencies = _agencies(held, language) if by_agency else {}
    names: dict[str, str] = {}
    counts: dict[str, Counter[Stage]] = {}
    for row in held:
        name = agencies[_agency_key(row)] if by_agency else document_name(row)
        key = fold(name) if by_agency else row.document
        names.setdefault(key, name)
        counts.setdefault(key, Counter())[shown_status(row, today)] += 1
    groups = sorted(counts.items(), key=lambda item: (-item[1].total(), fold(names[item[0]])))
    kept, rest = _capped(groups, len(groups) if cap is None else cap)
    found = [_counted(names[key], count) for key, count in kept]
    if rest:
        found.append(_counted("", sum((count for _, count in rest), Counter()), len(rest)))
    return tuple(found)


def _counted(name: str, count: Counter[Stage], others: int = 0) -> Progress:
    done, in_progress, opened, overdue, not_applicable = (count[stage] for stage in STAGES)
    return Progress(name, done, in_progress, opened, overdue, not_applicable, others)


def _agency_key(row: Row) -> str:
    return row.agency_name or fold(row.agency)


def _agencies(rows: Sequence[Row], language: str) -> dict[str, str]:
    """A name for each key: as a document in the reader's language has it, where one does."""
    names: dict[str, str] = {}
    for row in sorted(rows, key=lambda row: row.language != language):
        names.setdefault(_agency_key(row), row_agency(row, language))
    return names


def document_name(row: Row) -> str:
    number = row.number_of_document
    known = [each.number for each in find_references(row.title) if not each.number.isdecimal()]  # "Plan 12" is short
    told = not number or any(same(each, number) for each in known)
    return row.title if told or fold(number or "") in fold(row.title) else f"{number} · {row.title}"


def _obligations(rows: Iterable[Row]) -> list[Row]:
    """What is asked of someone and holds."""
    return [row for row in rows if row.is_obligation and row.validity == "current" and row.review != "rejected"]


def _point(row: Row, agency: str, today: date) -> Point | None:
    day = row.next_day(today) if row.recurrence else row.date_end
    if day is None or row.status == "not_applicable" or row.date_relation in ("from", "after"):
        return None
    state: State = "later"
    if row.status == "done":
        state = "done"
    elif row.is_overdue(today):
        state = "overdue"
    elif row.is_soon(today):
        state = "soon"
    return Point(row.id, day, agency, row.action or row.quote, state)


def _capped(groups: Sequence[_Group], cap: int) -> tuple[Sequence[_Group], Sequence[_Group]]:
    """A single one beyond the cap is kept: "1 other" would take as much room."""
    return (groups, ()) if len(groups) <= cap + 1 else (groups[:cap], groups[cap:])


def _month(day: date, shift: int) -> tuple[date, date]:
    """The first and the last day of the month `shift` months from that of `day`."""
    at = day.year * 12 + day.month - 1 + shift
    year, month = divmod(max(12, min(at, date.max.year * 12 + 11)), 12)
    return date(year, month + 1, 1), date(year, month + 1, monthrange(year, month + 1)[1])
