"""A sentence as a line of one-letter codes (see `date_words`), in which the patterns of dates are looked for."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from ingest.date_words import lexicon, pairs

_TWICE = r"(?:[a-z]+(?:-[a-z]+)? \(\d{1,3}\)|\d{1,3} \([^\W\d]+(?: [^\W\d]+)?\))"  # fifteen (15), 05 (năm)
_UNIT = r"(?= (?:working |business |calendar )?(?:day|week|month|year)s?\b| (?:ngày|tuần|tháng|năm)\b)"
_token = re.compile(
    rf"{_TWICE}{_UNIT}|"
    r"\d+|[a-z\u00df-\u00f6\u00f8-\u024f\u1e00-\u1eff]+|[\u0900-\u0963\u0970-\u097f]+"
    r"|[\u0980-\u09e5\u09f0-\u09ff]+|\s+|."
)
FIRST_YEAR, LAST_YEAR = 1900, 2100


class Token(NamedTuple):
    code: str
    value: int | str
    start: int
    end: int


class Line:
    """The tokens of a folded text: they cover it, so that each begins where the one before it ends."""

    def __init__(self, text: str, exclude: Sequence[tuple[int, int]] = ()) -> None:
        self.text = text
        self.words = _token.findall(text)
        self.offsets = list(accumulate(map(len, self.words), initial=0))
        self._values: dict[int, int | str] = {}
        known = _codes()
        codes = [known.get(word) or _code(word) for word in self.words]
        if "!" in codes:
            self._resolve(codes)
        for low, high in exclude:
            first, last = bisect_right(self.offsets, low) - 1, bisect_left(self.offsets, high)
            codes[max(0, first) : last] = ["x"] * (min(last, len(codes)) - max(0, first))
        self.codes = "".join(codes)

    def _resolve(self, codes: list[str]) -> None:
        """Words that mean something only behind another one."""
        for at, code in enumerate(codes):
            if code == "!":
                firsts = pairs()[self.words[at]]
                before = self.words[at - 2] if at > 1 else ""
                codes[at], self._values[at] = firsts.get(before, firsts[""])
                if codes[at] == "Z":
                    codes[at - 2] = "Z"
                elif codes[at] == "B":  # chủ nhật
                    codes[at - 2], codes[at], self._values[at - 2] = "B", "z", self._values[at]

    def __getitem__(self, at: int) -> Token:
        return Token(self.codes[at], self.value(at), self.offsets[at], self.offsets[at + 1])

    def value(self, at: int) -> int | str:
        if at in self._values:
            return self._values[at]
        word = self.words[at]
        if word[-1:] == ")" != word:
            return int("".join(filter(str.isdecimal, word)))
        return int(word[:9]) if word.isdecimal() else lexicon().get(word, ("x", 0))[1]

    def is_second(self, at: int) -> bool:
        """Whether the word means what its code says only together with the word before it."""
        return self.words[at] in pairs() and at > 1 and self.words[at - 2] in pairs()[self.words[at]]

    def mask(self, spans: Sequence[tuple[int, int]]) -> None:
        """Hides tokens from the patterns."""
        codes = list(self.codes)
        for first, last in spans:
            codes[first:last] = "~" * (last - first)
        self.codes = "".join(codes)

    def set_month(self, at: int, month: int, code: str) -> None:
        """Lets a word ("next", "tới") stand for a month."""
        self.codes = self.codes[:at] + code + self.codes[at + 1 :]
        self._values[at] = month

    def set_year(self, at: int, year: int) -> None:
        """Lets a word ("this", "nay") stand for a year."""
        self.codes = self.codes[:at] + "Y" + self.codes[at + 1 :]
        self._values[at] = year


def _code(word: str) -> str:
    if word.isdecimal():
        return "n"
    if word[-1:] == ")" != word:
        return "d"
    return "_" if word.isspace() and "\n" not in word else "x"


@cache
def _codes() -> dict[str, str]:
    codes = {word: code for word, (code, _) in lexicon().items()}
    codes |= dict.fromkeys(pairs(), "!")
    codes |= {str(number): "d" for number in range(100)} | {f"{number:02}": "d" for number in range(10)}
    codes |= {str(year): "Y" for year in range(FIRST_YEAR, LAST_YEAR + 1)}
    codes |= dict.fromkeys(';"”»!?।॥', "|")  # they end what stands before them: "ngày 20/8;"
    return codes | {mark: mark for mark in "/-.,:()"} | {" ": "_"}


_next_month = re.compile(r"(?P<hi>F)_m(?![a-z])|v_(?P<vi>F)")


def read_relative_months(line: Line, reference: date) -> None:
    """Turns "next month", "tháng tới", "अगले महीने" into the month it is on the day of `reference`; not of what
    returns, nor over the end of a year."""
    if reference.month == 12 or not set("ECKL").isdisjoint(line.codes):
        return
    for match in _next_month.finditer(line.codes):
        if line.value(at := match.start("vi" if match["vi"] else "hi")):
            line.set_month(at, reference.month + 1, "d" if match["vi"] else "M")


_this_year = re.compile(r"y_(?P<after>[rF])(?!_?y)|(?P<before>[rF])_(?:(?P<s>s)(?:_y)?|y)")


def read_relative_years(line: Line, reference: date) -> None:
    """Turns "this year", "năm nay", "अगले वित्तीय वर्ष" into the years they are on the day of `reference`."""
    for match in list(_this_year.finditer(line.codes)):
        at = match.start("after" if match["after"] else "before")
        ahead = int(line.value(at)) if line.codes[at] == "F" else 0
        if line.codes[at] == "F" and not ahead:
            continue  # "the following year" is that after another one
        year = reference.year + ahead
        if match["s"]:
            year -= reference.month < int(line.value(match.start("s")))
        line.set_year(at, year)
