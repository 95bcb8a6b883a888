"""Who of the bodies that a clause names must act, and who only helps, is told, or owns something in it."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ingest.agencies import Agency
from ingest.digits import folded
from ingest.duty_words import AFTER, BEFORE

_QUOTE = re.compile('[:：]\\s*["“«]\\s*')


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
        rf"(?:\s*\([^()]{{1,24}}\))?[\s)]*(?:(?P<coordinating>{_words('coordinating_behind')})|(?P<assigning>{_words('assigning_behind')})"
        rf"|(?P<agent>{_words('agent_behind')})|(?P<oblique>{_words('oblique_behind')}){AFTER})"
    )


def roles(text: str, agencies: Sequence[Agency], around: str = "") -> Roles:
    """The bodies of a clause by their part in it; offsets of `agencies` are into `text`.

    `around` is the sentence, whose verb at the end may say for all its clauses that somebody is told to do them.
    """
    if (quote := _QUOTE.search(text)) and (quoted := [a for a in agencies if a.start >= quote.end()]):
        inner = [replace(a, start=a.start - quote.end(), end=a.end - quote.end()) for a in quoted]
        if (found := roles(text[quote.end() :], inner)).lead is not None:
            return found  # the words that a later document puts in place
    own = subject(text)
    if own is not None and not any(agency.start < own.end for agency in agencies):
        helping = tuple(
            agency for agency, kind in zip(agencies, _kinds(text, agencies, ""), strict=True) if kind == "coordinating"
        )
        return Roles(own, False, helping)
    if not agencies:
        return Roles(None, False, ())
    form = folded(text)
    spans = form.inverse([(agency.start, agency.end) for agency in agencies])
    kinds = _kinds(text, agencies, around)
    assigned = [i for i, kind in enumerate(kinds) if kind == "assigning"]
    subjects = [i for i, kind in enumerate(kinds) if kind == "subject"]
    agents = [i for i, kind in enumerate(kinds) if kind == "agent"]  # "issued by", "do … thực hiện"
    lead = (assigned[-1:] if _chained(form.text, spans, assigned) else assigned[:1]) or subjects[:1] or agents[:1]
    helping = tuple(agency for agency, kind in zip(agencies, kinds, strict=True) if kind == "coordinating")
    return Roles(agencies[lead[0]] if lead else None, bool(assigned), helping)


def _kinds(text: str, agencies: Sequence[Agency], around: str) -> list[str]:
    """The part of each body: coordinating, assigning (it is told to act), agent, oblique, subject, object, beside."""
    form = folded(text)
    spans = form.inverse([(agency.start, agency.end) for agency in agencies])
    told = bool(around) and _verbs().search(folded(around).text) is not None
    kinds: list[str] = []
    for i, (start, end) in enumerate(spans):
        kind = _kind(form.text, start, end, told)
        previous = spans[i - 1] if i else None
        if kind in ("subject", "oblique", "object") and previous and _LIST_GAP.fullmatch(form.text, previous[1], start):
            if kinds[-1] == "subject" and kind == "oblique" and form.text[start] >= "\u0900":
                pass  # "A और B ने": what stands behind the last holds for all, see `_shared`
            else:  # "Sở A và Sở B": the first leads
                kind = "beside" if kinds[-1] in ("subject", "assigning") else kinds[-1]
        kinds.append(kind)
    return _shared(form.text, spans, kinds) if any("\u0900" <= char <= "\u09ff" for char in form.text) else kinds


_AND = re.compile(r"\s*,?\s*(?:तथा|एवं|और|व|ও|এবং|আর)\s*")


@cache
def _spoken() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Words behind who speaks: before "that", and at the end of a clause."""
    that, end = _words("speaking_that"), _words("speaking_at_end")
    return re.compile(rf"{BEFORE}(?:{that})(?=[\s,])"), re.compile(rf"{BEFORE}(?:{end})\W*\Z")


@cache
def _spoken_comma() -> re.Pattern[str]:
    """ "মেয়র বলেন, সিটি করপোরেশন …": where a body stands behind the comma, that one has to act."""
    return re.compile(rf"{BEFORE}(?:{_words('speaking_comma')})")


@cache
def _imperative() -> re.Pattern[str]:
    return re.compile(rf"(?:{_words('imperative_endings')})\W*\Z")


def _shared(form: str, spans: Sequence[tuple[int, int]], kinds: Sequence[str]) -> list[str]:
    """Hindi and Bengali mark the last body of a list for all of it: "A और B को". Who speaks has not to act: who has,
    stands behind "that"."""
    found = list(kinds)
    for i in range(len(found) - 2, -1, -1):
        listed = _AND if found[i + 1] == kinds[i + 1] else _LIST_GAP
        if (
            found[i] == "subject"
            and found[i + 1] not in ("subject", "beside")
            and listed.fullmatch(form, spans[i][1], spans[i + 1][0])
        ):
            found[i] = found[i + 1]
    that, end = _spoken()
    clause = that.search(form)
    said = len(form) if end.search(form) else clause.start() if clause else 0
    if (comma := _spoken_comma().search(form)) and any(start >= comma.end() for start, _ in spans):
        said = max(said, comma.start())
    told = ["oblique" if kind == "subject" and spans[i][1] <= said else kind for i, kind in enumerate(found)]
    # "Use the software handed over by the government": who handed it over has not to act.
    return ["oblique" if kind == "agent" and _imperative().search(form) else kind for kind in told]


@cache
def _verbs() -> re.Pattern[str]:
    return re.compile(_words("assigning_verbs"))


@cache
def _listed_with() -> re.Pattern[str]:
    """ "A, B और C के साथ": in Hindi and Bengali what stands behind the last of a list holds for all of it."""
    item = r"[^,।;]{2,40}"
    return re.compile(
        rf"(?:\s*,\s*{item}){{0,3}}?\s*(?:और|तथा|एवं|ও|এবং|আর)\s+{item}?\s?(?:{_words('coordinating_behind')})"
    )


@cache
def _dative() -> re.Pattern[str]:
    return re.compile(rf"[\s)]*(?:{_words('dative_behind')}){AFTER}")


# What may stand before the subject of a Vietnamese or English clause; after anything else a body is an object.
_OPENING = re.compile(
    r"(?:\W|(?:the|each|every|no|all|any|and|but|or|also"
    r"|riêng|các|và|đồng thời|mỗi|toàn bộ|bên cạnh đó|ngoài ra|sau đó)(?![^\W_]))*\Z"
)
_FOR_TO = re.compile(r"\s+to\s+[a-z]")
_ANSWERS = re.compile(
    r"\s+(?:is|are|shall be|will be) (?:responsible|accountable|in charge)|\s+chịu trách nhiệm(?! trước)"
)
_ORDERS = re.compile(
    r"\s+(?:yêu cầu|chỉ thị|chỉ đạo|quyết định|kết luận|có ý kiến|directs|orders|instructs)[^,;.]{0,40}:\W*\Z"
)
_DETERMINER = re.compile(r"(?<![^\W_])(?:the|each|every|no|all|any|các|mỗi|những)\s+\Z")
# "By 1 October each year, …", "…, having missed its date, shall …"
_BEFORE_SUBJECT = (
    r"(?:(?:by|before|from|within|in|on|after|until|no later than|not later than|during|every|each|for|under"
    r"|where|if|when|and|but)(?![^\W_])[^,;:]{0,80},\s+)?(?:(?:and|but)\s+)?"
)
_MODAL = (
    rf"{_BEFORE_SUBJECT}(?:the\s+)?(?P<who>(?:(?:each|every|all|any|no|a|an)\s+)?"
    r"(?!(?:and|or|but|which|that|this|these|it|they|he|she|there|who|shall|must|will|may|should|share|rate"
    r"|percentage|proportion|number|ratio|level|average)(?![^\W_]))[a-z][\w'’-]*"
    r"(?:\s+[\w'’-]+){0,5}?)(?:,\s+(?:having|being|in|together|after|with|acting|where)\s[^,;:]{2,80},)?"
    r"\s+(?:shall|must|will|may not|should|(?:is|are) (?:to|required to))\s+(?!be\b)"
    r"|(?P<none>no\s+[a-z][\w'’-]*(?:\s+[\w'’-]+){0,4}?)\s+(?:may|shall)\s+(?!be\b)"
    r"|(?:(?:đối với|sau khi|trong|trước|khi|đến|từ|định kỳ)\s[^;:]{0,90}?,\s+)?"
    r"(?!(?:đối với|sau khi|trong|trước|khi|đến|từ|định kỳ|tỷ lệ|tỉ lệ"
    r"|việc|công tác|số|mức|kết quả|quá trình|thời gian)\s)"
    r"(?P<vi>[^\W\d_][^\s,;:.]*(?:\s+[^\s,;:.]+){0,8}?)"
    r"\s+(?:phải|có trách nhiệm|chịu trách nhiệm)\s+(?!(?:được|đạt)\b)"
)


_INDIC = "[\u0900-\u0963\u0980-\u09e5]+"


@cache
def _indic() -> re.Pattern[str]:
    """Who must act at the beginning of a Hindi or Bengali clause, where no name says it: "কমিটি … জমা দেবে",
    "সার ডিলারগণকে … করতে হবে", "কোনো ডিলার … পারবেন না"."""
    finite = "(?:एगा|एगी|एंगे|ेगा|ेगी|ेंगे|বে|বেন|না)"
    plural = rf"(?:{_INDIC} ){{0,3}}?{_INDIC}গণ"
    bare = rf"(?:(?:उक्त|यह|इस|উক্ত|এ|এই) )?(?P<one>{_words('bare_subjects')}) [^।;]*{finite}\W*\Z"
    every = rf"(?:सभी|समस्त|प्रत्येक|हर|संबंधित|সকল|সব|প্রতিটি|প্রত্যেক) (?:{_INDIC} ){{0,2}}?(?:{_words('acting_nouns')})"
    return re.compile(
        rf"[\W\d_]*(?:{bare}|(?P<every>{every}) [^।;]*{finite}\W*\Z"
        rf"|(?P<many>{plural})(?:কে)? |(?P<none>কোনো {_INDIC}) [^।;]*না\W*\Z"
        rf"|(?P<each>(?:সকল|সব|প্রতিটি|প্রত্যেক|সংশ্লিষ্ট) (?:{_INDIC} ){{0,2}}?{_INDIC}?)(?:গণ|দের)?কে [^।;]*"
        r"(?:হবে|অনুরোধ|নির্দেশ|বলা হ)"
        rf"|(?P<all>(?:सभी|समस्त|प्रत्येक|हर|संबंधित) (?:{_INDIC} ){{0,2}}?{_INDIC}) (?:को|से) [^।;]*"
        r"(?:होगा|होगी|होंगे|चाहिए|अपेक्षा|निर्देश))"
    )


@cache
def _modal() -> re.Pattern[str]:
    return re.compile(rf"[\W\d_]*(?:{_MODAL})")


def subject(text: str) -> Agency | None:
    """Who must do it, where a clause begins with them and a word for duty follows: "Bus operators must …"."""
    form = folded(text)
    indic = any("\u0900" <= char <= "\u09ff" for char in text[:12])
    found = (_indic() if indic else _modal()).match(form.text)
    if not found:
        return None
    name = next(name for name, words in found.groupdict().items() if words)
    start, end = form.span(*found.span(name))
    words = text[start:end]
    return Agency(start, end, words, " ".join(folded(words).text.split()))


def _chained(form: str, spans: Sequence[tuple[int, int]], assigned: Sequence[int]) -> bool:
    """ "Đề nghị A giao B …": the second must act."""
    if len(assigned) < 2:
        return False
    gap = spans[assigned[0]][1], spans[assigned[1]][0]
    return gap[1] - gap[0] < 12 and _LIST_GAP.fullmatch(form, *gap) is None


def _kind(form: str, start: int, end: int, told: bool) -> str:
    before = _before().search(form, max(0, start - 60), start)
    if before and before.lastgroup == "oblique" and _FOR_TO.match(form, end) and "for" in before.group():
        return "assigning"  # "the time for the Department to …"
    if _ANSWERS.match(form, end):
        return "assigning"
    if _ORDERS.match(form, end):
        return "oblique"  # who gives the orders that follow
    if before:
        return "assigning" if before.lastgroup == "duty" else str(before.lastgroup)
    if form[start] >= "\u0900":
        if told and _dative().match(form, end):
            return "assigning"
        if behind := _behind().match(form, end):
            return str(behind.lastgroup)
        return "coordinating" if _listed_with().match(form, end) else "subject"
    opening = _DETERMINER.sub("", form[:start])
    if _OPENING.fullmatch(opening) or opening.rstrip()[-1:] in (",", ":", ";", "-", ")", '"', "“") or len(opening) < 4:
        return "subject"
    return "subject" if opening.rstrip()[-1:].isdecimal() else "object"
