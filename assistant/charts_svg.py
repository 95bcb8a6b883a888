"""The charts of the register as inline SVG: no script, text as text, a shape as well as a colour for each state.

`narrow` draws for a phone: 360 units wide, where the other drawings are 1,000. Colours are CSS variables, so that a
page's dark mode reaches them, with fallbacks that stand on white.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial
from hashlib import sha256
from html import escape
from typing import Literal

from assistant.charts import STAGES, STATES, Lane, Point, Progress, State, Timeline
from assistant.register import Stage
from assistant.row_wording import row_label, row_month, row_text, say_count
from assistant.widths import ems, wrapped
from assistant.wording import format_day, spoken

WIDE, NARROW = 1_000, 360
_LEFT, _RIGHT = 250, WIDE - 36  # where the months are, beside the names of the lanes
_SIZE, _SMALL = 14, 12  # of letters
_LINE = 20  # Devanagari and Bengali letters are tall
_LISTED = 40  # deadlines in the list for a phone
_NAMED = 8  # deadlines named where one mark stands for many

_TEXT, _MUTED = "var(--body-text-color, #1c1917)", "var(--body-text-color-subdued, #57534e)"
_RULE, _PAPER = "var(--border-color-primary, #d6d3d1)", "var(--background-fill-primary, #ffffff)"
_COLOURS = {
    "overdue": "var(--chart-overdue, #b91c1c)",
    "soon": "var(--chart-soon, #b45309)",
    "later": "var(--chart-later, #1d4ed8)",
    "done": "var(--chart-done, #15803d)",
    "in_progress": "var(--chart-later, #1d4ed8)",
    "open": "var(--chart-open, #64748b)",
    "not_applicable": "var(--chart-none, #a8a29e)",
}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def draw_timeline(timeline: Timeline, language: str, narrow: bool = False) -> str:
    """Months from left to right and a lane for each agency; for a phone, a list by month."""
    points, title = timeline.points, row_text(language, "timeline")
    if not points:
        return _nothing(title, language, narrow)
    counts = [(state, sum(point.state == state for point in points)) for state in STATES]
    summary = row_text(
        language,
        "summary",
        count=len(points),
        start=format_day(points[0].day, language),
        end=format_day(points[-1].day, language),
        states=_counted(counts, language),
    )
    draw = _listed if narrow else _laned
    return draw(timeline, counts, title, summary, language)


def draw_progress(
    counts: Sequence[Progress], language: str, by: Literal["agency", "document"], narrow: bool = False
) -> str:
    """A bar for each agency or document, all of one length, divided by how far its obligations have come."""
    title = row_text(language, f"progress_{by}")
    if not counts:
        return _nothing(title, language, narrow)
    width = NARROW if narrow else WIDE
    stages = [(stage, sum(count.count(stage) for count in counts)) for stage in STAGES]
    summary = row_text(language, "progress_summary", total=sum(n for _, n in stages), states=_counted(stages, language))
    left = 0 if narrow else 330
    body, y = _legend(stages, language, width)
    for count in counts:
        lines = _lines(_name(count.name, count.others, language), (width if narrow else left - 20), 2)
        body += [_say(0, y + 14 + n * _LINE, line) for n, line in enumerate(lines)]
        top = y + len(lines) * _LINE + 2 if narrow else y + 1
        body.append(_bar(count, left, top, width - left, language))
        body += _tally(count, left, top + 32, language)
        y = max(top + 44, y + len(lines) * _LINE) + 12
    return _svg(width, y, title, summary, body, language)


def _laned(timeline: Timeline, counts: Sequence[tuple[State, int]], title: str, summary: str, language: str) -> str:
    body, top = _legend(counts, language, WIDE)
    axis_top, top = top, top + 50
    lanes: list[str] = []
    y = float(top)
    for lane in timeline.lanes:
        drawn, height = _lane(lane, timeline, y, language)
        lanes += drawn
        y += height
    axis = _axis(timeline, axis_top, y, language)
    if note := _outside(timeline.earlier, timeline.later, language):
        lanes.append(_say(0, y + 22, note, _SMALL, _MUTED))
        y += 32
    return _svg(WIDE, y + 4, title, summary, [*body, *axis, *lanes], language)


def _at(timeline: Timeline, day: date) -> float:
    days = (timeline.end - timeline.start).days + 1
    return _LEFT + (_RIGHT - _LEFT) * ((day - timeline.start).days + 0.5) / days


def _axis(timeline: Timeline, top: float, bottom: float, language: str) -> list[str]:
    months = [
        date(n // 12, n % 12 + 1, 1)
        for n in range(timeline.start.year * 12 + timeline.start.month - 1, timeline.end.year * 12 + timeline.end.month)
    ]
    step = 1 if len(months) <= 12 else 3
    lines, labels = [], []
    for n, month in enumerate(months):
        x = _at(timeline, month)
        lines.append(_line(x, top + 32, x, bottom, _RULE))
        if month.month % step == 1 % step:
            labels.append(_say(x + 4, top + 42, row_month(month.month, language, short=True), _SMALL, _MUTED))
        if n == 0 or month.month == 1:
            labels.append(_say(x + 4, top + 23, format_day(month, language, "year"), _SMALL, _TEXT, bold=True))
    x, word = _at(timeline, timeline.today), row_text(language, "today")
    lines.append(_line(x, top + 8, x, bottom, _TEXT, "4 3"))
    half = ems(word) * _SMALL / 2 + 6
    middle = min(max(x, _LEFT + half), WIDE - half)
    label = (
        f'<rect x="{middle - half:.1f}" y="{top - 9}" width="{2 * half:.1f}" height="19" rx="4" style="fill:{_TEXT}"/>'
    )
    # The labels have the paper around them, as lines run behind.
    haloed = f'<g style="paint-order:stroke;stroke:{_PAPER};stroke-width:3px">{"".join(labels)}</g>'
    return [*lines, haloed, label, _say(middle, top + 4.5, word, _SMALL, _PAPER, anchor="middle")]


def _lane(lane: Lane, timeline: Timeline, top: float, language: str) -> tuple[list[str], float]:
    """Marks that would lie on each other go one below the other."""
    ends: list[float] = []
    marks = []
    for points in _clusters(lane.points):
        x = sum(_at(timeline, point.day) for point in points) / len(points)
        number = say_count(len(points), language) if len(points) > 1 else ""
        row = next((n for n, end in enumerate(ends) if end <= x - 9), len(ends))
        ends[row : row + 1] = [x + 10 + (ems(number) * _SMALL + 3 if number else 0)]
        y = top + 18 + row * 22
        inner = (
            [_mark(points[0].state, x, y), _say(x + 10, y + 4.5, number, _SMALL)]
            if number
            else [_mark(points[0].state, x, y)]
        )
        marks.append(f"<g><title>{_clean(_told(points, language))}</title>{''.join(inner)}</g>")
    lines = _lines(_name(lane.name, lane.others, language), _LEFT - 16, 2)
    height = max(len(lines) * _LINE, len(ends) * 22) + 16
    names = [_say(0, top + 22 + n * _LINE, line) for n, line in enumerate(lines)]
    return [_line(0, top, WIDE, top, _RULE), *names, *marks], height


def _clusters(points: Iterable[Point]) -> list[list[Point]]:
    """Those of a month that are in one state, by day."""
    found: dict[tuple[int, int, State], list[Point]] = {}
    for point in points:
        found.setdefault((point.day.year, point.day.month, point.state), []).append(point)
    return sorted(found.values(), key=lambda group: group[0].day)


def _told(points: Sequence[Point], language: str) -> str:
    said = [
        row_text(
            language,
            "point",
            day=format_day(point.day, language),
            title=point.title,
            state=row_label(language, "statuses", point.state),
        )
        for point in points[:_NAMED]
    ]
    if len(points) > _NAMED:
        said.append(row_text(language, "more", count=len(points) - _NAMED))
    return "\n".join(said)


def _listed(timeline: Timeline, counts: Sequence[tuple[State, int]], title: str, summary: str, language: str) -> str:
    today, points = timeline.today, timeline.points
    near = sorted(points, key=lambda point: abs((point.day - today).days))[:_LISTED]
    shown = sorted(near, key=lambda point: (point.day, point.row))
    body, y = _legend(counts, language, NARROW)
    month, passed = (0, 0), False
    for point in shown:
        if not passed and point.day >= today:
            y, passed = _today(body, y, today, language), True
        if (point.day.year, point.day.month) != month:
            month = (point.day.year, point.day.month)
            body.append(_say(0, y + 16, format_day(point.day, language, "month"), _SIZE, _TEXT, bold=True))
            y += 28
        y = _item(body, point, y, language)
    if not passed:
        y = _today(body, y, today, language)
    before = sum(point.day < shown[0].day for point in points if point not in near)
    after = len(points) - len(near) - before
    if note := _outside(timeline.earlier + before, timeline.later + after, language):
        for line in _lines(note, NARROW, 2, _SMALL):
            body.append(_say(0, y + 14, line, _SMALL, _MUTED))
            y += 18
    return _svg(NARROW, y + 6, title, summary, body, language)


def _item(body: list[str], point: Point, y: float, language: str) -> float:
    agency = point.agency or row_text(language, "unnamed")
    told = _clean(_told([point], language))
    lines = [_say(62, y + 14 + n * _LINE, line) for n, line in enumerate(_lines(point.title, NARROW - 62, 2))]
    y_agency = y + len(lines) * _LINE
    by = _lines(agency, NARROW - 62, 1, _SMALL)[0]
    day = _say(44, y + 14, say_count(point.day.day, language), _SIZE, _TEXT, bold=True, anchor="end")
    inner = [_mark(point.state, 10, y + 9), day, *lines, _say(62, y_agency + 13, by, _SMALL, _MUTED)]
    body.append(f"<g><title>{told}</title>{''.join(inner)}</g>")
    return y_agency + 30


def _today(body: list[str], y: float, today: date, language: str) -> float:
    words = f"{row_text(language, 'today')} · {format_day(today, language)}"
    body.append(_line(0, y + 10, NARROW, y + 10, _TEXT, "4 3"))
    body.append(_say(NARROW, y + 26, words, _SMALL, _TEXT, anchor="end"))
    return y + 36


def _legend(
    counts: Sequence[tuple[State, int]] | Sequence[tuple[Stage, int]], language: str, width: int
) -> tuple[list[str], float]:
    """A mark, a word and a count for each state that occurs, and the height that they take."""
    drawn, x, y = [], 0.0, 10.0
    for state, count in counts:
        if not count:
            continue
        words = f"{row_label(language, 'statuses', state)}: {say_count(count, language)}"
        needed = 20 + ems(words) * _SIZE
        if x and x + needed > width:
            x, y = 0.0, y + 24
        drawn += [_mark(state, x + 8, y), _say(x + 20, y + 5, words)]
        x += needed + 18
    return drawn, y + 26


def _bar(count: Progress, x: float, y: float, width: float, language: str) -> str:
    """The parts of a bar in the order of the stages, a gap between them."""
    said = _counted([(stage, count.count(stage)) for stage in STAGES], language)
    parts = [f"<title>{_clean(f'{_name(count.name, count.others, language)} – {said}')}</title>"]
    for stage in STAGES:
        share = width * count.count(stage) / count.total
        if share:
            hollow = stage in ("open", "not_applicable")
            paint = f"fill:{_PAPER if hollow else _COLOURS[stage]};stroke:{_COLOURS[stage]};stroke-width:2"
            dashes = ' stroke-dasharray="3 3"' if stage == "not_applicable" else ""
            inner = max(share - 4, 1)
            parts.append(f'<rect x="{x + 1:.1f}" y="{y:.1f}" width="{inner:.1f}" height="16" style="{paint}"{dashes}/>')
            if stage == "in_progress":
                parts.append(_line(x + 1, y + 8, x + 1 + inner, y + 8, _PAPER))
            x += share
    return f"<g>{''.join(parts)}</g>"


def _tally(count: Progress, x: float, y: float, language: str) -> list[str]:
    said = row_text(language, "done_of", done=count.done, total=count.total)
    drawn = [_say(x, y + 4, said, _SMALL, _MUTED)]
    x += ems(said) * _SMALL + 18
    for stage in STAGES:
        if count.count(stage):
            number = say_count(count.count(stage), language)
            drawn += [_mark(stage, x, y, 5), _say(x + 9, y + 4, number, _SMALL, _MUTED)]
            x += 26 + ems(number) * _SMALL
    return drawn


def _mark(state: str, x: float, y: float, r: float = 6.5) -> str:
    """A shape of its own for each state."""
    colour = _COLOURS[state]
    solid, ring = f"fill:{colour}", f"fill:{_PAPER};stroke:{colour};stroke-width:2"
    if state == "overdue":
        d = r + 1
        return f'<path d="M{x:.1f} {y - d:.1f}l{d} {d}l{-d} {d}l{-d} {-d}z" style="{solid}"/>'
    if state == "soon":
        return f'<path d="M{x:.1f} {y - r:.1f}l{r + 0.5} {2 * r - 1}h{-2 * r - 1}z" style="{solid}"/>'
    if state == "done":
        tick = f'<path d="M{x - r * 0.5:.1f} {y:.1f}l{r * 0.4:.1f} {r * 0.45:.1f}l{r * 0.65:.1f} {-r * 0.9:.1f}" '
        square = f'<rect x="{x - r:.1f}" y="{y - r:.1f}" width="{2 * r}" height="{2 * r}" rx="2" style="{solid}"/>'
        return f'{square}{tick}style="fill:none;stroke:{_PAPER};stroke-width:2"/>'
    if state == "in_progress":
        half = f'<path d="M{x:.1f} {y - r:.1f}a{r} {r} 0 0 1 0 {2 * r}z" style="{solid}"/>'
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r - 1}" style="{ring}"/>{half}'
    if state == "later":
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r - 1}" style="{solid}"/>'
    dashes = "" if state == "open" else ' stroke-dasharray="2.5 2.5"'
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r - 1}" style="{ring}"{dashes}/>'


def _counted(counts: Sequence[tuple[State, int]] | Sequence[tuple[Stage, int]], language: str) -> str:
    words = partial(row_text, language, "count")
    return ", ".join(words(state=row_label(language, "statuses", state), count=n) for state, n in counts if n)


def _outside(earlier: int, later: int, language: str) -> str:
    counts = [row_text(language, key, count=n) for key, n in (("earlier", earlier), ("after", later)) if n]
    return row_text(language, "outside", counts=", ".join(counts)) if counts else ""


def _name(name: str, others: int, language: str) -> str:
    return row_text(language, "others", count=others) if others else name or row_text(language, "unnamed")


def _lines(text: str, width: float, most: int, size: int = _SIZE) -> list[str]:
    return wrapped(text, width, most, lambda words: ems(words) * size)


def _say(
    x: float, y: float, text: str, size: int = _SIZE, colour: str = _TEXT, *, bold: bool = False, anchor: str = "start"
) -> str:
    weight = ";font-weight:600" if bold else ""
    style = f"fill:{colour};font-size:{size}px{weight}"
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" style="{style}">{_clean(text)}</text>'


def _line(x1: float, y1: float, x2: float, y2: float, colour: str, dashes: str = "") -> str:
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" style="stroke:{colour}"{dashed}/>'


def _nothing(title: str, language: str, narrow: bool) -> str:
    words = row_text(language, "nothing")
    return _svg(NARROW if narrow else WIDE, 32, title, words, [_say(0, 20, words, _SIZE, _MUTED)], language)


def _svg(width: float, height: float, title: str, summary: str, body: Sequence[str], language: str) -> str:
    drawn = "".join(body)
    key = sha256(f"{title}{summary}{drawn}".encode()).hexdigest()[:10]  # ids are unique in a page
    style = "display:block;width:100%;height:auto;font-family:inherit"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:.0f}" style="{style}" role="img" '
        f'lang="{spoken(language)}" aria-labelledby="t{key} d{key}">'
        f'<title id="t{key}">{_clean(title)}</title><desc id="d{key}">{_clean(summary)}</desc>{drawn}</svg>'
    )


def _clean(text: str) -> str:
    return escape(_CONTROL.sub(" ", text))
