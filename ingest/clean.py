"""Text as characters and lines as page furniture: what is normalised, and what is not text of the document at all."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from ingest.records import Block

_JOINERS = "\u200c\u200d"  # they decide how Hindi and Bengali conjuncts are read
_NEWLINES = re.compile(r"\r\n|[\r\v\f\x85\u2028\u2029]")


class _Characters(dict[int, int | str | None]):
    """A table for str.translate that decides by Unicode category, once a character."""

    def __missing__(self, code: int) -> int | str | None:
        char = chr(code)
        category = unicodedata.category(char)
        kept: int | str | None = code
        if char == "\n" or char in _JOINERS:
            kept = code
        elif char == "\t" or category in ("Zs", "Zl", "Zp"):
            kept = " "
        elif category in ("Cc", "Cf", "Cs"):  # controls, soft hyphen, BOM, bidirectional marks, tag characters
            kept = None
        self[code] = kept
        return kept


_CHARACTERS = _Characters()


def normalize(text: str) -> str:
    """NFC; "\\n" is the only line end and " " the only blank; controls and invisible marks but joiners are dropped."""
    # Dropping comes first: a soft hyphen between a letter and its tone mark would keep NFC from composing them.
    return unicodedata.normalize("NFC", _NEWLINES.sub("\n", text).translate(_CHARACTERS))


def fold(text: str) -> str:
    """`normalize`, with every run of blanks and line ends made one blank and none at the ends."""
    return " ".join(normalize(text).split())


def compiled(pattern: str) -> re.Pattern[str]:
    """A case-insensitive pattern in NFC, as the text is (Bengali letters with a dot below are two characters there)."""
    return re.compile(unicodedata.normalize("NFC", pattern), re.IGNORECASE)


_DIGITS = r"[0-9०-९০-৯]"
_URL = re.compile(r"https?://[^\s<>\"'|]+")
_SOURCE_WORD = r"(?:nguồn(?: tin)?|theo|source|sources|स्रोत|सूत्र|সূত্র|উৎস|সোর্স)"
_SOURCE = compiled(rf"\W*{_SOURCE_WORD}\s*[:：\-–]\s*(?P<rest>\S.*)")
_LONE_SOURCE = compiled(rf"\W*{_SOURCE_WORD}\s*[:：]?\W*")

# Whole lines only; each alternative must match the line from its first to its last character.
_NOISE = compiled(
    "|".join(
        [
            # comment and view counters: "Comments (0)", "3 bình luận"
            rf"(?:{_DIGITS}+\s*)?(?:comments?|bình luận|ý kiến bạn đọc|टिप्पणी|टिप्पणियाँ|टिप्पणियां|মন্তব্য|মন্তব্যসমূহ)"
            rf"\s*[:：]?\s*(?:[(\[]?\s*{_DIGITS}+\s*[)\]]?)?",
            rf"(?:views?|lượt xem|बार देखा गया|বার পড়া হয়েছে|বার দেখা হয়েছে)\s*[:：]?\s*\(?{_DIGITS}*\)?",
            # share, print and other buttons, alone or in a row: "Facebook | Zalo | Print"
            r"(?:(?:share(?: this)?(?: article)?|chia sẻ(?: bài viết)?|शेयर(?: करें)?|साझा करें|শেয়ার(?: করুন)?"
            r"|facebook|twitter|zalo|whatsapp|telegram|linkedin|email|e-mail|copy link|sao chép liên kết|print"
            r"|in bài viết|in trang"
            r"|प्रिंट(?: करें)?|প্রিন্ট(?: করুন)?|save|lưu bài viết|login|log in"
            r"|đăng nhập|sign in|subscribe|menu|search|tìm kiếm)"
            r"[\s|,·•/:]*)+",
            r"(?:back to top|về đầu trang|lên đầu trang|quay lại|trở về|go back|ऊपर जाएं|উপরে যান)",
            # pointers to other pages
            r"(?:xem thêm|đọc thêm|read more|see more|also read|see also|और पढ़ें|यह भी पढ़ें|आगे पढ़ें|আরও পড়ুন|আরো পড়ুন"
            r"|আরও দেখুন)\s*(?:[:：»>…]+.{0,200}(?<![.।;])|\.\.\.)?",
            r"(?:tin liên quan|tin khác|bài viết liên quan|tin mới nhất|related (?:news|articles|posts|stories)"
            r"|संबंधित (?:खबरें|समाचार|लेख)"
            r"|সম্পর্কিত (?:খবর|সংবাদ|নিবন্ধ))\s*[:：]?",
            r"(?:tags?|từ khóa|từ khoá|टैग|टैग्स|ট্যাগ|ট্যাগস)\s*[:：].{0,200}",
            r"(?:ảnh minh họa|ảnh minh hoạ|ảnh tư liệu|illustrative photo|file photo|फाइल फोटो|ফাইল ছবি"
            r"|(?:ảnh|photo|फोटो|ছবি)\s*[:：].{1,40})",
            # cookie notices and the line at the foot of a site
            r"(?:(?:this|our) (?:web)?site uses cookies|we use cookies"
            r"|(?:chúng tôi|trang web này|website này) sử dụng cookie"
            r"|(?:हम|यह वेबसाइट) कुकीज़?|(?:আমরা|এই ওয়েবসাইট(?:টি)?) কুকি).{0,300}",
            r"(?:©|copyright ©|bản quyền ©).{0,200}|all rights reserved\.?",
            # breadcrumbs start at the home page
            r"(?:trang chủ|home|होम|मुख्य पृष्ठ|মূলপাতা|প্রচ্ছদ|হোম)(?:\s*(?:[>›»→]|\s/\s)[^>›»→]{1,80})+",
            r"[-_=*~.·•—–+#\s|]{3,}",  # rules drawn with characters
        ]
    )
)
_MARKER = re.compile(r"^(?:[-–—•▪●*+>#]+\s+)+")


def is_noise(line: str) -> bool:
    """Whether a whole line is page furniture (a counter, a button, a breadcrumb …) and not text of the document."""
    return len(line) <= 320 and bool(_NOISE.fullmatch(_MARKER.sub("", line.strip())))


def source_address(line: str) -> str | None:
    """The address in a line that does nothing but name the source ("Nguồn: https://…"), else None."""
    named = _SOURCE.fullmatch(line)
    address = _URL.search(named["rest"]) if named else None
    if not named or not address:
        return None
    beside = named["rest"].replace(address[0], "")
    return address[0].rstrip(".,;:)]") if len(beside.strip()) <= 60 else None


def drop_noise(blocks: Iterable[Block]) -> tuple[list[Block], str | None]:
    """The blocks that are text of the document, and the address that a source line named (the last one wins).

    A source line without an address is dropped only at the very end: "Nguồn: ngân sách tỉnh" inside a plan is text.
    """
    kept: list[Block] = []
    source = None
    for block in blocks:
        address = source_address(block.text) if block.kind != "row" else None
        if address:
            source = address
        elif block.kind == "row" or not is_noise(block.text):
            kept.append(block)
    while kept and kept[-1].kind != "row" and _names_source_only(kept[-1].text):
        kept.pop()
    return [b for b in kept if b.kind == "row" or not _LONE_SOURCE.fullmatch(b.text)], source


def _names_source_only(line: str) -> bool:
    named = _SOURCE.fullmatch(line)
    return bool(_LONE_SOURCE.fullmatch(line) or (named and len(line) <= 80 and not re.search(r"[.।!?;]\W*$", line)))
