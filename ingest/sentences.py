"""Sentences of Vietnamese, Hindi, Bengali and English, as offsets into the text they stand in.

Own rules: pysbd is unmaintained and mangles Indic text; sentencex 1.0.32 ends a sentence after "Điều 3." and "डॉ.".
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable

from ingest.structure import marker_end

Span = tuple[int, int]
LONGEST_SENTENCE = 2000  # characters; what is longer is a list or a lost full stop, and is cut


def _words(text: str) -> frozenset[str]:
    return frozenset(unicodedata.normalize("NFC", text).split())


# Never the end of a sentence; without the last full stop, and with case.
_TITLES = _words("""
    Mr Mrs Ms Dr Prof Gen Maj Col Lt Sgt Capt Cdr Gov Sen Sens Rep Hon Rev St Mt Messrs Smt Shri Sh Sri Adv Er Asst
    Dept Govt e.g i.e cf viz vs al approx resp incl excl Eg eg ie
    TP Tp tp PGS GS TS ThS Ths KS BS Bs TX Tx TT Tt TM KT TL TUQ đ/c Đ/c NCS NGƯT NGND NSND NSƯT TSKH
    डॉ डा सेन सं क्र रु ई प्रो पं स्व श्री मो नं कि मी सेमी लि प्रा ई.पू उ.प्र म.प्र वि.सं जि पृ ले मा
    ড ডা মো মু মোঃ মোসা নং প্রফে প্রো অধ্যা ইঞ্জি লে মেজ খ্রি খ্রিঃ রা লি প্রা মি সে পৃ জনা বি.দ্র
""")
# Not the end before a number: "No. 5", "Art. IV", "Rs. 500", "Sept. 3".
_NUMBERED = _words("""
    no nos art arts sec secs ch chap para paras p pp q vol fig figs tab rs re cl sch reg app ext tel
    jan feb mar apr jun jul aug sep sept oct nov dec टे फो টে ফো
""")
_CODE = re.compile(r"\.\s*[^\W\d_]{1,8}[-/.]\S*\d")  # … and before "EDU/31/2026"
# The end only before a word that opens sentences ("in the U.S. The …", "Foo Ltd. It …"), as names follow them too.
_EITHER = _words("etc inc ltd co corp jr sr bros dist est")
_OPENERS = _words("""
    The A An He She It They We You I In On At By For From With To As And But Or So If When While After Before Since
    During This That These Those There Then However Therefore All Any Each Every No Not What Who How Why Where His Her
    Its Their Our According Under Such Some Both Most Many Also
    Khi Các Trong Theo Đây Đó Những Tuy Nhưng Và Vì Do Để Ngoài Bên Sau Trước Tại Từ Đến Với Việc Căn Mỗi Mọi Nếu Cùng
""")
# "Group A. The …": after these a single capital is a name of its own, not somebody's initial.
_LETTERED = _words("""
    group class type category grade plan part annex appendix vitamin form schedule table level option hepatitis
    nhóm loại mục hạng lớp phần mẫu bảng biểu khối cấp điểm tổ án lục quý kỳ đợt khóa khoá chương
""")
# Latin letters as Hindi and Bengali spell them, in initials: "एस. के. राव", "এ. কে. রায়".
_SPELT = _words("""
    ए बी सी डी एफ जी एच आई जे के एल एम एन ओ पी क्यू आर एस टी यू वी डब्ल्यू डब्लू एक्स वाई जेड
    এ বি সি ডি ই এফ জি এইচ আই জে কে এল এম এন ও পি কিউ আর এস টি ইউ ভি ডব্লিউ এক্স ওয়াই জেড
""")
# Words of one syllable that do end sentences where writers of Indic scripts use the full stop; "आई" is also a letter.
_FINALS = _words("है हैं था थी थे थीं हो हों दो दें लें लो की दी ली गा गे गी न ना आई না নি হন হয় নয় যা দেন নেন")
# After closing quotation marks these go on with the sentence: "…।" বলেন তিনি।
_SAYING = _words("कहा बोले बताया कहते कहती ने বলেন বলেছেন বললেন জানান বলে বলা")

_MARKS = re.compile(
    r"(?P<skip>(?:https?://|www\.)[^\s<>\"'”“|]*[^\s<>\"'”“|.,;:!?)।]|(?<![\w.+-])[\w.+-]++@[\w-]+(?:\.[\w-]+)+)|[।॥.?!…。！？]+"
)
_HARD_BREAK = re.compile(r"\n\s*\n|\n(?=\s*(?:[-–•*+]\s|\d{1,3}[.)]\s|[a-zđ]\)\s))")
_SPACED_CLOSER = re.compile(r' (?:[”»]|"(?!\w))')
_NOTE = re.compile(r"\s?\[\d{1,3}\]")
_ALWAYS_CLOSING = "”’»)]}"
_QUOTES = "\"'“‘«"
_FIRST = re.compile(
    r"[\s\"'“”‘’«»(\[{*_–—-]*(?P<word>[^\W_][^\s\"'“”‘’«»()\[\],;:.?!…।॥/-]*)?"
)  # \w is no help: it leaves out vowel signs
_ITEM = re.compile(r"\s*(?:[-–—•+]\s|(?:[a-zđ]|[ivx]{1,4}|\d{1,2})\)|\([a-zđivx\d]{1,4}\)\s)")
_TOKEN = re.compile(r"[^\s(\[{\"“‘'«]*\Z")
_ROMAN = re.compile(r"[IVXLC]+\Z")
_SPACED_DATE = re.compile(r"(?<!\d)\d{1,2}\.\s?\d{1,2}\.\s?(?:19|20)\d\d(?!\d)")  # "30. 6. 2026"


def split_sentences(text: str) -> list[Span]:
    """Half-open spans of the sentences of one block, in order.

    They cover every character that is not white space, do not overlap, and neither begin nor end with white space.
    """
    composed = unicodedata.normalize("NFC", text)
    if composed != text:
        return _unfold(text, split_sentences(composed))
    spans: list[Span] = []
    start = 0
    for stop in [*(m.start() for m in _HARD_BREAK.finditer(text)), len(text)]:
        spans += _line(text, start, stop)
        start = stop
    spans = _joined(text, spans)
    return [piece for span in spans for piece in cut(text, span, lambda s, e: e - s <= LONGEST_SENTENCE)]


def split_clauses(text: str) -> list[Span]:
    """Half-open spans of what the semicolons of a sentence part, brackets and quotation marks kept whole."""
    if ";" not in text:
        return [span] if (span := stripped(text, 0, len(text))) else []
    inside = _bracketed(text)
    spans = []
    start = 0
    for m in re.finditer(r";(?=\s)", text):
        if not inside[m.start()]:
            spans.append((start, m.end()))
            start = m.end()
    spans.append((start, len(text)))
    return [span for s, e in spans if (span := stripped(text, s, e))]


def cut(text: str, span: Span, fits: Callable[[int, int], bool]) -> list[Span]:
    """`span` in pieces that fit, cut near the middle, rather after a semicolon than a comma than at a blank.

    Only what cannot be parted (one character with its marks) may still not fit.
    """
    pieces = []
    waiting = [span]
    while waiting:
        start, end = waiting.pop()
        middle = None if fits(start, end) else _middle(text, start, end)
        halves = [stripped(text, start, middle), stripped(text, middle, end)] if middle else []
        if middle and all(halves):
            waiting += [half for half in reversed(halves) if half]
        else:
            pieces.append((start, end))
    return pieces


def _middle(text: str, start: int, end: int) -> int | None:
    centre, third = (start + end) // 2, (end - start) // 3
    for pattern, reach in ((r";\s+", third), (r"[,،:]\s+", third), (r"\s+", third * 2)):
        window = re.compile(pattern).finditer(text, centre - reach, centre + reach)
        places = [m.end() for m in window if start < m.end() < end]
        if places:
            return min(places, key=lambda place: abs(place - centre))
    for place in range(centre, end):  # one long word: never part a letter from its marks
        if (
            place > start
            and unicodedata.category(text[place])[0] != "M"
            and text[place - 1] not in "\u200d\u094d\u09cd"
        ):
            return place
    return None


def stripped(text: str, start: int, end: int) -> Span | None:
    """The span without white space at its ends, None where nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def _line(text: str, start: int, stop: int) -> list[Span]:
    line = stripped(text, start, stop)
    if not line:
        return []
    start, stop = line
    spans = []
    after_marker = marker_end(text, start)
    brackets = _closings(text, start, stop)
    for m in _MARKS.finditer(text, start, stop):
        if m["skip"] or m.start() < after_marker:
            continue
        end = _with_closers(text, m.end(), stop)
        if end >= stop:
            break
        if not brackets[m.start() - line[0]] and _ends(text, start, m, end, stop):
            spans.append((start, end))
            start, _ = stripped(text, end, stop) or (stop, stop)
            after_marker = marker_end(text, start)
    return [*spans, (start, stop)]


def _closings(text: str, start: int, stop: int) -> bytearray:
    """For every character whether it stands in round brackets that close within 300 characters."""
    inside = bytearray(stop - start)
    opened: list[int] = []
    for m in re.compile(r"[()]").finditer(text, start, stop):
        if m[0] == "(":
            opened.append(m.start())
        elif opened:
            opening = opened.pop()
            if m.start() - opening <= 300:
                inside[opening - start : m.start() - start] = b"\1" * (m.start() - opening)
    return inside


def _with_closers(text: str, end: int, stop: int) -> int:
    """Where a sentence ends whose mark ends at `end`: after what closes with it and the numbers of notes."""
    while end < stop:
        char = text[end]
        closes_next = end + 1 >= stop or not text[end + 1].isalnum()
        if char in _ALWAYS_CLOSING or (char in _QUOTES and (closes_next or _odd(text, end))):
            end += 1
        elif spaced := _SPACED_CLOSER.match(text, end, stop):
            if spaced[0] == ' "' and not _odd(text, end + 1):
                break
            end = spaced.end()
        elif note := _NOTE.match(text, end, stop):
            end = note.end()
        else:
            break
    return end


def _odd(text: str, end: int) -> bool:
    """Whether a straight quotation mark at `end` is the second of a pair."""
    return text[end] == '"' and text.count('"', max(0, end - LONGEST_SENTENCE), end) % 2 == 1


def _ends(text: str, start: int, mark: re.Match[str], end: int, stop: int) -> bool:
    """Whether the sentence that began at `start` ends at `end`, after `mark` and what closes with it."""
    if text[end] in ",;:)]":
        return False
    after = text[end : min(stop, end + 60)]
    first = _FIRST.match(after)
    word = (first["word"] or "") if first else ""
    spaced = text[end].isspace()
    if (
        end > mark.end()
        and word
        and unicodedata.category(word[0]) == "Lo"
        and _quoted_inside(text, start, mark, end, word)
    ):
        return False
    if any(char in mark[0] for char in "।॥。"):
        return True
    if _continues(word) and not (spaced and _ITEM.match(after)):
        return False
    if any(char in mark[0] for char in "?!？！"):
        return spaced or (
            bool(word) and not word[0].isdigit() and mark.start() > 0 and text[mark.start() - 1].isalpha()
        )
    if len(mark[0]) > 1 or "…" in mark[0]:
        return bool(word) and (word[0].isupper() or word[0].isdigit()) and spaced
    if not spaced and end == mark.end():
        return _ends_glued(text, start, end, word)
    return _ends_at_full_stop(text, start, mark.start(), word)


def _quoted_inside(text: str, start: int, mark: re.Match[str], end: int, word: str) -> bool:
    """Whether a quotation ends at `end` and the sentence around it goes on; for scripts without case."""
    closing = next((char for char in text[mark.end() : end] if char in "\"'”’"), None)
    if closing is None:
        return False
    opening = text.rfind({"”": "“", "’": "‘"}.get(closing, closing), start, mark.start())
    before = text[start:opening].rstrip() if opening > start else ""
    if word in _SAYING:
        return True
    # A full sentence in quotation marks mostly ends the one around it; a call or a question in its middle does not.
    return "।" not in mark[0] and bool(before) and before[-1] not in ",:;-–—।.?!"


def _continues(word: str) -> bool:
    """Whether a following word shows that the sentence goes on: it is in lower case throughout (so not "iPhone")."""
    return bool(word) and word[0].islower() and word == word.lower()


def _ends_glued(text: str, start: int, end: int, word: str) -> bool:
    """A full stop with no blank after it: "xong.Sau" is two sentences, "a.vn", "TP.HCM", "PGS.TS" and "U.S" are one."""
    token = _token(text, start, end - 1)
    known = token in _TITLES or token.casefold() in _NUMBERED or "." in token
    if known or len(token) < 2 or text[end] in "._/@":
        return False
    if word[:1].isupper():
        return len(word) > 1 and word[1:].islower() and token[-2:].islower()
    return bool(word) and unicodedata.category(word[0]) == "Lo" and token in _FINALS


def _token(text: str, start: int, end: int) -> str:
    """The word that ends at `end`, without what opens it."""
    found = _TOKEN.search(text[max(start, end - 40) : end])
    return found[0] if found else ""


def _ends_at_full_stop(text: str, start: int, dot: int, word: str) -> bool:
    token = _token(text, start, dot)
    last = token.rpartition(".")[2]
    if token in _TITLES or (last in _TITLES and "." in token):
        return False
    numeral = bool(word) and (word[0].isdigit() or bool(_ROMAN.match(word)))
    if token.casefold() in _NUMBERED and (numeral or _CODE.match(text, dot)):
        return False
    if last.isdigit() and len(last) <= 2 and _SPACED_DATE.search(text[max(start, dot - 6) : dot + 12]):
        return False
    if token.casefold() in _EITHER or re.fullmatch(r"(?:[^\W\d_]\.)+[^\W\d_]", token):
        return token == "v.v" or not word.isascii() or word in _OPENERS or not word[:1].isalpha()
    if len(token) == 1 and token.isalpha() and token.isupper():
        return _word_before(text, start, dot - 1) in _LETTERED or word in _OPENERS
    if last and unicodedata.category(last[0]) == "Lo":
        return _ends_indic(text, start, dot, last)
    return True


def _word_before(text: str, start: int, end: int) -> str:
    words = text[max(start, end - 40) : end].split()
    return words[-1].casefold() if words else ""


def _ends_indic(text: str, start: int, dot: int, token: str) -> bool:
    """A full stop after a word of an Indic script: what has one syllable is an abbreviation unless it is a verb."""
    if token in _FINALS:
        return not _word_before(text, start, dot - len(token)).endswith(".")
    syllables = (
        sum(unicodedata.category(char) == "Lo" for char in token) - token.count("\u094d") - token.count("\u09cd")
    )
    return token not in _SPELT and syllables > 1


def _joined(text: str, spans: list[Span]) -> list[Span]:
    """What holds neither letter nor digit is no sentence: it goes with the one before, at the start with the next."""
    joined: list[Span] = []
    for start, end in spans:
        bare = not any(char.isalnum() for char in text[start:end])
        if joined and (bare or not any(char.isalnum() for char in text[joined[-1][0] : joined[-1][1]])):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _bracketed(text: str) -> bytearray:
    """For every character whether it stands in a pair of brackets or quotation marks; what never closes is ignored."""
    pairs = {")": "(", "]": "[", "}": "{", "”": "“", "»": "«", "’": "‘"}
    inside = bytearray(len(text))
    opened: list[tuple[str, int]] = []
    for i, char in enumerate(text):
        if char == '"':
            opening = next((n for n in range(len(opened) - 1, -1, -1) if opened[n][0] == '"'), None)
        else:
            opening = next((n for n in range(len(opened) - 1, -1, -1) if opened[n][0] == pairs.get(char)), None)
        if opening is not None:
            inside[opened[opening][1] : i] = b"\1" * (i - opened[opening][1])
            del opened[opening:]
        elif char == '"' or char in pairs.values():
            opened.append((char, i))
    return inside


def _unfold(text: str, spans: list[Span]) -> list[Span]:
    """Spans of the NFC of a text as spans of the text itself, word by word, as NFC never joins two words."""
    edges = sorted({edge for span in spans for edge in span})
    found: dict[int, int] = {}
    here = composed = 0
    for word in re.split(r"(\s+)", text):
        length = len(unicodedata.normalize("NFC", word))
        inside = edges[bisect_right(edges, composed - 1) : bisect_right(edges, composed + length)]
        for edge in inside:
            sizes = (n for n in range(len(word) + 1) if len(unicodedata.normalize("NFC", word[:n])) >= edge - composed)
            found[edge] = here + (len(word) if edge == composed + length else next(sizes))
        here += len(word)
        composed += length
    return [(found[start], found[end]) for start, end in spans]
