"""Who of the bodies that a clause names must act, and who only helps, is told, or owns something in it."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ingest.agencies import Agency
from ingest.digits import folded
from ingest.duty_words import AFTER, BEFORE


class Roles(NamedTuple):
    lead: Agency | None
    sure: bool  # the words themselves say that it must act: "giao …", "… shall", not only its place in the clause
    coordinating: tuple[Agency, ...]


_LIST_GAP = re.compile(
    r"\s*(?:[,;]|,?\s*(?:và|và các|and|and the|cùng|cùng các|तथा|एवं|और|व|ও|এবং|আর|&))\s*(?:the |các )?"
)


@cache
def _words(table: str) -> str:
    """The alternatives of `roles.json` for what stands before or behind a body, on folded text."""
    tables: dict[str, list[str]] = json.loads(Path(__file__).with_suffix(".json").read_text("utf-8"))
    return "|".join(folded(word).text for word in tables[table])


@cache
def _before() -> re.Pattern[str]:
    return re.compile(
        rf"{BEFORE}(?:(?P<coordinating>{_words('coordinating_before')})|(?P<assigning>{_words('assigning_before')})"
        rf"|(?P<agent>{_words('agent_before')})|(?P<oblique>{_words('oblique_before')}))[\s:]+(?:the |các |toàn bộ )?\Z"
        rf"|(?P<duty>{_words('responsibility_before')})\Z"
    )


@cache
def _behind() -> re.Pattern[str]:
    return re.compile(
        rf"[\s)]*(?:(?P<coordinating>{_words('coordinating_behind')})|(?P<assigning>{_words('assigning_behind')})"
        rf"|(?P<agent>{_words('agent_behind')})|(?P<oblique>{_words('oblique_behind')}){AFTER})"
    )


def roles(text: str, agencies: Sequence[Agency]) -> Roles:
    """The bodies of a clause by their part in it; offsets of `agencies` are into `text`."""
    if not agencies:
        return Roles(None, False, ())
    kinds: list[str] = []
    form = folded(text)
    spans = form.inverse([(agency.start, agency.end) for agency in agencies])
    for i, (start, end) in enumerate(spans):
        kind = _kind(form.text, start, end)
        previous = spans[i - 1] if i else None
        if kind in ("subject", "oblique") and previous and _LIST_GAP.fullmatch(form.text, previous[1], start):
            kind = "oblique" if kinds[-1] == "subject" else kinds[-1]
            if kinds[-1] in ("subject", "assigning"):
                kind = "beside"  # "Sở A và Sở B": the first leads
        kinds.append(kind)
    assigned = [i for i, kind in enumerate(kinds) if kind == "assigning"]
    subjects = [i for i, kind in enumerate(kinds) if kind == "subject"]
    agents = [i for i, kind in enumerate(kinds) if kind == "agent"]  # "issued by", "do … thực hiện"
    lead = (assigned[-1:] if _chained(form.text, spans, assigned) else assigned[:1]) or subjects[:1] or agents[:1]
    helping = tuple(agency for agency, kind in zip(agencies, kinds, strict=True) if kind == "coordinating")
    return Roles(agencies[lead[0]] if lead else None, bool(assigned), helping)


def _chained(form: str, spans: Sequence[tuple[int, int]], assigned: Sequence[int]) -> bool:
    """ "Đề nghị A giao B …": the second must act."""
    return len(assigned) > 1 and spans[assigned[1]][0] - spans[assigned[0]][1] < 12


def _kind(form: str, start: int, end: int) -> str:
    before = _before().search(form, max(0, start - 60), start)
    if before:
        return "assigning" if before.lastgroup == "duty" else str(before.lastgroup)
    if form[start] >= "\u0900" and (behind := _behind().match(form, end)):
        return str(behind.lastgroup)
    return "subject"
