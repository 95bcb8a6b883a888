"""Tables that assign tasks or set targets: which column holds what, by the words of its header, else by its cells."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

from ingest.dates import find_periods
from ingest.digits import fold, folded

NAMING = 2  # the last column that may say what the goals of a table are of

Role = Literal[
    "serial", "coordinating", "product", "begin", "deadline", "quantity", "target", "unit",
    "baseline", "lead", "task", "note",
]  # fmt: skip


@cache
def _patterns() -> dict[Role, re.Pattern[str]]:
    """By role, in the order in which they are tried: "cơ quan phối hợp" is no lead, nor is "kết quả thực hiện"."""
    words: dict[Role, list[str]] = json.loads(Path(__file__).with_suffix(".json").read_text("utf-8"))
    return {role: re.compile("|".join(map(fold_header, pieces))) for role, pieces in words.items()}


def fold_header(text: str) -> str:
    """Without the dots under Indic letters, which writers leave out."""
    return folded(text, lower=False).text


def roles(header: Sequence[str]) -> dict[Role, int]:
    """Role → column, the first column of each role; columns with no telling header are left out."""
    found: dict[Role, int] = {}
    for column, title in enumerate(header):
        name = fold_header(fold(title)).strip(" *_:.|")
        role = next((role for role, pattern in _patterns().items() if name and pattern.search(name)), None)
        if role == "lead" and _CARRIED_OUT.match(name):
            role = "task"  # "Nội dung thực hiện"
        if role == "coordinating" and _LEADS.search(name):
            role = "lead"  # "Cơ quan chủ trì/phối hợp"
        grouped = "task" in found and _GROUPS.match(fold_header(fold(header[found["task"]])).strip(" *_:.|"))
        if role is None or (role == "task" and "task" in found and not (grouped or _DECIDES.search(name))):
            continue
        if role == "task":
            found[role] = column  # what was decided is to be done, not what was spoken of, nor what it is a part of
        found.setdefault(role, column)
    if "begin" in found and "deadline" not in found:
        found["deadline"] = found.pop("begin")
    return found


_LEADS = re.compile("chủ trì|lead|responsib|मुख्य|उत्तरदायी|দায়িত্ব|দাযিত্ব|প্রধান")
_CARRIED_OUT = re.compile(
    "(?:nội dung|nhiệm vụ|công việc|việc|hoạt động) (?:cần |phải |triển khai |tổ chức )*thực hiện"
)
_GROUPS = re.compile("nhóm|lĩnh vực|group|category|theme|pillar|क्षेत्र|খাত|ক্ষেত্র")
_DECIDES = re.compile("kết luận|chỉ đạo|decision|direction|निर्णय|निर्देश|সিদ্ধান্ত")


def goal_columns(header: Sequence[str], language: str, day: date | None = None) -> list[int]:
    """The columns that set goals by year or by name, in a table of goals; not those of what is now, or was over on the
    day of the document."""
    found = []
    names = [fold_header(fold(title)) for title in header]
    if not any(_is(name, "target") for name in names):
        return []
    for column, (title, name) in enumerate(zip(header, names, strict=True)):
        if not name or _is(name, "baseline") or (column and _is(name, "unit")):
            continue
        years = [p for p in find_periods(title, language) if p.start is not None]
        year = bool(years)
        if day and any(p.end and p.end < day for p in years):
            continue
        first = next((i for i, other in enumerate(names) if _is(other, "target") or _is(other, "task")), -1)
        first = -1 if year or first > NAMING else first
        if column != first and (year or _is(name, "target")) and not _is(name, "note"):
            found.append(column)
    return found


def _is(name: str, role: Role) -> bool:
    return _patterns()[role].search(name) is not None


def assigns(columns: dict[Role, int]) -> bool:
    """Whether a table with these columns says who must do something, or by when something must be done."""
    if "lead" in columns and ("deadline" in columns or "task" in columns):
        return True
    return "task" in columns and "deadline" in columns
