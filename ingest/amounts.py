"""Which numbers of a clause say how much is to be done: not those of classes, places, hours of the day, conditions."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.digits import folded
from ingest.idle_numbers import is_given, is_idle, without_parts
from ingest.number_words import unit_words
from ingest.numbers import TIMES, Quantity, counted
from ingest.records import Amount

MEASURES = ("km", "ha", "tons", "GB")

_LABELLED = re.compile(
    r"(?<![^\W_])(?:điều|khoản|điểm|mục|phụ lục|chương|bước|cấp|mức độ|lớp|số|quý|nhiệm vụ|hoạt động|đề án|tiết|biểu"
    r"|bảng|article|clause|point|section|paragraph|para|annex|schedule|chapter|step|class(?:es)?|grade|no\.?"
    r"|khu vực|phường|quận|giai đoạn|khóa|đợt|quốc lộ"
    r"|level|task|action|item|indicator|table|part|phase|stage|region|zone|ward|highway|round"
    r"|धारा|खंड|बिंदु|स्तर|कक्षा|(?<!की )संख्या|क्रमांक|प्रस्तर|अनुच्छेद|संलग्नक|परिशिष्ट|अनुसूची|चरण|मद|वार्ड|सेक्टर|जोन"
    r"|ধারা|দফা|নং|স্তর|শ্রেণি|ক্রমিক|অনুচ্ছেদ|পরিশিষ্ট|তফসিল|পর্যায|ওযার্ড|সেক্টর|অঞ্চল)[\s-]*\Z"
)
# What a number behind these words counts is where or for whom something is done, not how much of it.
_PLACE_BEFORE = re.compile(
    r"(?<![^\W_])(?:của|tại|ở|trong|cho|thuộc|giữa|từ|đến|với|theo"
    r"|of|in|at|for|from|within|among|per|to|with|by|over|after|before|every)"
    r"\s+(?:(?:the|all|these|các|cả|toàn bộ|tất cả)\s+)?\Z"
)
_OF_DAY = re.compile(
    r"(?<![^\W_])(?:trước|lúc|vào|before|at|by|until|सुबह|शाम|सायं|प्रातः|दोपहर|সকাল|বিকেল|রাত|দুপুর|সন্ধ্যা)\s+\Z"
)
_MARK = re.compile("\\(\\)|[\"“«'‘][.)।]")  # of a clause: "(1)", the "5." with which new words begin
# What a clause is about, and not what is to be done: "Đối với đề nghị bổ sung 20 tỷ đồng: giao Sở …".
_TOPIC = re.compile(r"\W*(?:đối với|về|liên quan đến|regarding|as regards|with regard to|concerning)(?![^\W_])")
_TOPIC_BEHIND = re.compile(r"[^:;,।]{0,60}(?:के (?:संबंध|सम्बन्ध|विषय) में|বিষযে|প্রসঙ্গে|ব্যাপারে)\s*[:,]")
_CLOCK = re.compile(r"(?:सुबह|शाम|सायं|प्रातः|दोपहर|रात|সকাল|বিকেল|বিকাল|রাত|দুপুর|ভোর|সন্ধ্যা)\s+\Z")
_CLOCK_BEHIND = re.compile(r"(?:[.:]\d\d)?\s*(?:बजे|[ap]\.?m\b|o'clock|hrs\b)|(?:[.:]\d\d)?\s*টায(?![\u0980-\u09ff])")
_LATER = re.compile(r"(?<![^\W_])(?:sau|after)\s+\Z")
_LATER_BEHIND = re.compile(r"\s*(?:के (?:बाद|उपरांत|पश्चात)|পরে|পর)(?![\u0900-\u09ff])")
# A number behind these words is the height at which something is to be done.
_WHEN = re.compile(
    r"(?<![^\W_])(?<!trước )(?<!sau )(?<!trong )(?<!từ )(?:khi|nếu|trường hợp|when|whenever"
    r"|if|where|once|unless)\s[^,;:]*\Z"
)
_CONDITION = re.compile(
    r"\W*(?:nếu|sau khi|trường hợp|đơn vị nào|cơ quan nào|địa phương nào|if|where|whenever|any \S+ (?:that|which|whose)"
    r"|जो|जिन|जिस|यदि|अगर|যে|যেসব|যদি|যেখানে)"
    r"(?![^\W_])"
)
_FROM_HERE = re.compile(r"\s*-?(?:এর|ের|র)?\s*(?:से|থেকে|হতে)\s+(?:बढाकर|घटाकर|बढकर|घटकर|बढाते|বাডিযে|কমিযে|বেডে|কমে)")


def telling(quantities: Sequence[Quantity], text: str, start: int, end: int) -> list[Quantity]:
    """Those of `text[start:end]` that say how much; offsets of quantities are into `text`."""
    return without_parts([q for q in quantities if not _tells_nothing(q, text, start, end)], text)


def _tells_nothing(quantity: Quantity, text: str, start: int, end: int) -> bool:
    before = folded(text[max(start, quantity.start - 16) : quantity.start]).text
    behind = folded(text[quantity.end : min(end, quantity.end + 24)]).text
    if quantity.unit is None and (_LABELLED.search(before) or _MARK.match(before[-1:] + behind[:1])):
        return True
    if _is_topic(quantity, text, start, end):
        return True
    if is_idle(quantity, text, before, behind) or _CLOCK.search(before) or _CLOCK_BEHIND.match(behind):
        return True
    if quantity.unit in TIMES and (_LATER.search(before) or _LATER_BEHIND.match(behind)):
        return True
    if _WHEN.search(folded(text[max(start, quantity.start - 80) : quantity.start]).text):
        return True
    if quantity.unit in TIMES and (_OF_DAY.search(before) or quantity.relation == ">" or "-" in quantity.text):
        return True
    if _FROM_HERE.match(behind):
        return True  # the height from which something is raised
    condition = _CONDITION.match(folded(text[start:end]).text)
    return condition is not None and "," in text[quantity.end : end]


def _is_topic(quantity: Quantity, text: str, start: int, end: int) -> bool:
    behind = text[quantity.end : end]
    if _TOPIC_BEHIND.match(folded(behind[:100]).text):
        return True
    return re.search(r":\s", behind) is not None and _TOPIC.match(text[start : start + 32].lower()) is not None


def is_object(quantity: Quantity, text: str) -> bool:
    """Whether a number with neither bound nor share counts what is to be done: "mark 65 km", not "in 27 unions"."""
    if text[quantity.end : quantity.end + 1].isascii() and text[quantity.end : quantity.end + 1].isalpha():
        return False  # 5G
    before = folded(text[max(0, quantity.start - 16) : quantity.start]).text
    if quantity.unit in ("days", "working days", "weeks", "months", "years"):
        return False
    return not _PLACE_BEFORE.search(before) or is_given(quantity, text)


def is_place(quantity: Quantity, text: str, language: str) -> bool:
    """Whether what a number counts is where something is done: "৩৫টি মোড়ে", "62 स्थलों पर"."""
    if language == "hi":
        return _PLACE_BEHIND.match(text, quantity.end) is not None
    noun = counted(text, quantity, language) if language == "bn" and quantity.unit is None else None
    return noun is not None and _LOCATIVE.search(folded(noun).text) is not None


_PLACE_BEHIND = re.compile(r"(?: (?!(?:का|की|के|को|से|ने|तक) )[\u0900-\u0963]+){1,3} (?:में|पर)(?![\u0900-\u0963])")
_LOCATIVE = re.compile("(?:[^ \u09be]\u09c7|\u09a4\u09c7|\u09be\u09af)\\Z")  # -e, -te, -ay


def _written(quantity: Quantity) -> str | None:
    """A measure in the words of the text: tấn, hectares, কিলোমিটার."""
    form = folded(quantity.text)
    pattern = next(pattern for unit, pattern in unit_words() if unit == quantity.unit)
    places = list(pattern.finditer(form.text))
    return quantity.text[slice(*form.span(*places[-1].span()))] if places else quantity.unit


_NUMBER_OF = re.compile(
    r"(?<![^\W_])(?:the number of|number of|số lượng|số) (?P<noun>[^\W\d_][^,;:.\d]{1,60}?)"
    r"(?:\s+(?:that|which)\s[^;:]{1,90}?)?\s+"
    r"(?:shall|must|will|to|is|are|xuống|lên|còn|đạt|tăng|giảm|từ|from|không|at|fall|rise|reach)(?![^\W_])"
    r"|(?P<indic>(?:[\u0900-\u0963\u0980-\u09e5]+ ){0,1}[\u0900-\u0963\u0980-\u09e5]+?)"
    r"(?: की|ের|-?এর|র) (?:संख्या|সংখ্যা)(?![\u0900-\u09ff])",
    re.IGNORECASE,
)


def _number_of(text: str, quantity: Quantity) -> str | None:
    """What is counted where the noun stands before: "the number of deaths shall fall to 900", "সেচপাম্পের সংখ্যা"."""
    found = _NUMBER_OF.search(text, max(0, quantity.start - 200), quantity.start)
    return re.sub(r"^(?:वाले|वाली|वाला) ", "", (found["noun"] or found["indic"]).strip()) if found else None


def amount_of(quantity: Quantity, text: str, language: str, unit: str | None = None) -> Amount:
    """The quantity with its unit: its own, else the given one, else the noun behind the number."""
    relation = "range" if quantity.high is not None else quantity.relation
    measured = _written(quantity) if quantity.unit in MEASURES else quantity.unit
    found = measured or unit or counted(text, quantity, language) or _number_of(text, quantity)
    return Amount(quantity.value, found, relation, quantity.text, quantity.high)
