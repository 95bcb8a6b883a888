"""A sentence in clauses that each say one thing to be done: parted at semicolons, between two duties or times."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.amounts import telling
from ingest.context import Context
from ingest.count_nouns import goes_on_at
from ingest.date_relations import span_in_words
from ingest.dates import Period
from ingest.deadlines import limits_something
from ingest.digits import folded
from ingest.duty_words import says
from ingest.numbers import TIMES
from ingest.reading import Reading
from ingest.roles import Roles, roles
from ingest.sentences import split_clauses

NEXT = 10  # characters between two times that belong together
SHORTEST = 12  # characters of a clause that may stand on its own


@dataclass(frozen=True, slots=True)
class Clause:
    start: int  # offsets in the sentence
    end: int
    words: str
    reading: Reading  # offsets in the sentence, too
    roles: Roles
    verb: str = ""  # the end of the sentence, whose verb is that of a clause which has only an infinitive


def clauses(sentence: str, reading: Reading, context: Context) -> Iterator[Clause]:
    """In order; `reading` is what the sentence speaks of."""
    parted = _with_their_time(sentence, reading, _parted(sentence, context.language))
    for start, end in _by_verb(sentence, reading, parted):
        inside = reading.within(start, end)
        limits = [p for p in inside.periods if limits_something(p, sentence, inside.references, context)]
        parts = _by_deadline(sentence, start, end, limits, context.language)
        for first, last in (part for each in parts for part in _by_goal(sentence, *each, reading, limits, context)):
            own = reading.within(first, last)
            words = sentence[first:last]
            local = [replace(a, start=a.start - first, end=a.end - first) for a in own.agencies]
            verb = sentence[max(last, end - _VERB) : end] if _INFINITIVE.search(words) else ""
            yield Clause(first, last, words, own, roles(words + verb, local, sentence), verb)


_ONLY_WHEN = re.compile(
    r"(?:\W|(?<![^\W_])(?:và|hoàn thành|hoàn tất|xong|thời hạn|thời gian|thực hiện|là|việc này|phải|and|to be|is|it"
    r"|this|must|shall|be|completed?|finish(?:ed)?|done|the|work|deadline|due|यह|काम|कार्य|पूर्ण|पूरा|किया|जाए|हो|होना|चाहिए|কাজ|কাজটি|সম্পন্ন|শেষ|করতে"
    r"|হবে)(?![^\W_]))*"
)


def _with_their_time(sentence: str, reading: Reading, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """A part that only says by when belongs to the one before it: "…; hoàn thành trong quý IV"."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        periods = reading.within(start, end).periods
        rest, at = "", start
        for period in periods:
            first, last = span_in_words(sentence, period.start_char, period.end_char)
            rest, at = rest + sentence[at : max(first, at)] + " ", max(last, at)
        if joined and periods and _ONLY_WHEN.fullmatch(folded(rest + sentence[at:end]).text):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


# "…, and a supplier may not charge for it": another body with a duty of its own.
_OWN_DUTY = re.compile(
    r",?\s+and\s+(?=(?:(?:the|a|an|each|every|no|all|any)\s+)?(?:[\w'-]+\s+){1,4}?(?:shall|must|may not|will)\s)"
)
_MODAL = re.compile(r"(?<![^\W_])(?:shall|must|may|will)(?![^\W_])")


# A part of what was told, with a verb or a time of its own.
_OF_WHICH = re.compile(
    r",\s+(?=(?:जिनमें से|जिसमें से|যার মধ্যে|যাদের মধ্যে|যেগুলির মধ্যে|of which)\s"
    r"|trong đó,?\s+(?:riêng\s+)?(?:đến\s+|hết\s+|trong\s+)?(?:năm|quý|tháng|ngày)\s)"
)
_LEADS_IN = re.compile(r"\s?[:：]\s*[-–]?\s+(?=\S)")


def _parts(sentence: str, language: str) -> list[tuple[int, int]]:
    """At semicolons, before "of which", and behind words that only lead to the parts: "the following is set:"."""
    spans: list[tuple[int, int]] = []
    pieces = split_clauses(sentence)
    for start, end in pieces:
        low = start
        joint = _LEADS_IN.search(sentence, start, end) if len(pieces) > 1 and not spans else None
        cuts = [joint.end()] if joint and says("opening", sentence[start : joint.start()], language) else []
        for cut in (*cuts, *(found.end() for found in _OF_WHICH.finditer(sentence, start, end))):
            if cut - low >= SHORTEST and end - cut >= SHORTEST:
                spans.append((low, cut))
                low = cut
        spans.append((low, end))
    return spans


def _parted(sentence: str, language: str) -> list[tuple[int, int]]:
    spans = []
    for start, end in _parts(sentence, language):
        low = start
        for joint in _OWN_DUTY.finditer(sentence, start, end) if language == "en" else ():
            if joint.start() - low >= SHORTEST and _MODAL.search(sentence, low, joint.start()):
                spans.append((low, joint.start()))
                low = joint.end()
        spans.append((low, end))
    return spans


# Behind the finite verb of one duty: "… करेंगे तथा …", "… করবে এবং …".
_VERB_JOINT = re.compile(
    folded(
        r"(?:ेंगे|ेंगी|ेगा|ेगी|एगा|एगी|एंगे|एँगे|ायें|ाएं|ाएँ|जाए|जाये|जावे|ावें|होगा|होगी|होंगे|বেন|বে)"
        r"(?:,?\s+(?:और|तथा|एवं|व|এবং|ও)\s+|,\s+)",
        lower=False,
    ).text
)


def _by_verb(sentence: str, reading: Reading, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Parts behind finite verbs, where each has a time or a bound of its own."""
    for start, end in spans:
        low = start
        for joint in _VERB_JOINT.finditer(sentence, start, end):
            one, two = reading.within(low, joint.end()), reading.within(joint.end(), end)
            if all(part.periods or any(q.relation or q.unit == "%" for q in part.quantities) for part in (one, two)):
                yield low, joint.end()
                low = joint.end()
        yield low, end


_JOINT = re.compile(r"[,;]\s+|\s+(?:và|and|और|तथा|एवं|एवम|এবং|ও|আর)\s+")


_THAT_IS = re.compile(r"(?<![^\W_])(?:tức là|tức|nghĩa là|that is|i\.e\.|namely)(?![^\W_])|अर्थात|यानी|অর্থাৎ")


def _by_deadline(sentence: str, start: int, end: int, limits: Sequence[Period], language: str) -> list[tuple[int, int]]:
    """A clause with two deadlines as two, parted at the joint between them: in Hindi and Bengali the time stands before
    what is to be done, elsewhere behind it."""
    spans = [(start, end)]
    for one, two in pairwise(limits):
        low = spans[-1][0]
        if (one.recurrence and two.relation == "from") or _THAT_IS.search(sentence, one.end_char, two.start_char):
            continue  # "trong vòng 10 ngày, tức là chậm nhất ngày 26/4" is one time
        joints = [m.end() for m in _JOINT.finditer(sentence, one.end_char, two.start_char)]
        if not joints or two.start_char - one.end_char <= NEXT:
            continue  # "on 10 January and 10 June" is one time
        cut = joints[-1] if language in ("hi", "bn") else joints[0]
        if cut - low >= SHORTEST and end - cut >= SHORTEST:
            spans[-1] = (low, cut)
            spans.append((cut, end))
    return spans


# Between two goals: a comma, in Hindi "and" behind an infinitive.
_GOAL_JOINT = re.compile(
    r",\s+(?:(?:và|and)\s+)?|\s+và\s+(?=(?:đạt|đón|tạo|thu hút|giảm|tăng|nâng|trồng|đào tạo|giải quyết)\s)"
)
_INFINITIVE_JOINT = re.compile(r"(?<=ने)\s+(?:और|तथा|एवं|एवम|व)\s+")
_DETAIL = re.compile(  # of the goal before: "gấp 1,6 lần", "gồm 3 xã"
    r"(?:gấp|tương đương|tương ứng|bằng|gồm|bao gồm|hoặc|including|or|twice)(?![^\W_])"
)
_COMPARED = re.compile(r"(?:tăng|giảm|cao hơn|thấp hơn|up|down|an? (?:increase|decrease|rise|fall))(?![^\W_])")
_WITH = re.compile(r"[^,;]*?(?<![^\W_])(?:so với|compared|than|over|from) ")  # "tăng 12 điểm so với năm 2025"
_STRIVES = "phấn đấu "
_INFINITIVE = re.compile(r"ने\s+(?:और|तथा|एवं|एवम|व)\s+\Z")
_VERB = 40  # characters at the end of a sentence in which its finite verb stands


def _by_goal(
    sentence: str, start: int, end: int, reading: Reading, limits: Sequence[Period], context: Context
) -> list[tuple[int, int]]:
    """A clause with two goals as two: "tăng trưởng đạt 8%, thu nhập đạt 90 triệu đồng", "… कराने और …"."""
    indic = context.language in ("hi", "bn")
    told = telling(reading.within(start, end).quantities, sentence, start, end)
    if indic:
        told = [q for q in told if q.unit not in TIMES]
    spans = [(start, end)]
    for low, two in zip([start, *(one.end for one in told)], told, strict=False):
        if indic and low == start:
            continue
        joints = list((_INFINITIVE_JOINT if indic else _GOAL_JOINT).finditer(sentence, low, two.start))
        if low == start:
            led = bool(reading.within(start, two.start).agencies)
            ends = [m.end() for m in joints if led and sentence.startswith(_STRIVES, m.end())]
        else:
            ends = [m.end() for m in joints if indic or _opens_goal(sentence, m, two.start, context)]
        if not ends or ends[0] - spans[-1][0] < SHORTEST or end - ends[0] < SHORTEST:
            continue
        if not indic and not context.deadline and any(p.start_char > two.start for p in limits):
            continue  # "A đạt 50%, B đạt 60% vào năm 2028": the time holds for both
        spans[-1:] = [(spans[-1][0], ends[0]), (ends[0], end)]
    return spans


def _opens_goal(sentence: str, joint: re.Match[str], end: int, context: Context) -> bool:
    """Whether the words between a comma and a number begin another goal, and no detail of the one before."""
    words = sentence[joint.end() : end]
    if words.startswith(_STRIVES):
        return True
    if not context.speaks_of("targets") or goes_on_at(sentence, joint.start()):
        return False
    if _COMPARED.match(words.lower()) and _WITH.match(sentence, end):
        return False
    return len(words.split()) >= 2 and not _DETAIL.match(words.lower())
