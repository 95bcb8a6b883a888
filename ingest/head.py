"""What a document says of itself at its head: title, own number, date of issue."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date

from ingest.dates import find_periods
from ingest.records import Block, Loaded
from ingest.references import find_references
from ingest.sentences import split_sentences
from ingest.structure import DIVISIONS, label, shorten

HEAD = 15  # blocks: longer letterheads are rare, and below them documents speak of others
LONGEST_TITLE = 250  # characters
BODY = 80  # characters: a paragraph as long as that is no line of a head


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(unicodedata.normalize("NFC", pattern), re.IGNORECASE)


_TYPE = (
    r"(?:kế hoạch(?: hành động)?|quyết định|nghị quyết|chỉ thị|công văn|thông báo|thông tư|nghị định|báo cáo|tờ trình"
    r"|chương trình(?: hành động)?|hướng dẫn|quy định|quy chế|kết luận|đề án|luật|pháp lệnh|lệnh|công điện|phương án"
    r"|điều lệ|(?:action )?plan|decision|resolution|directive|decree|circular|notice|notification|official letter"
    r"|report|conclusion|(?:action )?programme|project|law|act|order|guideline|regulation|office memorandum"
    r"|निर्णय|संकल्प|निर्देश|योजना|कार्य योजना|आदेश|अधिसूचना|परिपत्र|अधिनियम|कार्यालय ज्ञापन|प्रतिवेदन|रिपोर्ट|नियम"
    r"|आधिकारिक पत्र|परियोजना|निष्कर्ष"
    r"|সিদ্ধান্ত|রেজোলিউশন|প্রস্তাব|নির্দেশ|নির্দেশনা|নির্দেশিকা|পরিকল্পনা|কর্মপরিকল্পনা|প্রজ্ঞাপন|বিজ্ঞপ্তি|পরিপত্র|আদেশ"
    r"|অফিস আদেশ|প্রতিবেদন|আইন|বিধিমালা|দাপ্তরিক পত্র|সরকারি পত্র|প্রকল্প)"
)
_NUMBER_WORD = (
    r"(?:số(?: hiệu)?|no\.?|number|ref(?:erence)?\.?(?: ?no\.?| number)?|document (?:no\.?|number)"
    r"|(?:पत्र |फ़ाइल |फाइल |ज्ञापन |दस्तावेज़ )?(?:संख्या|सं\.|क्रमांक|क्र\.)|पत्रांक|ज्ञापांक"
    r"|(?:স্মারক |পত্র |নথি )?(?:নং|নম্বর|সংখ্যা)|স্মারক)"
)
_DATE_WORD = (
    r"(?:date(?: of issue)?|dated|issued(?: on)?|ngày ban hành|ngày ký|ngày|दिनांक|तारीख|तिथि|जारी करने की (?:तिथि|तारीख)"
    r"|প্রকাশের তারিখ|প্রকাশ(?:িত|কাল)?|তারিখ|জারির তারিখ|ইস্যুর তারিখ"
    r"|प्रकाशन (?:तिथि|तारीख)|प्रकाशित|(?:published|posted)(?: on)?|ngày đăng)"
)
_BARE_TYPE = _compiled(rf"[\W_]*{_TYPE}[\s*_]*")
_TYPED = _compiled(rf"[\W_]*{_TYPE}(?:\s+{_NUMBER_WORD})?[\s:*_.]*")
_KIND_NUMBERED = _compiled(rf"[\W_]*(?P<kind>{_TYPE})\s+(?:{_NUMBER_WORD})?[\s:：ः*_.-]*")
_NUMBERED = _compiled(rf"[\W_]*(?:{_TYPE}\s+)?{_NUMBER_WORD}[\s:：ः*_.]*")
_NUMBER_LINE = _compiled(rf"[\W_]*{_NUMBER_WORD}[\s:：ः*_.]*[^\s\d]*\d")  # also of the many styles that stay unread
_DATED = _compiled(rf"[\W_]*{_DATE_WORD}[\s:：ः*_]*")
_PLACE = _compiled(rf"[^\d:;.]{{2,60}},\s*(?:{_DATE_WORD}[\s:]*|the\s+)?")
_SUBJECT = _compiled(r"[\W_]*(?:v/v|về việc|trích yếu|subject|sub|re|विषय|বিষয়)\s*[:：ः.]?[\s*_]+(?P<rest>\S.*)")
_ABOUT = _compiled(r"(?:về việc|v/v)\b")
_STRICT_SUBJECT = _compiled(r"[\W_]*(?:v/v|trích yếu\s*:|(?:subject|sub|re|विषय|বিষয়)\s*[:：ः])")
# What may follow the number in a title that names the document itself, "Decision 15/QĐ-UBND on …"; in Hindi and Bengali
# what is named stands before its number, and a title that goes on ("… 57-NQ/TW के कार्यान्वयन पर") only mentions it.
# A letterhead of two columns has the place and the day on the line of the number.
_GOES_ON = _compiled(
    r"\s*(?:\Z|[,:(–—-]|(?:ngày|của|về|on|of|dated|concerning|regarding|by)\b|[^\W\d_][^\d,]{0,40},\s*ngày\b)"
)
_LETTERHEAD = _compiled(
    r"cộng h[òo][àa]a? xã hội chủ nghĩa việt nam|độc lập\s*[-–]\s*tự do|đảng cộng sản việt nam"
    r"|socialist republic of viet ?nam|independence\s*[-–]\s*freedom|^government of\b"
    r"|^(?:ủy|uỷ) ban|^ubnd|^(?:tỉnh|thành|đảng) ủy|^(?:bộ|sở|hội đồng|ban|văn phòng)\s[^.:]{0,60}$"
    r"|वियतनाम समाजवादी गणराज्य|भारत सरकार|ভিয়েতনাম সমাজতান্ত্রিক প্রজাতন্ত্র|গণপ্রজাতন্ত্রী বাংলাদেশ সরকার"
)
_NO_TITLE = re.compile(
    r"(?:untitled|document\s*\d*|slide\s*\d*|microsoft word\b.*|.*\.\w{2,5}|[\W\d_]*|(?:tmp|scan|img|file)[\w-]*)",
    re.IGNORECASE,
)
_NO_SUBJECT = _compiled(
    r"[\W_]*(?:căn cứ|xét|theo đề nghị|pursuant|having regard|based on|kính gửi|to:|प्रति|সেবা|[-–—_*]{3,}|"
    r"(?:ban hành |được ban hành )?kèm theo|issued (?:together )?with)"
)


def title_of(loaded: Loaded) -> str:
    """The declared title; else what the head calls the document; else a heading above the text; else its first
    sentence."""
    declared = " ".join((loaded.title or "").split())
    blocks = loaded.blocks
    if 4 <= len(declared) <= LONGEST_TITLE and not _NO_TITLE.fullmatch(declared) and not _BARE_TYPE.fullmatch(declared):
        marker = _TYPED.match(declared)
        if marker and _number_at(declared, marker.end(), 0) and (found := _subject(blocks)):
            return found  # "Kế hoạch số 87/KH-UBND" does not say what the plan is about
        # Pages declare "Headline - Name of the site".
        headline = next((b.text for b in blocks[:HEAD] if b.kind == "heading"), "")
        return headline if len(headline) > 20 and declared.startswith(headline) else declared
    found = _subject(blocks) or _first_heading(blocks)
    if found:
        return shorten(found, LONGEST_TITLE)
    text = next((b.text for b in blocks if b.kind != "row" and not _is_letterhead(b.text)), "")
    start, end = next(iter(split_sentences(text)), (0, 0))
    return shorten(text[start:end] or (blocks[0].text if blocks else ""), 120)


def _is_letterhead(line: str) -> bool:
    return bool(_LETTERHEAD.search(line) or _own_number(line) or _day(line, None))


def _is_body(block: Block) -> bool:
    return block.kind != "heading" and len(block.text) >= BODY and not _is_letterhead(block.text)


def _subject(blocks: Sequence[Block]) -> str | None:
    """ "KẾ HOẠCH" with the lines below it, which say what the plan is about; or what a letter names as its subject,
    behind the word for the kind of document where a line above gives it."""
    kind = ""
    for i, block in enumerate(blocks[: HEAD + 10]):
        line = " ".join(block.text.split())
        if subject := _named_subject(line):
            return f"{kind} {subject}".strip()
        if _BARE_TYPE.fullmatch(line):
            kind = line.strip("*_ ").capitalize()
            if below := _lines_below(blocks[i + 1 : i + 5]):
                return f"{kind} {below}"
        elif (typed := _KIND_NUMBERED.match(line)) and _number_at(line, typed.end(), 60):
            kind = typed["kind"].capitalize()
        elif _is_headline(block, line):
            return None  # it says more than the lines below it
    return None


def _is_headline(block: Block, line: str) -> bool:
    plain = block.kind == "heading" and block.level <= 2 and not line.isupper()
    return plain and not label(line) and not _is_letterhead(line)


def _named_subject(line: str) -> str | None:
    """What "Subject: …", "विषय: …" or "V/v …" names."""
    found = _SUBJECT.fullmatch(line) if _STRICT_SUBJECT.match(line) else None
    return found["rest"].strip(" *_.।") if found else None


def _lines_below(blocks: Sequence[Block]) -> str:
    lines: list[str] = []
    for block in blocks:
        line = " ".join(block.text.split()).strip("*_ ")
        statement = line.endswith((".", "।")) and (lines or len(line) > 150)
        ends = (
            statement
            or block.kind in ("row", "item")
            or label(line)
            or _NO_SUBJECT.match(line)
            or _LETTERHEAD.search(line)
        )
        if (
            ends
            or len(line) > LONGEST_TITLE
            or line.endswith((":", ";"))
            or (lines and line.isupper() != lines[0].isupper())
        ):
            break
        if _own_number(line) or _day(line, None) or (len(line) <= 60 and _NUMBER_LINE.match(line)):
            continue
        if subject := _named_subject(line):
            return subject
        if line.startswith("(") and line.endswith(")"):
            continue  # "(unofficial translation)"
        lines.append(line)
        if sum(map(len, lines)) > LONGEST_TITLE:
            break
    below = " ".join(lines)
    return below[0].lower() + below[1:] if _ABOUT.match(below) else below


def _first_heading(blocks: Sequence[Block]) -> str | None:
    """The first heading that names something, above the text: one in the midst of it names a part."""
    for block in blocks[: HEAD + 10]:
        if _is_body(block):
            return None
        line = " ".join(block.text.split()).strip("*_ ")
        fits = (
            block.kind == "heading"
            and len(line) >= 4
            and not _LETTERHEAD.search(line)
            and not _BARE_TYPE.fullmatch(line)
        )
        if fits and not line.endswith(":") and not label(line, heading=True):
            return line
    return None


_DATED_INSIDE = _compiled(r"(?<=\s)(?:दिनांक|dated?|তারিখ)\s?[:：ः-]")
_DATELINE = re.compile(r"[^\n:।|]{6,60}?(?=\s*(?:[-–—:।]\s|\(|[-–—:]\s?\Z))")  # "Port Sagar, 2 February 2026 - The …"


def _lines(blocks: Sequence[Block]) -> Iterator[str]:
    """The lines of the head; letterheads that are tables give a line a cell, tables below a text are none."""
    text = False
    for block in blocks[:HEAD]:
        if block.kind == "row" and text:
            continue
        text = text or (block.kind != "row" and len(block.text) > 2 * BODY)
        for part in (block.text, *block.header) if block.kind == "row" else (block.text,):
            for line in re.split(r"\n|\t|\s\|\s|\*\*(?=\s)", part):
                yield from _statements(line.strip())


def _statements(line: str) -> Iterator[str]:
    """A line, and a short one also by its sentences, as pages put office, number and day in one paragraph."""
    if line:
        yield line
    if len(line) <= 2 * BODY and (dated := _DATED_INSIDE.search(line)):
        yield line[dated.start() :].strip()  # "Ref. 12/2026      Date: 3 August 2026"
    if len(line) > 2 * BODY:
        yield from (found[0] for found in (_DATELINE.match(line),) if found)
    if len(line) <= 2 * BODY and len(spans := split_sentences(line)) > 1:
        yield from (line[start:end] for start, end in spans)


def number_of(blocks: Sequence[Block], title: str) -> str | None:
    """The document's own number, canonical: from the line "Số: 151-KH/TU" at its head, or from its title."""
    lines = list(_lines(blocks))
    if number := next(filter(None, map(_own_number, lines)), None):
        return number
    orders = sum(bool((found := label(b.text)) and found.kind in DIVISIONS) or b.kind == "row" for b in blocks) >= 2
    for line in (title, *lines):
        marker = _TYPED.match(line)
        if marker and (number := _number_at(line, marker.end(), LONGEST_TITLE if orders else 0)):
            return number
    return None


def _own_number(line: str) -> str | None:
    marker = _NUMBERED.match(line)
    return _number_at(line, marker.end(), 60) if marker else None


def _number_at(line: str, start: int, more: int) -> str | None:
    """The reference that stands at an offset of a line, if at most `more` characters follow and it is not a mention."""
    for found in find_references(line):
        rest = line[found.end :].strip(" .।*_;)")
        if found.start <= start < found.end and len(rest) <= more and _GOES_ON.match(rest):
            return found.number
    return None


def issued(blocks: Sequence[Block], language: str) -> date | None:
    """The day that the head gives: "Hà Nội, ngày 25 tháng 4 năm 2025", "दिनांक: …", or beside the number."""
    return next((day for line in _lines(blocks) if (day := _day(line, language))), None)


def _day(line: str, language: str | None) -> date | None:
    """The day of a line that does nothing but give it, with its place, the word for it, or a number before it."""
    for period in find_periods(line, language) if len(line) <= 150 else ():
        if period.precision != "day" or period.start != period.end or period.relation not in (None, "on"):
            continue
        before, after = line[: period.start_char], line[period.end_char :].strip(" .।,;)*_")
        word = any((m := pattern.match(line)) and m.end() >= len(before) for pattern in (_DATED, _PLACE))
        beside = _NUMBERED.match(line) and find_references(before)
        if len(after) <= 15 and (word or beside or not before.strip(" (*_")):
            return period.start
    return None
